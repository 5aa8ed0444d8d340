/* The exact law of X = log(||f_L||^2 / ||f_0||^2) at finite width m: what depth does to the norm of a feature.
 *
 * f_0 is isotropic and L Gaussian matrices follow, variance 2/m behind a ReLU or 1/m. The ratio is a product of
 * L independent factors (2/m) chi^2_N, N ~ Binomial(m, 1/2) given N >= 1 (or (1/m) chi^2_m), so that
 *
 *     E exp(itX) = [(4/m)^(it) E_N Gamma(N/2 + it) / Gamma(N/2)]^L
 *
 * for ReLU, and [(2/m)^(it) Gamma(m/2 + it) / Gamma(m/2)]^L for linear layers (ours; the power L counts the
 * matrices that take a ReLU input; rmt/finite/norm_walk.h has the first two cumulants). The distribution is the
 * Fourier series of this on a window, summed by FFT. Its three errors are bounded: what lies outside the window
 * by Chernoff's inequality on either side, what lies beyond the band by the monotone decay of |Gamma(a + it)|,
 * interpolation between the samples by oversampling.
 *
 * The tails are absolute, not relative: densities below 1e-14 of the peak are given as 0. To leading order the
 * law is normal, mean -5L/(2m) and variance 5L/m; at m = 30 a layer has -.0884 and .191 in their place of
 * -.0833, .167.
 */
#ifndef RMT_LOG_NORM_LAW_H
#define RMT_LOG_NORM_LAW_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RMT_LOG_NORM_WIDEST 100000 /* units */
#define RMT_LOG_NORM_DEEPEST 10000 /* matrices */

typedef struct rmt_log_norm_law rmt_log_norm_law; /* never changes after it was made */

/* Makes the law. `refine` is 1; 2 doubles the window, the band and the samples, to see that nothing changes.
 * HODO_INVALID when units, depth are outside 1 .. the limits above or refine outside 1..16; HODO_NO_MEMORY;
 * HODO_NUMERIC when the series would need more than 2^22 samples. */
hodo_status rmt_log_norm_law_alloc(rmt_log_norm_law **law, bool relu, int64_t units, int64_t depth, int refine,
                                   hodo_error *error);
void rmt_log_norm_law_free(rmt_log_norm_law *law); /* accepts NULL */

/* Density and distribution function at any x (0 and 0 or 1 outside the window). Absolute error of the density
 * below 1e-12 of its peak, of the distribution function below 1e-12 (both times depth / 1,000 beyond that
 * depth). */
double rmt_log_norm_density(const rmt_log_norm_law *law, double x);
double rmt_log_norm_cumulative(const rmt_log_norm_law *law, double x);

/* depth times those of rmt/finite/norm_walk.h. */
double rmt_log_norm_mean(const rmt_log_norm_law *law);
double rmt_log_norm_variance(const rmt_log_norm_law *law);

/* Bound on the probability outside [*lower, *upper], the window, plus the truncated band's part of a density's
 * peak. */
double rmt_log_norm_window(const rmt_log_norm_law *law, double *lower, double *upper);

#ifdef __cplusplus
}
#endif

#endif
