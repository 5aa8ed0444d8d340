/* Masks that persist: the second moments of a ReLU ResNet f_l = a f_{l-1} + beta V_l relu(f_{l-1}),
 * a = sqrt(1 - beta^2), entries of V_l of variance 2/m, at infinite width.
 *
 * A unit's preactivations along the stream are a Gaussian AR(1) process of correlation a^k, so the
 * masks of two layers k apart are both on with probability 1/4 + arcsin(a^k)/(2 pi): they are far from
 * free. Gaussian averages given the masks (free probability with diagonal amalgamation) close on such
 * pairs, and with g_i = a^(2i) arcsin(a^i) give (ours)
 *
 *     m2(j) - 1 = 2 beta^2 j + (4 beta^4/pi) sum_{i=1}^{j-1} (j-i) g_i            at the last feature,
 *     plus  cov_j = (2 beta^4/pi) sum_{q=0}^{L-2-v} sum_{i=1}^{j} g_{q+i}          at feature v,
 *
 * the covariance because b_v carries the masks above v, which are correlated with those below. At
 * beta = 1 every g_i is 0 and this is the ReLU MLP, kappa = 2. Excesses m2 - 1 as in rmt/angle/angle.h.
 *
 * The profile costs O(L) time and memory by prefix sums. The double sum over q and i is taken over tails
 * of g, so that what is subtracted is of order 1 after the factor beta^4 and never grows with L. Measured
 * against long double, the relative error of M2 = 1 + tan^2 is below 2e-15 at L = 1000, 5e-12 at L = 10^6 and
 * 3e-11 at L = 10^7 for every beta, and below 1e-13 at any L where beta sqrt(L) <= 1.
 */
#ifndef RMT_MASK_STREAM_H
#define RMT_MASK_STREAM_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

/* g_i = a^(2i) arcsin(a^i), i >= 1, accurate for beta from 0 to 1. */
double rmt_mask_memory(double branch_scale, size_t i);

/* excess[j] = m2(j) - 1 at the last feature, j = 0 .. count-1. HODO_INVALID: branch_scale. */
hodo_status rmt_resnet_excess(double branch_scale, size_t count, double *excess, hodo_error *error);

/* tan^2(theta_{L-1}) of a ReLU ResNet of this depth. O(L) time, no memory.
 * HODO_INVALID: branch_scale, depth. */
hodo_status rmt_resnet_last(double branch_scale, int64_t depth, double *tangent_square, hodo_error *error);

/* tan^2(theta_v) for v = 2 .. L-1 at tangent_square[v - 2]: depth - 2 entries. O(L).
 * HODO_INVALID: branch_scale, depth. HODO_NO_MEMORY. */
hodo_status rmt_resnet_profile(double branch_scale, int64_t depth, double *tangent_square, hodo_error *error);

#endif
