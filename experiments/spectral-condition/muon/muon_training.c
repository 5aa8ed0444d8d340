#include "experiments/spectral-condition/muon/muon_training.h"

#include "experiments/spectral-condition/muon/muon_row.h"
#include "data/two_classes.h"
#include "experiments/spectral-condition/width_network.h"
#include "probe/spectral_norm.h"
#include "train/cohort.h"

#include <math.h>

enum { NAME_SIZE = 32, LAYERS = WIDTH_NETWORK_DEPTH };

/* The certified error of a change's norm: singular values near the largest are many. */
static const double change_tolerance = 1e-4;

static hodo_two_classes_setting data_of(const hodo_cell *cell, char name[NAME_SIZE])
{
    return (hodo_two_classes_setting){.name = muon_part(cell, name, NAME_SIZE) != NULL ? name : "",
                                 .samples = (size_t)hodo_cell_integer(cell, "learn")};
}

hodo_status muon_training_check(const hodo_cell *cell, hodo_error *error)
{
    char name[NAME_SIZE];
    const hodo_two_classes_setting data = data_of(cell, name);
    const hodo_status status = hodo_two_classes_check(&data, error);
    const width_network_setting network = {
        .inputs = 1, .width = 2, .parametrization = muon_part(cell, name, NAME_SIZE), .optimiser = "muon"};
    return status == HODO_OK ? width_network_check(&network, error) : status;
}

/* ||W - W_0||_* of every layer over its target, beside what `step` steps in one direction would give. */
static hodo_status change_rows(hodo_cell *cell, hodo_arena *work, const width_network *of,
                               const hodo_network *now, size_t step, hodo_error *error)
{
    const double eta = hodo_cell_real(cell, "eta");
    hodo_status status = HODO_OK;
    for (size_t k = 0; status == HODO_OK && k < LAYERS; k++) {
        const hodo_matrix w = now->weights[k], start = of->network.weights[k];
        const double target = sqrt((double)w.rows / (double)w.columns);
        hodo_arena_reset(work);
        const hodo_matrix change = hodo_matrix_take(work, w.precision, w.rows, w.columns, error);
        if (change.data == NULL) {
            return HODO_NO_MEMORY;
        }
        for (size_t i = 0; i < w.rows * w.columns; i++) {
            ((float *)change.data)[i] = ((const float *)w.data)[i] - ((const float *)start.data)[i];
        }
        double norm = NAN;
        status = hodo_spectral_norm(change, change_tolerance, work, &norm, error);
        const muon_row row = {.what = "change",
                              .width = of->setting.width,
                              .layer = k + 1,
                              .step = step,
                              .x = (double)step,
                              .value = norm / (eta * target),
                              .theory = (double)step * of->rates[k] / target};
        status = status == HODO_OK ? muon_row_put(cell, row, error) : status;
    }
    return status;
}

/* rms(f_t - f_0) on the batch. */
static hodo_status move_row(hodo_cell *cell, hodo_pass *start, hodo_pass *now, hodo_matrix x, size_t width,
                            hodo_error *error)
{
    hodo_status status = hodo_pass_forward(start, x, NULL, error);
    status = status == HODO_OK ? hodo_pass_forward(now, x, NULL, error) : status;
    double sum = 0;
    for (size_t s = 0; status == HODO_OK && s < x.rows; s++) {
        const double moved =
            hodo_matrix_get(hodo_pass_output(now), s, 0) - hodo_matrix_get(hodo_pass_output(start), s, 0);
        sum += moved * moved;
    }
    const muon_row row = {
        .what = "move", .width = width, .step = 1, .x = 1, .value = sqrt(sum / (double)x.rows), .theory = NAN};
    return status == HODO_OK ? muon_row_put(cell, row, error) : status;
}

