/* The toy models' whole (gamma, eta) planes (arXiv 2410.04642, toy model): every boundary of the phase portrait
 * where it can be computed, with the exact theory beside it. Nothing here is random. */
#include "experiments/gamma-eta/toy-portrait/toy_claims.h"
#include "experiments/gamma-eta/toy_boundary.h"
#include "experiments/gamma-eta/toy_theory.h"
#include "lab/experiment.h"

#include <math.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "model", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = TOY_MODELS, .unit = "1",
     .doc = "tied-L: one weight, L layers; pair-1-0, pair-1-1: two weights from there"},
    {.name = "loss", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = TOY_LOSSES, .unit = "1",
     .doc = "mse or ce"},
    {.name = "gamma", .type = HODO_REAL, .role = HODO_SWEEP, .quick = "logspace(-4,4,17)",
     .usual = "logspace(-5,5,41)", .paper = "logspace(-5,5,81)", .unit = "1", .doc = "richness", .least = 1e-7,
     .most = 1e7},
    {.name = "steps", .type = HODO_INTEGER, .role = HODO_ONE, .usual = "2000", .paper = "20000", .unit = "1",
     .doc = "T, steps of a run", .least = 10, .most = 1e8},
    {.name = "per-decade", .type = HODO_INTEGER, .role = HODO_ONE, .quick = "6", .usual = "24", .paper = "60",
     .unit = "1", .doc = "learning rates a decade of the scan, before bisection", .least = 1, .most = 1000},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"model", "1", "which toy", HODO_TEXT},
    {"loss", "1", "mse or ce", HODO_TEXT},
    {"gamma", "1", "richness", HODO_REAL},
    {"what", "1", "how runs from low to high end, or which boundary low = high is", HODO_TEXT},
    {"low", "1", "learning rate, or the time of a plateau", HODO_REAL},
    {"high", "1", "the same", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"theory", "1", "of a boundary, by the exact law of its models", HODO_REAL},
    {.name = NULL},
};

/* Far enough beyond every boundary: eta_min is above gamma^2 / (4 L^2 (1 + gamma) T), and nothing learns that
 * steps over the minimum from its start. */
static double lowest_rate(double gamma, int64_t steps)
{
    return 1e-3 * gamma * gamma / ((1 + gamma) * (double)steps);
}

static double highest_rate(double gamma)
{
    return 100 * gamma * (1 + pow(gamma, 0.5));
}

enum { MOST_INTERVALS = 4096 };
static const int64_t plateau_limit = 100000000; /* steps, of the runs that time a plateau */

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    if (toy_model_find(hodo_cell_text(cell, "model")) == NULL) {
        return hodo_fail(error, HODO_INVALID, "model = %s is none of %s", hodo_cell_text(cell, "model"),
                         TOY_MODELS);
    }
    if (toy_loss_find(hodo_cell_text(cell, "loss")) == NULL) {
        return hodo_fail(error, HODO_INVALID, "loss = %s is none of %s", hodo_cell_text(cell, "loss"),
                         TOY_LOSSES);
    }
    return HODO_OK;
}

static hodo_status put(hodo_cell *cell, const char *what, double low, double high, hodo_error *error)
{
    const hodo_value row[] = {hodo_text(hodo_cell_text(cell, "model")), hodo_text(hodo_cell_text(cell, "loss")),
                              hodo_real(hodo_cell_real(cell, "gamma")), hodo_text(what),
                              hodo_real(low), hodo_real(high)};
    return hodo_cell_row(cell, row, error);
}

/* excerpt: cell */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const double gamma = hodo_cell_real(cell, "gamma");
    const toy_line line = {toy_model_find(hodo_cell_text(cell, "model")),
                           toy_loss_find(hodo_cell_text(cell, "loss")), gamma,
                           hodo_cell_integer(cell, "steps")};
    toy_interval *intervals = hodo_arena_take(hodo_cell_arena(cell), MOST_INTERVALS, sizeof *intervals, error);
    if (intervals == NULL) {
        return HODO_NO_MEMORY;
    }
    toy_boundaries found;
    const size_t count = toy_scan(&line, lowest_rate(gamma, line.steps), highest_rate(gamma),
                                  hodo_cell_integer(cell, "per-decade"), MOST_INTERVALS, intervals, &found);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = put(cell, toy_outcome_name(intervals[i].outcome), intervals[i].low, intervals[i].high, error);
    }
    /* How long the loss stays flat: nearly the flow, and at half the edge, where steps are few. */
    const double slow = found.failure / TOY_PLATEAU_SLOWER, fast = found.failure / 2;
    const double flow = toy_time(line.model, line.loss, gamma, slow, 0.5, plateau_limit);
    const double descent = toy_time(line.model, line.loss, gamma, fast, 0.5, plateau_limit);
    const struct {
        const char *what;
        double value;
    } boundaries[] = {
        {TOY_SLOWEST, found.slowest},       {TOY_ONSET, found.onset},
        {TOY_FAILURE, found.failure},       {TOY_LAST, found.last_learned},
        {TOY_DIVERGENCE, found.divergence}, {TOY_PLATEAU, flow / gamma},
        {TOY_PLATEAU_STEPS, descent / fast},
    };
    for (size_t i = 0; status == HODO_OK && i < sizeof boundaries / sizeof boundaries[0]; i++) {
        status = put(cell, boundaries[i].what, boundaries[i].value, boundaries[i].value, error);
    }
    return status;
}
/* end: cell */

static double cost(const hodo_cell *cell)
{
    return strcmp(hodo_cell_text(cell, "loss"), "ce") == 0 ? 2 : 1;
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const size_t model = hodo_table_find(table, "model"), loss = hodo_table_find(table, "loss");
    const size_t gamma = hodo_table_find(table, "gamma"), what = hodo_table_find(table, "what");
    const size_t place = hodo_table_find(table, "theory");
    hodo_status status = HODO_OK;
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
        double value = NAN;
        status = toy_boundary_theory(toy_model_find(hodo_table_get(table, row, model).text),
                                     toy_loss_find(hodo_table_get(table, row, loss).text),
                                     hodo_table_get(table, row, gamma).real, hodo_run_integer(run, "steps"),
                                     hodo_table_get(table, row, what).text, &value, error);
        hodo_table_set(table, row, place, hodo_real(value));
    }
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/toy-portrait",
        .title = "phase portraits of the toy models with one and two weights",
        .source = "arXiv 2410.04642, toy model; two weights: ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = toy_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
