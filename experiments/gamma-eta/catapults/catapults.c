/* Catapults (arXiv 2410.04642): for gamma << 1 the loss rises before it falls once eta passes 2/lambda, lambda
 * the largest curvature at the start. One trial's runs share images and initial weights. */
#include "experiments/gamma-eta/catapults/catapult_claims.h"
#include "experiments/gamma-eta/boundary.h"

#include <math.h>
#include <string.h>

static const hodo_parameter parameters[] = {
    {.name = "series",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "square/fixed,square/stream,cross-entropy/stream",
     .unit = "1",
     .doc = "loss / batches: fixed (one batch for all steps) or stream (each image seen once)",
     .shares_draws = true},
    {.name = "gamma",
     .type = HODO_REAL,
     .role = HODO_LIST,
     .quick = "1e-3,1e-2",
     .usual = "1e-4,1e-2",
     .paper = "1e-5,1e-4,1e-3,1e-2",
     .unit = "1",
     .doc = "richness; below 0.01 in double",
     .least = 1e-8,
     .most = 1e8},
    {.name = "ratio",
     .type = HODO_REAL,
     .role = HODO_LIST,
     .usual = "0.9,1.15,2,4,8",
     .unit = "1",
     .doc = "eta lambda/2 of the runs whose loss is kept; at most 8",
     .least = 1e-3,
     .most = 1e3},
    DYNAMICS_INTEGER("N", "width of hidden layers", "32", "128", "1000", 1, 1e5),
    DYNAMICS_INTEGER("L", "weight matrices", NULL, "3", NULL, 2, 100),
    DYNAMICS_INTEGER("batch", "images of a step", NULL, "64", NULL, 1, 1e5),
    DYNAMICS_INTEGER("steps", "steps of a run, T", "36", "80", "1000", 20, 1e7),
    DYNAMICS_TRIALS("4", "5", "8"),
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"series", "1", "loss / batches", HODO_TEXT},
    {"trial", "1", "seed of images and weights", HODO_INTEGER},
    {"what", "1",
     "curve: one step of a run; run: its peak; onset, edge: the first rate that is not calm, not finite",
     HODO_TEXT},
    {"gamma", "1", "richness", HODO_REAL},
    {"scaled", "1", "eta/gamma^2", HODO_REAL},
    {"sharpness", "1", "gamma^2 N lambda, lambda the largest curvature at the start", HODO_REAL},
    {"ratio", "1", "eta N lambda/2", HODO_REAL},
    {"step", "1", "steps taken", HODO_INTEGER},
    {"value", "1", "curve: batch loss, run: its largest, over the first; NaN when it diverged", HODO_REAL},
    {"end", "1", "of a run: 0 too slow, 1 learned, 2 stuck, 3 diverged", HODO_INTEGER},
    {.name = NULL},
};

static const hodo_column theory_columns[] = {
    {"scaled_theory", "1", "2/sharpness: the edge of stability of the linearised network", HODO_REAL},
    {"scaled_catapult", "1", "4/sharpness: eta_max of the two-parameter toy", HODO_REAL},
    {.name = NULL},
};

enum { RUNS_MOST = 512, TEST = 512 };

double catapult_section(const char *what) { return strcmp(what, "onset") == 0 ? 0.02 : 0.04; }

/* The square loss comes back once f - f_0 has grown to order one: from a height of order gamma^-2, which at
 * gamma = 10^-4 is above the usual 10^6. Dead ReLUs are found by their gradient. */
static double diverged(double gamma) { return fmax(HODO_DIVERGED_RATIO, 100 / (gamma * gamma)); }

static const hodo_loss_kind *loss_of(const char *series)
{
    return strncmp(series, "square/", 7) == 0 ? &hodo_loss_square : &hodo_loss_cross_entropy;
}

