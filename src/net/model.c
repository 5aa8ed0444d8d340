#include "net/model.h"

#include "base/name.h"

#include <math.h>
#include <stdint.h>

enum {
    LAYERS_A_MATRIX = 5, /* at most: open, activation, dense, close, norm */
    CNN_MATRICES = 4,
    POOL = 2 /* pixels a side */
};

/* BLAS counts in 32 bits. */
static const size_t widest = INT32_MAX;

/* Layers as they are added, and the width of what the last one leaves. */
typedef struct builder {
    hodo_layer *layers;
    size_t count, width;
} builder;

static void add(builder *built, hodo_layer layer)
{
    built->layers[built->count++] = layer;
}

/* W_l, N(0, 1), with the mark of h_l unless something else carries it. */
static hodo_layer matrix(builder *built, size_t outputs)
{
    const hodo_layer layer = hodo_layer_dense(built->width, outputs, 1.0, true);
    built->width = outputs;
    return layer;
}

/* h_l, through the optional norm, which then carries the mark. */
static void add_feature(builder *built, const hodo_model *model, hodo_layer layer)
{
    if (model->normalise) {
        add(built, layer);
        layer = hodo_layer_norm(HODO_LAYER_NORM_RMS, 0.0);
    }
    add(built, hodo_feature(layer));
}

/* round(l^p N); 0 where that is nothing that BLAS can count. */
static size_t hidden_width(const hodo_model *model, size_t l)
{
    const double width = round(pow((double)l, model->width_growth) * (double)model->width);
    return width >= 1.0 && width <= (double)widest ? (size_t)width : 0;
}

/* The part that every kind ends with: f = W_L phi(h), and the scalar of FSC. */
static void add_readout(builder *built, const hodo_model *model)
{
    add(built, hodo_layer_activation(model->nonlinearity));
    const hodo_layer readout = matrix(built, model->outputs);
    if (model->readout_scale != NULL) {
        add(built, readout);
        add(built, hodo_feature(hodo_layer_scale(model->readout_scale)));
    } else {
        add(built, hodo_feature(readout));
    }
}

static hodo_status build_mlp(hodo_arena *arena, const hodo_model *model, builder *built, hodo_error *error)
{
    (void)arena;
    if (!isfinite(model->width_growth)) {
        return hodo_fail(error, HODO_INVALID, "width growth %g: it must be finite; 0 keeps all widths equal",
                         model->width_growth);
    }
    for (size_t l = 1; l < model->depth; l++) {
        const size_t width = hidden_width(model, l);
        if (width == 0) {
            return hodo_fail(
                error, HODO_INVALID,
                "hidden layer %zu would have width %zu^%g x %zu, not in 1 .. %zu: change the width "
                "or its growth",
                l, l, model->width_growth, model->width, widest);
        }
        if (l > 1) {
            add(built, hodo_layer_activation(model->nonlinearity));
        }
        add_feature(built, model, matrix(built, width));
    }
    return HODO_OK;
}

static hodo_status refuse_growth(const hodo_model *model, const char *kind, hodo_error *error)
{
    return model->width_growth == 0.0
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "width growth %g of a %s: only an mlp can have one, leave it 0",
                           model->width_growth, kind);
}

static hodo_status build_resnet(hodo_arena *arena, const hodo_model *model, builder *built, hodo_error *error)
{
    const hodo_status status = refuse_growth(model, "resnet", error);
    if (status != HODO_OK) {
        return status;
    }
    double *scales = hodo_arena_take(arena, 2, sizeof *scales, error); /* skip, branch */
    if (scales == NULL) {
        return HODO_NO_MEMORY;
    }
    scales[0] = 1.0;
    scales[1] = model->branch_scale != 0.0 ? model->branch_scale : 1.0;
    if (!isfinite(scales[1])) {
        return hodo_fail(error, HODO_INVALID, "branch scale %g: it must be finite; 0 stands for 1", scales[1]);
    }
    add_feature(built, model, matrix(built, model->width));
    for (size_t l = 2; l < model->depth; l++) {
        add(built, hodo_layer_open());
        add(built, hodo_layer_activation(model->nonlinearity));
        add(built, matrix(built, model->width));
        add_feature(built, model, hodo_layer_close(&scales[0], &scales[1]));
    }
    return HODO_OK;
}

