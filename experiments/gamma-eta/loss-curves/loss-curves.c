/* Loss against time at the best learning rate, for gamma across ten decades (arXiv 2410.04642): lazy
 * networks fall from the first step on; rich ones wait on a plateau, longer as gamma^(1-2/L), then fall step
 * by step. */
#include "experiments/gamma-eta/curve_cell.h"
#include "experiments/gamma-eta/curve_claims.h"
#include "experiments/gamma-eta/loss-curves/shape_claims.h"

#include <math.h>

/* Of the first loss: a plateau ends where the loss comes below the first; what a lazy network loses in a few
 * steps, and a rich one only after its plateau, is the second. */
#define PLATEAU_LEVEL 0.95
#define FALLEN_LEVEL 0.8

#define BINS_PER_DECADE 8.0

static const hodo_parameter parameters[] = {
    CURVE_GAMMA("1e-4,1e-2,1e2,1e3,1e4", "1e-5,1e-3,1,10,1e2,1e3,1e4,1e5", "logspace(-5,5,21)"),
    CURVE_DEPTH,
    CURVE_WIDTH("32", "64", "1000"),
    CURVE_BATCH("32", "64", "64"),
    CURVE_STEPS("150", "300", "15000"),
    CURVE_LOSS,
    CURVE_TRIALS("6", "12", "6"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"gamma", "1", "richness", HODO_REAL},
    {"trial", "1", "seed: the gammas of a trial share images and initial weights", HODO_INTEGER},
    {"t", "1", "steps: the middle of the bin on a log axis", HODO_REAL},
    {"loss", "1", "mean batch loss of the bin", HODO_REAL},
    {"eta", "1", "the best rate, the same in all bins of a cell, as are all columns from here on", HODO_REAL},
    {"largest", "1", "the largest rate tried that learned", HODO_REAL},
    {"found", "1", "1 where it learned and is better than its neighbours on either side", HODO_INTEGER},
    {"plateau", "1", "steps until the loss comes below 0.95 of the first", HODO_REAL},
    {"fallen", "1", "steps until it comes below 0.8 of the first", HODO_REAL},
    {"stair", "1", "the loss where the curve is flattest between these two", HODO_REAL},
    {"drop", "1", "the steepest fall of log loss against log t, over three bins", HODO_REAL},
    {"final", "1", "mean batch loss of the last tenth of the steps", HODO_REAL},
    {"runs", "1", "rates tried", HODO_INTEGER},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"plateau_law", "1",
     "gamma^(1-2/L), through the mean of the smallest gamma >= 100: only its slope is theory", HODO_REAL},
    {.name = NULL},
};

/* Where plateaus are long enough, and gamma large enough, for the large-gamma law; where gamma is small
 * enough. */
static const double rich_least = 100.0, lazy_most = 0.01;

typedef struct shape {
    double plateau, fallen, stair, drop;
} shape;

/* The slope of log loss against log t over bins b .. b + 2. */
static double fall(const loss_bin *bins, const double *loss, size_t b)
{
    return log(loss[b + 2] / loss[b]) / log(bins[b + 2].place / bins[b].place);
}

/* excerpt: shape */
static shape shape_of(const loss_bin *bins, const double *loss, size_t count, double first)
{
    shape of = {.plateau = loss_curve_crossing(bins, loss, count, PLATEAU_LEVEL * first),
                .fallen = loss_curve_crossing(bins, loss, count, FALLEN_LEVEL * first),
                .stair = NAN,
                .drop = 0.0};
    double flattest = INFINITY;
    for (size_t b = 0; b + 2 < count; b++) {
        const double slope = fall(bins, loss, b);
        of.drop = fmax(of.drop, -slope);
        if (bins[b].place > of.plateau && bins[b + 2].place < of.fallen && fabs(slope) < flattest) {
            flattest = fabs(slope);
            of.stair = loss[b + 1];
        }
    }
    return of;
}
/* end: shape */

