#include "net/network.h"
#include "net/orthogonal.h"

hodo_status hodo_network_take(hodo_arena *arena, const hodo_architecture *architecture,
                              hodo_precision precision, hodo_network *network, hodo_error *error)
{
    hodo_network made = {.architecture = architecture, .precision = precision};
    made.weights = hodo_arena_take(arena, architecture->weight_count, sizeof *made.weights, error);
    if (made.weights == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const hodo_layer *layer = hodo_weight_layer(architecture, k);
        made.weights[k] = hodo_matrix_take(arena, precision, hodo_layer_weight_rows(layer),
                                           hodo_layer_weight_columns(layer), error);
        if (made.weights[k].data == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    *network = made;
    return HODO_OK;
}

static void draw_normal(hodo_matrix w, const hodo_stream *stream, uint32_t tensor, double deviation)
{
    const size_t count = w.rows * w.columns;
    if (w.precision == HODO_FLOAT) {
        hodo_random_normal_float(stream, tensor, 0, count, (float)deviation, w.data);
    } else {
        hodo_random_normal_double(stream, tensor, 0, count, deviation, w.data);
    }
}

hodo_status hodo_network_draw_weight(hodo_network *network, const hodo_stream *stream, size_t k,
                                    hodo_error *error)
{
    const hodo_layer *layer = hodo_weight_layer(network->architecture, k);
    const hodo_matrix w = network->weights[k];
    if (w.rows * w.columns > HODO_TENSOR_LIMIT) {
        return hodo_fail(error, HODO_INVALID,
                         "weight layer %zu has %zu weights, a tensor at most %llu: lower the width", k,
                         w.rows * w.columns, (unsigned long long)HODO_TENSOR_LIMIT);
    }
    if (layer->gain == 0.0) {
        hodo_matrix_zero(w);
        return HODO_OK;
    }
    if (layer->initial == HODO_GAUSSIAN) {
        draw_normal(w, stream, (uint32_t)k, layer->gain);
        return HODO_OK;
    }
    draw_normal(w, stream, (uint32_t)k, 1.0);
    return hodo_orthogonalise(w, layer->gain, k, error);
}

hodo_status hodo_network_draw(hodo_network *network, const hodo_stream *stream, hodo_error *error)
{
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        const hodo_status status = hodo_network_draw_weight(network, stream, k, error);
        if (status != HODO_OK) {
            return status;
        }
    }
    return HODO_OK;
}

void hodo_network_convert(const hodo_network *from, hodo_network *to)
{
    for (size_t k = 0; k < from->architecture->weight_count; k++) {
        hodo_matrix_convert(from->weights[k], to->weights[k]);
    }
}