static bool fixed(const char *series) { return strstr(series, "/fixed") != NULL; }

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    const char *series = hodo_cell_text(cell, "series"), *const known[] = {"square/fixed", "square/stream",
                                                                           "cross-entropy/fixed",
                                                                           "cross-entropy/stream"};
    size_t count, i = 0;
    (void)hodo_cell_reals(cell, "ratio", &count);
    if (count > LANDSCAPE_COHORT) {
        return hodo_fail(error, HODO_INVALID, "%zu ratios: at most %d run together", count, LANDSCAPE_COHORT);
    }
    while (i < 4 && strcmp(series, known[i]) != 0) {
        i++;
    }
    return i < 4 ? HODO_OK
                 : hodo_fail(error, HODO_INVALID,
                             "series = %s: it is square or cross-entropy, then /fixed or /stream", series);
}

/* One trial and series. */
typedef struct trial {
    hodo_cell *cell;
    const char *series;
    int64_t index;
    landscape_data data;
    landscape of;
    const double *ratio;
    double sharpness, gamma, unit; /* unit: 2/lambda in eta */
    boundary_runs runs;
    hodo_arena *scratch;
} trial;

static hodo_status add_row(const trial *one, const char *what, double ratio, size_t step, double value,
                           int64_t end, hodo_error *error)
{
    const hodo_value row[] = {hodo_text(one->series),
                              hodo_integer(one->index),
                              hodo_text(what),
                              hodo_real(one->gamma),
                              hodo_real(2 * ratio / one->sharpness),
                              hodo_real(one->sharpness),
                              hodo_real(ratio),
                              hodo_integer((int64_t)step),
                              hodo_real(value),
                              hodo_integer(end)};
    return hodo_cell_row(one->cell, row, error);
}

/* Before step t a cell's loss is that of step t - 1. */
static hodo_status look(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error)
{
    const trial *one = context;
    (void)x, (void)y;
    hodo_status status = HODO_OK;
    for (size_t c = 0; t > 0 && status == HODO_OK && c < hodo_cohort_cells(cohort); c++) {
        const hodo_cell_state *cell = hodo_cohort_cell(cohort, c);
        if (cell->stop == HODO_RUNNING && cell->step == t) {
            status = add_row(one, "curve", one->ratio[c], t - 1, cell->loss / cell->first_loss, 0, error);
        }
    }
    return status;
}

/* Every run's peak: those at the ratios come first. */
static hodo_status add_peaks(const trial *one, size_t first, size_t count, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = first; status == HODO_OK && i < one->runs.count; i++) {
        const landscape_outcome *run = &one->runs.outcomes[i];
        status = add_row(one, "run", i - first < count ? one->ratio[i - first] : run->eta / one->unit,
                         run->steps, run->end == LANDSCAPE_DIVERGED ? NAN : run->largest_loss / run->first_loss,
                         run->end, error);
    }
    return status;
}

/* excerpt: cell */
/* The runs at the ratios, whose loss is kept; between them the edges are found by sections. */
static hodo_status at_gamma(trial *one, size_t count, hodo_error *error)
{
    const size_t first = one->runs.count;
    double etas[LANDSCAPE_COHORT];
    one->unit = 2 * one->gamma * one->gamma / one->sharpness;
    for (size_t i = 0; i < count; i++) {
        etas[i] = one->ratio[i] * one->unit;
    }
    one->of.training.stop.diverged = diverged(one->gamma);
    const hodo_observer curves = {.look = look, .every = 1, .context = one};
    hodo_status status = landscape_run(one->scratch, &one->of, one->gamma, etas, count, &curves,
                                       one->runs.outcomes + first, error);
    one->runs.count += count;
    const struct {
        const char *what;
        bool (*inside)(const landscape_outcome *outcome);
    } edges[] = {{"onset", landscape_calm}, {"edge", landscape_survives}};
    const bool square = one->of.setting.loss == &hodo_loss_square; /* cross-entropy survives far above */
    for (size_t i = 0; status == HODO_OK && i < (square ? 2 : 1); i++) {
        const double middle = log10(one->unit) + (i == 0 ? 0 : 0.75);
        const boundary_rule rule = {.inside = edges[i].inside,
                                    .least = middle - 0.3,
                                    .most = middle + 0.3,
                                    .resolution = catapult_section(edges[i].what),
                                    .section = 4};
        boundary found;
        status = boundary_find(one->scratch, &one->of, one->gamma, &rule, &one->runs, &found, error);
        if (status == HODO_OK && found.found) {
            status = add_row(one, edges[i].what, pow(10, found.edge) / one->unit, 0, NAN, 0, error);
        }
    }
    return status == HODO_OK ? add_peaks(one, first, count, error) : status;
}
/* end: cell */

