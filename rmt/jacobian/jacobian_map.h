/* The spectral curve (rmt/jacobian/spectral_curve.h) of a deep Jacobian of L equal square layers and any law of
 * the derivatives d (rmt/jacobian/derivative_law.h), J = D_L W_L ... D_1 W_1. The subordinated place w is that
 * of a layer's D^2:
 *
 *     psi = E[d/(w - d)],   x = ((1 + psi)/psi) (w psi)^L              Gaussian W, variance 1/n
 *                           x = ((1 + psi)/psi) (w psi/(1 + psi))^L    Haar orthogonal W
 *
 * from S_D = (1 + psi)/(w psi), S_W = 1/(1 + psi) or 1 (Pennington, Schoenholz and Ganguli, arXiv:1711.04735
 * and 1802.09979; in this parametrisation ours). tau(J J^T) = 1. With P = E[ln(1 - d/w)] the logarithmic
 * potential is
 *
 *     U = ln x + L (psi + P) - ln(1 + psi)   and   U = ln x + L P + (L - 1) ln(1 + psi),   (ours)
 *
 * from U = (1 + psi) ln x - int ln x dpsi. Masks have one nonzero value and a faster map,
 * rmt/jacobian/mask_map.h.
 */
#ifndef RMT_JACOBIAN_MAP_H
#define RMT_JACOBIAN_MAP_H

#include "rmt/jacobian/derivative_law.h"
#include "rmt/jacobian/spectral_curve.h"

typedef struct rmt_jacobian_map {
    const rmt_derivative_law *derivative; /* not owned */
    bool orthogonal;
    double depth; /* L */
} rmt_jacobian_map;

/* The map; `jacobian` must outlive it. Cuts: [0, d_max] for a density, for values the stretches where ln x is
 * not real. No cuts for one orthogonal layer, whose law is that of d. */
void rmt_jacobian_spectral_map(const rmt_jacobian_map *jacobian, rmt_spectral_map *map);

/* x ~ w^order at w = 0, and density ~ x^(alpha/order - 1) there. */
double rmt_jacobian_hard_order(const rmt_jacobian_map *jacobian);

/* ell[j - 1] = coefficient of eta^j in ln(x eta), eta = psi/(1 + psi), j = 1 .. order, by Lagrange's inversion
 * of the moments of d (rmt/jacobian/power_series.h). order <= RMT_MOMENTS_MOST. */
void rmt_jacobian_series(const rmt_jacobian_map *jacobian, size_t order, double *ell);

#endif
