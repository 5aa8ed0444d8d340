/* Moments of X = log(||f_L||^2 / ||f_0||^2) at finite width, from cumulants of log chi-squares (ours).
 *
 * One layer has X_1 = log((2/m) chi^2_N): given N its cumulants are log(4/m) + psi(N/2), psi'(N/2), psi''(N/2),
 * ... (linear: N = m and 2/m), so its moments are a binomial mixture, and those of L layers the L-th power of a
 * series. No tail is cut: from order 5 on at m = 30 a moment hangs on layers with one or two units on, whose
 * probability is below what a density on a grid can show.
 *
 * Natural logarithms; conditions as in rmt/finite/log_norm_law.h.
 */
#ifndef RMT_LOG_NORM_MOMENTS_H
#define RMT_LOG_NORM_MOMENTS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* moment[k - 1] = E[X^k], k = 1 .. order <= RMT_MOMENTS_MOST, to 1e-11 of E|X|^k. 1 <= units, depth <= the
 * limits of rmt/finite/log_norm_law.h. O(sqrt(units) order^2). HODO_INVALID, HODO_NUMERIC when polygamma
 * functions fail. */
hodo_status rmt_log_norm_moments(bool relu, int64_t units, int64_t depth, size_t order, double *moment,
                                 hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
