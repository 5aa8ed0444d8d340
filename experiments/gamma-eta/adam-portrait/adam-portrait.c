/* The (gamma, eta) landscape of optimisers whose steps do not know the size of the gradient: Adam, SignSGD and
 * Muon. What readers of arXiv 2410.04642 asked for; exponents and figure are ours. */
#include "experiments/gamma-eta/adam-portrait/scale_free.h"
#include "experiments/gamma-eta/boundary.h"
#include "lab/experiment.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "training", .type = HODO_TEXT, .role = HODO_SWEEP,
     .usual = "adam/ce,sign-sgd/ce,adam/mse,muon/mse",
     .paper = "adam/ce,sign-sgd/ce,muon/ce,adam/mse,sign-sgd/mse,muon/mse",
     .unit = "1", .doc = "optimiser, as hodo train names it, and loss (mse or ce)", .shares_draws = true},
    {.name = "side", .type = HODO_TEXT, .role = HODO_SWEEP, .quick = "both", .usual = "lazy,rich", .unit = "1",
     .doc = "gamma < 1, gamma >= 1 or both: which a cell goes through", .shares_draws = true},
    {.name = "N", .type = HODO_INTEGER, .role = HODO_ONE, .quick = "16", .usual = "24", .paper = "256",
     .unit = "1", .doc = "units of a hidden layer", .least = 2, .most = 1e5},
    {.name = "L", .type = HODO_INTEGER, .role = HODO_ONE, .usual = "3", .unit = "1", .doc = "weight matrices",
     .least = 2, .most = 64},
    {.name = "batch", .type = HODO_INTEGER, .role = HODO_ONE, .usual = "32", .paper = "64", .unit = "1",
     .doc = "images of a step", .least = 1, .most = 1e5},
    {.name = "steps", .type = HODO_INTEGER, .role = HODO_ONE, .quick = "80", .usual = "100", .paper = "1000",
     .unit = "1", .doc = "T", .least = 10, .most = 1e7},
    {.name = "gamma", .type = HODO_REAL, .role = HODO_LIST, .quick = "1e-4,1e-2,1e2,1e4",
     .usual = "1e-4,1e-2,1e2,1e4", .paper = "logspace(-4,5,19)", .unit = "1",
     .doc = "richness", .least = 1e-6, .most = 1e8},
    {.name = "learned", .type = HODO_REAL, .role = HODO_ONE, .usual = "0.9", .unit = "1",
     .doc = "of the first loss, at the end: a run below it has learned", .least = 0.01, .most = 0.999},
    {.name = "resolution", .type = HODO_REAL, .role = HODO_ONE, .usual = "0.1", .paper = "0.05",
     .unit = "decades", .doc = "between the last learning rate inside a boundary and the first outside",
     .least = 1e-3, .most = 1},
    {.name = "epsilon", .type = HODO_REAL, .role = HODO_ONE, .usual = "1e-16", .unit = "1",
     .doc = "in Adam's denominator; far below the gradients, which are of the order 1/gamma", .least = 0,
     .most = 1},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "4", .usual = "10", .unit = "1",
     .doc = "draws of weights and images", .least = 1, .most = 1e6},
    {.name = "few", .type = HODO_INTEGER, .role = HODO_ONE, .usual = "5", .paper = "10", .unit = "1",
     .doc = "draws of what scatters little and takes long: Muon, and gamma < 1", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"training", "1", "optimiser and loss", HODO_TEXT},
    {"trial", "1", "draw of weights and images; trainings and gammas of a trial share it", HODO_INTEGER},
    {"gamma", "1", "richness", HODO_REAL},
    {"what", "1", "how the run at eta ended, or which boundary eta is", HODO_TEXT},
    {"eta", "1", "learning rate; of a boundary the middle of its bracket", HODO_REAL},
    {"bracket", "decades", "of a boundary: from the last rate inside to the first outside", HODO_REAL},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"exponent", "1", "of a boundary in gamma: 1 for gamma << 1, 1/L or 1 - 1/L for gamma >> 1", HODO_REAL},
    {"guide", "1", "of that slope, through the middle of the boundary's points in its regime", HODO_REAL},
    {.name = NULL},
};

enum { NAME_SIZE = 32, DITHER_TENSOR = 1000 /* beyond those of the weights */ };

/* "adam/ce" in its two parts; HODO_INVALID where either is unknown. */
static hodo_status training_of(const hodo_cell *cell, char optimiser[NAME_SIZE], const hodo_loss_kind **loss,
                               hodo_error *error)
{
    const char *training = hodo_cell_text(cell, "training"), *slash = strchr(training, '/');
    if (slash == NULL || slash - training >= NAME_SIZE ||
        (strcmp(slash, "/mse") != 0 && strcmp(slash, "/ce") != 0)) {
        return hodo_fail(error, HODO_INVALID, "training = %s: it is an optimiser, a slash and mse or ce",
                         training);
    }
    (void)snprintf(optimiser, NAME_SIZE, "%.*s", (int)(slash - training), training);
    *loss = strcmp(slash, "/mse") == 0 ? &hodo_loss_square : &hodo_loss_cross_entropy;
    return hodo_optimiser_find(optimiser, error).kind == NULL ? HODO_INVALID : HODO_OK;
}

