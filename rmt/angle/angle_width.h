/* The angle of an MLP of finite width m, exactly: the mean of 1/cos^2(theta_v) over Gaussian weights.
 *
 * With N the units that are on in a layer (rmt/finite/active_units.h; N = m for linear layers), a pair of
 * trained layers whose upper one has j layers above it contributes 1 + rho_j (ours):
 *
 *     E[1/cos^2] = (1/n^2) sum_{j<n} (2(n-j)-1) (1 + rho_j),   rho_0 = 0,   rho_{j+1} = A + B rho_j,
 *     A = (m-1) h,   B = 1 + h,   h = E[1/(N-2)],
 *
 * that is rho_j = (m-1) ((1+h)^j - 1), and kappa j as m grows. It is exact at every feature v, because
 * signs can be moved from the rows of one matrix to the columns of the next: masks then are fair
 * coins, independent of the weights. Means are given N >= 3 in every layer; without that
 * condition the mean is infinite.
 *
 * The law is wide and skew when n/m is not small: compare means of 1/cos^2 with this, never means of cos,
 * and mind that rare networks carry the mean.
 */
#ifndef RMT_ANGLE_WIDTH_H
#define RMT_ANGLE_WIDTH_H

#include "base/status.h"
#include "rmt/angle/layer_law.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* *excess <- rho_j. HODO_INVALID when the law has no known finite-width form or width is outside 3..10^9.
 * */
hodo_status rmt_width_excess(const rmt_layer_law *law, int64_t width, size_t j, double *excess,
                             hodo_error *error);

/* E[1/cos^2] - 1 for n = 1 .. count trained layers below, at tangent_square[n - 1]; count >= 1.
 * The same errors, and HODO_NUMERIC when it exceeds the largest double. O(count + sqrt(width)). */
hodo_status rmt_width_tangent_square(const rmt_layer_law *law, int64_t width, size_t count,
                                     double *tangent_square, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
