/* Exact moments of backward-to-feature kernels by free cumulants, with no spectrum computed (ours).
 *
 * A T A^T with A Gaussian is compound free Poisson: its n-th free cumulant is a moment of the jumps. For
 * T_v = I + A T_{v-1} A^T (rmt/kernel/bfk_map.h), m_n and k_n moments and free cumulants of T_v,
 *
 *     linear   k_n = m_n(T_{v-1}) + [n = 1]
 *     ReLU     k_n = 2^(n-1) m_n(C) + [n = 1],  k_n(C) = 2^(1-n) k_n(T_{v-1}): C is half of the rows of T_{v-1}
 *
 * and for the continuum of a linear ResNet of scale c, t = c^2, with K = T/t,
 *
 *     k_1 = 1,  k_{n+1} = (t^n / n) [q^(n-1)] S'(q) cosh^(2n)(sqrt q),  S(q) = sinh(2 sqrt q)/(2 sqrt q)
 *
 * (Lagrange's inversion of the R-transform in rmt/kernel/bfk_resnet_map.h). Everything is a sum of positive
 * terms, so the moments are right to a relative error of some (order) V eps. Moments are of K, tau(K) = 1.
 */
#ifndef RMT_BFK_MOMENTS_H
#define RMT_BFK_MOMENTS_H

#include "base/status.h"
#include "rmt/kernel/bfk_map.h"

#include <stddef.h>

/* moment[k - 1] = tau(K^k), k = 1 .. order <= RMT_MOMENTS_MOST, of an MLP, depth >= 1. O(V order^3).
 * HODO_NUMERIC when one overflows: it grows as V^(order - 1). */
hodo_status rmt_bfk_moments(const rmt_bfk_depth *depth, size_t order, double *moment, hodo_error *error);

/* The same of the linear ResNet's continuum, t = c^2 > 0. */
hodo_status rmt_bfk_resnet_moments(double time, size_t order, double *moment, hodo_error *error);

/* Moments from free cumulants, both of indices 1 .. order at [k - 1]: m_n = sum_s k_s [y^(n-s)] M(y)^s with
 * M(y) = 1 + sum m_j y^j. */
void rmt_moments_of_free_cumulants(const double *cumulant, size_t order, double *moment);

#endif
