/* The feature speed formula along training: both sides of Theorem 2.1 at every step and layer, stacked over the
 * mini-batch, and the per-sample form, which is false. */
#include "experiments/feature-speed/formula-along-training/formula_claims.h"
#include "experiments/feature-speed/formula-along-training/formula_sides.h"
#include "experiments/feature-speed/teacher_batches.h"
#include "net/tower.h"
#include "train/automatic_rates.h"
#include "train/cohort.h"

#include <math.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "network",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "mlp,resnet,normalised",
     .unit = "1",
     .doc = "mlp; resnet, beta = 1/sqrt(L); normalised: that with RMS layer norm of every feature"},
    {.name = "batch",
     .type = HODO_INTEGER,
     .role = HODO_SWEEP,
     .usual = "1,4,16",
     .unit = "1",
     .doc = "samples of a step",
     .least = 1,
     .most = 1e4},
    {.name = "m",
     .type = HODO_INTEGER,
     .quick = "32",
     .usual = "64",
     .paper = "256",
     .unit = "1",
     .doc = "width",
     .least = 1,
     .most = 1e5},
    {.name = "L",
     .type = HODO_INTEGER,
     .quick = "6",
     .usual = "10",
     .paper = "20",
     .unit = "1",
     .doc = "depth; all L matrices are trained",
     .least = 3,
     .most = 1e4},
    {.name = "d",
     .type = HODO_INTEGER,
     .usual = "10",
     .unit = "1",
     .doc = "dimension of the input",
     .least = 1,
     .most = 1e5},
    {.name = "samples",
     .type = HODO_INTEGER,
     .usual = "32",
     .unit = "1",
     .doc = "of the data set",
     .least = 1,
     .most = 1e6},
    {.name = "steps",
     .type = HODO_INTEGER,
     .usual = "100",
     .unit = "1",
     .doc = "of training",
     .least = 1,
     .most = 1e6},
    {.name = "eta",
     .type = HODO_REAL,
     .usual = "0.02",
     .unit = "1",
     .doc = "time of a step; the loss falls at rate 1 in the beginning",
     .least = 1e-6, /* below, differences of weights are rounding */
     .most = 1e3},
    {.name = "trials",
     .type = HODO_INTEGER,
     .role = HODO_REPEAT,
     .quick = "8",
     .usual = "10",
     .unit = "1",
     .doc = "draws of weights, data and batches",
     .least = 1,
     .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"network", "", "kind of network", HODO_TEXT},
    {"batch", "1", "samples of a step", HODO_INTEGER},
    {"trial", "1", "draw of weights, data and batches", HODO_INTEGER},
    {"step", "1", "steps taken before", HODO_INTEGER},
    {"layer", "1", "index v of the feature", HODO_INTEGER},
    {"left", "1", "||f_v'|| cos(theta_v) ||b_v||, stacked over the batch, f_v' along the step taken",
     HODO_REAL},
    {"right", "1", "sum of eta ||grad||^2 over the matrices below", HODO_REAL},
    {"gap", "1", "|left - right| / right", HODO_REAL},
    {"own_gap", "1", "the same sample by sample, each by its own loss", HODO_REAL},
    {"share_gap", "1", "the same sample by sample, each by its share of the mean", HODO_REAL},
    {"cos", "1", "cos(theta_v)", HODO_REAL},
    {"loss_ratio", "1", "loss of the whole data set over that of step 0", HODO_REAL},
    {.name = NULL},
};

/* Of the architecture's last row; 1/m of W_L times it. */
static const double first_scale = 1.0;

static bool is_residual(const char *network) { return strcmp(network, "mlp") != 0; }

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *network = hodo_cell_text(cell, "network");
    if (strcmp(network, "mlp") != 0 && strcmp(network, "resnet") != 0 && strcmp(network, "normalised") != 0) {
        return hodo_fail(error, HODO_INVALID, "network = %s is unknown: choose mlp, resnet or normalised",
                         network);
    }
    return teacher_batches_check(hodo_cell_integer(cell, "batch"), hodo_cell_integer(cell, "samples"), error);
}

/* One network in training. */
typedef struct trainee {
    hodo_architecture architecture;
    hodo_network initial;
    double readout_scale;
    teacher_batches batches;
    hodo_matrix x, y; /* the data set, in double */
    hodo_cohort *cohort;
    taken_step step;
} trainee;

static hodo_status make_network(const hodo_cell *cell, trainee *made, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const char *network = hodo_cell_text(cell, "network");
    const double depth = hodo_cell_real(cell, "L"), beta = is_residual(network) ? 1.0 / sqrt(depth) : 1.0;
    const hodo_tower tower = {.inputs = (size_t)hodo_cell_integer(cell, "d"),
                              .width = (size_t)hodo_cell_integer(cell, "m"),
                              .depth = (size_t)hodo_cell_integer(cell, "L"),
                              .branch_scale = &beta,
                              .train_input = true,
                              .train_output = true,
                              .normalise = strcmp(network, "normalised") == 0,
                              .readout_scale = &made->readout_scale};
    made->readout_scale = first_scale;
    hodo_status status = hodo_tower_architecture(arena, &tower, &made->architecture, error);
    status = status == HODO_OK
                 ? hodo_network_take(arena, &made->architecture, HODO_DOUBLE, &made->initial, error)
                 : status;
    return status == HODO_OK ? hodo_network_draw(&made->initial, hodo_cell_stream(cell), error) : status;
}

/* The readout's scale and the rates that control feature speed on the whole data set at the start
 * (train/automatic_rates.h), and are then left alone: contributions do not stay balanced. */
