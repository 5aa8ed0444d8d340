#include "net/architecture.h"
#include "net/architecture_check.h"

#include <stdint.h>
#include <string.h>

hodo_layer hodo_layer_dense(size_t inputs, size_t outputs, double deviation, bool trained)
{
    return (hodo_layer){.kind = HODO_DENSE,
                        .inputs = inputs,
                        .outputs = outputs,
                        .gain = deviation,
                        .multiplier = 1.0,
                        .fan_in = inputs,
                        .fan_out = outputs,
                        .trained = trained};
}

hodo_layer hodo_layer_orthogonal(size_t inputs, size_t outputs, double gain, bool trained)
{
    hodo_layer layer = hodo_layer_dense(inputs, outputs, gain, trained);
    layer.initial = HODO_ORTHOGONAL;
    return layer;
}

hodo_layer hodo_layer_activation(hodo_nonlinearity nonlinearity)
{
    return (hodo_layer){.kind = HODO_ACTIVATION, .nonlinearity = nonlinearity};
}

hodo_layer hodo_layer_norm(hodo_layer_norm_kind norm, double epsilon)
{
    return (hodo_layer){.kind = HODO_LAYER_NORM, .norm = norm, .epsilon = epsilon};
}

hodo_layer hodo_layer_scale(const double *scale)
{
    return (hodo_layer){.kind = HODO_SCALE, .branch_scale = scale};
}

hodo_layer hodo_layer_open(void)
{
    return (hodo_layer){.kind = HODO_RESIDUAL_OPEN};
}

hodo_layer hodo_layer_close(const double *skip_scale, const double *branch_scale)
{
    return (hodo_layer){.kind = HODO_RESIDUAL_CLOSE, .skip_scale = skip_scale, .branch_scale = branch_scale};
}

hodo_layer hodo_layer_convolution(size_t height, size_t image_width, size_t channels, size_t channels_out,
                                  double deviation, bool trained)
{
    return (hodo_layer){.kind = HODO_CONVOLUTION,
                        .inputs = height * image_width * channels,
                        .outputs = height * image_width * channels_out,
                        .gain = deviation,
                        .multiplier = 1.0,
                        .fan_in = channels,
                        .fan_out = channels_out,
                        .trained = trained,
                        .height = height,
                        .image_width = image_width,
                        .channels = channels,
                        .channels_out = channels_out};
}

hodo_layer hodo_layer_average_pool(size_t height, size_t image_width, size_t channels)
{
    return (hodo_layer){.kind = HODO_AVERAGE_POOL,
                        .inputs = height * image_width * channels,
                        .outputs = (height / 2) * (image_width / 2) * channels,
                        .height = height,
                        .image_width = image_width,
                        .channels = channels,
                        .channels_out = channels};
}

hodo_layer hodo_feature(hodo_layer layer)
{
    layer.feature = true;
    return layer;
}

hodo_layer hodo_multiplied(double multiplier, hodo_layer layer)
{
    layer.multiplier = multiplier;
    return layer;
}

