#include "experiments/feature-speed/taken_step.h"

#include "probe/stacked.h"

#include <math.h>

hodo_status taken_step_take(hodo_arena *arena, const hodo_network *network, size_t samples, taken_step *step,
                            hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    const hodo_precision precision = network->precision;
    size_t tallest = 1;
    *step =
        (taken_step){.moves = hodo_arena_take(arena, architecture->weight_count, sizeof(hodo_matrix), error)};
    hodo_status status = step->moves != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t k = 0; status == HODO_OK && k < architecture->weight_count; k++) {
        const hodo_matrix weight = network->weights[k];
        step->moves[k] = hodo_matrix_take(arena, precision, weight.rows, weight.columns, error);
        status = step->moves[k].data != NULL ? HODO_OK : HODO_NO_MEMORY;
        tallest = weight.rows > tallest ? weight.rows : tallest;
    }
    status =
        status == HODO_OK ? hodo_network_take(arena, architecture, precision, &step->before, error) : status;
    status =
        status == HODO_OK ? hodo_network_take(arena, architecture, precision, &step->between, error) : status;
    if (status != HODO_OK) {
        return status;
    }
    step->plus = hodo_arena_take(arena, tallest, sizeof(double), error);
    step->minus = hodo_arena_take(arena, tallest, sizeof(double), error);
    step->speeds = hodo_speeds_take(arena, &step->before, samples, HODO_FIRST_ORDER, error);
    step->moved = hodo_pass_take(arena, &step->between, samples, HODO_FIRST_ORDER, error);
    const bool all = step->plus != NULL && step->minus != NULL && step->speeds != NULL && step->moved != NULL;
    return all ? HODO_OK : error->status;
}

void taken_step_begin(taken_step *step, const hodo_network *network)
{
    hodo_network_convert(network, &step->before);
}

/* out <- plus x + minus y. */
static void combine(taken_step *step, double plus, hodo_matrix x, double minus, hodo_matrix y, hodo_matrix out)
{
    for (size_t i = 0; i < x.rows; i++) {
        step->plus[i] = plus;
        step->minus[i] = minus;
    }
    hodo_rows_combine(step->plus, x, step->minus, y, out);
}

void taken_step_end(taken_step *step, const hodo_network *network, double time)
{
    step->time = time;
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        combine(step, 1.0, network->weights[k], -1.0, step->before.weights[k], step->moves[k]);
        hodo_matrix_scale(1.0 / time, step->moves[k]);
    }
}

hodo_status taken_step_velocity(taken_step *step, hodo_matrix x, bool ran, hodo_error *error)
{
    hodo_pass *pass = step->speeds->pass;
    const hodo_status status = ran ? HODO_OK : hodo_pass_forward(pass, x, NULL, error);
    return status == HODO_OK ? hodo_pass_tangent(pass, (hodo_direction){.weights = step->moves}, error)
                             : status;
}

hodo_status taken_step_difference(taken_step *step, hodo_matrix x, size_t v, double share, double *speed,
                                  hodo_error *error)
{
    const double time = share * step->time;
    for (size_t k = 0; k < step->before.architecture->weight_count; k++) {
        combine(step, 1.0, step->before.weights[k], time, step->moves[k], step->between.weights[k]);
    }
    const hodo_status status = hodo_pass_forward(step->moved, x, NULL, error);
    const hodo_matrix from = hodo_pass_feature(step->speeds->pass, v), to = hodo_pass_feature(step->moved, v);
    double sum = 0.0;
    for (size_t s = 0; status == HODO_OK && s < to.rows; s++) {
        for (size_t i = 0; i < to.columns; i++) {
            const double gone = hodo_matrix_get(to, s, i) - hodo_matrix_get(from, s, i);
            sum += gone * gone;
        }
    }
    *speed = hodo_rms(sqrt(sum), to.rows * to.columns) / time;
    return status;
}
