/* The phase portraits of arXiv 2410.04642: how cells of the (gamma, eta) plane end, and where the boundaries
 * between the ends stand. */
#include "experiments/gamma-eta/dynamics.h"
#include "experiments/gamma-eta/portraits/grid.h"
#include "experiments/gamma-eta/portraits/portrait_claims.h"
#include "experiments/gamma-eta/portraits/request.h"
#include "lab/experiment.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "width", .type = HODO_INTEGER, .quick = "32", .usual = "128", .paper = "1000", .unit = "1",
     .doc = "units of a hidden layer, N", .least = 1, .most = 1e5},
    {.name = "batch", .type = HODO_INTEGER, .quick = "16", .usual = "64", .unit = "1",
     .doc = "images of a step", .least = 1, .most = 1e5},
    {.name = "steps", .type = HODO_INTEGER, .quick = "100", .usual = "400", .paper = "15625", .unit = "1",
     .doc = "steps, T", .least = 10, .most = 1e7},
    {.name = "lazy", .type = HODO_REAL, .role = HODO_LIST, .quick = "1e-3,1e-4", .usual = "1,1e-2,1e-3,1e-4",
     .paper = "logspace(0,-5,11)", .unit = "1", .doc = "gammas up to 1, from the largest down", .least = 1e-12,
     .most = 1},
    {.name = "rich", .type = HODO_REAL, .role = HODO_LIST, .quick = "10,60,300", .usual = "10,100,1e3,1e4",
     .paper = "logspace(0.5,5,10)", .unit = "1", .doc = "gammas above 1, from the smallest up", .least = 1,
     .most = 1e9, .least_excluded = true},
    {.name = "cells", .type = HODO_INTEGER, .quick = "3", .usual = "7", .paper = "24", .unit = "1",
     .doc = "rates a gamma of the grid behind the boundaries; 0: none", .least = 0,
     .most = PORTRAIT_CELLS_MOST},
    {.name = "test", .type = HODO_INTEGER, .usual = "512", .paper = "5000", .unit = "1",
     .doc = "test images of a cell's accuracy; the line of stability takes the first 512", .least = 1,
     .most = 10000},
    {.name = "painted", .type = HODO_INTEGER, .role = HODO_LIST, .usual = "3", .paper = "2,3,4", .unit = "1",
     .doc = "depths whose first trial has the grid", .least = 2, .most = 100},
    {.name = "whole", .type = HODO_INTEGER, .role = HODO_LIST, .usual = "3", .paper = "2,3,4", .unit = "1",
     .doc = "depths with a lazy side and eta_min in every trial; the others have them in the first",
     .least = 2, .most = 100},
    {.name = "resolution", .type = HODO_REAL, .quick = "0.06", .usual = "0.15", .paper = "0.1", .unit = "1",
     .doc = "decades of eta between the two sides of a boundary; half for mse below gamma = 0.01",
     .least = 1e-6, .most = 1},
    {.name = "loss", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "mse,ce", .unit = "1",
     .doc = "mse (mean over batch and classes) or ce (cross-entropy)", .shares_draws = true},
    {.name = "L", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "3", .usual = "2,3,4", .unit = "1",
     .doc = "weight matrices", .least = 2, .most = 100},
    {.name = "side", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "lazy,rich", .unit = "1",
     .doc = "lazy: gamma up to 1; rich: above", .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "6", .usual = "5",
     .unit = "1", .doc = "draws of weights and images, which all gammas share", .least = 1, .most = 1000},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"series", "1", "loss, depth and what the row is, as mse-3-max", HODO_TEXT},
    {"loss", "1", "mse or ce", HODO_TEXT},
    {"L", "1", "weight matrices", HODO_INTEGER},
    {"trial", "1", "draw of weights and images, shared by all gammas, losses and depths", HODO_INTEGER},
    {"row", "1",
     "cell: a run of the grid; look: another run; max, survival, onset, min: a boundary; stability: "
     "2/(N lambda) at the start",
     HODO_TEXT},
    {"gamma", "1", "richness", HODO_REAL},
    {"log_eta", "1", "log10 of the rate, or of the boundary's", HODO_REAL},
    {"inside", "1", "boundary: log10 of the last rate inside; cell: the lower end of its box", HODO_REAL},
    {"outside", "1", "boundary: log10 of the first rate outside; cell: the upper end of its box", HODO_REAL},
    {"end", "1", "run: 0 too slow, 1 learned, 2 stuck, 3 diverged; else -1", HODO_INTEGER},
    {"last_loss", "1", "run: mean batch loss of the last tenth of the steps", HODO_REAL},
    {"largest_loss", "1", "run: the worst batch loss", HODO_REAL},
    {"accuracy", "1", "cell: of the test images, after training; NaN when it diverged", HODO_REAL},
    {"steps", "1", "run: steps taken; boundary: runs that it took", HODO_INTEGER},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"exponent", "1", "of gamma in this boundary, by the phase table of arXiv 2410.04642", HODO_REAL},
    {.name = NULL},
};

