/* Does the cosine between the new update and all updates before tell where the sharpness goes? */
#include "base/hash.h"
#include "experiments/mlps-at-the-eoc/chaos_descent.h"
#include "experiments/mlps-at-the-eoc/chaos_parameters.h"
#include "experiments/mlps-at-the-eoc/cosine-and-sharpness/cosine_claims.h"
#include "experiments/mlps-at-the-eoc/sign_correlation.h"
#include "data/two_classes.h"
#include "probe/sharpness.h"
#include "probe/update_cosine.h"

#include <math.h>

static const hodo_parameter parameters[] = {
    CHAOS_INTEGER("m", "base width", "8", "8", "32", 1, 1e4),
    CHAOS_NETWORK,
    CHAOS_INTEGER("n", "images, all of them at every step", "32", "96", "512", 2, 1e4),
    CHAOS_INTEGER("steps", "steps of a run", "60", "120", "400", 10, 1e6),
    CHAOS_INTEGER("late", "first step of the late part of a run, when most of the loss is gone", "20", "40",
                  "100", 1, 1e6),
    CHAOS_INTEGER("window", "steps of a change of the sharpness", NULL, "2", NULL, 1, 1e3),
    CHAOS_INTEGER("block",
                  "steps of a block that is shuffled; odd: oscillations of two steps do not stay in phase",
                  NULL, "7", NULL, 1, 1e6),
    CHAOS_INTEGER("shuffles", "orders of the blocks", NULL, "100", "1000", 2, 1e6),
    {.name = "q",
     .type = HODO_REAL,
     .role = HODO_SWEEP,
     .usual = "0,1",
     .unit = "1",
     .doc = "gamma = m^(q/2): 0 lazy, 1 rich",
     .least = -4,
     .most = 4,
     .shares_draws = true},
    {.name = "rule",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "constant/1,constant/2,schedule/2.2,schedule/3",
     .unit = "1",
     .doc = "constant/R: eta = R/lambda_0; schedule/C: eta = C/lambda_t",
     .shares_draws = true},
    CHAOS_TRIALS("12", "18", "18"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"q", "1", "gamma = m^(q/2)", HODO_REAL},
    {"rule", "1", "how the rate is set", HODO_TEXT},
    {"trial", "1", "seed of images and weights, shared by all q and rules", HODO_INTEGER},
    {"what", "1", "whole, late: a run, or its part from step `late` on; step: a step of trial 0", HODO_TEXT},
    {"step", "1", "t; of a run, the first that counts", HODO_INTEGER},
    {"cosine", "1", "c_t; of a run, the share of windows with c_t > 0", HODO_REAL},
    {"product", "1", "eta_0 lambda_t, eta_0 the first rate; of a run, the share of windows whose lambda grows",
     HODO_REAL},
    {"correlation", "1", "of the signs, of a run", HODO_REAL},
    {"shuffled", "1", "the same with c_t shuffled in blocks of time, mean of all orders", HODO_REAL},
    {"spread", "1", "its standard deviation over the orders", HODO_REAL},
    {"windows", "1", "of a run", HODO_INTEGER},
    {"end", "1", "how the run ended: 0 all steps done, 1 solved, 2 stuck, 3 diverged", HODO_INTEGER},
    {.name = NULL},
};
enum { COLUMNS = 12 };

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    chaos_descent_setting setting = chaos_parameters_setting(cell);
    hodo_status status = chaos_rule_read(hodo_cell_text(cell, "rule"), &setting.rule, error);
    const int64_t from = hodo_cell_integer(cell, "late"), window = hodo_cell_integer(cell, "window");
    if (status == HODO_OK && from + window + 4 > hodo_cell_integer(cell, "steps")) {
        status = hodo_fail(error, HODO_INVALID,
                           "windows of %d steps from step %d on in runs of %d: give at least 4 steps more",
                           (int)window, (int)from, (int)hodo_cell_integer(cell, "steps"));
    }
    return status != HODO_OK ? status : chaos_descent_check(&setting, error);
}

/* excerpt: follow */
/* One run as it goes: cosine[t] of step t, sharpness[t] before it. */
typedef struct follower {
    chaos_descent *of;
    hodo_update_cosine *probe;
    hodo_sharpness_probe *own;  /* where the schedule does not measure */
    double *cosine, *sharpness; /* (steps + 1,) */
    size_t seen;                /* steps of which both are known */
} follower;

static hodo_status follow(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                          hodo_error *error)
{
    follower *of = context;
    const hodo_cell_state *cell = of->of->cell;
    (void)cohort, (void)x, (void)y;
    hodo_error mine = {HODO_OK, ""};
    hodo_status status = HODO_OK;
    if (cell->step == of->seen + 1) {
        status = hodo_update_cosine_step(of->probe, &mine);
        of->cosine[of->seen] = hodo_update_cosine_total(of->probe).cosine;
        of->seen += status == HODO_OK;
    }
    if (status == HODO_OK && cell->stop == HODO_RUNNING && t < of->of->setting.steps) {
        hodo_sharpness sharpness = {.value = cell->sharpness}; /* of the schedule, for this very step */
        status = of->own == NULL ? HODO_OK : hodo_sharpness_highest(of->own, &sharpness, &mine);
        of->sharpness[t] = sharpness.value;
    }
    return status == HODO_OK || status == HODO_NUMERIC ? HODO_OK : hodo_fail(error, status, "%s", mine.message);
}
/* end: follow */

