#include "probe/slice.h"

static hodo_status check(const hodo_architecture *whole, size_t member, size_t u, size_t v, hodo_error *error)
{
    if (member >= whole->members) {
        return hodo_fail(error, HODO_INVALID, "member %zu of a family of %zu: count from 0", member,
                         whole->members);
    }
    if (u >= v || v >= whole->feature_count) {
        return hodo_fail(
            error, HODO_INVALID,
            "from feature %zu to feature %zu of a network with features 0 to %zu: give two, ascending", u, v,
            whole->feature_count - 1);
    }
    return HODO_OK;
}

/* One member's numbers of a family's arrays. */
static void take_member(hodo_layer *layer, size_t member)
{
    layer->skip_scale = layer->skip_scale != NULL ? layer->skip_scale + member : NULL;
    layer->branch_scale = layer->branch_scale != NULL ? layer->branch_scale + member : NULL;
}

hodo_slice *hodo_slice_take(hodo_arena *arena, const hodo_network *network, size_t member, size_t u, size_t v,
                            size_t rows, hodo_error *error)
{
    const hodo_architecture *whole = network->architecture;
    if (check(whole, member, u, v, error) != HODO_OK) {
        return NULL;
    }
    const size_t first = whole->feature_slot[u], count = whole->feature_slot[v] - first;
    hodo_slice *slice = hodo_arena_zero(arena, 1, sizeof *slice, error);
    hodo_layer *layers = hodo_arena_take(arena, count, sizeof *layers, error);
    if (slice == NULL || layers == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        layers[i] = whole->layers[first + i];
        take_member(&layers[i], member);
    }
    if (hodo_architecture_make(arena, whole->widths[first], 1, layers, count, &slice->architecture, error) !=
        HODO_OK) {
        return NULL;
    }
    slice->first_weight = whole->feature_depth[u];
    slice->network = (hodo_network){.architecture = &slice->architecture,
                                    .precision = network->precision,
                                    .weights = network->weights + slice->first_weight};
    slice->pass = hodo_pass_take(arena, &slice->network, rows, HODO_FIRST_ORDER, error);
    return slice->pass != NULL ? slice : NULL;
}

hodo_status hodo_slice_forward(hodo_slice *slice, hodo_matrix feature, hodo_matrix repeated, hodo_error *error)
{
    if (feature.rows != 1 || feature.columns != slice->architecture.inputs) {
        return hodo_fail(error, HODO_MISMATCH, "a feature of %zu x %zu where one row of %zu belongs",
                         feature.rows, feature.columns, slice->architecture.inputs);
    }
    if (feature.precision != slice->network.precision) {
        return hodo_fail(error, HODO_MISMATCH, "a feature in %s of a network that is not: convert it",
                         feature.precision == HODO_FLOAT ? "float" : "double");
    }
    for (size_t s = 0; s < repeated.rows; s++) {
        hodo_matrix_copy(feature, hodo_matrix_rows(repeated, s, 1));
    }
    return hodo_pass_forward(slice->pass, repeated, NULL, error);
}

void hodo_identity_rows(hodo_matrix gradient, size_t first)
{
    hodo_matrix_zero(gradient);
    for (size_t s = 0; s < gradient.rows && first + s < gradient.columns; s++) {
        hodo_matrix_set(gradient, s, first + s, 1.0);
    }
}
