/* The law of the log of a feature's squared norm in ReLU networks of finite width, against depth (ours): exact
 * at every width, and not the normal law of leading order in 1/m. */
#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"
#include "net/pass.h"
#include "net/tower.h"
#include "rmt/finite/log_norm_law.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "m", .type = HODO_INTEGER, .usual = "30", .unit = "1", .doc = "width", .least = 20, .most = 1e4},
    {.name = "matrices", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "1,4,16", .usual = "1,4,16",
     .paper = "1,4,16,64", .unit = "1", .doc = "matrices after a ReLU between features", .least = 1,
     .most = 1e4},
    {.name = "lower", .type = HODO_REAL, .usual = "-7", .unit = "1", .doc = "left end of the histogram"},
    {.name = "upper", .type = HODO_REAL, .usual = "4", .unit = "1", .doc = "right end"},
    {.name = "bins", .type = HODO_INTEGER, .usual = "88", .unit = "1", .doc = "bins", .least = 1, .most = 1e4},
    {.name = "draws", .type = HODO_INTEGER, .quick = "200", .usual = "1000", .paper = "4000", .unit = "1",
     .doc = "networks of a trial", .least = 1, .most = 1e6},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .usual = "100", .unit = "1",
     .doc = "such batches", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"matrices", "1", "matrices behind a ReLU between the two features", HODO_INTEGER},
    {"x", "1", "middle of the bin: log of the last feature's squared norm over the first's", HODO_REAL},
    {"trial", "1", "batch of networks; its depths are features of the same networks", HODO_INTEGER},
    {"density", "1", "share of the batch in the bin, over the bin's width", HODO_REAL},
    {"cdf", "1", "share of the batch below the bin's upper end", HODO_REAL},
    {"mean", "1", "of the whole batch, the same in all its bins", HODO_REAL},
    {"mean_square", "1", "of the whole batch, the same in all its bins", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"density_exact", "1", "mean density in the bin by the exact law", HODO_REAL},
    {"density_leading", "1", "the same by the normal law of leading order in 1/m", HODO_REAL},
    {"cdf_exact", "1", "probability below the bin's upper end by the exact law", HODO_REAL},
    {"cdf_leading", "1", "the same by the normal law of leading order", HODO_REAL},
    {.name = NULL},
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const double lower = hodo_cell_real(cell, "lower"), upper = hodo_cell_real(cell, "upper");
    return lower < upper ? HODO_OK
                         : hodo_fail(error, HODO_INVALID, "lower = %g >= upper = %g: swap them", lower, upper);
}

/* Dense layers take all tensors of a stream; the networks of a trial have streams of their own, whose names are
 * as good as random beside those of the other trials. */
static hodo_stream stream_of_draw(const hodo_cell *cell, size_t draw)
{
    hodo_stream stream = *hodo_cell_stream(cell);
    stream.cell += (uint64_t)draw * UINT64_C(0x9e3779b97f4a7c15); /* odd: no two networks of a trial meet */
    return stream;
}

static int64_t deepest(const int64_t *matrices, size_t count)
{
    int64_t most = 0;
    for (size_t i = 0; i < count; i++) {
        most = matrices[i] > most ? matrices[i] : most;
    }
    return most;
}

