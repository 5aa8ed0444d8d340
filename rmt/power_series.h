/* Power series to a fixed order, and moments by Lagrange's inversion.
 *
 * Where x is known as a function of psi, as ln(x psi) = sum_{j>=1} ell_j psi^j (S-transforms give that), the moments are
 *
 *     m_k = (1/k) [psi^(k-1)] exp(k ln(x psi)),
 *
 * for psi = sum m_k x^-k inverts 1/x = psi exp(-ell(psi)). No quadrature, any depth, O(order^3).
 */
#ifndef RMT_POWER_SERIES_H
#define RMT_POWER_SERIES_H

#include <stddef.h>

/* out[n], n = 0 .. order: the series of exp(scale sum_{j>=1} ell[j - 1] t^j). */
void rmt_power_series_exp(const double *ell, double scale, size_t order, double *out);

/* ell[j - 1], j = 1 .. order: the series of ln(1 + sum_{j>=1} a[j - 1] t^j). */
void rmt_power_series_log(const double *a, size_t order, double *ell);

/* moment[k - 1] = m_k, k = 1 .. order, times exp(k log_scale), from ell[0 .. order - 2]. order <= RMT_MOMENTS_MOST. */
void rmt_power_series_moments(const double *ell, double log_scale, size_t order, double *moment);

#endif
