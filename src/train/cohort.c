#include "train/cohort.h"
#include "train/cohort_state.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const stop_names[HODO_STOPS] = {[HODO_RUNNING] = "running",
                                                   [HODO_LEARNED] = "learned",
                                                   [HODO_STUCK] = "stuck",
                                                   [HODO_DIVERGED] = "diverged"};

const char *hodo_stop_name(hodo_stop stop)
{
    return (unsigned)stop < HODO_STOPS ? stop_names[stop] : "unknown";
}

void hodo_cell_stop(hodo_cell_state *cell, hodo_stop why, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(cell->reason, sizeof cell->reason, format, arguments);
    va_end(arguments);
    cell->stop = why;
}

static hodo_status check_training(const hodo_network *initial, const hodo_training *training, hodo_error *error)
{
    const hodo_stop_rule *stop = &training->stop;
    if (training->loss.kind == NULL) {
        return hodo_fail(error, HODO_INVALID, "a training without a loss: ask hodo_loss_find for one");
    }
    if (!(stop->learned >= 0.0) || !(stop->diverged >= 0.0)) {
        return hodo_fail(error, HODO_INVALID,
                         "stops at a loss of %g and at %g times the first: neither may be negative; 0 leaves "
                         "them out",
                         stop->learned, stop->diverged);
    }
    for (size_t k = 0; training->rates != NULL && k < initial->architecture->weight_count; k++) {
        if (!isfinite(training->rates[k])) {
            return hodo_fail(error, HODO_INVALID, "the rate of weight matrix %zu is %g: it must be finite", k,
                             training->rates[k]);
        }
    }
    return HODO_OK;
}

static hodo_status check(const hodo_network *initial, const hodo_training *training,
                         const hodo_cell_setting *cells, size_t count, hodo_error *error)
{
    if (initial->architecture->members != 1) {
        return hodo_fail(error, HODO_INVALID,
                         "a family of %zu members shares its weights and cannot be trained: train one member",
                         initial->architecture->members);
    }
    if (count == 0 || training->batch == 0) {
        return hodo_fail(error, HODO_INVALID, "%zu cells, batches of %zu: there must be at least 1 of each",
                         count, training->batch);
    }
    for (size_t c = 0; c < count; c++) {
        const double eta = cells[c].eta, gamma = cells[c].gamma;
        if (!(eta > 0.0) || !isfinite(eta) || !(gamma > 0.0) || !isfinite(gamma)) {
            return hodo_fail(error, HODO_INVALID,
                             "cell %zu has eta %g and gamma %g: both must be positive and finite", c, eta,
                             gamma);
        }
        if (training->centred && initial->precision == HODO_FLOAT && gamma < HODO_CENTRED_FLOAT_LEAST) {
            return hodo_fail(
                error, HODO_INVALID,
                "cell %zu has gamma %g: below %g the centred output cancels in float: run in double", c, gamma,
                HODO_CENTRED_FLOAT_LEAST);
        }
        const hodo_status status =
            training->schedule.kind != NULL
                ? hodo_schedule_can_run(&training->schedule, eta, training->steps, error)
                : HODO_OK;
        if (status != HODO_OK) {
            return status;
        }
    }
    return check_training(initial, training, error);
}

static hodo_status copy_network(hodo_arena *arena, const hodo_network *from, hodo_network *to,
                                hodo_error *error)
{
    const hodo_status status = hodo_network_take(arena, from->architecture, from->precision, to, error);
    if (status == HODO_OK) {
        hodo_network_convert(from, to);
    }
    return status;
}