enum {
    RUNS_MOST = 600,     /* a gamma */
    DITHER_TENSOR = 1000, /* beyond those of the weights */
    STABILITY_ROWS = 512 /* test images of 2/(N lambda) */
};

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *loss = hodo_cell_text(cell, "loss"), *side = hodo_cell_text(cell, "side");
    if (strcmp(loss, "mse") != 0 && strcmp(loss, "ce") != 0) {
        return hodo_fail(error, HODO_INVALID, "loss = %s: mse or ce", loss);
    }
    if (strcmp(side, "lazy") != 0 && strcmp(side, "rich") != 0) {
        return hodo_fail(error, HODO_INVALID, "side = %s: lazy or rich", side);
    }
    return HODO_OK;
}

/* What a row says of a run; of a boundary only how many runs it took. */
typedef struct numbers {
    int64_t end;
    double last, largest, accuracy;
    size_t steps;
} numbers;

static numbers no_run(size_t runs)
{
    return (numbers){-1, NAN, NAN, NAN, runs};
}

static hodo_status write_row(hodo_cell *cell, int64_t depth, const char *what, double gamma, const double of[3],
                             numbers run, hodo_error *error)
{
    char series[64];
    const char *loss = hodo_cell_text(cell, "loss");
    (void)snprintf(series, sizeof series, "%s-%d-%s", loss, (int)depth, what);
    return hodo_cell_row(cell,
                         (hodo_value[]){hodo_text(series), hodo_text(loss), hodo_integer(depth),
                                        hodo_integer(hodo_cell_integer(cell, "trials")), hodo_text(what),
                                        hodo_real(gamma), hodo_real(of[0]), hodo_real(of[1]), hodo_real(of[2]),
                                        hodo_integer(run.end), hodo_real(run.last), hodo_real(run.largest),
                                        hodo_real(run.accuracy), hodo_integer((int64_t)run.steps)},
                         error);
}

static hodo_status write_run(hodo_cell *cell, size_t depth, const char *what, const landscape_outcome *one,
                             double half, double accuracy, hodo_error *error)
{
    const double lg = log10(one->eta);
    return write_row(cell, (int64_t)depth, what, one->gamma, (double[]){lg, lg - half, lg + half},
                     (numbers){one->end, one->last_loss, one->largest_loss, accuracy, one->steps}, error);
}

/* The grid of one gamma: every rate of the window, and how well it classifies. */
static hodo_status paint(hodo_cell *cell, hodo_arena *scratch, const landscape *of,
                         const portrait_request *asked, double gamma, hodo_error *error)
{
    landscape_outcome outcomes[PORTRAIT_CELLS_MOST];
    double accuracies[PORTRAIT_CELLS_MOST], half;
    hodo_status status = portrait_grid(scratch, of, asked, gamma, outcomes, accuracies, &half, error);
    for (size_t i = 0; status == HODO_OK && i < asked->cells; i++) {
        status = write_run(cell, asked->depth, "cell", &outcomes[i], half, accuracies[i], error);
    }
    return status;
}

/* excerpt: cell */
static hodo_status one_gamma(hodo_cell *cell, hodo_arena *scratch, const landscape *of,
                             const portrait_request *asked, size_t place, portrait_trace *traces,
                             boundary_runs *runs, hodo_error *error)
{
    const double gamma = asked->gammas[place];
    const size_t looks = runs->count;
    hodo_status status = asked->cells > 0 ? paint(cell, scratch, of, asked, gamma, error) : HODO_OK;
    for (portrait_line line = 0; status == HODO_OK && line < PORTRAIT_LINES; line++) {
        boundary found = {.found = false};
        double uniform;
        hodo_random_uniform(hodo_cell_stream(cell), DITHER_TENSOR + line, place, 1, &uniform);
        if (portrait_wants(asked, line, gamma)) {
            status = portrait_step(scratch, of, gamma, line, portrait_resolution(cell, asked, gamma),
                                   uniform - 0.5, &traces[line], runs, &found, error);
        }
        if (status == HODO_OK && found.found) {
            status = write_row(cell, (int64_t)asked->depth, portrait_line_names[line], gamma,
                               (double[]){found.edge, found.inside, found.outside}, no_run(found.runs), error);
        }
    }
    for (size_t i = looks; status == HODO_OK && i < runs->count; i++) {
        status = write_run(cell, asked->depth, "look", &runs->outcomes[i], 0, NAN, error);
    }
    return status;
}
/* end: cell */

