/* The portrait of a convolutional network of four weight matrices (arXiv 2410.04642): how its cells end, where
 * its boundaries stand, and that they have the exponents of depth 4. */
#include "experiments/gamma-eta/cnn-portrait/cnn_claims.h"
#include "experiments/gamma-eta/walk.h"

#include <math.h>
#include <string.h>

enum {
    DITHER_TENSOR = 1000, /* beyond those of the weights */
    RUNS_MOST = 600,      /* a gamma */
    CELLS_MOST = 400
};

static const hodo_parameter parameters[] = {
    {.name = "width", .type = HODO_INTEGER, .quick = "3", .usual = "4", .paper = "64", .unit = "1",
     .doc = "channels of the first convolution, N; then 2N, and 8N units", .least = 1, .most = 1e4},
    {.name = "batch", .type = HODO_INTEGER, .quick = "8", .usual = "32", .paper = "64", .unit = "1",
     .doc = "images of a step", .least = 1, .most = 1e5},
    {.name = "steps", .type = HODO_INTEGER, .quick = "60", .usual = "80", .paper = "15625", .unit = "1",
     .doc = "steps, T", .least = 10, .most = 1e7},
    {.name = "lazy", .type = HODO_REAL, .role = HODO_LIST, .usual = "1e-2,1e-3",
     .paper = "logspace(0,-5,11)", .unit = "1", .doc = "gammas up to 1, from the largest down", .least = 1e-12,
     .most = 1},
    {.name = "rich", .type = HODO_REAL, .role = HODO_LIST, .quick = "6,60", .usual = "20,500",
     .paper = "logspace(0.5,5,10)", .unit = "1", .doc = "gammas above 1, from the smallest up", .least = 1,
     .most = 1e9, .least_excluded = true},
    {.name = "ground", .type = HODO_REAL, .role = HODO_LIST, .quick = "0.1,10", .usual = "logspace(-3,3,13)",
     .paper = "logspace(-5,5,21)", .unit = "1",
     .doc = "gammas of the grid behind the boundaries, of the first trial", .least = 1e-12, .most = 1e9},
    {.name = "cells", .type = HODO_INTEGER, .quick = "0", .usual = "5", .paper = "24", .unit = "1",
     .doc = "rates a gamma of that grid; 0: none", .least = 0, .most = CELLS_MOST},
    {.name = "resolution", .type = HODO_REAL, .usual = "0.2", .paper = "0.1", .unit = "1",
     .doc = "decades of eta between the two sides of a boundary", .least = 1e-6, .most = 1},
    {.name = "side", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "lazy,rich", .unit = "1",
     .doc = "lazy: gamma up to 1; rich: above", .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "5", .usual = "36", .paper = "5",
     .unit = "1", .doc = "draws of weights and images, which all gammas share", .least = 1, .most = 1e6},
    {.name = "few", .type = HODO_INTEGER, .usual = "8", .unit = "1",
     .doc = "draws of the lazy side and of eta_min; the rich eta_max, which is in doubt, has all", .least = 1,
     .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"row", "1", "cell: a run of the grid; run: one of the search; max, min: a boundary", HODO_TEXT},
    {"trial", "1", "draw of weights and images, shared by all gammas", HODO_INTEGER},
    {"gamma", "1", "richness", HODO_REAL},
    {"log_eta", "1", "log10 of the rate, or of the boundary's", HODO_REAL},
    {"inside", "1", "log10 of a boundary's last rate that learned, a cell's lower side; else log_eta", HODO_REAL},
    {"outside", "1", "log10 of a boundary's first that did not, a cell's upper side; else log_eta", HODO_REAL},
    {"end", "1", "cell, run: 0 too slow, 1 learned, 2 stuck, 3 diverged; else -1", HODO_INTEGER},
    {"last_loss", "1", "cell, run: mean batch loss of the last tenth of the steps", HODO_REAL},
    {"steps", "1", "cell, run: steps taken; boundary: runs that it took", HODO_INTEGER},
    {.name = NULL},
};

static bool is_rich(const hodo_cell *cell)
{
    return strcmp(hodo_cell_text(cell, "side"), "rich") == 0;
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *side = hodo_cell_text(cell, "side");
    return is_rich(cell) || strcmp(side, "lazy") == 0
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "side = %s: lazy or rich", side);
}

