/* Free convolution of two measures: the spectrum of A + U B U^T, or of A^(1/2) U B U^T A^(1/2), for large
 * matrices A and B with given spectra and U uniform on the orthogonal group (Voiculescu 1986, 1987).
 *
 * Subordination (Biane 1998; Belinschi and Bercovici 2007): for Im z > 0 there are unique points W1, W2 of the
 * upper half-plane with
 *
 *     sum:      F1(W1) = F2(W2) = u,      z = W1 + W2 - u,  F = 1/G,               G(z) = 1/u
 *     product:  eta1(W1) = eta2(W2) = u,  z = W1 W2 u,      eta(W) = 1 - 1/(W G(W)), G(z) = 1/(z (1 - u))
 *
 * (W is one over the usual argument of eta). Both are lambda1 + lambda2 + s(u) = tau in lambda = W or log W:
 * one Newton iteration in two complex unknowns serves both, and a solution with both W in the upper half-plane
 * is the right one, also at real z, so every density comes with a certificate.
 *
 * Edges. Off its support the inverse of G is real and decreasing. On each pair of gaps of the two supports (the
 * outside, through infinity, is one of them) let v be the common value of G (sum) or of W G - 1 (product) and
 * z(v) = W1(v) + W2(v) - 1/v or W1(v) W2(v) v/(1 + v). The complement of the result's support is the image of
 * {dz/dv < 0}, so its edges are critical points of the inverse, found to rounding; nothing is read off a
 * density.
 *
 * Atoms (Bercovici and Voiculescu 1998; Belinschi 2003): at the sum (product) of two atoms with masses p + q >
 * 1, mass p + q - 1; the product also has max(p, q) at 0.
 *
 * Trade-off: measures are given by series (rmt/convolution/measure.h), so smooth ones cost milliseconds at full
 * accuracy, and ones with strange edges are slower; unbounded supports are refused.
 */
#ifndef RMT_CONVOLUTION_H
#define RMT_CONVOLUTION_H

#include "rmt/convolution/measure.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rmt_convolution_operation rmt_convolution_operation; /* a row */

/* A + U B U^T, and A^(1/2) U B U^T A^(1/2). */
extern const rmt_convolution_operation rmt_convolution_add, rmt_convolution_multiply;

/* "add" or "multiply"; NULL, with HODO_INVALID and the list in *error, for another word. */
const rmt_convolution_operation *rmt_convolution_find(const char *name, hodo_error *error);

typedef struct rmt_convolution rmt_convolution; /* never changes after it was opened */

/* Atoms and edges of the convolution; the measures must outlive it. HODO_INVALID when a measure of a product
 * has support on x < 0 or is the atom at 0; HODO_NUMERIC when the edges do not fit together; HODO_NO_MEMORY. */
hodo_status rmt_convolution_open(rmt_convolution **convolution, const rmt_convolution_operation *operation,
                                 const rmt_measure *first, const rmt_measure *second, hodo_error *error);
void rmt_convolution_close(rmt_convolution *convolution); /* accepts NULL */

/* Atoms, *count of them, ascending; owned by the convolution. */
const rmt_atom *rmt_convolution_atoms(const rmt_convolution *convolution, size_t *count);

/* Intervals of the support, *count of them, ascending, with the exponents of their edges; owned likewise. */
const rmt_interval *rmt_convolution_intervals(const rmt_convolution *convolution, size_t *count);

/* G(z) of the convolution, z in the upper half-plane, or real inside an interval (z + i0). HODO_INVALID for
 * another z; HODO_NUMERIC when Newton did not converge to a point of the upper half-plane. */
hodo_status rmt_convolution_cauchy(const rmt_convolution *convolution, rmt_complex z, rmt_complex *cauchy,
                                   hodo_error *error);

/* density[i] at x[i], any order (ascending is fastest); 0 outside the intervals, INFINITY at a hard edge. Each
 * value is solved for, so it is right whatever the edges are. HODO_INVALID for an x that is not finite;
 * HODO_NUMERIC as rmt_convolution_cauchy. */
hodo_status rmt_convolution_density(const rmt_convolution *convolution, const double *x, size_t count,
                                    double *density, hodo_error *error);

/* The convolution as a measure, to be evaluated cheaply or convolved again: *measure is the caller's to free.
 * Errors as rmt_measure_make and rmt_convolution_density. */
hodo_status rmt_convolution_measure(const rmt_convolution *convolution, rmt_measure **measure,
                                    hodo_error *error);

/* open, measure, close. Errors as rmt_convolution_open and rmt_convolution_measure. */
hodo_status rmt_convolve(rmt_measure **measure, const rmt_convolution_operation *operation,
                         const rmt_measure *first, const rmt_measure *second, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
