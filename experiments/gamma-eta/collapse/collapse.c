/* At large gamma all of the early motion is in tau = eta t / gamma: curves of loss of different gamma and
 * different rates fall on one (arXiv 2410.04642; the numbers that say how well are ours). */
#include "experiments/gamma-eta/collapse/collapse_claims.h"
#include "experiments/gamma-eta/curve_cell.h"

#include <math.h>
#include <stdio.h>

static const hodo_parameter parameters[] = {
    CURVE_GAMMA("1e2,1e3,1e4", "logspace(1.5,4,5)", "logspace(1.5,5,8)"),
    {.name = "slower",
     .type = HODO_REAL,
     .role = HODO_LIST,
     .usual = "1,3",
     .unit = "1",
     .doc = "what the best rate is divided by; at most 8 values",
     .least = 1,
     .most = 1e6},
    {.name = "level",
     .type = HODO_REAL,
     .role = HODO_LIST,
     .usual = "0.98,0.95,0.85",
     .unit = "1",
     .doc = "of the first loss: when curves come below it is compared; apart from the first stair's 0.9",
     .least = 0,
     .most = 1,
     .least_excluded = true,
     .most_excluded = true},
    {.name = "stair",
     .type = HODO_REAL,
     .usual = "0.92",
     .unit = "1",
     .doc = "a level just above the first stair, for the text: what it adds to the spread",
     .least = 0,
     .most = 1,
     .least_excluded = true,
     .most_excluded = true},
    CURVE_DEPTH,
    CURVE_WIDTH("32", "64", "1000"),
    CURVE_BATCH("32", "64", "64"),
    CURVE_STEPS("300", "450", "15000"),
    CURVE_LOSS,
    CURVE_TRIALS("6", "6", "6"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"gamma", "1", "richness", HODO_REAL},
    {"slower", "1", "what the best rate was divided by", HODO_REAL},
    {"trial", "1", "seed: the curves of a trial share images and initial weights", HODO_INTEGER},
    {"t", "1", "steps: the middle of the bin on a log axis", HODO_REAL},
    {"tau", "1", "eta t / gamma", HODO_REAL},
    {"loss", "1", "mean batch loss of the bin, over the first loss", HODO_REAL},
    {"eta", "1", "the rate", HODO_REAL},
    {"curve", "1", "gamma and what the best rate was divided by", HODO_TEXT},
    {.name = NULL},
};

static const double bins_per_decade = 10.0;

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    size_t count;
    (void)hodo_cell_reals(cell, "slower", &count);
    return count <= LANDSCAPE_COHORT
               ? curve_cell_check(cell, error)
               : hodo_fail(error, HODO_INVALID, "%zu values of slower: a cohort has %d cells", count,
                           (int)LANDSCAPE_COHORT);
}

static hodo_status write_curve(hodo_cell *cell, double slower, double eta, const double *curve, size_t steps,
                               hodo_error *error)
{
    size_t count;
    const double gamma = hodo_cell_real(cell, "gamma");
    const loss_bin *bins = loss_curve_bins(hodo_cell_arena(cell), steps, bins_per_decade, &count, error);
    char name[64];
    (void)snprintf(name, sizeof name, "%.5g/%.5g", gamma, slower);
    hodo_status status = bins != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t b = 0; status == HODO_OK && b < count; b++) {
        const double loss = loss_curve_mean(curve, bins[b].first, bins[b].end) / curve[0];
        const hodo_value row[] = {hodo_real(gamma),
                                  hodo_real(slower),
                                  hodo_integer(hodo_cell_integer(cell, "trials")),
                                  hodo_real(bins[b].place),
                                  hodo_real(eta * bins[b].place / gamma),
                                  hodo_real(loss),
                                  hodo_real(eta),
                                  hodo_text(name)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}

/* excerpt: cell */
static hodo_status measure(hodo_cell *cell, curve_cell *made, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const size_t steps = made->of.setting.steps;
    const double gamma = hodo_cell_real(cell, "gamma");
    size_t count;
    const double *slower = hodo_cell_reals(cell, "slower", &count);
    double *curves = hodo_arena_take(arena, count * steps, sizeof *curves, error);
    best_rate best;
    double etas[LANDSCAPE_COHORT];
    landscape_outcome outcomes[LANDSCAPE_COHORT];
    hodo_status status = curves != NULL ? HODO_OK : HODO_NO_MEMORY;
    if (status == HODO_OK) {
        status = best_rate_find(arena, made->scratch, &made->of, gamma, best_rate_guess(&made->of, gamma),
                                curve_cell_offset(cell), false, &best, error);
    }
    if (status != HODO_OK || !isfinite(best.outcome.eta)) {
        return status; /* no rate survived: there is no curve */
    }
    for (size_t i = 0; i < count; i++) {
        etas[i] = best.outcome.eta / slower[i];
    }
    if (status == HODO_OK) {
        status = rate_curves(made->scratch, &made->of, gamma, etas, count, curves, outcomes, error);
    }
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = write_curve(cell, slower[i], etas[i], curves + i * steps, steps, error);
    }
    return status;
}
/* end: cell */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    curve_cell made;
    const landscape_setting setting = curve_cell_mlp(cell);
    hodo_status status = curve_cell_open(cell, &setting, 1, &made, error);
    if (status == HODO_OK) {
        status = measure(cell, &made, error);
    }
    curve_cell_close(&made);
    return status;
}

static double cost(const hodo_cell *cell)
{
    size_t count;
    (void)hodo_cell_reals(cell, "slower", &count);
    const landscape_setting setting = curve_cell_mlp(cell);
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    const double gamma = hodo_cell_real(cell, "gamma");
    return best_rate_cost(&setting, CURVE_INPUTS, CURVE_OUTPUTS, batch, gamma) +
           (double)setting.steps *
               landscape_step_cost(&setting, CURVE_INPUTS, CURVE_OUTPUTS, batch, gamma, count);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/collapse",
        .title = "loss against eta t / gamma: curves of all large gamma fall on one",
        .source = "arXiv 2410.04642",
        .revision = 2,
        .parameters = parameters,
        .columns = columns,
        .data = landscape_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = collapse_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
