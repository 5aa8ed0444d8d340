/* Spectral norms ||W||_* = max |W v| / |v| of weight matrices, of their changes and of gradients, with an
 * error that is known (the norm of the spectral condition, arXiv 2310.17813).
 *
 * What is promised, for a matrix exactly as it is stored, float or double of the normal range, up to rounding
 * of about 1e-13, by hodo_spectral_norm, hodo_spectral_probe_certify and the first call of a probe:
 *
 *     norm <= ||W||_* <= (1 + tolerance) norm,
 *
 * the upper half but with probability HODO_LARGEST_FAILURE = 1e-6 over the fixed random start, whatever W is.
 * By later calls of hodo_spectral_probe_norm: norm <= ||W||_*, and by the residual and the gap to the next Ritz
 * value a singular value lies within tolerance * norm of it: the largest one, if the start has seen it. The
 * start is the vector of the call before and a tenth of noise, so that a direction which grows to the top over
 * some training steps is seen; it takes 2 to 10 applications instead of 20 to 100.
 *
 * Method: Lanczos on W^T W with the bounds of operator/largest_eigenvalue.h; W is read once an application,
 * and every sum is in double. A gradient alpha g^T h is not formed: a product with it reads g and h twice,
 * which is less than reading it where n < rows columns / (2 (rows + columns)), and takes at most n + 1
 * applications. Small matrices need nothing else: within min(rows, columns) + 1 steps the space is the whole
 * space, and the answer exact. hodo_spectral_norm goes to LAPACK where HODO_SPECTRAL_STEPS did not do.
 *
 * The one-shot forms are pure functions of the matrix and the tolerance. A warm start makes the last digits,
 * within the tolerance, depend on the calls before: hodo_spectral_probe_forget takes that away.
 */
#ifndef HODO_PROBE_SPECTRAL_NORM_H
#define HODO_PROBE_SPECTRAL_NORM_H

#include "base/arena.h"
#include "base/matrix.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Steps of Lanczos at most. */
enum {
    HODO_SPECTRAL_STEPS = 512 /* then hodo_spectral_norm asks LAPACK, and all others say HODO_NUMERIC */
};

/* The least tolerance: all are relative, in [1e-12, 1). */
#define HODO_SPECTRAL_LEAST 1e-12

/* *norm <- ||W||_* of w (rows, columns), 0 of the zero matrix. `scratch` is used, not reset. HODO_INVALID
 * for a tolerance out of its range or an empty matrix, HODO_NUMERIC for an entry that is not finite,
 * HODO_NO_MEMORY. */
hodo_status hodo_spectral_norm(hodo_matrix w, double tolerance, hodo_arena *scratch, double *norm,
                               hodo_error *error);

/* *norm <- ||alpha g^T h||_*, g (n, rows), h (n, columns). HODO_MISMATCH for different n, none, or different
 * precisions; HODO_NUMERIC also when HODO_SPECTRAL_STEPS did not do (the message holds the bracket so far);
 * else as hodo_spectral_norm. */
hodo_status hodo_spectral_norm_factored(double alpha, hodo_matrix g, hodo_matrix h, double tolerance,
                                        hodo_arena *scratch, double *norm, hodo_error *error);

/* For one matrix that is asked every step: keeps its vector, allocates nothing after it is taken. */
typedef struct hodo_spectral_probe hodo_spectral_probe;

/* What is known of a norm, and what it took. */
typedef struct hodo_spectral_bounds {
    double lower;        /* the norm */
    double upper;        /* but with probability 1e-6; no proof when warm; INFINITY when nothing is known */
    size_t applications; /* of W^T W */
    bool warm;           /* started from the vector of the call before */
} hodo_spectral_bounds;

/* A probe for matrices (rows, columns) of this precision. NULL: HODO_INVALID for no entry, HODO_NO_MEMORY. */
hodo_spectral_probe *hodo_spectral_probe_take(hodo_arena *arena, hodo_precision precision, size_t rows,
                                              size_t columns, hodo_error *error);

/* Another probe of the same shape with a vector of its own, that works in the memory of `probe`. NULL:
 * HODO_NO_MEMORY. */
hodo_spectral_probe *hodo_spectral_probe_beside(hodo_arena *arena, const hodo_spectral_probe *probe,
                                                hodo_error *error);

/* *norm <- ||W||_* of w (rows, columns), warm. HODO_MISMATCH for another shape or precision than the
 * probe's, HODO_INVALID for a tolerance out of its range, HODO_NUMERIC for an entry that is not finite or
 * when HODO_SPECTRAL_STEPS did not do (the message holds the bracket so far). */
hodo_status hodo_spectral_probe_norm(hodo_spectral_probe *probe, hodo_matrix w, double tolerance, double *norm,
                                     hodo_error *error);

/* *norm <- ||alpha g^T h||_*, warm. HODO_NUMERIC also for an alpha that is not finite; else as
 * hodo_spectral_probe_norm. */
hodo_status hodo_spectral_probe_factored(hodo_spectral_probe *probe, double alpha,
                                         hodo_matrix g /* (n, rows) */, hodo_matrix h /* (n, columns) */,
                                         double tolerance, double *norm, hodo_error *error);

/* The certified norm of w (rows, columns), as a first call. Errors as hodo_spectral_probe_norm. */
hodo_status hodo_spectral_probe_certify(hodo_spectral_probe *probe, hodo_matrix w, double tolerance,
                                        double *norm, hodo_error *error);

/* The next call is a first one. */
void hodo_spectral_probe_forget(hodo_spectral_probe *probe);

/* What the last call found, and what it took. */
hodo_spectral_bounds hodo_spectral_probe_bounds(const hodo_spectral_probe *probe);

/* The right singular vector (columns,) of the last call, unit, when its norm was not 0. */
const double *hodo_spectral_probe_vector(const hodo_spectral_probe *probe);

#ifdef __cplusplus
}
#endif

#endif
