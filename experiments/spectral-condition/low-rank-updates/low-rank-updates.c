/* Singular values and stable rank of the gradient at the start, against batch and width, beside the limit of
 * infinite width. */
#include "experiments/spectral-condition/first_gradient.h"
#include "experiments/spectral-condition/gradient_limit.h"
#include "experiments/spectral-condition/low-rank-updates/rank_claims.h"
#include "data/two_classes.h"
#include "lab/experiment.h"
#include "probe/alignment.h"

#include <math.h>

static const hodo_parameter parameters[] = {
    {.name = "data", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "clusters,mnist", .unit = "1",
     .doc = "two Gaussian clusters (clusters), two digits (mnist), two classes of images (cifar10)"},
    {.name = "N", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "64,128,256",
     .usual = "64,128,256,512,1024", .paper = "64,128,256,512,1024,2048,4096", .unit = "1",
     .doc = "units of a hidden layer", .least = 2, .most = 1e5},
    {.name = "batch", .type = HODO_INTEGER, .role = HODO_LIST, .quick = "1,10,100", .usual = "1,10,100,1000",
     .unit = "1", .doc = "samples of a gradient, the first ones of the set", .least = 1,
     .most = HODO_TWO_CLASSES_MOST},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = "24", .usual = "10", .paper = "20",
     .unit = "1", .doc = "draws of weights and samples", .least = 1, .most = 1e6},
    {.name = NULL},
};