static hodo_status take_cell(hodo_arena *arena, hodo_cohort *cohort, size_t c, hodo_cell_setting setting,
                             hodo_error *error)
{
    hodo_cell_state *cell = &cohort->cells[c];
    const size_t weights = cohort->initial.architecture->weight_count;
    *cell = (hodo_cell_state){.setting = setting, .loss = NAN, .first_loss = NAN, .largest_loss = NAN};
    hodo_status status = copy_network(arena, &cohort->initial, &cell->network, error);
    if (status != HODO_OK) {
        return status;
    }
    cell->rates = hodo_arena_take(arena, weights, sizeof *cell->rates, error);
    cohort->optimisers[c] = hodo_optimiser_take(arena, &cohort->training.optimiser, &cell->network, error);
    if (cell->rates == NULL || cohort->optimisers[c] == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    for (size_t k = 0; k < weights; k++) {
        cell->rates[k] = cohort->training.rates != NULL ? cohort->training.rates[k] : 1.0;
    }
    return HODO_OK;
}

static hodo_status take_work(hodo_arena *arena, hodo_cohort *cohort, hodo_error *error)
{
    const hodo_architecture *architecture = cohort->initial.architecture;
    const size_t batch = cohort->training.batch;
    const hodo_precision precision = cohort->initial.precision;
    hodo_matrix *const outputs[] = {&cohort->frozen, &cohort->scaled, &cohort->gradient};
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        *outputs[i] = hodo_matrix_take(arena, precision, batch, architecture->outputs, error);
        if (outputs[i]->data == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    cohort->padded = hodo_matrix_take(arena, precision, batch, architecture->inputs, error);
    cohort->step_rates = hodo_arena_take(arena, architecture->weight_count, sizeof(double), error);
    if (cohort->padded.data == NULL || cohort->step_rates == NULL) {
        return HODO_NO_MEMORY;
    }
    cohort->pass = hodo_pass_take(arena, &cohort->initial, batch, HODO_FIRST_ORDER, error);
    if (cohort->pass == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_pass_want_input(cohort->pass, false); /* no weight's gradient needs b_0 */
    return HODO_OK;
}

hodo_cohort *hodo_cohort_take(hodo_arena *arena, const hodo_network *initial, const hodo_training *training,
                              const hodo_cell_setting *cells, size_t count, hodo_error *error)
{
    if (check(initial, training, cells, count, error) != HODO_OK) {
        return NULL;
    }
    hodo_cohort *cohort = hodo_arena_zero(arena, 1, sizeof *cohort, error);
    if (cohort == NULL) {
        return NULL;
    }
    cohort->training = *training;
    cohort->count = count;
    cohort->cells = hodo_arena_zero(arena, count, sizeof *cohort->cells, error);
    cohort->optimisers = hodo_arena_zero(arena, count, sizeof(hodo_optimiser *), error);
    if (cohort->cells == NULL || cohort->optimisers == NULL ||
        copy_network(arena, initial, &cohort->initial, error) != HODO_OK ||
        take_work(arena, cohort, error) != HODO_OK) {
        return NULL;
    }
    for (size_t c = 0; c < count; c++) {
        if (take_cell(arena, cohort, c, cells[c], error) != HODO_OK) {
            return NULL;
        }
    }
    cohort->training.rates = NULL; /* copied into the cells; the caller's need not outlive this */
    return cohort;
}

size_t hodo_cohort_cells(const hodo_cohort *cohort)
{
    return cohort->count;
}

size_t hodo_cohort_batch(const hodo_cohort *cohort)
{
    return cohort->training.batch;
}

size_t hodo_cohort_running(const hodo_cohort *cohort)
{
    size_t running = 0;
    for (size_t c = 0; c < cohort->count; c++) {
        running += cohort->cells[c].stop == HODO_RUNNING;
    }
    return running;
}

size_t hodo_cohort_taken(const hodo_cohort *cohort)
{
    return cohort->taken;
}

hodo_cell_state *hodo_cohort_cell(hodo_cohort *cohort, size_t cell)
{
    return &cohort->cells[cell];
}

const hodo_training *hodo_cohort_training(const hodo_cohort *cohort)
{
    return &cohort->training;
}

const hodo_network *hodo_cohort_initial(const hodo_cohort *cohort)
{
    return &cohort->initial;
}
