/* The portrait of a convolutional network of four weight matrices (arXiv 2410.04642): where its boundaries
 * stand, and that they have the exponents of depth 4. */
#include "experiments/gamma-eta/finite_gamma.h"
#include "lab/trials.h"
#include "experiments/gamma-eta/walk.h"

#include <math.h>
#include <string.h>

enum { DEPTH = 4, DITHER_TENSOR = 1000 /* beyond those of the weights */, RUNS_MOST = 600 /* a gamma */ };

static const hodo_parameter parameters[] = {
    {.name = "width", .type = HODO_INTEGER, .quick = "4", .usual = "8", .paper = "64", .unit = "1",
     .doc = "channels of the first convolution, N; then 2N, and 8N units", .least = 1, .most = 1e4},
    {.name = "batch", .type = HODO_INTEGER, .quick = "8", .usual = "12", .paper = "64", .unit = "1",
     .doc = "images of a step", .least = 1, .most = 1e5},
    {.name = "steps", .type = HODO_INTEGER, .quick = "60", .usual = "120", .paper = "15625", .unit = "1",
     .doc = "steps, T", .least = 10, .most = 1e7},
    {.name = "lazy", .type = HODO_REAL, .role = HODO_LIST, .quick = "1e-2,1e-3", .usual = "0.1,1e-2,1e-3",
     .paper = "logspace(0,-5,11)", .unit = "1", .doc = "gammas up to 1, from the largest down", .least = 1e-12,
     .most = 1},
    {.name = "rich", .type = HODO_REAL, .role = HODO_LIST, .quick = "6,60", .usual = "10,100,1000",
     .paper = "logspace(0.5,5,10)", .unit = "1", .doc = "gammas above 1, from the smallest up", .least = 1,
     .most = 1e9, .least_excluded = true},
    {.name = "resolution", .type = HODO_REAL, .usual = "0.1", .unit = "1",
     .doc = "decades of eta between the two sides of a boundary", .least = 1e-6, .most = 1},
    {.name = "side", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "lazy,rich", .unit = "1",
     .doc = "lazy: gamma up to 1; rich: above", .shares_draws = true},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .usual = "5", .unit = "1",
     .doc = "draws of weights and images, which all gammas share", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"row", "1", "run: a run of the search; max, min: a boundary", HODO_TEXT},
    {"trial", "1", "draw of weights and images, shared by all gammas", HODO_INTEGER},
    {"gamma", "1", "richness", HODO_REAL},
    {"log_eta", "1", "log10 of the rate, or of the boundary's", HODO_REAL},
    {"inside", "1", "boundary: log10 of the last rate that learned; else log_eta", HODO_REAL},
    {"outside", "1", "boundary: log10 of the first that did not; else log_eta", HODO_REAL},
    {"end", "1", "run: 0 too slow, 1 learned, 2 stuck, 3 diverged; else -1", HODO_INTEGER},
    {"last_loss", "1", "run: mean batch loss of the last tenth of the steps", HODO_REAL},
    {"steps", "1", "run: steps taken; boundary: runs that it took", HODO_INTEGER},
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

static hodo_status write_row(hodo_cell *cell, const char *what, double gamma, const double of[3], int64_t end,
                             double last, size_t steps, hodo_error *error)
{
    return hodo_cell_row(cell,
                         (hodo_value[]){hodo_text(what), hodo_integer(hodo_cell_integer(cell, "trials")),
                                        hodo_real(gamma), hodo_real(of[0]), hodo_real(of[1]), hodo_real(of[2]),
                                        hodo_integer(end), hodo_real(last), hodo_integer((int64_t)steps)},
                         error);
}

/* excerpt: cell */
static hodo_status one_gamma(hodo_cell *cell, hodo_arena *scratch, const landscape *of, double gamma,
                             size_t place, portrait_trace *traces, boundary_runs *runs, hodo_error *error)
{
    static const portrait_line lines[] = {PORTRAIT_MAX, PORTRAIT_MIN};
    const size_t first = runs->count;
    hodo_status status = HODO_OK;
    for (size_t k = 0; status == HODO_OK && k < (is_rich(cell) ? 2U : 1U); k++) { /* eta_min is claimed there */
        boundary found;
        double uniform;
        hodo_random_uniform(hodo_cell_stream(cell), DITHER_TENSOR + lines[k], place, 1, &uniform);
        status = portrait_step(scratch, of, gamma, lines[k], hodo_cell_real(cell, "resolution"), uniform - 0.5,
                               &traces[lines[k]], runs, &found, error);
        if (status == HODO_OK && found.found) {
            status = write_row(cell, portrait_line_names[lines[k]], gamma,
                               (double[]){found.edge, found.inside, found.outside}, -1, NAN, found.runs, error);
        }
    }
    for (size_t i = first; status == HODO_OK && i < runs->count; i++) {
        const landscape_outcome *one = &runs->outcomes[i];
        const double lg = log10(one->eta);
        status =
            write_row(cell, "run", gamma, (double[]){lg, lg, lg}, one->end, one->last_loss, one->steps, error);
    }
    return status;
}
/* end: cell */

