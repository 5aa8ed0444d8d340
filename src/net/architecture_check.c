#include "net/architecture_check.h"

#include <math.h>
#include <stdint.h>

/* Each check_* looks at one row; *width is the width that enters and becomes the one that leaves. */
typedef hodo_status (*row_check)(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error);

/* The deviation and the multiplier of a weight layer; `kind` names it. */
static hodo_status check_weights(const hodo_layer *layer, size_t i, const char *kind, hodo_error *error)
{
    if (!(layer->gain >= 0.0) || !isfinite(layer->gain)) {
        return hodo_fail(error, HODO_INVALID, "layer %zu (%s) has gain %g: it must be finite and not negative",
                         i, kind, layer->gain);
    }
    if (layer->multiplier == 0.0 || !isfinite(layer->multiplier)) {
        return hodo_fail(error, HODO_INVALID,
                         "layer %zu (%s) has multiplier %g: it must be finite and not 0; 1 changes nothing", i,
                         kind, layer->multiplier);
    }
    return HODO_OK;
}

static hodo_status check_dense(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    if (layer->inputs != *width) {
        return hodo_fail(error, HODO_MISMATCH,
                         "layer %zu (dense) takes %zu inputs but %zu arrive: give it inputs = %zu", i,
                         layer->inputs, *width, *width);
    }
    if (layer->outputs == 0) {
        return hodo_fail(error, HODO_INVALID, "layer %zu (dense) has no outputs: give it at least 1", i);
    }
    *width = layer->outputs;
    return check_weights(layer, i, "dense", error);
}

enum { TAPS = 9 };

/* Widths of images, and bytes of their patches, are products: an overflow must not look like a small image. */
static bool image_overflows(size_t height, size_t width, size_t channels)
{
    size_t pixels, all;
    return __builtin_mul_overflow(height, width, &pixels) || __builtin_mul_overflow(pixels, channels, &all) ||
           all > SIZE_MAX / (TAPS * sizeof(double));
}

static hodo_status check_image(const hodo_layer *layer, size_t i, const char *kind, size_t least, size_t arrive,
                               hodo_error *error)
{
    const size_t height = layer->height, width = layer->image_width, channels = layer->channels;
    if (height < least || width < least || channels == 0 || layer->channels_out == 0) {
        return hodo_fail(
            error, HODO_INVALID,
            "layer %zu (%s) has an image of %zu x %zu with %zu channels in and %zu out: give it at "
            "least %zu x %zu and 1 channel",
            i, kind, height, width, channels, layer->channels_out, least, least);
    }
    const size_t most = channels > layer->channels_out ? channels : layer->channels_out;
    if (image_overflows(height, width, most)) {
        return hodo_fail(
            error, HODO_INVALID,
            "layer %zu (%s) has an image of %zu x %zu with %zu channels, which overflows: lower them", i, kind,
            height, width, most);
    }
    if (height * width * channels != arrive) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "layer %zu (%s) takes an image of %zu x %zu x %zu = %zu numbers but %zu arrive: give it "
            "the image of the layer below",
            i, kind, height, width, channels, height * width * channels, arrive);
    }
    return HODO_OK;
}

static hodo_status check_convolution(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    const hodo_status status = check_image(layer, i, "convolution", 1, *width, error);
    if (status != HODO_OK) {
        return status;
    }
    if (layer->initial != HODO_GAUSSIAN) {
        return hodo_fail(error, HODO_INVALID,
                         "layer %zu (convolution) is to be orthogonal: only Gaussian is there", i);
    }
    *width = layer->height * layer->image_width * layer->channels_out;
    return check_weights(layer, i, "convolution", error);
}

static hodo_status check_average_pool(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    const hodo_status status = check_image(layer, i, "average pool", 2, *width, error);
    if (status == HODO_OK && layer->channels_out != layer->channels) {
        return hodo_fail(error, HODO_MISMATCH,
                         "layer %zu (average pool) keeps %zu channels but is to leave %zu", i, layer->channels,
                         layer->channels_out);
    }
    *width = (layer->height / 2) * (layer->image_width / 2) * layer->channels;
    return status;
}

static hodo_status check_activation(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    (void)width;
    return layer->nonlinearity.activation != NULL
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "layer %zu (activation) names none: see hodo_activation_find",
                           i);
}

static hodo_status check_norm(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    (void)width;
    return layer->epsilon >= 0.0 && isfinite(layer->epsilon)
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "layer %zu (layer norm) has epsilon %g: it must be finite and not negative", i,
                           layer->epsilon);
}

static hodo_status check_scale(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    (void)width;
    return layer->branch_scale != NULL
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "layer %zu (scale) has no scales: give one a member", i);
}

static hodo_status check_open(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    (void)layer, (void)i, (void)width, (void)error;
    return HODO_OK;
}

static hodo_status check_close(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    (void)width;
    return layer->branch_scale != NULL && layer->skip_scale != NULL
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "layer %zu (residual close) has no scales: give skip and branch", i);
}

static const row_check checks[] = {
    [HODO_DENSE] = check_dense,
    [HODO_ACTIVATION] = check_activation,
    [HODO_LAYER_NORM] = check_norm,
    [HODO_SCALE] = check_scale,
    [HODO_RESIDUAL_OPEN] = check_open,
    [HODO_RESIDUAL_CLOSE] = check_close,
    [HODO_CONVOLUTION] = check_convolution,
    [HODO_AVERAGE_POOL] = check_average_pool,
};

hodo_status hodo_layer_check(const hodo_layer *layer, size_t i, size_t *width, hodo_error *error)
{
    if ((unsigned)layer->kind >= sizeof checks / sizeof checks[0]) {
        return hodo_fail(error, HODO_INVALID, "layer %zu has kind %d: there is no such kind", i,
                         (int)layer->kind);
    }
    return checks[layer->kind](layer, i, width, error);
}