static hodo_status check_image(const hodo_model *model, hodo_error *error)
{
    const size_t height = model->height, width = model->image_width, channels = model->channels;
    if (height < POOL * POOL || width < POOL * POOL || channels == 0) {
        return hodo_fail(
            error, HODO_INVALID,
            "an image of %zu x %zu with %zu channels: a cnn pools twice, so give it at least 4 x 4 and "
            "1 channel",
            height, width, channels);
    }
    size_t pixels, inputs;
    if (__builtin_mul_overflow(height, width, &pixels) || __builtin_mul_overflow(pixels, channels, &inputs) ||
        inputs != model->inputs) {
        return hodo_fail(
            error, HODO_INVALID,
            "%zu inputs of an image of %zu x %zu with %zu channels: give it height x width x channels",
            model->inputs, height, width, channels);
    }
    /* the widest of conv1, conv2 after one pool, fc */
    size_t first, second;
    if (__builtin_mul_overflow(pixels, model->width, &first) ||
        __builtin_mul_overflow((height / POOL) * (width / POOL) * 2, model->width, &second) || first > widest ||
        second > widest || model->width > widest / 8) {
        return hodo_fail(error, HODO_INVALID, "width %zu on an image of %zu x %zu overflows: lower it",
                         model->width, height, width);
    }
    return HODO_OK;
}

/* conv3x3 to `channels`, phi, pool 2. */
static void add_block(builder *built, const hodo_model *model, size_t *height, size_t *width, size_t from,
                      size_t to)
{
    add(built, hodo_feature(hodo_layer_convolution(*height, *width, from, to, 1.0, true)));
    add(built, hodo_layer_activation(model->nonlinearity));
    add(built, hodo_layer_average_pool(*height, *width, to));
    *height /= POOL;
    *width /= POOL;
    built->width = *height * *width * to;
}

static hodo_status build_cnn(hodo_arena *arena, const hodo_model *model, builder *built, hodo_error *error)
{
    (void)arena;
    hodo_status status = refuse_growth(model, "cnn", error);
    if (status == HODO_OK && model->depth != CNN_MATRICES) {
        status = hodo_fail(error, HODO_INVALID, "depth %zu of a cnn: it has 4 weight matrices, give 0 or 4",
                           model->depth);
    }
    if (status == HODO_OK && model->normalise) {
        status = hodo_fail(error, HODO_INVALID, "layer norms in a cnn: only an mlp or a resnet has them");
    }
    if (status == HODO_OK) {
        status = check_image(model, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const size_t n = model->width;
    size_t height = model->height, width = model->image_width;
    add_block(built, model, &height, &width, model->channels, n);
    add_block(built, model, &height, &width, n, 2 * n);
    add(built, hodo_feature(matrix(built, 8 * n)));
    return HODO_OK;
}

static const struct {
    const char *name;
    hodo_status (*build)(hodo_arena *arena, const hodo_model *model, builder *built, hodo_error *error);
} kinds[] = {
    [HODO_MLP] = {"mlp", build_mlp},
    [HODO_RESNET] = {"resnet", build_resnet},
    [HODO_CNN] = {"cnn", build_cnn},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

hodo_status hodo_model_find(const char *name, hodo_model_kind *kind, hodo_error *error)
{
    const size_t at = hodo_name_find("model", name, &kinds[0].name, sizeof kinds[0], KINDS, error);
    *kind = at != HODO_NO_NAME ? (hodo_model_kind)at : *kind;
    return at != HODO_NO_NAME ? HODO_OK : HODO_INVALID;
}

hodo_status hodo_model_architecture(hodo_arena *arena, const hodo_model *given, hodo_architecture *architecture,
                                    hodo_error *error)
{
    hodo_model model = *given;
    if ((unsigned)model.kind >= KINDS) {
        return hodo_fail(error, HODO_INVALID, "model kind %d: there is no such kind", (int)model.kind);
    }
    if (model.kind == HODO_CNN && model.depth == 0) {
        model.depth = CNN_MATRICES;
    }
    if (model.nonlinearity.activation == NULL) {
        model.nonlinearity.activation = hodo_activation_find("relu", NULL);
    }
    if (model.depth < 2 || model.depth > widest) {
        return hodo_fail(error, HODO_INVALID,
                         "depth %zu: a model has W_1 and W_L, so at least 2, and at most %zu", model.depth,
                         widest);
    }
    const size_t sizes[] = {model.inputs, model.width, model.outputs};
    for (size_t each = 0; each < sizeof sizes / sizeof sizes[0]; each++) {
        if (sizes[each] == 0 || sizes[each] > widest) {
            return hodo_fail(error, HODO_INVALID, "%zu inputs, width %zu, %zu outputs: all in 1 .. %zu",
                             model.inputs, model.width, model.outputs, widest);
        }
    }
    builder built = {.width = model.inputs};
    built.layers = hodo_arena_take(arena, model.depth + 1, LAYERS_A_MATRIX * sizeof *built.layers, error);
    if (built.layers == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_status status = kinds[model.kind].build(arena, &model, &built, error);
    if (status != HODO_OK) {
        return status;
    }
    add_readout(&built, &model);
    return hodo_architecture_make(arena, model.inputs, 1, built.layers, built.count, architecture, error);
}