static landscape_setting setting_of(const hodo_cell *cell)
{
    return (landscape_setting){.model = HODO_CNN,
                               .width = (size_t)hodo_cell_integer(cell, "width"),
                               .depth = DEPTH,
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
    size_t count;
    const double *gammas = hodo_cell_reals(cell, is_rich(cell) ? "rich" : "lazy", &count);
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
    landscape_data_close(&data);
    hodo_arena_free(scratch);
    return status;
}

/* Whole runs that a gamma takes: a wide search at the first, then a few. */
static double cost(const hodo_cell *cell)
{
    size_t count;
    const double *gammas = hodo_cell_reals(cell, is_rich(cell) ? "rich" : "lazy", &count);
    const landscape_setting setting = setting_of(cell);
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    const landscape_images images = landscape_images_of(HODO_WANT_CIFAR10_OR_MNIST);
    double sum = (double)setting.steps * (double)batch * images.cost;
    for (size_t i = 0; i < count; i++) {
        const double runs = (i == 0 ? 8 : 3.5) * (is_rich(cell) ? 2 : 1);
        sum +=
            (double)setting.steps * runs / 2 * landscape_image_step_cost(&setting, &images, batch, gammas[i], 2);
    }
    return sum;
}

/* The slope of log eta against log gamma, one a trial. */
static hodo_status slopes(const hodo_run *run, const hodo_table *table, const char *line, bool rich,
                          hodo_arena *arena, hodo_estimate *estimate, hodo_error *error)
{
    const hodo_condition where[] = {{"row", hodo_text(line)}, {.column = NULL}};
    const double least = rich ? nextafter(1, 2) : 0, most = rich ? INFINITY : 2e-2;
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *slope = hodo_arena_take(arena, trials, sizeof *slope, error);
    size_t found = 0;
    const hodo_status status = slope == NULL ? HODO_NO_MEMORY
                                             : hodo_trial_slopes(table, "gamma", "log_eta", where, least, most,
                                                                 arena, slope, trials, &found, error);
    *estimate = hodo_estimate_mean(slope, found);
    return status;
}

static hodo_status claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t count;
    const double *gammas = hodo_run_reals(run, "rich", &count);
    const double top = finite_gamma_of_max(gammas, count, DEPTH);
    const double low = finite_gamma_of_min(gammas, count, DEPTH);
    const struct {
        const char *id, *statement, *line;
        bool rich;
        hodo_claim_kind kind;
        double predicted, tolerance, resolution; /* a quarter: more noise decides nothing */
    } all[] = {
        {"lazy", "exponent of eta_max in gamma up to 1e-2", "max", false, HODO_CLAIM_EQUAL, 2, 0, 0.25},
        {"lazy-apart", "that exponent, not 1 as of cross-entropy", "max", false, HODO_CLAIM_APART, 1, 0, 0.25},
        {"rich", "exponent of eta_max in gamma above 1, 2/L at L = 4", "max", true, HODO_CLAIM_EQUAL, 0.5, top,
         0.25},
        {"rich-apart", "that exponent, not 1 as of two matrices", "max", true, HODO_CLAIM_APART, 1, top,
         0.25},
        {"slow", "exponent of eta_min in gamma above 1", "min", true, HODO_CLAIM_EQUAL, 1, low, 0.25},
        {"slow-apart", "that exponent, not 2, that of gamma << 1", "min", true, HODO_CLAIM_APART, 2, low,
         0.25},
    };
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; status == HODO_OK && i < sizeof all / sizeof all[0]; i++) {
        hodo_estimate slope = {.value = NAN};
        status = slopes(run, table, all[i].line, all[i].rich, arena, &slope, error);
        if (status == HODO_OK && slope.draws > 0) {
            const hodo_claim claim = {.id = all[i].id,
                                      .statement = all[i].statement,
                                      .kind = all[i].kind,
                                      .predicted = all[i].predicted,
                                      .measured = slope.value,
                                      .standard_error = slope.standard_error,
                                      .draws = slope.draws,
                                      .tolerance = all[i].tolerance,
                                      .resolution = all[i].resolution};
            status = hodo_claims_add(claims, &claim, error);
        }
    }
    hodo_arena_free(arena);
    return status;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/cnn-portrait",
        .title = "how training a convolutional network ends over learning rate and feature learning strength",
        .source = "arXiv 2410.04642, on digits",
        .revision = 3,
        .parameters = parameters,
        .columns = columns,
        .data = landscape_cnn_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
