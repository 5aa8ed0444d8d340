/* Power series to a fixed order, and moments by Lagrange's inversion.
 *
 * With eta = psi/(1 + psi) let ln(x eta) = sum_{j>=1} ell_j eta^j be known (S-transforms give it). As psi =
 * eta/(1 - eta), the moments are
 *
 *     m_k = (1/k) [eta^(k-1)] exp(k ln(x eta)) / (1 - eta)^2.
 *
 * No quadrature, any depth, O(order^3). In powers of eta and not of psi because then all terms of masks, of
 * ResNets and of isometry are of one sign, or nearly: in psi moment 38 of a ResNet would lose nine digits.
 */
#ifndef RMT_POWER_SERIES_H
#define RMT_POWER_SERIES_H

#include <stddef.h>

/* out[n], n = 0 .. order: the series of exp(scale sum_{j>=1} ell[j - 1] t^j). */
void rmt_power_series_exp(const double *ell, double scale, size_t order, double *out);

/* ell[j - 1], j = 1 .. order: the series of ln(1 + sum_{j>=1} a[j - 1] t^j). */
void rmt_power_series_log(const double *a, size_t order, double *ell);

/* moment[k - 1] = m_k, k = 1 .. order, times exp(k log_scale), from ell[0 .. order - 1]. order <=
 * RMT_MOMENTS_MOST. */
void rmt_power_series_moments(const double *ell, double log_scale, size_t order, double *moment);

#endif