/* Is this gamma on the cell's side? */
static bool on_side(const hodo_cell *cell, double gamma)
{
    const char *side = hodo_cell_text(cell, "side");
    return strcmp(side, "both") == 0 || strcmp(side, gamma < 1 ? "lazy" : "rich") == 0;
}

static bool is_muon(const hodo_cell *cell)
{
    return strncmp(hodo_cell_text(cell, "training"), "muon", 4) == 0;
}

/* Does the cell go through this gamma? */
static bool goes_through(const hodo_cell *cell, double gamma)
{
    const bool few = is_muon(cell) || gamma < 1;
    return on_side(cell, gamma) &&
           (!few || hodo_cell_integer(cell, "trials") < hodo_cell_integer(cell, "few"));
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    char optimiser[NAME_SIZE];
    const hodo_loss_kind *loss;
    if (!on_side(cell, 0.5) && !on_side(cell, 2)) {
        return hodo_fail(error, HODO_INVALID, "side = %s: it is lazy, rich or both",
                         hodo_cell_text(cell, "side"));
    }
    return training_of(cell, optimiser, &loss, error);
}

static hodo_status put(hodo_cell *cell, double gamma, const char *what, double eta, double bracket,
                       hodo_error *error)
{
    const hodo_value row[] = {hodo_text(hodo_cell_text(cell, "training")),
                              hodo_integer(hodo_cell_integer(cell, "trials")), hodo_real(gamma),
                              hodo_text(what), hodo_real(eta), hodo_real(bracket)};
    return hodo_cell_row(cell, row, error);
}

/* excerpt: cell */
/* Both boundaries at one gamma, and how every run ended that was made for them. */
static hodo_status bracket(hodo_cell *cell, hodo_arena *scratch, const landscape *of, double gamma,
                           size_t place, bool scale_free, boundary_runs *runs, hodo_error *error)
{
    /* Where to begin to look; boundary_find goes on from there as far as it must. The rates are dithered: on
     * a grid that follows the law all trials would agree with it, and with each other, to a bracket. */
    double uniform;
    hodo_random_uniform(hodo_cell_stream(cell), DITHER_TENSOR, place, 1, &uniform);
    const double law = scale_free ? log10(gamma) * (gamma < 1 ? 1 : 0.4) - 0.5
                                  : log10(gamma) * (gamma < 1 ? 2 : 0.75);
    const double middle = law + hodo_cell_real(cell, "resolution") * (uniform - 0.5);
    const boundary_rule above = {landscape_learned, BOUNDARY_UPPER, middle, middle + 1,
                                 hodo_cell_real(cell, "resolution"), 2, 8};
    const boundary_rule below = {landscape_learned, BOUNDARY_LOWER, middle - 1, middle,
                                 hodo_cell_real(cell, "resolution"), 2, 8};
    boundary upper, lower;
    runs->count = 0;
    hodo_status status = boundary_find(scratch, of, gamma, &above, runs, &upper, error);
    status = status != HODO_OK ? status : boundary_find(scratch, of, gamma, &below, runs, &lower, error);
    for (size_t i = 0; status == HODO_OK && i < runs->count; i++) {
        const landscape_outcome *run = &runs->outcomes[i];
        status = put(cell, gamma, landscape_end_name(run->end), run->eta, 0, error);
    }
    if (status == HODO_OK && upper.found) {
        status = put(cell, gamma, SCALE_FREE_MAX, pow(10, upper.edge), upper.outside - upper.inside, error);
    }
    return status != HODO_OK || !lower.found ? status
                                             : put(cell, gamma, SCALE_FREE_MIN, pow(10, lower.edge),
                                                   lower.inside - lower.outside, error);
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    enum { RUNS = 512, TEST_IMAGES = 16 };
    size_t count, work = 0;
    const double *gamma = hodo_cell_reals(cell, "gamma", &count);
    for (size_t i = 0; i < count; i++) {
        work += goes_through(cell, gamma[i]);
    }
    if (work == 0) {
        return HODO_OK;
    }
    char optimiser[NAME_SIZE];
    const hodo_loss_kind *loss = NULL;
    hodo_status status = training_of(cell, optimiser, &loss, error);
    const landscape_data_setting images = {.batch = (size_t)hodo_cell_integer(cell, "batch"),
                                           .test = TEST_IMAGES};
    const landscape_setting setting = {
        .model = HODO_MLP,
        .width = (size_t)hodo_cell_integer(cell, "N"),
        .depth = (size_t)hodo_cell_integer(cell, "L"),
        .steps = (size_t)hodo_cell_integer(cell, "steps"),
        .loss = loss,
        .learned = hodo_cell_real(cell, "learned"),
        .optimiser = optimiser};
    hodo_arena *arena = hodo_cell_arena(cell), *scratch = hodo_arena_alloc();
    landscape_data data = {0};
    landscape of;
    boundary_runs runs;
    if (status == HODO_OK && scratch == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena");
    }
    status = status != HODO_OK ? status
                               : landscape_data_open(arena, &images, hodo_cell_stream(cell), &data, error);
    status = status != HODO_OK ? status
                               : landscape_open(arena, &data, &setting, hodo_cell_stream(cell), &of, error);
    status = status != HODO_OK ? status : boundary_runs_take(arena, RUNS, &runs, error);
    if (status == HODO_OK && strcmp(optimiser, "adam") == 0) {
        of.training.optimiser.epsilon = hodo_cell_real(cell, "epsilon");
    }
    const bool scale_free = scale_free_optimiser(optimiser);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        if (goes_through(cell, gamma[i])) {
            status = bracket(cell, scratch, &of, gamma[i], i, scale_free, &runs, error);
        }
    }
    landscape_data_close(&data);
    hodo_arena_free(scratch);
    return status;
}
/* end: cell */

