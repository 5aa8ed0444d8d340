#include "experiments/spectral-condition/gradient_limit.h"

#include "base/eigenvalue.h"
#include "probe/spectral_norm.h"

#include <lapacke.h>
#include <math.h>

/* Of lambda_1, where no spectrum is asked for. */
static const double top_tolerance = 1e-10;

static const double pi = M_PI;

static double clamp(double rho) { return fmax(-1, fmin(1, rho)); }

static double kappa_0(double rho) { return 1 - acos(clamp(rho)) / pi; }

static double kappa_1(double rho)
{
    const double angle = acos(clamp(rho));
    return clamp((sin(angle) + rho * (pi - angle)) / pi);
}

/* forward (n, n) <- K_h; backward (n, n) <- K_g without the targets, 1 on its diagonal. */
static hodo_status kernels(hodo_matrix x, size_t layer, hodo_matrix forward, hodo_matrix backward,
                           hodo_error *error)
{
    const size_t n = x.rows;
    double *k_h = forward.data, *k_g = backward.data;
    hodo_matrix_multiply(1.0, x, false, x, true, 0.0, forward);
    for (size_t s = 0; s < n; s++) {
        if (!(k_h[s * n + s] > 0) || !isfinite(k_h[s * n + s])) {
            return hodo_fail(error, HODO_NUMERIC, "sample %zu has the squared norm %g: it has no direction", s,
                             k_h[s * n + s]);
        }
    }
    for (size_t s = 0; s < n; s++) {
        for (size_t t = 0; t < s; t++) {
            const double size = sqrt(k_h[s * n + s] * k_h[t * n + t]);
            double rho = clamp(k_h[s * n + t] / size), through = 1, at_layer = rho;
            for (size_t l = 0; l + 1 < GRADIENT_LIMIT_LAYERS; l++) { /* the activation above weight layer l */
                through *= l >= layer ? kappa_0(rho) : 1;
                rho = kappa_1(rho);
                at_layer = l < layer ? rho : at_layer;
            }
            k_h[s * n + t] = k_h[t * n + s] = size * at_layer;
            k_g[s * n + t] = k_g[t * n + s] = through;
        }
        k_g[s * n + s] = 1;
    }
    return HODO_OK;
}

/* factor (n, rank), K_g = factor factor^T, by Cholesky with pivots: a readout's K_g has rank one. `backward` is
 * destroyed. */
static hodo_status factorise(hodo_arena *scratch, hodo_matrix backward, hodo_matrix y, hodo_matrix *factor,
                             hodo_error *error)
{
    const size_t n = y.rows;
    lapack_int rank, *pivots = hodo_arena_take(scratch, n, sizeof *pivots, error);
    if (pivots == NULL) {
        return HODO_NO_MEMORY;
    }
    /* Positive info only says that the rank is below n. */
    if (LAPACKE_dpstrf(LAPACK_COL_MAJOR, 'L', (lapack_int)n, backward.data, (lapack_int)n, pivots, &rank, -1) <
            0 ||
        rank < 1) {
        return hodo_fail(error, HODO_NUMERIC, "LAPACK did not factorise a kernel of %zu samples", n);
    }
    *factor = hodo_matrix_take(scratch, HODO_DOUBLE, n, (size_t)rank, error);
    if (factor->data == NULL) {
        return HODO_NO_MEMORY;
    }
    const double *lower = backward.data;
    for (size_t i = 0; i < n; i++) {
        const size_t s = (size_t)pivots[i] - 1;
        for (size_t j = 0; j < factor->columns; j++) {
            hodo_matrix_set(*factor, s, j, j <= i ? hodo_matrix_get(y, s, 0) * lower[j * n + i] : 0);
        }
    }
    return HODO_OK;
}

/* From core (rank, rank) = factor^T K_h factor, whose eigenvalues are those of K_g K_h. */
static hodo_status top_of(hodo_arena *scratch, hodo_matrix core, size_t n, double *values, double *top,
                          hodo_error *error)
{
    if (values == NULL) {
        return hodo_spectral_norm(core, top_tolerance, scratch, top, error);
    }
    const size_t rank = core.rows;
    double *ascending = hodo_arena_take(scratch, rank, sizeof *ascending, error);
    if (ascending == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_status status = hodo_symmetric_eigenvalues(core.data, rank, ascending, error);
    *top = status == HODO_OK ? ascending[rank - 1] : NAN;
    for (size_t i = 0; status == HODO_OK && i < n; i++) {
        values[i] = i < rank ? sqrt(fmax(ascending[rank - 1 - i], 0) / *top) : 0;
    }
    return status;
}

hodo_status gradient_limit_find(hodo_arena *scratch, hodo_matrix x, hodo_matrix y, size_t layer,
                                gradient_limit *limit, double *values, hodo_error *error)
{
    const size_t n = x.rows;
    if (n < 1 || y.rows != n || y.columns != 1) {
        return hodo_fail(error, HODO_MISMATCH,
                         "%zu samples and targets of %zu by %zu: give one target a sample", n, y.rows,
                         y.columns);
    }
    if (layer >= GRADIENT_LIMIT_LAYERS) {
        return hodo_fail(error, HODO_INVALID, "weight layer %zu of %d: count from 0", layer,
                         (int)GRADIENT_LIMIT_LAYERS);
    }
    const hodo_matrix samples = hodo_matrix_take(scratch, HODO_DOUBLE, n, x.columns, error);
    const hodo_matrix forward = hodo_matrix_take(scratch, HODO_DOUBLE, n, n, error);
    const hodo_matrix backward = hodo_matrix_take(scratch, HODO_DOUBLE, n, n, error);
    if (samples.data == NULL || forward.data == NULL || backward.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_convert(x, samples);
    hodo_matrix factor;
    hodo_status status = kernels(samples, layer, forward, backward, error);
    status = status == HODO_OK ? factorise(scratch, backward, y, &factor, error) : status;
    if (status != HODO_OK) {
        return status;
    }
    const hodo_matrix image = hodo_matrix_take(scratch, HODO_DOUBLE, n, factor.columns, error);
    const hodo_matrix core = hodo_matrix_take(scratch, HODO_DOUBLE, factor.columns, factor.columns, error);
    if (image.data == NULL || core.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_multiply(1.0, forward, false, factor, false, 0.0, image);
    hodo_matrix_multiply(1.0, factor, true, image, false, 0.0, core);
    double features = 0, trace = 0, top;
    for (size_t s = 0; s < n; s++) {
        features += hodo_matrix_get(forward, s, s);
    }
    for (size_t i = 0; i < core.rows; i++) {
        trace += hodo_matrix_get(core, i, i);
    }
    const double seen = hodo_matrix_dot(image, image); /* tr(K_h K_g K_h) */
    status = top_of(scratch, core, n, values, &top, error);
    if (status == HODO_OK && !(top > 0)) {
        status = hodo_fail(error, HODO_NUMERIC, "the gradient is 0: give targets that are not");
    }
    if (status == HODO_OK) {
        *limit = (gradient_limit){.stable_rank = trace / top, .alignment = sqrt(seen / (top * features))};
    }
    return status;
}