static hodo_status make_cohort(const hodo_cell *cell, trainee *made, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_loss loss = {&hodo_loss_square, 0};
    const hodo_automatic_settings settings = {.mode = HODO_COSINE_MEASURED};
    hodo_automatic_rates *automatic =
        hodo_automatic_rates_take(arena, &settings, &made->initial, made->x.rows, &made->readout_scale, error);
    hodo_status status = automatic != NULL
                             ? hodo_automatic_rates_measure(automatic, made->x, made->y, loss, error)
                             : error->status;
    if (status != HODO_OK) {
        return status;
    }
    const hodo_training training = {.loss = loss,
                                    .batch = made->batches.x.rows,
                                    .steps = (size_t)hodo_cell_integer(cell, "steps"),
                                    .optimiser = hodo_optimiser_find("sgd", error),
                                    .rates = automatic->rates};
    const hodo_cell_setting setting = {.eta = hodo_cell_real(cell, "eta"), .gamma = 1.0};
    made->cohort = hodo_cohort_take(arena, &made->initial, &training, &setting, 1, error);
    return made->cohort != NULL ? HODO_OK : error->status;
}

static hodo_status make(const hodo_cell *cell, trainee *made, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t inputs = (size_t)hodo_cell_integer(cell, "d"),
                 samples = (size_t)hodo_cell_integer(cell, "samples"),
                 batch = (size_t)hodo_cell_integer(cell, "batch");
    hodo_status status =
        teacher_batches_take(arena, hodo_cell_stream(cell), inputs, samples, batch, &made->batches, error);
    made->x = hodo_matrix_take(arena, HODO_DOUBLE, samples, inputs, error);
    made->y = hodo_matrix_take(arena, HODO_DOUBLE, samples, 1, error);
    if (status != HODO_OK || made->x.data == NULL || made->y.data == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    hodo_matrix_convert(made->batches.set.x, made->x);
    hodo_matrix_convert(made->batches.set.y, made->y);
    status = make_network(cell, made, error);
    status = status == HODO_OK ? make_cohort(cell, made, error) : status;
    return status == HODO_OK ? taken_step_take(arena, &made->initial, batch, &made->step, error) : status;
}

/* excerpt: step */
static hodo_status one_step(hodo_cell *cell, trainee *on, size_t t, double first_loss, double loss,
                            hodo_error *error)
{
    taken_step *step = &on->step;
    hodo_cell_state *state = hodo_cohort_cell(on->cohort, 0);
    hodo_status status = teacher_batches_fill(&on->batches, t, error);
    taken_step_begin(step, &state->network);
    status =
        status == HODO_OK ? hodo_cohort_step(on->cohort, on->batches.x, on->batches.y, false, error) : status;
    if (status != HODO_OK || state->stop != HODO_RUNNING) {
        return status; /* a network that diverged took no step, and ends here */
    }
    taken_step_end(step, &state->network, state->eta);
    /* At the weights before the step: b and ||grad||^2. */
    status = hodo_speeds_measure(step->speeds, on->batches.x, on->batches.y, (hodo_loss){&hodo_loss_square, 0},
                                 (hodo_flow){.kind = HODO_GIVEN, .given = state->rates}, NULL, error);
    status = status == HODO_OK ? taken_step_velocity(step, on->batches.x, true, error) : status;
    for (size_t v = 1; status == HODO_OK && v < on->architecture.feature_count; v++) {
        const formula_sides sides = formula_sides_at(step, v);
        status = hodo_cell_row(
            cell,
            (hodo_value[]){hodo_text(hodo_cell_text(cell, "network")),
                           hodo_integer(hodo_cell_integer(cell, "batch")),
                           hodo_integer(hodo_cell_integer(cell, "trials")), hodo_integer((int64_t)t),
                           hodo_integer((int64_t)v), hodo_real(sides.left), hodo_real(sides.right),
                           hodo_real(sides.gap), hodo_real(sides.own_gap), hodo_real(sides.share_gap),
                           hodo_real(sides.cosine), hodo_real(loss / first_loss)},
            error);
    }
    return status;
}
/* end: step */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    trainee *on = hodo_arena_zero(hodo_cell_arena(cell), 1, sizeof *on, error);
    const size_t steps = (size_t)hodo_cell_integer(cell, "steps");
    hodo_status status = on != NULL ? make(cell, on, error) : HODO_NO_MEMORY;
    double first_loss = NAN, loss = NAN;
    for (size_t t = 0; status == HODO_OK && t < steps && (t == 0 || hodo_cohort_running(on->cohort) > 0); t++) {
        status = hodo_cohort_evaluate(on->cohort, 0, on->x, on->y, &loss, NULL, error);
        first_loss = t == 0 ? loss : first_loss;
        status = status == HODO_OK ? one_step(cell, on, t, first_loss, loss, error) : status;
        if (status == HODO_NUMERIC && t > 0) {
            return HODO_OK; /* driven off or dead: no b there, no formula, and no rows from here on */
        }
    }
    return status;
}

/* As timed, in passes of one sample: copies and differences of weights, and the evaluation of the data set;
 * small matrices cost as if they were wider. */
static const double touches = 11.0, evaluation = 0.25, narrow = 300.0;

static double cost(const hodo_cell *cell)
{
    const double width = hodo_cell_real(cell, "m");
    return hodo_cell_real(cell, "L") * width * (width + narrow) * hodo_cell_real(cell, "steps") *
           (touches + evaluation * hodo_cell_real(cell, "samples") + hodo_cell_real(cell, "batch"));
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "feature-speed/formula-along-training",
        .title = "both sides of the feature speed formula at every step of training",
        .source = "arXiv 2311.18718, Theorem 2.1; the many-sample form and its test are ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = formula_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
