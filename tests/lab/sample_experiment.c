/* A small experiment for the tests of the laboratory: Monte Carlo of E[u^power], u uniform, whose value is
 * known. It pauses and fails where it is told to, so that the face can be driven from a script. */
#include "lab/estimate.h"
#include "lab/experiment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const hodo_parameter parameters[] = {
    {.name = "draws", .type = HODO_INTEGER, .role = HODO_ONE, .quick = "100", .usual = "200", .paper = "1000",
     .unit = "1", .doc = "uniform draws a cell", .least = 1, .most = 1e6},
    {.name = "powers", .type = HODO_REAL, .role = HODO_LIST, .usual = "1,2", .unit = "1", .doc = "moments",
     .least = 0, .most = 10, .least_excluded = true},
    {.name = "scale", .type = HODO_REAL, .role = HODO_SWEEP, .quick = "1,2", .usual = "1,2,logspace(-2,-1,2)",
     .unit = "1", .doc = "factor before the power", .least = 0, .most = 10, .least_excluded = true},
    {.name = "rule", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "plain,mirror(u)", .unit = "1",
     .doc = "plain u, or mirror(u) = 1 - u of the same draws", .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "4", .usual = "8", .unit = "1",
     .doc = "repetitions"},
    {.name = "pause", .type = HODO_REAL, .role = HODO_ONE, .usual = "0", .unit = "ms",
     .doc = "idle time a cell", .least = 0, .most = 1e5},
    {.name = "fail", .type = HODO_INTEGER, .role = HODO_ONE, .usual = "-1", .unit = "1",
     .doc = "trial that fails", .least = -1, .most = 1e9},
    {.name = "truth", .type = HODO_REAL, .role = HODO_ONE, .usual = "0", .unit = "1",
     .doc = "added to the prediction", .least = -10, .most = 10},
    {0},
};

static const hodo_column columns[] = {
    {"scale", "1", "factor", HODO_REAL},     {"rule", "", "plain or mirrored", HODO_TEXT},
    {"trial", "1", "index", HODO_INTEGER},   {"power", "1", "of u", HODO_REAL},
    {"moment", "1", "mean of (scale u)^power", HODO_REAL}, {0},
};

static const hodo_column theory_columns[] = {
    {"moment_theory", "1", "scale^power / (power + 1)", HODO_REAL},
    {0},
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    if (hodo_cell_real(cell, "scale") > 9.0 && hodo_cell_integer(cell, "draws") > 500000) {
        return hodo_fail(error, HODO_INVALID, "scale 9 with %lld draws: lower one of them",
                         (long long)hodo_cell_integer(cell, "draws"));
    }
    return HODO_OK;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    const size_t draws = (size_t)hodo_cell_integer(cell, "draws");
    const double scale = hodo_cell_real(cell, "scale"), pause = hodo_cell_real(cell, "pause");
    const char *rule = hodo_cell_text(cell, "rule");
    const int64_t trial = hodo_cell_integer(cell, "trials");
    size_t power_count;
    const double *powers = hodo_cell_reals(cell, "powers", &power_count);
    const bool mirror = strcmp(rule, "plain") != 0;
    double *u = hodo_arena_take(hodo_cell_arena(cell), draws, sizeof *u, error);
    if (u == NULL) {
        return HODO_NO_MEMORY;
    }
    if (trial == hodo_cell_integer(cell, "fail")) {
        return hodo_fail(error, HODO_NUMERIC, "told to fail: set fail=-1");
    }
    hodo_random_uniform(hodo_cell_stream(cell), 0, 0, draws, u);
    const struct timespec idle = {(time_t)(pause / 1e3), (long)(fmod(pause, 1e3) * 1e6)};
    if (pause > 0.0) {
        (void)nanosleep(&idle, NULL);
    }
    for (size_t p = 0; p < power_count; p++) {
        double sum = 0.0;
        for (size_t i = 0; i < draws; i++) {
            sum += pow(scale * (mirror ? 1.0 - u[i] : u[i]), powers[p]);
        }
        const hodo_value row[] = {hodo_real(scale), hodo_text(rule), hodo_integer(trial), hodo_real(powers[p]),
                                  hodo_real(sum / (double)draws)};
        const hodo_status status = hodo_cell_row(cell, row, error);
        if (status != HODO_OK) {
            return status;
        }
    }
    return HODO_OK;
}

static double cost(const hodo_cell *cell)
{
    /* Unequal on purpose: the cells are computed in another order than they are printed. */
    return (double)hodo_cell_integer(cell, "draws") * (1.0 + hodo_cell_real(cell, "scale"));
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)error;
    const double truth = hodo_run_real(run, "truth");
    const size_t to = hodo_table_find(table, "moment_theory");
    for (size_t i = 0; i < hodo_table_rows(table); i++) {
        const double scale = hodo_table_get(table, i, 0).real, power = hodo_table_get(table, i, 3).real;
        hodo_table_set(table, i, to, hodo_real(pow(scale, power) / (power + 1.0) + truth));
    }
    return HODO_OK;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *stated, hodo_error *error)
{
    (void)run;
    /* The first moment of the plain rule, at every scale, over scale: 1/2. */
    double *draws = calloc(hodo_table_rows(table) + 1, sizeof *draws), predicted = NAN;
    size_t count = 0;
    for (size_t i = 0; draws != NULL && i < hodo_table_rows(table); i++) {
        const double scale = hodo_table_get(table, i, 0).real;
        if (strcmp(hodo_table_get(table, i, 1).text, "plain") == 0 && hodo_table_get(table, i, 3).real == 1.0) {
            draws[count++] = hodo_table_get(table, i, 4).real / scale;
            predicted = hodo_table_get(table, i, 5).real / scale;
        }
    }
    const hodo_estimate mean = hodo_estimate_mean(draws, count);
    free(draws);
    const hodo_claim equal = {.id = "first-moment", .statement = "the mean of a uniform number is one half",
                              .kind = HODO_CLAIM_EQUAL, .predicted = predicted, .measured = mean.value,
                              .standard_error = mean.standard_error, .draws = mean.draws, .resolution = 0.1};
    const hodo_claim apart = {.id = "not-a-third", .statement = "the mean of a uniform number is not one third",
                              .kind = HODO_CLAIM_APART, .predicted = 1.0 / 3.0, .measured = mean.value,
                              .standard_error = mean.standard_error, .draws = mean.draws, .resolution = 0.1};
    hodo_status status = hodo_claims_add(stated, &equal, error);
    status = status == HODO_OK ? hodo_claims_add(stated, &apart, error) : status;
    return status != HODO_OK ? status
                             : hodo_claims_quantity(stated, "twice-the-mean", 2.0 * mean.value, 3, error);
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "sample/moments",
        .title = "moments of a uniform number",
        .source = "ours",
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