/* excerpt: cell */
/* The log norms of the batch: log_norm[i * draws + draw] for matrices[i]. */
static hodo_status measure(const hodo_cell *cell, const int64_t *matrices, size_t count, size_t draws,
                           double *log_norm, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    /* Feature 1 is isotropic, f_1 = W_1 x; feature 1 + n lies n matrices behind a ReLU further. */
    const hodo_tower tower = {.inputs = 1, .width = (size_t)hodo_cell_integer(cell, "m"),
                              .depth = (size_t)deepest(matrices, count) + 2};
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass = NULL;
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, 1, 1, error);
    hodo_status status = x.data == NULL ? HODO_NO_MEMORY : HODO_OK;
    status = status != HODO_OK ? status : hodo_tower_architecture(arena, &tower, &architecture, error);
    status = status != HODO_OK ? status : hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, error);
    if (status == HODO_OK && (pass = hodo_pass_take(arena, &network, 1, HODO_FIRST_ORDER, error)) == NULL) {
        status = error->status;
    }
    for (size_t draw = 0; status == HODO_OK && draw < draws; draw++) {
        const hodo_stream stream = stream_of_draw(cell, draw);
        hodo_matrix_set(x, 0, 0, 1.0);
        status = hodo_pass_forward(pass, x, &stream, error);
        const double first = hodo_matrix_dot(hodo_pass_feature(pass, 1), hodo_pass_feature(pass, 1));
        for (size_t i = 0; i < count; i++) {
            const hodo_matrix f = hodo_pass_feature(pass, 1 + (size_t)matrices[i]);
            log_norm[i * draws + draw] = log(hodo_matrix_dot(f, f)) - log(first);
        }
    }
    return status;
}
/* end: cell */

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    size_t count;
    const int64_t *matrices = hodo_cell_integers(cell, "matrices", &count);
    const size_t draws = (size_t)hodo_cell_integer(cell, "draws");
    const size_t bins = (size_t)hodo_cell_integer(cell, "bins");
    double *log_norm = hodo_arena_take(hodo_cell_arena(cell), count * draws, sizeof *log_norm, error);
    double *share = hodo_arena_take(hodo_cell_arena(cell), bins, sizeof *share, error);
    if (log_norm == NULL || share == NULL) {
        return HODO_NO_MEMORY;
    }
    const double lower = hodo_cell_real(cell, "lower"), upper = hodo_cell_real(cell, "upper");
    const double step = (upper - lower) / (double)bins, one = 1 / (double)draws;
    hodo_status status = measure(cell, matrices, count, draws, log_norm, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        double below = 0, mean = 0, square = 0;
        memset(share, 0, bins * sizeof *share);
        for (const double *x = log_norm + i * draws; x < log_norm + (i + 1) * draws; x++) {
            below += *x < lower ? one : 0;
            if (*x >= lower && *x < upper) {
                share[(size_t)fmin((*x - lower) / step, (double)bins - 1)] += one;
            }
            mean += one * *x;
            square += one * *x * *x;
        }
        for (size_t bin = 0; status == HODO_OK && bin < bins; bin++) {
            below += share[bin];
            const hodo_value row[] = {hodo_integer(matrices[i]), hodo_real(lower + ((double)bin + 0.5) * step),
                                      hodo_integer(hodo_cell_integer(cell, "trials")),
                                      hodo_real(share[bin] / step), hodo_real(below), hodo_real(mean),
                                      hodo_real(square)};
            status = hodo_cell_row(cell, row, error);
        }
    }
    return status;
}

static double cost(const hodo_cell *cell)
{
    size_t count;
    const int64_t *matrices = hodo_cell_integers(cell, "matrices", &count);
    return hodo_cell_real(cell, "draws") * (double)deepest(matrices, count) * pow(hodo_cell_real(cell, "m"), 2);
}

/* To leading order in 1/m: normal, mean -5n/(2m), variance 5n/m. */
static double leading_cumulative(double log_norm, double n, double m)
{
    return gsl_cdf_gaussian_P(log_norm + 2.5 * n / m, sqrt(5 * n / m));
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    size_t count;
    const int64_t *matrices = hodo_run_integers(run, "matrices", &count), width = hodo_run_integer(run, "m");
    const double range = hodo_run_real(run, "upper") - hodo_run_real(run, "lower");
    const double step = range / (double)hodo_run_integer(run, "bins");
    const size_t of = hodo_table_find(table, "matrices"), place = hodo_table_find(table, "x");
    const size_t first = hodo_table_find(table, "density_exact"); /* of four in order */
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        rmt_log_norm_law *law;
        status = rmt_log_norm_law_alloc(&law, true, width, matrices[i], 1, error);
        const double n = (double)matrices[i], m = (double)width;
        for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(table); row++) {
            if (hodo_table_get(table, row, of).integer != matrices[i]) {
                continue;
            }
            const double x = hodo_table_get(table, row, place).real, left = x - step / 2, right = x + step / 2;
            const double exact = rmt_log_norm_cumulative(law, right), leading = leading_cumulative(right, n, m);
            const double values[] = {(exact - rmt_log_norm_cumulative(law, left)) / step,
                                     (leading - leading_cumulative(left, n, m)) / step, exact, leading};
            for (size_t c = 0; c < sizeof values / sizeof values[0]; c++) {
                hodo_table_set(table, row, first + c, hodo_real(values[c]));
            }
        }
        rmt_log_norm_law_free(law);
    }
    return status;
}

