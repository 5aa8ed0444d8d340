#include "experiments/spectral-condition/rate_sweep.h"

#include "base/hash.h"

#include <string.h>

static width_network_setting network_of(const rate_sweep_setting *setting)
{
    width_network_setting own = setting->network;
    own.inputs = hodo_two_classes_inputs(&setting->data);
    return own;
}

hodo_status rate_sweep_check(const rate_sweep_setting *setting, hodo_error *error)
{
    hodo_status status = hodo_two_classes_check(&setting->data, error);
    const width_network_setting network = network_of(setting);
    status = status != HODO_OK ? status : width_network_check(&network, error);
    if (status == HODO_OK && setting->batch > setting->data.samples) {
        return hodo_fail(error, HODO_INVALID, "batch = %zu of %zu samples: lower batch or raise samples",
                         setting->batch, setting->data.samples);
    }
    return status;
}

/* excerpt: sweep */
static hodo_status search(hodo_arena *arena, hodo_arena *scratch, const rate_sweep_setting *setting,
                          const hodo_stream *stream, hodo_rate_search *found, hodo_error *error)
{
    hodo_dataset data;
    hodo_source source;
    width_network made;
    const width_network_setting network = network_of(setting);
    hodo_stream order = *stream;
    order.cell = hodo_hash_text(order.cell, "batches");
    hodo_status status = hodo_two_classes_open(arena, &setting->data, stream, &data, error);
    if (status == HODO_OK && setting->batch == data.count) {
        source = hodo_source_full(&data);
    } else if (status == HODO_OK) {
        status = hodo_source_epochs(arena, &data, setting->batch, &order, &source, error);
    }
    status = status != HODO_OK ? status : width_network_open(arena, &network, stream, &made, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_training training = {.loss = made.loss,
                                    .batch = setting->batch,
                                    .steps = setting->steps,
                                    .optimiser = made.optimiser,
                                    .rates = made.rates};
    hodo_rate_curve curve = {
        .scratch = scratch, .initial = &made.network, .training = &training, .source = &source};
    double uniform;
    order.cell = hodo_hash_text(order.cell, "grid");
    hodo_random_uniform(&order, setting->grid, 0, 1, &uniform);
    const hodo_rate_grid grid = {.factor = RATE_SWEEP_FACTOR,
                                 .offset = uniform - 0.5,
                                 .rise = RATE_SWEEP_RISE,
                                 .first = RATE_SWEEP_FIRST,
                                 .more = RATE_SWEEP_MORE,
                                 .most = RATE_SWEEP_MOST};
    return hodo_rate_search_run(&grid, setting->guess, hodo_rate_curve_losses, &curve, found, error);
}
/* end: sweep */

hodo_status rate_sweep_run(hodo_arena *arena, const rate_sweep_setting *setting, const hodo_stream *stream,
                           hodo_rate_search *found, hodo_error *error)
{
    hodo_arena *scratch = hodo_arena_alloc();
    const hodo_status status = scratch == NULL
                                   ? hodo_fail(error, HODO_NO_MEMORY, "no memory for the runs of a search")
                                   : search(arena, scratch, setting, stream, found, error);
    hodo_arena_free(scratch);
    return status;
}

/* Beside the products of a step: what each matrix costs however small, and, measured at width 256, what
 * Adam's square roots and the spectral norms of steps add. */
double rate_sweep_cost(const rate_sweep_setting *setting)
{
    static const double rates = RATE_SWEEP_FIRST + RATE_SWEEP_MORE, each_matrix = 3e5, of_adam = 1.5,
                        of_norm = 2;
    const width_network_setting network = network_of(setting);
    const double depth = network.depth != 0 ? (double)network.depth : WIDTH_NETWORK_DEPTH;
    const bool adam = network.optimiser != NULL && strcmp(network.optimiser, "adam") == 0;
    const bool normalised = strcmp(network.parametrization, "spectral-direct") == 0;
    const double slower = (adam ? of_adam : 1) * (normalised ? of_norm : 1);
    const double step = width_network_step_cost(&network, setting->batch) + each_matrix * depth;
    return rates * (double)setting->steps * slower * step;
}
