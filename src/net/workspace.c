#include "net/rule.h"

#include <assert.h>
#include <stdint.h>

/* The memory of a pass, and the views it hands out. Which slots share storage is said in rule.h. */

/* Whether the output of layer i may be overwritten by layer i + 1. */
static bool in_place(const hodo_architecture *architecture, size_t i)
{
    if (i + 1 >= architecture->count || architecture->layers[i].feature) {
        return false;
    }
    const hodo_layer_kind kind = architecture->layers[i].kind, next = architecture->layers[i + 1].kind;
    const bool overwrites = next == HODO_RESIDUAL_CLOSE || next == HODO_SCALE;
    return overwrites && kind != HODO_RESIDUAL_OPEN && kind != HODO_LAYER_NORM;
}

/* values and tangents: (slots,). */
static hodo_status take_forward_slots(hodo_arena *arena, const hodo_pass *pass, hodo_matrix *slots,
                                      hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    for (size_t slot = 0; slot <= architecture->count; slot++) {
        const bool handed_on = slot > 0 && architecture->layers[slot - 1].kind == HODO_RESIDUAL_OPEN;
        const bool overwritten = slot > 1 && in_place(architecture, slot - 2);
        if (handed_on || overwritten) {
            slots[slot] = slots[slot - 1];
            continue;
        }
        slots[slot] =
            hodo_matrix_take(arena, pass->network->precision, pass->rows, architecture->widths[slot], error);
        if (slots[slot].data == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    return HODO_OK;
}

static bool backward_kept(const hodo_pass *pass, size_t slot)
{
    if (slot == 0 || slot == pass->network->architecture->count || pass->order == HODO_SECOND_ORDER) {
        return true;
    }
    const hodo_layer *layer = hodo_pass_layer(pass, slot - 1);
    return layer->feature || hodo_layer_has_weights(layer) || layer->kind == HODO_RESIDUAL_CLOSE;
}

static hodo_status take_backward_slots(hodo_arena *arena, const hodo_pass *pass, hodo_matrix *slots,
                                       hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    const hodo_precision precision = pass->network->precision;
    hodo_matrix scratch[2];
    for (int side = 0; side < 2; side++) {
        scratch[side] = hodo_matrix_take(arena, precision, pass->rows, architecture->widest, error);
        if (scratch[side].data == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    for (size_t slot = 0; slot <= architecture->count; slot++) {
        slots[slot] =
            backward_kept(pass, slot)
                ? hodo_matrix_take(arena, precision, pass->rows, architecture->widths[slot], error)
                : hodo_matrix_view(precision, scratch[slot % 2].data, pass->rows, architecture->widths[slot]);
        if (slots[slot].data == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    return HODO_OK;
}

static hodo_status take_coefficients(hodo_arena *arena, hodo_pass *pass, hodo_error *error)
{
    for (size_t i = 0; i < pass->network->architecture->count; i++) {
        const hodo_layer_kind kind = hodo_pass_layer(pass, i)->kind;
        double **const wanted[] = {
            kind == HODO_RESIDUAL_CLOSE ? &pass->skip[i] : NULL,
            kind == HODO_RESIDUAL_CLOSE || kind == HODO_SCALE ? &pass->branch[i] : NULL,
            kind == HODO_LAYER_NORM ? &pass->inverse_norm[i] : NULL,
        };
        for (size_t each = 0; each < sizeof wanted / sizeof wanted[0]; each++) {
            if (wanted[each] != NULL) {
                *wanted[each] = hodo_arena_take(arena, pass->rows, sizeof(double), error);
                if (*wanted[each] == NULL) {
                    return HODO_NO_MEMORY;
                }
            }
        }
    }
    return HODO_OK;
}

/* One block of patches and one gradient, each as large as the largest convolution asks for. */
static hodo_status take_convolution_work(hodo_arena *arena, hodo_pass *pass, hodo_error *error)
{
    const hodo_precision precision = pass->network->precision;
    size_t patches = 0, gradient = 0;
    for (size_t i = 0; i < pass->network->architecture->count; i++) {
        const hodo_layer *layer = hodo_pass_layer(pass, i);
        if (layer->kind == HODO_CONVOLUTION) {
            const hodo_image image = {layer->height, layer->image_width, layer->channels};
            const size_t block = hodo_convolution_work(image, precision, pass->rows);
            const size_t weights = hodo_layer_weight_rows(layer) * hodo_layer_weight_columns(layer);
            patches = block > patches ? block : patches;
            gradient = weights > gradient ? weights : gradient;
        }
    }
    if (patches == 0) {
        return HODO_OK;
    }
    pass->patch_work = hodo_arena_take(arena, patches, hodo_precision_size(precision), error);
    pass->gradient_work = hodo_arena_take(arena, gradient, hodo_precision_size(precision), error);
    return pass->patch_work != NULL && pass->gradient_work != NULL ? HODO_OK : HODO_NO_MEMORY;
}

/* The arrays of the pass itself: pointers first, then numbers. */
static hodo_status take_arrays(hodo_arena *arena, hodo_pass *pass, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    const size_t slots = architecture->count + 1;
    hodo_matrix **const views[] = {&pass->value, &pass->tangent, &pass->backward, &pass->backward_tangent};
    for (size_t each = 0; each < sizeof views / sizeof views[0]; each++) {
        *views[each] = hodo_arena_zero(arena, slots, sizeof(hodo_matrix), error);
        if (*views[each] == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    double ***const lists[] = {&pass->skip, &pass->branch, &pass->inverse_norm};
    for (size_t each = 0; each < sizeof lists / sizeof lists[0]; each++) {
        *lists[each] = hodo_arena_zero(arena, slots, sizeof(double *), error);
        if (*lists[each] == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    const hodo_precision precision = pass->network->precision;
    const size_t work_rows = pass->order == HODO_SECOND_ORDER ? pass->rows : 0;
    pass->work = hodo_matrix_take(arena, precision, work_rows, architecture->widest, error);
    pass->gram = hodo_matrix_take(arena, precision, pass->samples, pass->samples, error);
    pass->more_gram = hodo_matrix_take(arena, precision, pass->samples, pass->samples, error);
    pass->row_work = hodo_arena_take(arena, pass->rows, sizeof(double), error);
    pass->rates =
        hodo_arena_take(arena, architecture->weight_count * architecture->members, sizeof(double), error);
    const bool all = pass->work.data != NULL && pass->gram.data != NULL &&
                     pass->more_gram.data != NULL && pass->row_work != NULL && pass->rates != NULL;
    return all ? HODO_OK : HODO_NO_MEMORY;
}

hodo_pass *hodo_pass_take(hodo_arena *arena, hodo_network *network, size_t samples, hodo_pass_order order,
                          hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    const size_t members = architecture->members;
    if (samples == 0 || samples > SIZE_MAX / members) {
        hodo_fail(error, HODO_INVALID, "%zu samples of %zu members: give at least 1, and not that many",
                  samples, members);
        return NULL;
    }
    hodo_pass *pass = hodo_arena_zero(arena, 1, sizeof *pass, error);
    if (pass == NULL) {
        return NULL;
    }
    pass->network = network;
    pass->samples = samples;
    pass->rows = samples * members;
    pass->order = order;
    pass->want_input = true;
    pass->lowest = architecture->weight_count > 0 ? architecture->weight_layer[0] + 1 : 0;
    if (take_arrays(arena, pass, error) != HODO_OK || take_coefficients(arena, pass, error) != HODO_OK ||
        take_convolution_work(arena, pass, error) != HODO_OK ||
        take_forward_slots(arena, pass, pass->value, error) != HODO_OK ||
        take_forward_slots(arena, pass, pass->tangent, error) != HODO_OK ||
        take_backward_slots(arena, pass, pass->backward, error) != HODO_OK) {
        return NULL;
    }
    if (order == HODO_SECOND_ORDER &&
        take_backward_slots(arena, pass, pass->backward_tangent, error) != HODO_OK) {
        return NULL;
    }
    return pass;
}

size_t hodo_pass_rows(const hodo_pass *pass)
{
    return pass->rows;
}

size_t hodo_pass_samples(const hodo_pass *pass)
{
    return pass->samples;
}

const hodo_network *hodo_pass_network(const hodo_pass *pass)
{
    return pass->network;
}

static size_t feature_slot(const hodo_pass *pass, size_t l)
{
    assert(l < pass->network->architecture->feature_count);
    return pass->network->architecture->feature_slot[l];
}

hodo_matrix hodo_pass_output(const hodo_pass *pass)
{
    return pass->value[pass->network->architecture->count];
}

hodo_matrix hodo_pass_feature(const hodo_pass *pass, size_t l)
{
    return pass->value[feature_slot(pass, l)];
}

void hodo_pass_want_input(hodo_pass *pass, bool wanted)
{
    pass->want_input = wanted;
    pass->stage = pass->stage > HODO_STAGE_FORWARD ? HODO_STAGE_FORWARD : pass->stage;
    pass->tangent_done = pass->twin_done = false;
}

hodo_matrix hodo_pass_input(const hodo_pass *pass)
{
    return pass->value[0];
}

hodo_matrix hodo_pass_feature_backward(const hodo_pass *pass, size_t l)
{
    assert(pass->want_input || feature_slot(pass, l) >= pass->lowest);
    return pass->backward[feature_slot(pass, l)];
}

hodo_matrix hodo_pass_feature_tangent(const hodo_pass *pass, size_t l)
{
    return pass->tangent[feature_slot(pass, l)];
}

hodo_matrix hodo_pass_feature_backward_tangent(const hodo_pass *pass, size_t l)
{
    assert(pass->order == HODO_SECOND_ORDER);
    assert(pass->want_input || feature_slot(pass, l) >= pass->lowest);
    return pass->backward_tangent[feature_slot(pass, l)];
}

hodo_matrix hodo_pass_activation_input(const hodo_pass *pass, size_t i)
{
    assert(hodo_pass_layer(pass, i)->kind == HODO_ACTIVATION);
    return pass->value[i];
}

hodo_matrix hodo_pass_weight_input(const hodo_pass *pass, size_t k)
{
    return pass->value[pass->network->architecture->weight_layer[k]];
}

hodo_matrix hodo_pass_weight_backward(const hodo_pass *pass, size_t k)
{
    return pass->backward[pass->network->architecture->weight_layer[k] + 1];
}