static hodo_status take_arrays(hodo_arena *arena, size_t count, hodo_architecture *made, hodo_error *error)
{
    size_t **const arrays[] = {&made->widths, &made->partner, &made->weight_layer, &made->feature_slot,
                               &made->feature_depth};
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        *arrays[a] = hodo_arena_take(arena, count + 1, sizeof(size_t), error);
        if (*arrays[a] == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    made->layers = hodo_arena_take(arena, count, sizeof *made->layers, error);
    return made->layers != NULL ? HODO_OK : HODO_NO_MEMORY;
}

/* The innermost OPEN still without a CLOSE is kept as a chain: partner[open] holds the one outside. */
static hodo_status enter(hodo_architecture *made, size_t i, size_t *innermost, size_t *width, hodo_error *error)
{
    const hodo_layer *layer = &made->layers[i];
    made->partner[i] = SIZE_MAX;
    const hodo_status status = hodo_layer_check(layer, i, width, error);
    if (status != HODO_OK) {
        return status;
    }
    if (layer->kind == HODO_RESIDUAL_OPEN) {
        made->partner[i] = *innermost;
        *innermost = i;
    } else if (layer->kind == HODO_RESIDUAL_CLOSE) {
        const size_t open = *innermost;
        if (open == SIZE_MAX) {
            return hodo_fail(error, HODO_MISMATCH,
                             "layer %zu closes a residual that none opened: put an open before it", i);
        }
        if (made->widths[open] != *width) {
            return hodo_fail(
                error, HODO_MISMATCH,
                "layer %zu closes a residual of width %zu with a branch of width %zu: make them equal", i,
                made->widths[open], *width);
        }
        *innermost = made->partner[open];
        made->partner[open] = i;
        made->partner[i] = open;
    } else if (hodo_layer_has_weights(layer)) {
        made->weight_layer[made->weight_count++] = i;
        made->trained_count += layer->trained;
    }
    if (layer->feature) {
        if (*innermost != SIZE_MAX) {
            return hodo_fail(
                error, HODO_INVALID,
                "layer %zu is marked as a feature inside the residual opened by layer %zu: mark its close", i,
                *innermost);
        }
        made->feature_slot[made->feature_count] = i + 1;
        made->feature_depth[made->feature_count++] = made->weight_count;
    }
    made->widths[i + 1] = *width;
    made->widest = *width > made->widest ? *width : made->widest;
    return HODO_OK;
}

hodo_status hodo_architecture_make(hodo_arena *arena, size_t inputs, size_t members, const hodo_layer *layers,
                                   size_t count, hodo_architecture *architecture, hodo_error *error)
{
    if (inputs == 0 || members == 0 || count == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu inputs, %zu members, %zu layers: there must be at least 1 of each", inputs,
                         members, count);
    }
    hodo_architecture made = {.count = count, .inputs = inputs, .members = members, .widest = inputs};
    hodo_status status = take_arrays(arena, count, &made, error);
    if (status != HODO_OK) {
        return status;
    }
    memcpy(made.layers, layers, count * sizeof *layers);
    made.widths[0] = inputs;
    made.feature_slot[0] = 0;
    made.feature_depth[0] = 0;
    made.feature_count = 1;
    size_t width = inputs, innermost = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        status = enter(&made, i, &innermost, &width, error);
        if (status != HODO_OK) {
            return status;
        }
    }
    if (innermost != SIZE_MAX) {
        return hodo_fail(error, HODO_MISMATCH, "the residual opened by layer %zu is never closed: add a close",
                         innermost);
    }
    made.outputs = width;
    *architecture = made;
    return HODO_OK;
}

enum { TAPS = 9 };

bool hodo_layer_has_weights(const hodo_layer *layer)
{
    return layer->kind == HODO_DENSE || layer->kind == HODO_CONVOLUTION;
}

size_t hodo_layer_weight_rows(const hodo_layer *layer)
{
    return layer->kind == HODO_CONVOLUTION ? layer->channels_out : layer->outputs;
}

size_t hodo_layer_weight_columns(const hodo_layer *layer)
{
    return layer->kind == HODO_CONVOLUTION ? TAPS * layer->channels : layer->inputs;
}

size_t hodo_architecture_weights(const hodo_architecture *architecture)
{
    size_t weights = 0;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const hodo_layer *layer = hodo_weight_layer(architecture, k);
        weights += hodo_layer_weight_rows(layer) * hodo_layer_weight_columns(layer);
    }
    return weights;
}

double hodo_layer_multiply_adds(const hodo_layer *layer)
{
    const double weights = (double)hodo_layer_weight_rows(layer) * (double)hodo_layer_weight_columns(layer);
    return layer->kind == HODO_CONVOLUTION ? weights * (double)layer->height * (double)layer->image_width
                                           : weights;
}

double hodo_architecture_multiply_adds(const hodo_architecture *architecture)
{
    double sum = 0;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        sum += hodo_layer_multiply_adds(&architecture->layers[architecture->weight_layer[k]]);
    }
    return sum;
}