static const hodo_column columns[] = {
    {"data", "1", "what is learned", HODO_TEXT},
    {"trial", "1", "draw of weights and samples; widths and batches of a trial share it", HODO_INTEGER},
    {"layer", "1", "weight matrix: 1 input, 2 hidden", HODO_INTEGER},
    {"N", "1", "units of a hidden layer", HODO_INTEGER},
    {"batch", "1", "samples", HODO_INTEGER},
    {"stable_rank", "1", "of the gradient", HODO_REAL},
    {"rank_limit", "1", "theory for these samples at infinite width", HODO_REAL},
    {"place", "1", "i: of a singular value, the largest first", HODO_INTEGER},
    {"singular_value", "1", "the i-th over the largest; nan where the spectrum is not taken", HODO_REAL},
    {"singular_limit", "1", "theory for these samples at infinite width", HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 10 };

/* The certified error of ||G||_*. */
static const double norm_tolerance = 1e-10;

enum { INPUT = 0, HIDDEN, LAYERS };

static hodo_two_classes_setting data_of(const hodo_cell *cell, size_t *most)
{
    size_t count;
    const int64_t *batch = hodo_cell_integers(cell, "batch", &count);
    *most = 0;
    for (size_t i = 0; i < count; i++) {
        *most = (size_t)batch[i] > *most ? (size_t)batch[i] : *most;
    }
    return (hodo_two_classes_setting){.name = hodo_cell_text(cell, "data"), .samples = *most};
}

static hodo_status check(const hodo_cell *cell, hodo_error *error)
{
    size_t most;
    const hodo_two_classes_setting setting = data_of(cell, &most);
    return hodo_two_classes_check(&setting, error);
}

/* What a batch of a trial gives at every width. */
typedef struct batch_limit {
    gradient_limit of;
    double *values; /* (batch,); NULL where no spectrum is taken */
} batch_limit;

/* excerpt: cell */
static hodo_status measure(hodo_cell *cell, hodo_arena *scratch, const hodo_pass *pass, size_t layer,
                           size_t width, const batch_limit *limit, bool spectrum, hodo_error *error)
{
    const hodo_matrix w = hodo_pass_network(pass)->weights[layer];
    const size_t batch = hodo_pass_samples(pass);
    const hodo_matrix gradient = hodo_matrix_take(scratch, w.precision, w.rows, w.columns, error);
    double *values = hodo_arena_take(scratch, batch, sizeof *values, error);
    hodo_norms norms = {0};
    if (gradient.data == NULL || values == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_gradient_weight(pass, layer, 0, 1.0, 0.0, gradient);
    hodo_status status = hodo_norms_of(gradient, norm_tolerance, scratch, &norms, error);
    if (status == HODO_OK && spectrum) { /* from the factors, in double: the small ones are right too */
        status = hodo_factored_singular_values(1.0, hodo_pass_weight_backward(pass, layer),
                                               hodo_pass_weight_input(pass, layer), scratch, values, error);
    }
    const size_t smaller = w.rows < w.columns ? w.rows : w.columns, count = batch < smaller ? batch : smaller;
    for (size_t i = 0; status == HODO_OK && i < (spectrum ? count : 1); i = rank_next_place(i)) {
        const hodo_value row[COLUMNS] = {hodo_text(hodo_cell_text(cell, "data")),
                                         hodo_integer(hodo_cell_integer(cell, "trials")),
                                         hodo_integer((int64_t)layer + 1),
                                         hodo_integer((int64_t)width),
                                         hodo_integer((int64_t)batch),
                                         hodo_real(norms.stable_rank),
                                         hodo_real(limit->of.stable_rank),
                                         hodo_integer((int64_t)i + 1),
                                         hodo_real(spectrum ? values[i] / values[0] : NAN),
                                         hodo_real(spectrum ? limit->values[i] : NAN)};
        status = hodo_cell_row(cell, row, error);
    }
    return status;
}
/* end: cell */

/* The largest width of the list: the one whose spectra are taken. */
static size_t widest_of(const hodo_cell *cell)
{
    size_t count, widest = 0;
    const int64_t *width = hodo_cell_integers(cell, "N", &count);
    for (size_t i = 0; i < count; i++) {
        widest = (size_t)width[i] > widest ? (size_t)width[i] : widest;
    }
    return widest;
}

/* All batches at one width. The scratch arena is reset. */
static hodo_status measure_width(hodo_cell *cell, hodo_arena *scratch, const hodo_dataset *data, size_t width,
                                 batch_limit (*limits)[LAYERS], hodo_error *error)
{
    size_t batches;
    const int64_t *batch = hodo_cell_integers(cell, "batch", &batches);
    const width_network_setting setting = {
        .inputs = data->inputs, .width = width, .parametrization = "spectral"};
    width_network of;
    hodo_arena_reset(scratch);
    hodo_status status = width_network_open(scratch, &setting, hodo_cell_stream(cell), &of, error);
    for (size_t b = 0; status == HODO_OK && b < batches; b++) {
        hodo_pass *pass = first_gradient(scratch, &of, data, (size_t)batch[b], error);
        status = pass != NULL ? HODO_OK : error->status;
        for (size_t layer = 0; status == HODO_OK && layer < LAYERS; layer++) {
            status = measure(cell, scratch, pass, layer, width, &limits[b][layer],
                             layer == HIDDEN && width == widest_of(cell), error);
        }
    }
    return status;
}

/* limits[b][layer] of the trial's samples. The scratch arena is reset. */
static hodo_status find_limits(hodo_cell *cell, hodo_arena *scratch, const hodo_dataset *data,
                               batch_limit (*limits)[LAYERS], hodo_error *error)
{
    size_t batches;
    const int64_t *batch = hodo_cell_integers(cell, "batch", &batches);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < batches * LAYERS; i++) {
        const size_t b = i / LAYERS, layer = i % LAYERS, n = (size_t)batch[b];
        batch_limit *limit = &limits[b][layer];
        limit->values =
            layer == HIDDEN ? hodo_arena_take(hodo_cell_arena(cell), n, sizeof *limit->values, error) : NULL;
        hodo_arena_reset(scratch);
        status =
            layer == HIDDEN && limit->values == NULL
                ? HODO_NO_MEMORY
                : gradient_limit_find(scratch, hodo_matrix_rows(data->x, 0, n), hodo_matrix_rows(data->y, 0, n),
                                      layer, &limit->of, limit->values, error);
    }
    return status;
}

static hodo_status compute(hodo_cell *cell, hodo_error *error)
{
    size_t widths, batches, most;
    const int64_t *width = hodo_cell_integers(cell, "N", &widths);
    (void)hodo_cell_integers(cell, "batch", &batches);
    const hodo_two_classes_setting setting = data_of(cell, &most);
    hodo_dataset data;
    hodo_arena *arena = hodo_cell_arena(cell), *scratch = hodo_arena_alloc();
    batch_limit(*limits)[LAYERS] = hodo_arena_take(arena, batches, sizeof *limits, error);
    hodo_status status =
        scratch != NULL && limits != NULL
            ? HODO_OK
            : hodo_fail(error, HODO_NO_MEMORY, "no memory for the limits of %zu batches", batches);
    status = status == HODO_OK ? hodo_two_classes_open(arena, &setting, hodo_cell_stream(cell), &data, error)
                               : status;
    status = status == HODO_OK ? find_limits(cell, scratch, &data, limits, error) : status;
    for (size_t i = 0; status == HODO_OK && i < widths; i++) {
        status = measure_width(cell, scratch, &data, (size_t)width[i], limits, error);
    }
    hodo_arena_free(scratch);
    return status;
}

/* Multiply-adds of float GEMMs. */
static double cost(const hodo_cell *cell)
{
    /* How many of them a unit of the following takes as long as: drawing a weight; reading the gradient once
     * for its norm; a decomposition in double. */
    static const double draw = 100, norm = 60, decompose = 12;
    size_t widths, batches, most;
    const int64_t *width = hodo_cell_integers(cell, "N", &widths);
    const int64_t *batch = hodo_cell_integers(cell, "batch", &batches);
    const hodo_two_classes_setting setting = data_of(cell, &most);
    const double inputs = (double)hodo_two_classes_inputs(&setting), widest = (double)widest_of(cell);
    double sum = 2e7;
    for (size_t b = 0; b < batches; b++) {
        const double n = (double)batch[b];
        sum += decompose * n * n * (2 * n + fmin(n, widest)); /* the limits, and the spectrum */
        for (size_t i = 0; i < widths; i++) {
            const double entries = (double)width[i] * (inputs + (double)width[i]);
            sum += entries * (3 * n + norm + (b == 0 ? draw : 0));
        }
    }
    return sum;
}

int main(int argc, char **argv)
{
    static const hodo_experiment experiment = {
        .name = "spectral-condition/low-rank-updates",
        .title = "singular values and stable rank of the gradient, batch 1 to 1000",
        .source = "arXiv 2310.17813; the limit is ours",
        .revision = 1,
        .parameters = parameters,
        .columns = columns,
        .data = hodo_two_classes_data_name,
        .check = check,
        .compute = compute,
        .cost = cost,
        .claims = rank_claims,
    };
    return hodo_laboratory(&experiment, argc, argv);
}
