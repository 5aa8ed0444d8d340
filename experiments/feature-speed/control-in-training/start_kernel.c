#include "experiments/feature-speed/control-in-training/start_kernel.h"

#include "base/hash.h"
#include "net/tower.h"
#include "rmt/finite/norm_walk.h"

#include <math.h>
#include <stdio.h>

/* The kernel of the row's rates on the sample; weights but the readout's are drawn. */
static hodo_status kernel_of(const trained_tower_scheme *scheme, hodo_network *network,
                             hodo_architecture *architecture, const hodo_scales *scales, hodo_speeds *speeds,
                             double *rates, hodo_matrix x, hodo_matrix y, const hodo_stream *stream,
                             double *kernel, hodo_error *error)
{
    const hodo_parametrization *row = hodo_parametrization_find(scheme->parametrization, error);
    hodo_status status =
        row == NULL ? HODO_INVALID
                    : hodo_parametrization_apply(row, scales, HODO_STEP_GRADIENT, architecture, rates, error);
    status = status != HODO_OK
                 ? status
                 : hodo_network_draw_weight(network, stream, architecture->weight_count - 1, error);
    status = status != HODO_OK
                 ? status
                 : hodo_speeds_measure(speeds, x, y, (hodo_loss){.kind = &hodo_loss_square},
                                       (hodo_flow){.kind = HODO_GIVEN, .given = rates}, NULL, error);
    if (status == HODO_OK) {
        *kernel = hodo_speeds_at(speeds, 0, speeds->features - 1)->loss_decay / (2 * speeds->loss[0]);
    }
    return status;
}

/* excerpt: start */
hodo_status start_kernel_measure(hodo_arena *scratch, const char *const *schemes, size_t count, size_t width,
                                 size_t depth, const hodo_dataset *data, size_t draws,
                                 const hodo_stream *stream, double *logs, hodo_error *error)
{
    const hodo_tower tower = {.inputs = data->inputs,
                              .width = width,
                              .depth = depth,
                              .input_deviation = 1.0 / sqrt((double)data->inputs),
                              .train_input = true,
                              .train_output = true};
    const hodo_scales scales = {.width = (double)width, .depth = (double)depth, .gain = sqrt(2.0)};
    const hodo_matrix x = hodo_matrix_rows(data->x, 0, 1), y = hodo_matrix_rows(data->y, 0, 1);
    hodo_architecture architecture;
    hodo_network network;
    hodo_arena_reset(scratch);
    hodo_status status = hodo_tower_architecture(scratch, &tower, &architecture, error);
    status =
        status != HODO_OK ? status : hodo_network_take(scratch, &architecture, HODO_FLOAT, &network, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_speeds *speeds = hodo_speeds_take(scratch, &network, 1, HODO_FIRST_ORDER, error);
    double *rates = hodo_arena_take(scratch, architecture.weight_count, sizeof *rates, error);
    if (speeds == NULL || rates == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const trained_tower_scheme *scheme = trained_tower_find(schemes[i], error);
        logs[i] = scheme == NULL || scheme->measured || draws == 0 ? NAN : 0.0;
    }
    for (size_t d = 0; status == HODO_OK && d < draws; d++) {
        char name[32];
        hodo_stream own = *stream;
        (void)snprintf(name, sizeof name, "start %zu", d);
        own.cell = hodo_hash_text(own.cell, name);
        status = hodo_network_draw(&network, &own, error);
        for (size_t i = 0; status == HODO_OK && i < count; i++) {
            double kernel = NAN;
            if (!isnan(logs[i])) {
                status = kernel_of(trained_tower_find(schemes[i], error), &network, &architecture, &scales,
                                   speeds, rates, x, y, &own, &kernel, error);
                logs[i] += log10(kernel) / (double)draws;
            }
        }
    }
    return status;
}
/* end: start */

hodo_status start_kernel_law(double power, int64_t width, int64_t depth, double *law, double *lowest,
                             hodo_error *error)
{
    rmt_norm_step step = {0};
    const hodo_status status = rmt_norm_step_relu(width, &step, error);
    *law = power * log10((double)depth) + log10(0.5 + 1.0 / (double)depth);
    *lowest = *law + (double)(depth - 2) * step.mean / log(10.0);
    return status;
}

double start_kernel_cost(size_t width, size_t depth, size_t inputs, size_t draws)
{
    static const double draw = 50, probes = 15;
    const double m = (double)width;
    return (double)draws * (draw + probes) * m * ((double)inputs + ((double)depth - 2) * m);
}