/* Kolmogorov-Smirnov distance of all batches at the bins' ends; rows are batch by batch, `bins` each. */
static double distance(const double *cdf, const double *law, size_t rows, size_t bins)
{
    double most = 0;
    for (size_t bin = 0; bin < bins; bin++) {
        most = fmax(most, fabs(gsl_stats_mean(cdf + bin, bins, rows / bins) - law[bin]));
    }
    return most;
}

/* Of one number of matrices: mean and variance, and both laws by their Kolmogorov-Smirnov distance. */
static hodo_status claim_law(const hodo_run *run, const hodo_table *table, int64_t matrices, hodo_arena *arena,
                             hodo_claims *claims, hodo_error *error)
{
    const hodo_condition where[] = {{"matrices", hodo_integer(matrices)}, {.column = NULL}};
    static const char *const names[] = {"mean", "mean_square", "cdf", "cdf_exact", "cdf_leading"};
    double *column[5];
    size_t rows = 0;
    for (size_t c = 0; c < 5; c++) {
        if ((column[c] = hodo_select(table, names[c], where, arena, &rows, error)) == NULL) {
            return error->status;
        }
    }
    rmt_log_norm_law *law;
    const hodo_status made = rmt_log_norm_law_alloc(&law, true, hodo_run_integer(run, "m"), matrices, 1, error);
    if (made != HODO_OK) {
        return made;
    }
    const double mean = rmt_log_norm_mean(law), variance = rmt_log_norm_variance(law);
    const double leading = 5 * (double)matrices / (double)hodo_run_integer(run, "m");
    rmt_log_norm_law_free(law);
    const size_t bins = (size_t)hodo_run_integer(run, "bins"), batches = rows / bins;
    for (size_t i = 0; i < batches; i++) { /* about the predicted mean: unbiased if that is right */
        column[0][i] = column[0][i * bins];
        column[1][i] = column[1][i * bins] - 2 * mean * column[0][i] + mean * mean;
    }
    const hodo_estimate first = hodo_estimate_mean(column[0], batches);
    const hodo_estimate second = hodo_estimate_mean(column[1], batches);
    /* P(D > sqrt(log(2 / alpha) / (2 n))) <= alpha (Massart 1990). */
    const double networks = (double)batches * (double)hodo_run_integer(run, "draws");
    const double limit = sqrt(log(2 / HODO_FALSE_ALARM) / (2 * networks));
    const double to_exact = distance(column[2], column[3], rows, bins);
    const double to_leading = distance(column[2], column[4], rows, bins);
    const struct {
        const char *name, *statement;
        hodo_claim claim;
    } stated[] = {
        {"mean", "mean of the log norm",
         {.kind = HODO_CLAIM_EQUAL, .predicted = mean, .measured = first.value,
          .standard_error = first.standard_error, .draws = first.draws, .resolution = 0.1 * sqrt(variance)}},
        {"variance", "variance of the log norm, about the exact mean",
         {.kind = HODO_CLAIM_EQUAL, .predicted = variance, .measured = second.value,
          .standard_error = second.standard_error, .draws = second.draws, .resolution = 0.1 * variance}},
        {"variance-apart", "the variance of leading order, 5n/m, is told apart",
         {.kind = HODO_CLAIM_APART, .predicted = leading, .measured = second.value,
          .standard_error = second.standard_error, .draws = second.draws,
          .resolution = 0.5 * fabs(variance - leading)}},
        {"distance", "Kolmogorov-Smirnov distance to the exact law, and its quantile of 0.001",
         {.kind = HODO_CLAIM_AT_MOST, .predicted = limit, .measured = to_exact, .resolution = INFINITY}},
        {"leading-falls", "that distance to the normal law of leading order, beyond the quantile",
         {.kind = HODO_CLAIM_AT_LEAST, .predicted = limit, .measured = to_leading, .resolution = INFINITY}},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof stated / sizeof stated[0]; i++) {
        char id[64], statement[160];
        (void)snprintf(id, sizeof id, "%s-%" PRId64, stated[i].name, matrices);
        (void)snprintf(statement, sizeof statement, "n = %" PRId64 ": %s", matrices, stated[i].statement);
        hodo_claim claim = stated[i].claim;
        claim.id = id;
        claim.statement = statement;
        status = hodo_claims_add(claims, &claim, error);
    }
    return status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const int64_t *matrices = hodo_run_integers(run, "matrices", &count);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        hodo_arena_reset(arena);
        status = claim_law(run, table, matrices[i], arena, claims, error);
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "jacobian-spectra/log-norm-law",
        .title = "the exact law of log ||f||^2 in ReLU networks of finite width",
        .source = "ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
