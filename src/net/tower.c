#include "net/tower.h"

#include <math.h>
#include <string.h>

enum { LAYERS_A_BLOCK = 7 }; /* at most: open, dense, activation, dense, close, norm and one to spare */

typedef struct builder {
    hodo_layer *layers;
    size_t count;
} builder;

static void add(builder *tower, hodo_layer layer)
{
    tower->layers[tower->count++] = layer;
}

/* With the optional norm, which then carries the mark. */
static void add_feature(builder *tower, hodo_layer layer, bool normalise)
{
    if (normalise) {
        add(tower, layer);
        layer = hodo_layer_norm(HODO_LAYER_NORM_RMS, 0.0);
    }
    add(tower, hodo_feature(layer));
}

static hodo_tower with_defaults(const hodo_tower *given)
{
    hodo_tower tower = *given;
    if (tower.nonlinearity.activation == NULL) {
        tower.nonlinearity.activation = hodo_activation_find("relu", NULL);
    }
    tower.outputs = tower.outputs != 0 ? tower.outputs : 1;
    tower.members = tower.members != 0 ? tower.members : 1;
    if (tower.input_deviation == 0.0) {
        tower.input_deviation = 1.0 / sqrt((double)tower.inputs);
    }
    if (tower.hidden_gain == 0.0) {
        const double c = strcmp(tower.nonlinearity.activation->name, "relu") == 0 ? 2.0 : 1.0;
        tower.hidden_gain = tower.hidden_initial == HODO_ORTHOGONAL ? sqrt(c) : sqrt(c / (double)tower.width);
    }
    if (tower.output_deviation == 0.0) {
        tower.output_deviation = 1.0 / (double)tower.width;
    }
    if (tower.zero_output) {
        tower.output_deviation = 0.0;
    }
    return tower;
}

/* Fills skip and branch, (members,) each; *plain says that every member is the MLP, 0 and 1. */
static hodo_status set_scales(const hodo_tower *tower, double *skip, double *branch, bool *plain,
                              hodo_error *error)
{
    *plain = true;
    for (size_t j = 0; j < tower->members; j++) {
        branch[j] = tower->branch_scale != NULL ? tower->branch_scale[j] : 1.0;
        if (tower->skip_scale == NULL && !(fabs(branch[j]) <= 1.0)) {
            return hodo_fail(error, HODO_INVALID,
                             "branch scale %g of member %zu is outside [-1, 1]: give skip_scale too", branch[j],
                             j);
        }
        skip[j] =
            tower->skip_scale != NULL ? tower->skip_scale[j] : sqrt((1.0 - branch[j]) * (1.0 + branch[j]));
        *plain = *plain && skip[j] == 0.0 && branch[j] == 1.0;
    }
    return HODO_OK;
}

static hodo_layer hidden(const hodo_tower *tower, double gain, bool trained)
{
    return tower->hidden_initial == HODO_ORTHOGONAL
               ? hodo_layer_orthogonal(tower->width, tower->width, gain, trained)
               : hodo_layer_dense(tower->width, tower->width, gain, trained);
}

hodo_status hodo_tower_architecture(hodo_arena *arena, const hodo_tower *given, hodo_architecture *architecture,
                                    hodo_error *error)
{
    if (given->depth < 2) {
        return hodo_fail(error, HODO_INVALID, "depth %zu: a tower has W_1 and W_L, so at least 2",
                         given->depth);
    }
    if (given->inputs == 0 || given->width == 0) {
        return hodo_fail(error, HODO_INVALID, "%zu inputs, width %zu: both must be at least 1", given->inputs,
                         given->width);
    }
    const hodo_tower tower = with_defaults(given);
    double *skip = hodo_arena_take(arena, tower.members, sizeof *skip, error);
    double *branch = hodo_arena_take(arena, tower.members, sizeof *branch, error);
    builder built = {hodo_arena_take(arena, tower.depth + 1, LAYERS_A_BLOCK * sizeof(hodo_layer), error), 0};
    if (skip == NULL || branch == NULL || built.layers == NULL) {
        return HODO_NO_MEMORY;
    }
    bool plain;
    const hodo_status status = set_scales(&tower, skip, branch, &plain, error);
    if (status != HODO_OK) {
        return status;
    }
    const double inner_gain = tower.hidden_initial == HODO_ORTHOGONAL ? 1.0 : 1.0 / sqrt((double)tower.width);
    const hodo_layer first =
        hodo_layer_dense(tower.inputs, tower.width, tower.input_deviation, tower.train_input);
    add_feature(&built, first, tower.normalise);
    for (size_t l = 2; l < tower.depth; l++) {
        if (!plain) {
            add(&built, hodo_layer_open());
        }
        if (tower.branch == HODO_BRANCH_TWO) {
            add(&built, hidden(&tower, inner_gain, false));
        }
        add(&built, hodo_layer_activation(tower.nonlinearity));
        const hodo_layer matrix = hidden(&tower, tower.hidden_gain, true);
        if (plain) {
            add_feature(&built, matrix, tower.normalise);
        } else {
            add(&built, matrix);
            add_feature(&built, hodo_layer_close(skip, branch), tower.normalise);
        }
    }
    const hodo_layer readout =
        hodo_layer_dense(tower.width, tower.outputs, tower.output_deviation, tower.train_output);
    if (tower.readout_scale != NULL) {
        add(&built, readout);
        add(&built, hodo_feature(hodo_layer_scale(tower.readout_scale)));
    } else {
        add(&built, hodo_feature(readout));
    }
    return hodo_architecture_make(arena, tower.inputs, tower.members, built.layers, built.count, architecture,
                                  error);
}
