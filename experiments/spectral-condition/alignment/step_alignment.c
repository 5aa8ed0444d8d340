#include "experiments/spectral-condition/alignment/step_alignment.h"

#include "base/hash.h"
#include "experiments/spectral-condition/alignment/aligned_row.h"
#include "experiments/spectral-condition/first_gradient.h"
#include "experiments/spectral-condition/gradient_limit.h"
#include "data/two_classes.h"
#include "probe/alignment.h"
#include "train/cohort.h"

#include <math.h>
#include <string.h>

enum { LAYERS = WIDTH_NETWORK_DEPTH };

/* Certified errors: of a gradient's norm, far below the 1e-6 of batch 1; of a weight's, whose alignment
 * scatters by more; of a change's. */
static const double gradient_tolerance = 1e-10, weight_tolerance = 1e-3, change_tolerance = 1e-5;

/* What is held while one width is worked on. */
typedef struct learner {
    hodo_cell *cell;
    hodo_arena *scratch, *work; /* reset at every width; at every measurement */
    const hodo_dataset *data;
    size_t width;
    width_network of; /* theta_0, throughout */
} learner;

static hodo_two_classes_setting data_of(const hodo_cell *cell)
{
    size_t count;
    const int64_t *batch = hodo_cell_integers(cell, "batch", &count);
    int64_t most = hodo_cell_integer(cell, "learn");
    for (size_t i = 0; i < count; i++) {
        most = batch[i] > most ? batch[i] : most;
    }
    return (hodo_two_classes_setting){.name = hodo_cell_text(cell, "part"), .samples = (size_t)most};
}

hodo_status step_alignment_check(const hodo_cell *cell, hodo_error *error)
{
    return hodo_two_classes_check(
        &(hodo_two_classes_setting){.name = hodo_cell_text(cell, "part"), .samples = 1}, error);
}

static hodo_status put(const learner *on, const char *what, size_t layer, size_t batch, size_t step,
                       double value, double limit, hodo_error *error)
{
    const hodo_matrix w = on->of.network.weights[layer];
    const aligned_row row = {.what = what, .width = on->width, .layer = layer + 1, .fan_out = w.rows,
                             .fan_in = w.columns, .batch = batch, .step = step, .value = value, .limit = limit};
    return aligned_row_put(on->cell, row, error);
}