/* Whether this draw has more than the rich eta_max. */
static bool is_whole(const hodo_cell *cell)
{
    return hodo_cell_integer(cell, "trials") < hodo_cell_integer(cell, "few");
}

/* eta_max, and eta_min where it is claimed; gammas that a cell goes through, (*count,). */
static size_t lines_of(const hodo_cell *cell)
{
    return is_rich(cell) && is_whole(cell) ? 2 : 1;
}

static const double *gammas_of(const hodo_cell *cell, size_t *count)
{
    const double *gammas = hodo_cell_reals(cell, is_rich(cell) ? "rich" : "lazy", count);
    *count = is_rich(cell) || is_whole(cell) ? *count : 0;
    return gammas;
}

/* Whether this cell paints that gamma of the grid: the first trial does, either side its own. */
static bool paints(const hodo_cell *cell, double gamma)
{
    return hodo_cell_integer(cell, "trials") == 0 && hodo_cell_integer(cell, "cells") > 0 &&
           (gamma > 1) == is_rich(cell);
}

static hodo_status write_row(hodo_cell *cell, const char *what, double gamma, const double of[3], int64_t end,
                             double last, size_t steps, hodo_error *error)
{
    return hodo_cell_row(cell,
                         (hodo_value[]){hodo_text(what), hodo_integer(hodo_cell_integer(cell, "trials")),
                                        hodo_real(gamma), hodo_real(of[0]), hodo_real(of[1]), hodo_real(of[2]),
                                        hodo_integer(end), hodo_real(last), hodo_integer((int64_t)steps)},
                         error);
}

static hodo_status write_runs(hodo_cell *cell, const char *what, const landscape_outcome *outcomes,
                              size_t count, double half, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        const landscape_outcome *one = &outcomes[i];
        const double lg = log10(one->eta);
        status = write_row(cell, what, one->gamma, (double[]){lg, lg - half, lg + half}, one->end,
                           one->last_loss, one->steps, error);
    }
    return status;
}

/* Where a boundary is first looked for: the powers of the phase table with constants of trial runs at eight
 * channels, on which no result depends. A cnn's lazy edge is a decade below the MLP's: many pixels share a
 * weight. */
static double first_look(portrait_line line, double gamma, size_t steps)
{
    const double lg = log10(gamma);
    if (line == PORTRAIT_MIN) {
        return 1.5 - log10((double)steps) + lg;
    }
    return gamma > 1 ? 1.6 + lg * 2 / CNN_DEPTH : 0.7 + 2 * lg;
}

/* excerpt: cell */
static hodo_status one_gamma(hodo_cell *cell, hodo_arena *scratch, const landscape *of, double gamma,
                             size_t place, portrait_trace *traces, boundary_runs *runs, hodo_error *error)
{
    static const portrait_line lines[] = {PORTRAIT_MAX, PORTRAIT_MIN};
    const size_t first = runs->count;
    hodo_status status = HODO_OK;
    for (size_t k = 0; status == HODO_OK && k < lines_of(cell); k++) {
        portrait_trace *trace = &traces[lines[k]];
        boundary found;
        double uniform;
        if (place == 0) {
            *trace = (portrait_trace){
                .gamma = {gamma}, .edge = {first_look(lines[k], gamma, of->setting.steps)}, .count = 1};
        }
        hodo_random_uniform(hodo_cell_stream(cell), DITHER_TENSOR + lines[k], place, 1, &uniform);
        status = portrait_step(scratch, of, gamma, lines[k], hodo_cell_real(cell, "resolution"), uniform - 0.5,
                               trace, runs, &found, error);
        if (status == HODO_OK && found.found) {
            status = write_row(cell, portrait_line_names[lines[k]], gamma,
                               (double[]){found.edge, found.inside, found.outside}, -1, NAN, found.runs, error);
        }
    }
    return status != HODO_OK
               ? status
               : write_runs(cell, "run", runs->outcomes + first, runs->count - first, 0, error);
}
/* end: cell */

/* log10 eta: a window that holds every end of a cell, from below eta_min to above eta_max. */
static void window(double gamma, size_t steps, double *least, double *most)
{
    const double lg = log10(gamma);
    *least = (gamma > 1 ? 0.7 + lg : 0.7 + 2 * lg) - log10((double)steps);
    *most = gamma > 1 ? 2.4 + lg * 2 / CNN_DEPTH : 2.4 + 2 * lg;
}

