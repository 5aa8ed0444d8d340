/* Density and distribution function from Chebyshev moments: the kernel polynomial method (Weisse, Wellein,
 * Alvermann and Fehske 2006, arXiv cond-mat/0504627).
 *
 *     rho(x) = [g_0 mu_0 + 2 sum g_k mu_k cos(k theta)] / (pi h sin(theta)),  x = centre + h cos(theta)
 *     F(x)   = [g_0 mu_0 (pi - theta) - 2 sum g_k mu_k sin(k theta) / k] / pi       (term by term)
 *
 * The damping g_k decides what is traded. Undamped, the series of a smooth density converges fastest, but rings
 * near jumps and square-root edges (Gibbs) and goes negative. Jackson's kernel is positive and of width pi/K in
 * theta: the density is nonnegative, F ascends, and the error is O(1/K) where F is Lipschitz. Lorentz's
 * imitates a broadening of the resolvent. On a Chebyshev grid the sum is a DCT-III, by FFTW; anywhere else
 * Clenshaw's recurrence.
 */
#ifndef HODO_OPERATOR_KERNEL_POLYNOMIAL_H
#define HODO_OPERATOR_KERNEL_POLYNOMIAL_H

#include "operator/chebyshev_moments.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A kernel, by its factors. */
typedef struct hodo_damping {
    const char *name; /* as typed on a command line */
    const char *doc;  /* one line */
    double (*factor)(size_t k, size_t count); /* g_k of `count` moments; g_0 = 1 */
} hodo_damping;

/* The kernels: undamped, Jackson's and Lorentz's. */
extern const hodo_damping hodo_damping_none, hodo_damping_jackson, hodo_damping_lorentz;
extern const hodo_damping *const hodo_dampings[]; /* all of them, ended by NULL */

/* The density at x[i], 0 outside of the interval, INFINITY at its ends; its standard error over probes
 * (count,), NaN for one probe, may be NULL. HODO_NO_MEMORY. */
hodo_status hodo_kernel_polynomial_density(const hodo_chebyshev_moments *moments, const hodo_damping *damping,
                                           const double *x, size_t count, double *density,
                                           double *standard_error, hodo_error *error);

/* cumulative (count,) <- F at x[i], 0 below and 1 above the interval; standard_error as above.
 * HODO_NO_MEMORY. */
hodo_status hodo_kernel_polynomial_cumulative(const hodo_chebyshev_moments *moments,
                                              const hodo_damping *damping, const double *x, size_t count,
                                              double *cumulative, double *standard_error, hodo_error *error);

/* The density of the probes' mean at the `points` >= count Chebyshev nodes x[i] = centre - h cos(pi (i + 1/2) /
 * points), ascending, by one DCT-III: points log points instead of points * count. HODO_INVALID for fewer
 * points, HODO_NO_MEMORY. */
hodo_status hodo_kernel_polynomial_grid(const hodo_chebyshev_moments *moments, const hodo_damping *damping,
                                        size_t points, double *x, double *density, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
