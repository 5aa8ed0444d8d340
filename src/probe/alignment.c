#include "probe/alignment.h"

#include <lapacke.h>
#include <limits.h>
#include <math.h>

double hodo_alignment_of(hodo_matrix a, double spectral, hodo_matrix h, hodo_matrix product)
{
    hodo_matrix_multiply(1.0, h, false, a, true, 0.0, product);
    return hodo_matrix_norm(product) / (spectral * hodo_matrix_norm(h));
}

/* With G = factor g^T h: H G^T = factor (h h^T) g, never G itself. */
static double gradient_alignment(double factor, double spectral, hodo_matrix g, hodo_matrix h, hodo_matrix gram,
                                 hodo_matrix product)
{
    hodo_matrix_multiply(1.0, h, false, h, true, 0.0, gram);
    hodo_matrix_multiply(factor, gram, false, g, false, 0.0, product);
    return hodo_matrix_norm(product) / (spectral * hodo_matrix_norm(h));
}

hodo_status hodo_alignment_measure(const hodo_weight_probe *probe, const hodo_pass *pass, size_t member,
                                   const hodo_weight_norms *norms, hodo_arena *scratch,
                                   hodo_alignment *alignment, hodo_error *error)
{
    const hodo_network *network = hodo_weight_probe_network(probe);
    const hodo_architecture *architecture = network->architecture;
    const size_t k = hodo_weight_probe_layer(probe), n = hodo_pass_samples(pass);
    const hodo_layer *layer = hodo_weight_layer(architecture, k);
    if (layer->kind != HODO_DENSE) {
        return hodo_fail(
            error, HODO_INVALID,
            "weight matrix %zu does not multiply its layer's input row by row: alignment is measured "
            "for dense layers",
            k);
    }
    if (hodo_pass_network(pass) != network) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a pass over another network than the probe's: give one of its own");
    }
    if (member >= architecture->members) {
        return hodo_fail(error, HODO_INVALID, "member %zu of a family of %zu: count from 0", member,
                         architecture->members);
    }
    const hodo_matrix w = network->weights[k];
    const hodo_matrix product = hodo_matrix_take(scratch, w.precision, n, w.rows, error);
    const hodo_matrix gram = hodo_matrix_take(scratch, w.precision, n, n, error);
    if (product.data == NULL || gram.data == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_matrix h = hodo_matrix_rows(hodo_pass_weight_input(pass, k), member * n, n);
    const double factor = fabs(layer->multiplier);
    alignment->weight = hodo_alignment_of(w, norms->weight.spectral / factor, h, product);
    alignment->change =
        hodo_alignment_of(hodo_weight_probe_change(probe), norms->change.spectral / factor, h, product);
    alignment->gradient = NAN;
    if (!isnan(norms->gradient.spectral)) {
        const hodo_matrix g = hodo_matrix_rows(hodo_pass_weight_backward(pass, k), member * n, n);
        alignment->gradient = gradient_alignment(factor, norms->gradient.spectral, g, h, gram, product);
    }
    return HODO_OK;
}

/* R (small, small) of the transpose of factor (n, side), small = min(n, side): column-major, in double, upper
 * trapezoidal (small, n) once the zeros are written. */
static hodo_status triangle(hodo_matrix factor, hodo_arena *scratch, double **r, size_t *small,
                            hodo_error *error)
{
    const size_t n = factor.rows, side = factor.columns;
    *small = n < side ? n : side;
    /* Row-major (n, side) is the transpose (side, n) in column-major: its QR needs no copy but the
     * conversion. */
    const hodo_matrix copy = hodo_matrix_take(scratch, HODO_DOUBLE, n, side, error);
    double *tau = hodo_arena_take(scratch, *small, sizeof *tau, error);
    *r = hodo_arena_zero(scratch, *small * n, sizeof **r, error);
    if (copy.data == NULL || tau == NULL || *r == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_convert(factor, copy);
    const double *entries = copy.data;
    for (size_t i = 0; i < n * side; i++) {
        if (!isfinite(entries[i])) {
            return hodo_fail(error, HODO_NUMERIC,
                             "entry (%zu, %zu) of a factor is %g: its product has no singular values", i / side,
                             i % side, entries[i]);
        }
    }
    const lapack_int info =
        LAPACKE_dgeqrf(LAPACK_COL_MAJOR, (lapack_int)side, (lapack_int)n, copy.data, (lapack_int)side, tau);
    if (info != 0) {
        return hodo_fail(error, HODO_NUMERIC, "LAPACK did not decompose a factor of %zu by %zu (info %d)", n,
                         side, (int)info);
    }
    for (size_t column = 0; column < n; column++) {
        for (size_t row = 0; row <= column && row < *small; row++) {
            (*r)[column * *small + row] = entries[column * side + row];
        }
    }
    return HODO_OK;
}

hodo_status hodo_factored_singular_values(double alpha, hodo_matrix g, hodo_matrix h, hodo_arena *scratch,
                                          double *values, hodo_error *error)
{
    const size_t n = g.rows;
    if (n != h.rows) {
        return hodo_fail(error, HODO_MISMATCH, "factors of %zu and %zu rows: give as many of each", n, h.rows);
    }
    if (n < 1 || g.columns < 1 || h.columns < 1 || n > INT_MAX || g.columns > INT_MAX || h.columns > INT_MAX) {
        return hodo_fail(error, HODO_INVALID, "factors (%zu, %zu) and (%zu, %zu): each side from 1 to %d", n,
                         g.columns, h.rows, h.columns, INT_MAX);
    }
    double *left, *right;
    size_t p, q;
    hodo_status status = triangle(g, scratch, &left, &p, error);
    status = status == HODO_OK ? triangle(h, scratch, &right, &q, error) : status;
    if (status != HODO_OK) {
        return status;
    }
    /* G = Q_g (R_g R_h^T) Q_h^T, R_g (p, n) and R_h (q, n). As row-major views R_g^T is (n, p), so the core
     * (p, q) is left^T right. */
    const hodo_matrix core = hodo_matrix_take(scratch, HODO_DOUBLE, p, q, error);
    if (core.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_multiply(alpha, hodo_matrix_view(HODO_DOUBLE, left, n, p), true,
                         hodo_matrix_view(HODO_DOUBLE, right, n, q), false, 0.0, core);
    const lapack_int info =
        LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'N', (lapack_int)q, (lapack_int)p, core.data, (lapack_int)q, values,
                       NULL, (lapack_int)q, NULL, (lapack_int)(p < q ? p : q));
    return info == 0 ? HODO_OK
                     : hodo_fail(error, HODO_NUMERIC,
                                 "LAPACK did not find the singular values of a %zu by %zu matrix (info %d)", p,
                                 q, (int)info);
}