/* Curvature is that of the batch that is descended, or of images of the same kind that are not seen. */
static hodo_status prepare(trial *one, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(one->cell);
    hodo_status status = dynamics_open(one->cell, loss_of(one->series), TEST, &one->data, &one->of, error);
    status = status != HODO_OK ? status : boundary_runs_take(arena, RUNS_MOST, &one->runs, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_matrix x = one->data.test.x, y = one->data.test.y;
    if (fixed(one->series)) {
        x = hodo_matrix_take(arena, HODO_FLOAT, one->data.batch, one->data.inputs, error);
        y = hodo_matrix_take(arena, HODO_FLOAT, one->data.batch, one->data.outputs, error);
        if (x.data == NULL || y.data == NULL) {
            return HODO_NO_MEMORY;
        }
        status = one->data.source.fill(one->data.source.context, 0, x, y, error);
        one->data.source.constant = true;
    }
    return status == HODO_OK
               ? dynamics_sharpness(arena, &one->of, x, y, hodo_cell_stream(one->cell), &one->sharpness, error)
               : status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    trial one = {.cell = cell,
                 .series = hodo_cell_text(cell, "series"),
                 .index = hodo_cell_integer(cell, "trials"),
                 .scratch = hodo_arena_alloc()};
    if (one.scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for runs");
    }
    size_t gammas, count;
    const double *gamma = hodo_cell_reals(cell, "gamma", &gammas);
    one.ratio = hodo_cell_reals(cell, "ratio", &count);
    hodo_status status = prepare(&one, error);
    for (size_t i = 0; status == HODO_OK && i < gammas; i++) {
        one.gamma = gamma[i];
        status = at_gamma(&one, count, error);
    }
    landscape_data_close(&one.data);
    hodo_arena_free(one.scratch);
    return status;
}

/* Ten runs of all steps at each gamma, about: those that diverge stop. */
static double cost(const hodo_cell *cell)
{
    enum { RUNS = 12 };
    const char *series = hodo_cell_text(cell, "series");
    const landscape_setting setting = dynamics_setting(cell, loss_of(series));
    const size_t batch = (size_t)hodo_cell_integer(cell, "batch");
    size_t gammas;
    const double *gamma = hodo_cell_reals(cell, "gamma", &gammas);
    double step = 0;
    for (size_t i = 0; i < gammas; i++) {
        step += landscape_step_cost(&setting, DYNAMICS_INPUTS, DYNAMICS_OUTPUTS, batch, gamma[i], RUNS);
    }
    const double images = (double)batch * LANDSCAPE_IMAGE_COST;
    return fixed(series) ? images + (double)setting.steps * step : (double)setting.steps * (images + step);
}

static hodo_status theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)run, (void)error;
    const size_t sharpness = hodo_table_find(table, "sharpness");
    const size_t edge = hodo_table_find(table, "scaled_theory"),
                 upper = hodo_table_find(table, "scaled_catapult");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        const double top = hodo_table_get(table, row, sharpness).real;
        hodo_table_set(table, row, edge, hodo_real(2 / top));
        hodo_table_set(table, row, upper, hodo_real(4 / top));
    }
    return HODO_OK;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "gamma-eta/catapults",
        .title = "catapults at small gamma: where they begin, how high they rise, where they end",
        .source = "arXiv 2410.04642",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .theory_columns = theory_columns,
        .data = landscape_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .theory = theory,
        .claims = catapult_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