/* excerpt: training */
static hodo_status train(hodo_cell *cell, hodo_arena *scratch, hodo_arena *work, width_network *of,
                         const hodo_dataset *data, hodo_error *error)
{
    const size_t steps = (size_t)hodo_cell_integer(cell, "steps");
    const hodo_training training = {
        .loss = of->loss, .batch = data->count, .steps = steps, .optimiser = of->optimiser, .rates = of->rates};
    const hodo_cell_setting setting = {.eta = hodo_cell_real(cell, "eta"), .gamma = 1};
    hodo_cohort *cohort = hodo_cohort_take(scratch, &of->network, &training, &setting, 1, error);
    if (cohort == NULL) {
        return error->status;
    }
    hodo_cell_state *state = hodo_cohort_cell(cohort, 0);
    hodo_pass *start = hodo_pass_take(scratch, &of->network, data->count, HODO_FIRST_ORDER, error);
    hodo_pass *now = hodo_pass_take(scratch, &state->network, data->count, HODO_FIRST_ORDER, error);
    hodo_status status = start != NULL && now != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t t = 1; status == HODO_OK && t <= steps; t++) {
        status = hodo_cohort_step(cohort, data->x, data->y, t > 1, error);
        if (status == HODO_OK && state->stop == HODO_DIVERGED) {
            return hodo_fail(error, HODO_NUMERIC, "N = %zu, step %zu: %s: lower eta", of->setting.width, t,
                             state->reason);
        }
        const muon_row loss = {.what = "loss",
                               .width = of->setting.width,
                               .step = t - 1,
                               .x = (double)(t - 1),
                               .value = state->loss,
                               .theory = NAN};
        status = status == HODO_OK ? muon_row_put(cell, loss, error) : status;
        if (status == HODO_OK && (t == 1 || t == steps)) {
            status = change_rows(cell, work, of, &state->network, t, error);
        }
        if (status == HODO_OK && t == 1) {
            status = move_row(cell, start, now, data->x, of->setting.width, error);
        }
    }
    return status;
}
/* end: training */

hodo_status muon_training_rows(hodo_cell *cell, hodo_error *error)
{
    char name[NAME_SIZE];
    size_t widths;
    const int64_t *width = hodo_cell_integers(cell, "N", &widths);
    const hodo_two_classes_setting setting = data_of(cell, name);
    hodo_arena *scratch = hodo_arena_alloc(), *work = hodo_arena_alloc();
    hodo_dataset data;
    hodo_status status =
        scratch != NULL && work != NULL
            ? hodo_two_classes_open(hodo_cell_arena(cell), &setting, hodo_cell_stream(cell), &data, error)
            : hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena");
    for (size_t i = 0; status == HODO_OK && i < widths; i++) {
        const width_network_setting network = {.inputs = data.inputs,
                                               .width = (size_t)width[i],
                                               .parametrization = muon_part(cell, name, NAME_SIZE),
                                               .optimiser = "muon"};
        width_network of;
        hodo_arena_reset(scratch);
        status = width_network_open(scratch, &network, hodo_cell_stream(cell), &of, error);
        status = status == HODO_OK ? train(cell, scratch, work, &of, &data, error) : status;
    }
    hodo_arena_free(scratch);
    hodo_arena_free(work);
    return status;
}

/* Five Newton-Schulz steps a step and matrix: 5 (3 p^2 q + p^3), p <= q its sides. */
double muon_training_cost(const hodo_cell *cell)
{
    static const double certify = 400; /* for the norms of two changes, an entry */
    char name[NAME_SIZE];
    size_t widths;
    const int64_t *width = hodo_cell_integers(cell, "N", &widths);
    const hodo_two_classes_setting setting = data_of(cell, name);
    const double inputs = (double)hodo_two_classes_inputs(&setting), steps = hodo_cell_real(cell, "steps");
    double sum = 2e7;
    for (size_t i = 0; i < widths; i++) {
        const double n = (double)width[i], p = fmin(n, inputs), q = fmax(n, inputs);
        sum += steps * (5 * (3 * p * p * q + p * p * p + 4 * n * n * n) +
                        3 * (double)setting.samples * n * (n + inputs));
        sum += certify * n * (n + inputs);
    }
    return sum;
}
