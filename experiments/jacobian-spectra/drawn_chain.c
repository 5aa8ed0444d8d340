#include "experiments/jacobian-spectra/drawn_chain.h"

#include "base/name.h"

#include <math.h>

const drawn_architecture drawn_architectures[] = {
    {"mlp", "ReLU MLP", false, true},
    {"resnet", "ReLU ResNet", true, true},
    {"linear-resnet", "linear ResNet", true, false},
    {.name = NULL},
};

const drawn_architecture *drawn_architecture_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("architecture", name, &drawn_architectures[0].name,
                                     sizeof drawn_architectures[0], SIZE_MAX, error);
    return at != HODO_NO_NAME ? &drawn_architectures[at] : NULL;
}

/* Layer l's tensors: 2 l its weights, 2 l + 1 its mask. */
static hodo_status draw_weights(hodo_arena *arena, size_t width, double variance, hodo_precision precision,
                                const hodo_stream *stream, uint32_t tensor, hodo_matrix *weights,
                                hodo_error *error)
{
    *weights = hodo_matrix_take(arena, precision, width, width, error);
    hodo_matrix row = hodo_matrix_take(arena, HODO_FLOAT, 1, width, error);
    if (weights->data == NULL || row.data == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < width; i++) {
        hodo_random_normal_float(stream, tensor, (uint64_t)i * width, width, (float)sqrt(variance), row.data);
        hodo_matrix_convert(row, hodo_matrix_rows(*weights, i, 1));
    }
    return HODO_OK;
}

static double *draw_mask(hodo_arena *arena, size_t width, const hodo_stream *stream, uint32_t tensor,
                         hodo_error *error)
{
    double *mask = hodo_arena_take(arena, width, sizeof *mask, error);
    if (mask != NULL) {
        hodo_random_uniform(stream, tensor, 0, width, mask);
        for (size_t i = 0; i < width; i++) {
            mask[i] = mask[i] < 0.5 ? 0 : 1;
        }
    }
    return mask;
}

hodo_status drawn_chain_layers(hodo_arena *arena, const drawn_architecture *architecture, size_t width,
                               size_t depth, double branch_scale, hodo_precision precision,
                               const hodo_stream *stream, hodo_chain_layer *layers, hodo_error *error)
{
    const double variance = (architecture->masked ? 2 : 1) / (double)width;
    for (size_t l = 0; l < depth; l++) {
        layers[l] = (hodo_chain_layer){.scale = 1};
        hodo_status status = draw_weights(arena, width, variance, precision, stream, (uint32_t)(2 * l),
                                          &layers[l].weights, error);
        if (status != HODO_OK) {
            return status;
        }
        const double *mask = NULL;
        if (architecture->masked) {
            mask = draw_mask(arena, width, stream, (uint32_t)(2 * l + 1), error);
            if (mask == NULL) {
                return HODO_NO_MEMORY;
            }
        }
        if (architecture->branches) {
            layers[l].skip = sqrt(1 - branch_scale * branch_scale);
            layers[l].scale = branch_scale;
            layers[l].before = mask;
        } else {
            layers[l].after = mask;
        }
    }
    return HODO_OK;
}

static void whole_layer(const hodo_chain_layer *layer, hodo_matrix out)
{
    for (size_t i = 0; i < out.rows; i++) {
        for (size_t j = 0; j < out.columns; j++) {
            const double after = layer->after == NULL ? 1 : layer->after[i];
            const double before = layer->before == NULL ? 1 : layer->before[j];
            const double entry = layer->scale * after * before * hodo_matrix_get(layer->weights, i, j);
            hodo_matrix_set(out, i, j, entry + (i == j ? layer->skip : 0));
        }
    }
}

hodo_matrix drawn_chain_dense(hodo_arena *arena, const hodo_chain_layer *layers, size_t depth,
                              hodo_error *error)
{
    const size_t width = layers[0].weights.rows;
    const hodo_precision precision = layers[0].weights.precision;
    hodo_matrix at = hodo_matrix_take(arena, precision, width, width, error);
    hodo_matrix to = hodo_matrix_take(arena, precision, width, width, error);
    const hodo_matrix layer = hodo_matrix_take(arena, precision, width, width, error);
    if (at.data == NULL || to.data == NULL || layer.data == NULL) {
        return hodo_matrix_view(precision, NULL, 0, 0);
    }
    whole_layer(&layers[0], at);
    for (size_t l = 1; l < depth; l++) {
        whole_layer(&layers[l], layer);
        hodo_matrix_multiply(1, layer, false, at, false, 0, to);
        const hodo_matrix swap = at;
        at = to;
        to = swap;
    }
    return at;
}

double drawn_distance(const double *cumulative, size_t zeros, size_t count)
{
    const double n = (double)count;
    double most = 0;
    for (size_t i = zeros; i < count; i++) {
        most = fmax(most, fmax(fabs(cumulative[i] - (double)i / n), fabs(cumulative[i] - (double)(i + 1) / n)));
    }
    return most;
}

double drawn_mean_distance(const double *cumulative, size_t zeros, size_t count)
{
    const double n = (double)count;
    double sum = 0;
    for (size_t i = zeros; i < count; i++) {
        sum += fabs(cumulative[i] - ((double)i + 0.5) / n);
    }
    return count > zeros ? sum / (double)(count - zeros) : 0;
}