static hodo_status walk(hodo_cell *cell, hodo_arena *scratch, const landscape *of,
                        const portrait_request *asked, hodo_error *error)
{
    boundary_runs runs;
    portrait_trace traces[PORTRAIT_LINES] = {{.count = 0}};
    hodo_status status = boundary_runs_take(hodo_cell_arena(cell), RUNS_MOST * asked->count, &runs, error);
    double lambda = NAN; /* N times the largest eigenvalue at gamma = 1 */
    if (status == HODO_OK && !asked->rich) {
        const hodo_dataset *test = &of->data->test;
        const size_t rows = test->count < STABILITY_ROWS ? test->count : STABILITY_ROWS;
        status = dynamics_sharpness(hodo_cell_arena(cell), of, hodo_matrix_rows(test->x, 0, rows),
                                    hodo_matrix_rows(test->y, 0, rows), hodo_cell_stream(cell), &lambda, error);
    }
    for (size_t i = 0; status == HODO_OK && i < asked->count; i++) {
        const double gamma = asked->gammas[i];
        if (!asked->rich) {
            const double stable = log10(2 * gamma * gamma / lambda);
            status = write_row(cell, (int64_t)asked->depth, "stability", gamma,
                               (double[]){stable, stable, stable}, no_run(0), error);
        }
        status = status != HODO_OK ? status : one_gamma(cell, scratch, of, asked, i, traces, &runs, error);
    }
    return status;
}

static hodo_status one_depth(hodo_cell *cell, hodo_arena *scratch, const landscape_data *data, int64_t depth,
                             hodo_error *error)
{
    const portrait_request asked = portrait_asked(cell, depth);
    const landscape_setting setting = portrait_setting(cell, &asked);
    landscape of;
    if (!asked.wanted) {
        return HODO_OK;
    }
    const hodo_status status =
        landscape_open(hodo_cell_arena(cell), data, &setting, hodo_cell_stream(cell), &of, error);
    return status != HODO_OK ? status : walk(cell, scratch, &of, &asked, error);
}

/* All depths of a trial learn from the same batches, which are made once. */
static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    size_t count;
    const int64_t *depths = hodo_cell_integers(cell, "L", &count);
    landscape_data data = {.stream = NULL};
    hodo_arena *scratch = hodo_arena_alloc();
    if (scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the runs");
    }
    const landscape_data_setting setting = {.batch = (size_t)hodo_cell_integer(cell, "batch"),
                                            .test = (size_t)hodo_cell_integer(cell, "test")};
    hodo_status status =
        landscape_data_open(hodo_cell_arena(cell), &setting, hodo_cell_stream(cell), &data, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = one_depth(cell, scratch, &data, depths[i], error);
    }
    landscape_data_close(&data);
    hodo_arena_free(scratch);
    return status;
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run, (void)error;
    const size_t what = hodo_table_find(table, "row"), loss = hodo_table_find(table, "loss");
    const size_t depth = hodo_table_find(table, "L"), gamma = hodo_table_find(table, "gamma");
    const size_t exponent = hodo_table_find(table, "exponent");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        for (portrait_line line = 0; line < PORTRAIT_LINES; line++) {
            if (strcmp(hodo_table_get(table, row, what).text, portrait_line_names[line]) == 0) {
                const bool square = strcmp(hodo_table_get(table, row, loss).text, "mse") == 0;
                const double power = portrait_exponent(line, square, hodo_table_get(table, row, gamma).real > 1,
                                                       (size_t)hodo_table_get(table, row, depth).integer);
                hodo_table_set(table, row, exponent, hodo_real(power));
            }
        }
    }
    return HODO_OK;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/portraits",
        .title = "how training ends over learning rate and feature learning strength",
        .source = "arXiv 2410.04642, Figures 1 and 2",
        .revision = 5,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = landscape_data_name,
        .check = check,
        .compute = compute,
        .cost = portrait_cost,
        .theory = theory,
        .claims = portrait_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