static hodo_status write_rows(hodo_cell *cell, const best_rate *best, size_t steps, hodo_error *error)
{
    size_t count;
    const loss_bin *bins = loss_curve_bins(hodo_cell_arena(cell), steps, BINS_PER_DECADE, &count, error);
    double *loss = hodo_arena_take(hodo_cell_arena(cell), steps, sizeof *loss, error);
    if (bins == NULL || loss == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t b = 0; b < count; b++) {
        loss[b] = loss_curve_mean(best->curve, bins[b].first, bins[b].end);
    }
    const shape of = shape_of(bins, loss, count, best->curve[0]);
    hodo_status status = HODO_OK;
    for (size_t b = 0; status == HODO_OK && b < count; b++) {
        const hodo_value row[] = {hodo_real(hodo_cell_real(cell, "gamma")),
                                  hodo_integer(hodo_cell_integer(cell, "trials")),
                                  hodo_real(bins[b].place),
                                  hodo_real(loss[b]),
                                  hodo_real(best->outcome.eta),
                                  hodo_real(best->largest),
                                  hodo_integer(best->found),
                                  hodo_real(of.plateau),
                                  hodo_real(of.fallen),
                                  hodo_real(of.stair),
                                  hodo_real(of.drop),
                                  hodo_real(best->outcome.last_loss),
                                  hodo_integer((int64_t)best->runs)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    curve_cell made;
    best_rate best;
    const double gamma = hodo_cell_real(cell, "gamma");
    const landscape_setting setting = curve_cell_mlp(cell);
    hodo_status status = curve_cell_open(cell, &setting, 1, &made, error);
    if (status == HODO_OK) {
        status = best_rate_find(hodo_cell_arena(cell), made.scratch, &made.of, gamma,
                                best_rate_guess(&made.of, gamma), curve_cell_offset(cell), false, &best, error);
    }
    if (status == HODO_OK) {
        status = write_rows(cell, &best, made.of.setting.steps, error);
    }
    curve_cell_close(&made);
    return status;
}

static double cost(const hodo_cell *cell)
{
    const landscape_setting setting = curve_cell_mlp(cell);
    return best_rate_cost(&setting, CURVE_INPUTS, CURVE_OUTPUTS, (size_t)hodo_cell_integer(cell, "batch"),
                          hodo_cell_real(cell, "gamma"));
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    size_t count;
    const double *gammas = hodo_run_reals(run, "gamma", &count);
    double smallest = INFINITY;
    for (size_t i = 0; i < count; i++) {
        smallest = gammas[i] >= rich_least ? fmin(smallest, gammas[i]) : smallest;
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the theory");
    }
    const hodo_condition where[] = {{"gamma", hodo_real(smallest)}, {.column = NULL}};
    size_t rows;
    const double *plateau = hodo_select(table, "plateau", where, arena, &rows, error);
    if (plateau != NULL && rows > 0) {
        const double mean = hodo_estimate_mean(plateau, rows).value;
        const double slope = 1 - 2 / (double)hodo_run_integer(run, "L");
        const size_t gamma = hodo_table_find(table, "gamma"), law = hodo_table_find(table, "plateau_law");
        for (size_t row = 0; row < hodo_table_rows(table); row++) {
            const double at = hodo_table_get(table, row, gamma).real;
            if (at >= rich_least) {
                hodo_table_set(table, row, law, hodo_real(mean * pow(at / smallest, slope)));
            }
        }
    }
    hodo_arena_free(arena);
    return plateau != NULL ? HODO_OK : error->status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    hodo_status status = loss_curves_claim_slopes(run, table, lazy_most, rich_least, arena, claims, error);
    if (status == HODO_OK) {
        status = loss_curves_claim_shapes(run, table, lazy_most, rich_least, arena, claims, error);
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/loss-curves",
        .title = "loss against time at the best learning rate, lazy to rich",
        .source = "arXiv 2410.04642",
        .revision = 3,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = landscape_data_name,
        .check = curve_cell_check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