/* Networks as small as these run at this part of the speed that LANDSCAPE_IMAGE_COST is counted in. */
static const double slowness = 2.5;
/* What a cell of no gamma takes: --plan times the cheapest. */
static const double no_work = 1e5;

/* Two boundaries a gamma, of as many runs as the sections need. An optimiser passes some times over the
 * weights; Muon's Newton-Schulz steps multiply them by themselves. */
static double cost(const hodo_cell *cell)
{
    size_t count;
    const double *gamma = hodo_cell_reals(cell, "gamma", &count);
    const landscape_setting setting = {.model = HODO_MLP,
                                       .width = (size_t)hodo_cell_integer(cell, "N"),
                                       .depth = (size_t)hodo_cell_integer(cell, "L")};
    const double batch = hodo_cell_real(cell, "batch"), width = hodo_cell_real(cell, "N");
    const double steps = hodo_cell_real(cell, "steps"), depth = hodo_cell_real(cell, "L");
    const double runs = 2 * (2 + 2 * log(1 / hodo_cell_real(cell, "resolution")) / log(3));
    const double entries = width * (784 + (depth - 2) * width);
    const bool muon = is_muon(cell);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (!goes_through(cell, gamma[i])) {
            continue;
        }
        const double scale = landscape_precision(gamma[i]) == HODO_DOUBLE ? 2 : 1;
        sum += slowness * runs * steps * (landscape_step_cost(&setting, 784, 10, (size_t)batch, gamma[i], 1) +
                               scale * (muon ? 8.5 * width : 10) * entries);
    }
    return sum > 0 ? sum + steps * batch * LANDSCAPE_IMAGE_COST : no_work;
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)error;
    const size_t gamma = hodo_table_find(table, "gamma"), what = hodo_table_find(table, "what");
    const size_t eta = hodo_table_find(table, "eta"), training = hodo_table_find(table, "training");
    const size_t exponent = hodo_table_find(table, "exponent"), guide = hodo_table_find(table, "guide");
    const double depth = (double)hodo_run_integer(run, "L");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const char *is = hodo_table_get(table, row, what).text;
        const char *of = hodo_table_get(table, row, training).text;
        const double at = hodo_table_get(table, row, gamma).real;
        const double power = scale_free_exponent(of, is, at, depth);
        if ((strcmp(is, SCALE_FREE_MAX) != 0 && strcmp(is, SCALE_FREE_MIN) != 0) || !scale_free_optimiser(of)) {
            continue;
        }
        double sum = 0, points = 0; /* of log eta - power log gamma over the trials and gammas of the regime */
        for (size_t k = 0; k < hodo_table_rows(table); k++) {
            const double other = hodo_table_get(table, k, gamma).real, y = hodo_table_get(table, k, eta).real;
            if (strcmp(hodo_table_get(table, k, what).text, is) == 0 &&
                strcmp(hodo_table_get(table, k, training).text, of) == 0 && (other < 1) == (at < 1) &&
                isfinite(scale_free_exponent(of, is, other, depth)) && isfinite(y)) {
                sum += log(y) - power * log(other);
                points++;
            }
        }
        hodo_table_set(table, row, exponent, hodo_real(power));
        hodo_table_set(table, row, guide, hodo_real(exp(sum / points + power * log(at))));
    }
    return HODO_OK;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/adam-portrait",
        .title = "boundaries of learning for Adam, SignSGD and Muon",
        .source = "ours",
        .revision = 4,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = landscape_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = scale_free_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
