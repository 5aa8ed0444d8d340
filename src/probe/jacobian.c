#include "probe/jacobian.h"
#include "base/eigenvalue.h"
#include "probe/slice.h"

/* Rows a backward pass carries: enough for GEMM to run at its speed, few enough for the cache. */
enum { BLOCK = 64 };

static hodo_status check_shape(const hodo_network *network, size_t u, size_t v, hodo_matrix jacobian,
                               hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    const size_t rows = architecture->widths[architecture->feature_slot[v]];
    const size_t columns = architecture->widths[architecture->feature_slot[u]];
    if (jacobian.rows != rows || jacobian.columns != columns || jacobian.precision != network->precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "a matrix of %zu x %zu for a Jacobian of %zu x %zu: give one of its shape, in the network's "
            "precision",
            jacobian.rows, jacobian.columns, rows, columns);
    }
    return HODO_OK;
}

/* In an arena that the caller frees. */
static hodo_status differentiate(hodo_arena *arena, const hodo_network *network, size_t member, size_t u,
                                 size_t v, hodo_matrix feature, hodo_matrix jacobian, hodo_error *error)
{
    hodo_slice *slice = hodo_slice_take(arena, network, member, u, v, BLOCK, error);
    if (slice == NULL) {
        return error->status;
    }
    const hodo_status shaped = check_shape(network, u, v, jacobian, error);
    if (shaped != HODO_OK) {
        return shaped;
    }
    const hodo_matrix repeated = hodo_matrix_take(arena, network->precision, BLOCK, jacobian.columns, error);
    const hodo_matrix identity = hodo_matrix_take(arena, network->precision, BLOCK, jacobian.rows, error);
    if (repeated.data == NULL || identity.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = hodo_slice_forward(slice, feature, repeated, error);
    for (size_t first = 0; first < jacobian.rows && status == HODO_OK; first += BLOCK) {
        hodo_identity_rows(identity, first);
        status = hodo_pass_backward(slice->pass, identity, error);
        const size_t count = jacobian.rows - first < BLOCK ? jacobian.rows - first : BLOCK;
        if (status == HODO_OK) {
            hodo_matrix_copy(hodo_matrix_rows(hodo_pass_feature_backward(slice->pass, 0), 0, count),
                             hodo_matrix_rows(jacobian, first, count));
        }
    }
    return status;
}

hodo_status hodo_jacobian(const hodo_network *network, size_t member, size_t u, size_t v, hodo_matrix feature,
                          hodo_matrix jacobian, hodo_error *error)
{
    hodo_error own = {0};
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a Jacobian: close other programs");
    }
    const hodo_status status =
        differentiate(arena, network, member, u, v, feature, jacobian, error != NULL ? error : &own);
    hodo_arena_free(arena);
    return status;
}

hodo_status hodo_jacobian_spectrum(const hodo_network *network, size_t member, size_t u, size_t v,
                                   hodo_matrix feature, double *values, hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    if (u >= v || v >= architecture->feature_count) {
        return hodo_fail(error, HODO_INVALID,
                         "no spectrum from feature %zu to feature %zu: give two of 0 to %zu, "
                         "ascending",
                         u, v, architecture->feature_count - 1);
    }
    const size_t rows = architecture->widths[architecture->feature_slot[v]];
    const size_t columns = architecture->widths[architecture->feature_slot[u]];
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a Jacobian: close other programs");
    }
    hodo_status status = HODO_NO_MEMORY;
    const hodo_matrix jacobian = hodo_matrix_take(arena, network->precision, rows, columns, error);
    const hodo_matrix exact = network->precision == HODO_DOUBLE
                                  ? jacobian
                                  : hodo_matrix_take(arena, HODO_DOUBLE, rows, columns, error);
    if (jacobian.data != NULL && exact.data != NULL) {
        status = hodo_jacobian(network, member, u, v, feature, jacobian, error);
    }
    if (status == HODO_OK && network->precision != HODO_DOUBLE) {
        hodo_matrix_convert(jacobian, exact);
    }
    if (status == HODO_OK) {
        status = hodo_squared_singular_values(exact.data, rows, columns, values, error);
    }
    hodo_arena_free(arena);
    return status;
}
