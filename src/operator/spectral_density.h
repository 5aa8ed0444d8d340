/* The spectral density of an operator, smoothed, and its trace: what a figure of a Hessian's spectrum
 * shows.
 *
 * The nodes and weights of stochastic Lanczos quadrature (operator/lanczos_quadrature.h) are widened by a
 * normal density of standard deviation `width` (Ghorbani, Krishnan and Xiao 2019):
 *
 *     p(x) = mean over probes of sum_i w_i N(x; node_i, width^2),      integral 1
 *
 * It shows peaks; distribution functions, means of f and comparisons with a law are the quadrature's, which
 * smooths nothing. An eigenvalue of a matrix of dimension n has weight 1/n. Traces are Hutchinson's: E[z^T A z]
 * = tr A, one application a probe in two vectors of memory, exact for a diagonal A with signs; a quadrature
 * that is there anyway has the same estimate as n times its mean of x.
 */
#ifndef HODO_OPERATOR_SPECTRAL_DENSITY_H
#define HODO_OPERATOR_SPECTRAL_DENSITY_H

#include "operator/lanczos_quadrature.h"

#ifdef __cplusplus
extern "C" {
#endif

/* density[i] <- p(x[i]) and, where not NULL, its standard_error[i] over probes (NaN for one). HODO_INVALID for
 * a width that is not positive and finite. */
hodo_status hodo_spectral_density(const hodo_quadrature *quadrature, double width, const double *x,
                                  size_t count, double *density, double *standard_error, hodo_error *error);

/* *trace <- tr A and *standard_error (may be NULL; NaN for one probe), by count applications, one at a time.
 * HODO_INVALID for no probe, HODO_NUMERIC when a quadratic form is not finite, HODO_NO_MEMORY, and what an
 * application fails with. */
hodo_status hodo_operator_trace(const hodo_operator *symmetric, const hodo_probes *probes, double *trace,
                                double *standard_error, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