/* One gamma of the grid. No boundary is looked for among these runs: their rates follow the table's powers. */
static hodo_status paint(hodo_cell *cell, hodo_arena *scratch, const landscape *of, double gamma,
                         hodo_error *error)
{
    double least, most, etas[CELLS_MOST];
    landscape_outcome outcomes[CELLS_MOST];
    const size_t cells = (size_t)hodo_cell_integer(cell, "cells");
    window(gamma, of->setting.steps, &least, &most);
    for (size_t i = 0; i < cells; i++) {
        etas[i] = pow(10, least + (most - least) * ((double)i + 0.5) / (double)cells);
    }
    const hodo_status status = landscape_run(scratch, of, gamma, etas, cells, NULL, outcomes, error);
    return status != HODO_OK
               ? status
               : write_runs(cell, "cell", outcomes, cells, (most - least) / 2 / (double)cells, error);
}

static landscape_setting setting_of(const hodo_cell *cell)
{
    return (landscape_setting){.model = HODO_CNN,
                               .width = (size_t)hodo_cell_integer(cell, "width"),
                               .depth = CNN_DEPTH,
                               .steps = (size_t)hodo_cell_integer(cell, "steps"),
                               .loss = &hodo_loss_square};
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell), *scratch = hodo_arena_alloc();
    const landscape_data_setting wanted = {.batch = (size_t)hodo_cell_integer(cell, "batch"),
                                           .test = 1, /* which nobody asks */
                                           .wanted = HODO_WANT_CIFAR10_OR_MNIST};
    const landscape_setting setting = setting_of(cell);
    portrait_trace traces[PORTRAIT_LINES] = {{.count = 0}};
    landscape_data data = {.stream = NULL};
    boundary_runs runs;
    landscape of;
    size_t count, painted;
    const double *gammas = gammas_of(cell, &count);
    const double *ground = hodo_cell_reals(cell, "ground", &painted);
    if (count == 0) {
        hodo_arena_free(scratch);
        return HODO_OK;
    }
    if (scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the runs");
    }
    hodo_status status = landscape_data_open(arena, &wanted, hodo_cell_stream(cell), &data, error);
    status =
        status != HODO_OK ? status : landscape_open(arena, &data, &setting, hodo_cell_stream(cell), &of, error);
    status = status != HODO_OK ? status : boundary_runs_take(arena, RUNS_MOST * count, &runs, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = one_gamma(cell, scratch, &of, gammas[i], i, traces, &runs, error);
    }
    for (size_t i = 0; status == HODO_OK && i < painted; i++) {
        status = paints(cell, ground[i]) ? paint(cell, scratch, &of, ground[i], error) : HODO_OK;
    }
    landscape_data_close(&data);
    hodo_arena_free(scratch);
    return status;
}

/* Multiply-adds that a cell of no gamma takes as long as. */
static const double no_work = 1e5;

/* Whole runs that a gamma takes: those of each boundary, and the grid's. */
static double cost(const hodo_cell *cell)
{
    size_t count, painted;
    const double *gammas = gammas_of(cell, &count);
    const double *ground = hodo_cell_reals(cell, "ground", &painted);
    const landscape_setting setting = setting_of(cell);
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    const landscape_images images = landscape_images_of(HODO_WANT_CIFAR10_OR_MNIST);
    double runs = 0;
    for (size_t i = 0; i < count; i++) {
        runs += (i == 0 ? 4.5 : 3) * (double)lines_of(cell) *
                landscape_image_step_cost(&setting, &images, batch, gammas[i], 1);
    }
    for (size_t i = 0; i < painted; i++) {
        runs += paints(cell, ground[i]) ? (double)hodo_cell_integer(cell, "cells") *
                                              landscape_image_step_cost(&setting, &images, batch, ground[i], 1)
                                        : 0;
    }
    return runs > 0 ? (double)setting.steps * (runs + (double)batch * images.cost) : no_work;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/cnn-portrait",
        .title = "how training a convolutional network ends over learning rate and feature learning strength",
        .source = "arXiv 2410.04642",
        .revision = 5,
        .parameters = parameters,
        .columns = columns,
        .data = landscape_cnn_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = cnn_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