/* *value <- the alignment of `a` with h (n, inputs). */
static hodo_status align(hodo_arena *scratch, hodo_matrix a, hodo_matrix h, double tolerance, double *value,
                         hodo_error *error)
{
    const hodo_matrix image = hodo_matrix_take(scratch, a.precision, h.rows, a.rows, error);
    double norm = NAN;
    if (image.data == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_status status = hodo_spectral_norm(a, tolerance, scratch, &norm, error);
    *value = hodo_alignment_of(a, norm, h, image);
    return status;
}

/* Networks of a trial at one width: narrow ones scatter more, and take less time. */
static size_t networks_at(size_t width)
{
    enum { ENTRY = 512, MOST = 8 };
    return width > ENTRY ? 1 : ENTRY / width < MOST ? ENTRY / width : MOST;
}

/* excerpt: gradient */
/* values[layer] += the alignment of one network's gradient on one batch, over `count`. */
static hodo_status add_gradients(learner *on, width_network *of, size_t batch, size_t count, double *values,
                                 hodo_error *error)
{
    hodo_arena_reset(on->work);
    hodo_pass *pass = first_gradient(on->work, of, on->data, batch, error);
    hodo_status status = pass != NULL ? HODO_OK : error->status;
    for (size_t layer = 0; status == HODO_OK && layer < LAYERS; layer++) {
        const hodo_matrix w = of->network.weights[layer];
        const hodo_matrix g = hodo_matrix_take(on->work, w.precision, w.rows, w.columns, error);
        double value;
        if (g.data == NULL) {
            return HODO_NO_MEMORY;
        }
        hodo_gradient_weight(pass, layer, 0, 1.0, 0.0, g);
        status = align(on->work, g, hodo_pass_weight_input(pass, layer), gradient_tolerance, &value, error);
        values[layer] += value / (double)count;
    }
    return status;
}
/* end: gradient */

/* Gradients at the start of all batches: means over networks, the first of which is the one that learns.
 * `values` (batches, LAYERS) is work space. */
static hodo_status gradient_rows(learner *on, gradient_limit (*limits)[LAYERS], double (*values)[LAYERS],
                                 hodo_error *error)
{
    size_t batches;
    const int64_t *batch = hodo_cell_integers(on->cell, "batch", &batches);
    const size_t networks = networks_at(on->width);
    hodo_status status = HODO_OK;
    memset(values, 0, batches * sizeof *values);
    for (size_t i = 0; status == HODO_OK && i < networks; i++) {
        width_network other, *of = &on->of;
        if (i > 0) {
            hodo_stream stream = *hodo_cell_stream(on->cell);
            stream.cell = hodo_hash_bytes(stream.cell, &i, sizeof i);
            status = width_network_open(on->scratch, &on->of.setting, &stream, &other, error);
            of = &other;
        }
        for (size_t b = 0; status == HODO_OK && b < batches; b++) {
            status = add_gradients(on, of, (size_t)batch[b], networks, values[b], error);
        }
    }
    for (size_t row = 0; status == HODO_OK && row < batches * LAYERS; row++) {
        const size_t b = row / LAYERS, layer = row % LAYERS;
        status = put(on, "gradient", layer, (size_t)batch[b], 0, values[b][layer], limits[b][layer].alignment,
                     error);
    }
    return status;
}

/* difference <- a - b, all of one shape, float. */
static void subtract(hodo_matrix a, hodo_matrix b, hodo_matrix difference)
{
    for (size_t i = 0; i < a.rows; i++) {
        const float *x = (const float *)a.data + i * a.stride, *y = (const float *)b.data + i * b.stride;
        float *out = (float *)difference.data + i * difference.stride;
        for (size_t j = 0; j < a.columns; j++) {
            out[j] = x[j] - y[j];
        }
    }
}

/* excerpt: sum */
/* Delta W against h_t, and the two parts of Delta(W h), at one layer. `start` has run forward on theta_0,
 * `now` on theta_t, both on the same samples. */
static hodo_status change_rows(const learner *on, const hodo_pass *start, const hodo_pass *now, size_t layer,
                               size_t step, hodo_error *error)
{
    const hodo_matrix w = hodo_pass_network(now)->weights[layer], h = hodo_pass_weight_input(now, layer);
    const double multiplier = hodo_weight_layer(&on->of.architecture, layer)->multiplier;
    const hodo_matrix change = hodo_matrix_take(on->work, w.precision, w.rows, w.columns, error);
    const hodo_matrix moved = hodo_matrix_take(on->work, w.precision, h.rows, w.rows, error);
    const hodo_matrix by_weights = hodo_matrix_take(on->work, w.precision, h.rows, w.rows, error);
    if (change.data == NULL || moved.data == NULL || by_weights.data == NULL) {
        return HODO_NO_MEMORY;
    }
    subtract(w, on->of.network.weights[layer], change);
    subtract(hodo_pass_feature(now, layer + 1), hodo_pass_feature(start, layer + 1), moved);
    hodo_matrix_multiply(multiplier, h, false, change, true, 0.0, by_weights);
    const double whole = hodo_matrix_norm(moved), second = hodo_matrix_norm(by_weights);
    subtract(moved, by_weights, moved); /* W_0 Delta h: what remains */
    const double first = hodo_matrix_norm(moved);
    double value;
    hodo_status status = align(on->work, change, h, change_tolerance, &value, error);
    status = status == HODO_OK ? put(on, "change", layer, h.rows, step, value, NAN, error) : status;
    return status == HODO_OK && layer > 0 /* x does not move */
               ? put(on, "sum", layer, h.rows, step, whole / (first + second), NAN, error)
               : status;
}
/* end: sum */

static hodo_status look(const learner *on, hodo_pass *start, hodo_pass *now, size_t step, hodo_error *error)
{
    hodo_status status =
        hodo_pass_forward(now, hodo_matrix_rows(on->data->x, 0, hodo_pass_rows(now)), NULL, error);
    for (size_t layer = 0; status == HODO_OK && layer < LAYERS; layer++) {
        double value;
        hodo_arena_reset(on->work);
        status = align(on->work, hodo_pass_network(now)->weights[layer], hodo_pass_weight_input(now, layer),
                       weight_tolerance, &value, error);
        status =
            status == HODO_OK ? put(on, "weight", layer, hodo_pass_rows(now), step, value, NAN, error) : status;
        if (status == HODO_OK && step > 0) {
            status = change_rows(on, start, now, layer, step, error);
        }
    }
    return status;
}

/* Trains on the first `learn` samples and looks before the first step and after steps 1, 2, 4, ... */
static hodo_status learn(learner *on, hodo_error *error)
{
    const size_t learn = (size_t)hodo_cell_integer(on->cell, "learn");
    const size_t steps = (size_t)hodo_cell_integer(on->cell, "steps");
    const hodo_matrix x = hodo_matrix_rows(on->data->x, 0, learn), y = hodo_matrix_rows(on->data->y, 0, learn);
    const hodo_training training = {.loss = on->of.loss,
                                    .batch = learn,
                                    .steps = steps,
                                    .optimiser = on->of.optimiser,
                                    .rates = on->of.rates};
    const hodo_cell_setting setting = {.eta = hodo_cell_real(on->cell, "eta"), .gamma = 1};
    hodo_cohort *cohort = hodo_cohort_take(on->scratch, &on->of.network, &training, &setting, 1, error);
    if (cohort == NULL) {
        return error->status;
    }
    hodo_cell_state *state = hodo_cohort_cell(cohort, 0);
    hodo_pass *start = hodo_pass_take(on->scratch, &on->of.network, learn, HODO_FIRST_ORDER, error);
    hodo_pass *now = hodo_pass_take(on->scratch, &state->network, learn, HODO_FIRST_ORDER, error);
    if (start == NULL || now == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = hodo_pass_forward(start, x, NULL, error);
    size_t next = 1;
    for (size_t t = 0; status == HODO_OK && t <= steps; t++) {
        if (t == 0 || t == next) {
            status = look(on, start, now, t, error);
            next = t == 0 ? 1 : 2 * t;
        }
        status = status == HODO_OK && t < steps ? hodo_cohort_step(cohort, x, y, t > 0, error) : status;
        if (status == HODO_OK && state->stop == HODO_DIVERGED) {
            return hodo_fail(error, HODO_NUMERIC, "N = %zu, step %zu: %s: lower eta", on->width, t,
                             state->reason);
        }
    }
    return status;
}

/* limits[b][layer] of the trial's samples. */
static hodo_status find_limits(hodo_cell *cell, hodo_arena *work, const hodo_dataset *data,
                               gradient_limit (*limits)[LAYERS], hodo_error *error)
{
    size_t batches;
    const int64_t *batch = hodo_cell_integers(cell, "batch", &batches);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < batches * LAYERS; i++) {
        const size_t n = (size_t)batch[i / LAYERS];
        hodo_arena_reset(work);
        status = gradient_limit_find(work, hodo_matrix_rows(data->x, 0, n), hodo_matrix_rows(data->y, 0, n),
                                     i % LAYERS, &limits[i / LAYERS][i % LAYERS], NULL, error);
    }
    return status;
}

hodo_status step_alignment_rows(hodo_cell *cell, hodo_error *error)
{
    size_t widths, batches;
    const int64_t *width = hodo_cell_integers(cell, "N", &widths);
    (void)hodo_cell_integers(cell, "batch", &batches);
    const hodo_two_classes_setting setting = data_of(cell);
    hodo_arena *arena = hodo_cell_arena(cell), *scratch = hodo_arena_alloc(), *work = hodo_arena_alloc();
    hodo_dataset data;
    gradient_limit(*limits)[LAYERS] = hodo_arena_take(arena, batches, sizeof *limits, error);
    double(*values)[LAYERS] = hodo_arena_take(arena, batches, sizeof *values, error);
    hodo_status status = scratch != NULL && work != NULL && limits != NULL && values != NULL
                             ? HODO_OK
                             : hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu batches", batches);
    status = status == HODO_OK ? hodo_two_classes_open(arena, &setting, hodo_cell_stream(cell), &data, error)
                               : status;
    status = status == HODO_OK ? find_limits(cell, work, &data, limits, error) : status;
    for (size_t i = 0; status == HODO_OK && i < widths; i++) {
        learner on = {.cell = cell, .scratch = scratch, .work = work, .data = &data, .width = (size_t)width[i]};
        const width_network_setting network = {
            .inputs = data.inputs, .width = on.width, .parametrization = "spectral"};
        hodo_arena_reset(scratch);
        status = width_network_open(scratch, &network, hodo_cell_stream(cell), &on.of, error);
        status = status == HODO_OK ? gradient_rows(&on, limits, values, error) : status;
        status = status == HODO_OK ? learn(&on, error) : status;
    }
    hodo_arena_free(scratch);
    hodo_arena_free(work);
    return status;
}

double step_alignment_cost(const hodo_cell *cell)
{
    /* Multiply-adds of float GEMMs that it takes to read an entry for a norm until it is certified, of a
     * gradient or change and of weights, and to draw it; and of a unit in double. */
    static const double low_rank = 60, certify = 400, draw = 100, decompose = 6;
    size_t widths, batches;
    const int64_t *width = hodo_cell_integers(cell, "N", &widths);
    const int64_t *batch = hodo_cell_integers(cell, "batch", &batches);
    const hodo_two_classes_setting setting = data_of(cell);
    const double inputs = (double)hodo_two_classes_inputs(&setting), n = hodo_cell_real(cell, "learn");
    const double steps = hodo_cell_real(cell, "steps"), looks = 2 + log2(fmax(steps, 1));
    double sum = 2e7;
    for (size_t i = 0; i < widths; i++) {
        const double entries = (double)width[i] * (inputs + (double)width[i]);
        sum += entries * (draw + steps * 3 * n + looks * (2 * n + certify + low_rank));
        for (size_t b = 0; b < batches; b++) {
            sum += (double)networks_at((size_t)width[i]) * entries * (5 * (double)batch[b] + low_rank);
        }
    }
    for (size_t b = 0; b < batches; b++) {
        sum += decompose * pow((double)batch[b], 3);
    }
    return sum;
}
