#include "probe/feature_kernel.h"
#include "base/eigenvalue.h"
#include "net/patches.h"
#include "probe/slice.h"

#include <stdbool.h>

/* What is carried from one feature to the next. */
typedef struct climb {
    const hodo_network *network;
    size_t member;
    const double *rates;
    hodo_arena *kept;         /* what lives to the next feature, in turn with the other */
    hodo_arena *other;
    hodo_matrix feature;      /* (1, m_l) */
    hodo_matrix kernel;       /* (m_l, m_l) */
    bool moves;               /* a layer below moves: the kernel is not 0 */
} climb;

static double rate_of(const climb *at, size_t k)
{
    return at->rates[k * at->network->architecture->members + at->member];
}

/* kernel <- kernel + factor sum_{p,q} <patch_p, patch_q> J(p) J(q)^T over the pixels of a convolution, J(p) the
 * columns of its Jacobian that belong to pixel p. */
static hodo_status add_convolution(hodo_arena *arena, const hodo_layer *layer, double factor, hodo_matrix input,
                                   hodo_matrix jacobian, hodo_matrix kernel, hodo_error *error)
{
    const hodo_image image = {layer->height, layer->image_width, layer->channels};
    const size_t pixels = image.height * image.width;
    const hodo_precision precision = kernel.precision;
    const hodo_matrix patches = hodo_matrix_take(arena, precision, pixels, HODO_TAPS * image.channels, error);
    const hodo_matrix gram = hodo_matrix_take(arena, precision, pixels, pixels, error);
    const hodo_matrix mixed = hodo_matrix_take(arena, precision, jacobian.rows, jacobian.columns, error);
    if (patches.data == NULL || gram.data == NULL || mixed.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_patches_gather(image, input, 0, image.height, patches);
    hodo_matrix_multiply(1.0, patches, false, patches, true, 0.0, gram);
    for (size_t s = 0; s < jacobian.rows; s++) {
        const hodo_matrix from = hodo_matrix_rows(jacobian, s, 1), to = hodo_matrix_rows(mixed, s, 1);
        hodo_matrix_multiply(1.0, gram, false,
                             hodo_matrix_view(precision, from.data, pixels, layer->channels_out), false, 0.0,
                             hodo_matrix_view(precision, to.data, pixels, layer->channels_out));
    }
    hodo_matrix_multiply(factor, mixed, false, jacobian, true, 1.0, kernel);
    return HODO_OK;
}

/* K <- K + sum rate_k |h_k|^2 J_k J_k^T over the slice's layers, or what stands for it in a convolution. */
static hodo_status add_layers(climb *at, hodo_arena *arena, const hodo_slice *slice, hodo_matrix kernel,
                              hodo_error *error)
{
    for (size_t k = 0; k < slice->architecture.weight_count; k++) {
        const double rate = rate_of(at, slice->first_weight + k);
        if (rate == 0.0) {
            continue;
        }
        const hodo_matrix input = hodo_matrix_rows(hodo_pass_weight_input(slice->pass, k), 0, 1);
        const hodo_matrix jacobian = hodo_pass_weight_backward(slice->pass, k);
        const hodo_layer *layer = hodo_weight_layer(&slice->architecture, k);
        const double factor = rate * layer->multiplier * layer->multiplier;
        at->moves = true;
        if (layer->kind == HODO_CONVOLUTION) {
            const hodo_status status = add_convolution(arena, layer, factor, input, jacobian, kernel, error);
            if (status != HODO_OK) {
                return status;
            }
            continue;
        }
        const double square = hodo_matrix_dot(input, input);
        hodo_matrix_multiply(factor * square, jacobian, false, jacobian, true, 1.0, kernel);
    }
    return HODO_OK;
}

static bool slice_moves(const climb *at, const hodo_slice *slice)
{
    for (size_t k = 0; k < slice->architecture.weight_count; k++) {
        if (rate_of(at, slice->first_weight + k) != 0.0) {
            return true;
        }
    }
    return false;
}

/* From feature l - 1 to feature l. */
static hodo_status step(climb *at, size_t l, hodo_error *error)
{
    const hodo_architecture *whole = at->network->architecture;
    const hodo_precision precision = at->network->precision;
    const size_t m = whole->widths[whole->feature_slot[l]], below = whole->widths[whole->feature_slot[l - 1]];
    hodo_arena *arena = at->other;
    hodo_arena_reset(arena);
    hodo_slice *slice = hodo_slice_take(arena, at->network, at->member, l - 1, l, m, error);
    if (slice == NULL) {
        return error->status;
    }
    const hodo_matrix repeated = hodo_matrix_take(arena, precision, m, below, error);
    const hodo_matrix identity = hodo_matrix_take(arena, precision, m, m, error);
    const hodo_matrix kernel = hodo_matrix_take(arena, precision, m, m, error);
    if (repeated.data == NULL || identity.data == NULL || kernel.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = hodo_slice_forward(slice, at->feature, repeated, error);
    hodo_matrix_zero(kernel);
    if (status == HODO_OK && (at->moves || slice_moves(at, slice))) {
        hodo_identity_rows(identity, 0);
        status = hodo_pass_backward(slice->pass, identity, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    if (at->moves) {
        const hodo_matrix jacobian = hodo_pass_feature_backward(slice->pass, 0); /* A, (m, below) */
        hodo_matrix_multiply(1.0, jacobian, false, at->kernel, false, 0.0, repeated);
        hodo_matrix_multiply(1.0, repeated, false, jacobian, true, 0.0, kernel);
    }
    status = add_layers(at, arena, slice, kernel, error);
    if (status != HODO_OK) {
        return status;
    }
    at->kernel = kernel;
    at->feature = hodo_matrix_rows(hodo_pass_output(slice->pass), 0, 1);
    at->other = at->kept;
    at->kept = arena;
    return HODO_OK;
}

static hodo_status check(const hodo_network *network, size_t v, hodo_matrix kernel, hodo_error *error)
{
    const hodo_architecture *whole = network->architecture;
    if (v < 1 || v >= whole->feature_count) {
        return hodo_fail(error, HODO_INVALID, "the kernel of feature %zu: features 1 to %zu have one", v,
                         whole->feature_count - 1);
    }
    const size_t m = whole->widths[whole->feature_slot[v]];
    if (kernel.rows != m || kernel.columns != m || kernel.precision != network->precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "a matrix of %zu x %zu for a kernel of %zu x %zu: give one of its shape, in the network's "
            "precision",
            kernel.rows, kernel.columns, m, m);
    }
    return HODO_OK;
}

hodo_status hodo_feature_kernel(const hodo_network *network, size_t member, size_t v, hodo_matrix x,
                                const double *rates, hodo_matrix kernel, hodo_error *error)
{
    hodo_error own = {0};
    error = error != NULL ? error : &own;
    hodo_status status = check(network, v, kernel, error);
    if (status != HODO_OK) {
        return status;
    }
    climb at = {.network = network,
                .member = member,
                .rates = rates,
                .kept = hodo_arena_alloc(),
                .other = hodo_arena_alloc(),
                .feature = x};
    if (at.kept == NULL || at.other == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for a feature kernel: close other programs");
    }
    for (size_t l = 1; l <= v && status == HODO_OK; l++) {
        status = step(&at, l, error);
    }
    if (status == HODO_OK) {
        hodo_matrix_copy(at.kernel, kernel);
    }
    hodo_arena_free(at.kept);
    hodo_arena_free(at.other);
    return status;
}

hodo_status hodo_feature_kernel_spectrum(const hodo_network *network, size_t member, size_t v, hodo_matrix x,
                                         const double *rates, double *values, hodo_error *error)
{
    const hodo_architecture *whole = network->architecture;
    const size_t m = v < whole->feature_count ? whole->widths[whole->feature_slot[v]] : 1;
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a feature kernel: close other programs");
    }
    hodo_status status = HODO_NO_MEMORY;
    const hodo_matrix kernel = hodo_matrix_take(arena, network->precision, m, m, error);
    const hodo_matrix exact =
        network->precision == HODO_DOUBLE ? kernel : hodo_matrix_take(arena, HODO_DOUBLE, m, m, error);
    if (kernel.data != NULL && exact.data != NULL) {
        status = hodo_feature_kernel(network, member, v, x, rates, kernel, error);
    }
    if (status == HODO_OK && network->precision != HODO_DOUBLE) {
        hodo_matrix_convert(kernel, exact);
    }
    if (status == HODO_OK) {
        status = hodo_symmetric_eigenvalues(exact.data, m, values, error);
    }
    hodo_arena_free(arena);
    return status;
}