static hodo_status take(hodo_arena *arena, follower *of, const hodo_stream *stream, hodo_error *error)
{
    const size_t room = of->of->setting.steps + 1;
    of->probe = hodo_update_cosine_take(arena, &of->of->cell->network, error);
    of->cosine = hodo_arena_take(arena, room, sizeof *of->cosine, error);
    of->sharpness = hodo_arena_take(arena, room, sizeof *of->sharpness, error);
    if (of->probe == NULL || of->cosine == NULL || of->sharpness == NULL) {
        return error->status;
    }
    if (of->of->setting.rule.rate == CHAOS_SCHEDULE) {
        return HODO_OK;
    }
    const hodo_objective objective = chaos_descent_objective(of->of);
    hodo_sharpness_settings settings = {.stream = *stream};
    settings.stream.cell = hodo_hash_text(stream->cell, "follow");
    hodo_curvature *curvature =
        hodo_curvature_take(arena, &of->of->cell->network, &objective, 0, HODO_GAUSS_NEWTON, error);
    of->own =
        curvature == NULL ? NULL : hodo_sharpness_take(arena, curvature, HODO_GAUSS_NEWTON, &settings, error);
    return of->own != NULL ? HODO_OK : error->status;
}

static hodo_status add_row(hodo_cell *cell, const char *what, size_t step, double cosine, double product,
                           const double correlation[3], size_t windows, hodo_stop stop, hodo_error *error)
{
    const hodo_value row[COLUMNS] = {hodo_real(hodo_cell_real(cell, "q")),
                                     hodo_text(hodo_cell_text(cell, "rule")),
                                     hodo_integer(hodo_cell_integer(cell, "trials")),
                                     hodo_text(what),
                                     hodo_integer((int64_t)step),
                                     hodo_real(cosine),
                                     hodo_real(product),
                                     hodo_real(correlation[0]),
                                     hodo_real(correlation[1]),
                                     hodo_real(correlation[2]),
                                     hodo_integer((int64_t)windows),
                                     hodo_integer(stop)};
    return hodo_cell_row(cell, row, error);
}

static double share_positive(const double *x, size_t count)
{
    size_t positive = 0;
    for (size_t i = 0; i < count; i++) {
        positive += x[i] > 0.0;
    }
    return (double)positive / (double)count;
}

/* excerpt: windows */
/* Step t = from, from + 1, ... beside the change lambda_{t + window} - lambda_t that it begins. */
static hodo_status correlate(hodo_cell *cell, const char *what, size_t from, const follower *of,
                             hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t window = (size_t)hodo_cell_integer(cell, "window");
    const size_t windows = of->seen > window + from ? of->seen - window - from : 0;
    const double *cosine = of->cosine + from, *sharpness = of->sharpness + from;
    double numbers[3] = {NAN, NAN, NAN}, *change = hodo_arena_take(arena, windows + 1, sizeof *change, error);
    if (change == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < windows; i++) {
        change[i] = sharpness[i + window] - sharpness[i];
    }
    hodo_stream shuffling = *hodo_cell_stream(cell);
    shuffling.cell = hodo_hash_text(shuffling.cell, what);
    numbers[0] = sign_correlation(cosine, change, windows);
    const hodo_status status = sign_correlation_shuffled(
        arena, cosine, change, windows, (size_t)hodo_cell_integer(cell, "block"),
        (size_t)hodo_cell_integer(cell, "shuffles"), &shuffling, &numbers[1], &numbers[2], error);
    const double none = NAN;
    return status != HODO_OK ? status
                             : add_row(cell, what, from, windows > 0 ? share_positive(cosine, windows) : none,
                                       windows > 0 ? share_positive(change, windows) : none, numbers, windows,
                                       of->of->cell->stop, error);
}
/* end: windows */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    chaos_descent_setting setting = chaos_parameters_setting(cell);
    chaos_descent of;
    follower own = {.of = &of};
    hodo_status status = chaos_rule_read(hodo_cell_text(cell, "rule"), &setting.rule, error);
    status =
        status != HODO_OK ? status : chaos_descent_open(arena, &setting, hodo_cell_stream(cell), &of, error);
    status = status != HODO_OK ? status : take(arena, &own, hodo_cell_stream(cell), error);
    const hodo_observer observer = {.look = follow, .every = 1, .context = &own};
    status = status != HODO_OK ? status : chaos_descent_run(arena, &of, &observer, error);
    static const double none[3] = {NAN, NAN, NAN};
    const double first = setting.rule.product / of.first;
    for (size_t t = 1; status == HODO_OK && hodo_cell_integer(cell, "trials") == 0 && t < own.seen; t++) {
        status =
            add_row(cell, "step", t, own.cosine[t], first * own.sharpness[t], none, 0, of.cell->stop, error);
    }
    const size_t late = (size_t)hodo_cell_integer(cell, "late");
    status = status != HODO_OK ? status : correlate(cell, "whole", 1, &own, error);
    return status != HODO_OK ? status : correlate(cell, "late", late, &own, error);
}

/* A step with its sharpness, by whoever measures it. */
static double cost(const hodo_cell *cell)
{
    static const double fixed = 1.4e9; /* as timed: reading the images */
    chaos_descent_setting setting = chaos_parameters_setting(cell);
    setting.rule.rate = CHAOS_SCHEDULE;
    return fixed + (double)setting.steps * chaos_descent_step_cost(&setting);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "mlps-at-the-eoc/cosine-and-sharpness",
        .title = "the sign of the update cosine beside the next change of the sharpness",
        .source = "arXiv 2502.13110; test ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = cosine_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
