/* The spectral curve (rmt/jacobian/spectral_curve.h) of a deep Jacobian whose derivatives are masks: on with
 * probability p, off otherwise, layers of any widths.
 *
 * J = D_L W_L ... D_1 W_1, D_l (n_l, n_l) diagonal, W_l (n_l, n_{l-1}), nu_l = n_l/n_L; psi that of J J^T.
 * Rectangular S-transforms (Mueller, IEEE Trans. Inf. Theory 48, 2002; Burda, Jarosz, Livan, Nowak and Swiech,
 * arXiv:1007.3594) with t = n_L psi common to all layers give, W of variance 1/n_{l-1} and D^2 of mean 1,
 *
 *     x = ((1 + psi/nu_0)/psi) prod_l (1 + psi/(p nu_l))                                      Gaussian
 *     x = ((1 + psi/nu_0)/psi) prod_l (1 + psi/(p nu_l))/(1 + psi/max(nu_l, nu_{l-1}))        orthogonal
 *
 * where an orthogonal W has orthonormal rows or, scaled by sqrt(n_l/n_{l-1}), columns (the second line is
 * ours). With equal widths these are ((1 + psi)/psi) (1 + psi/p)^L and (1 + psi)^(1-L) (1 + psi/p)^L/psi. tau(J
 * J^T) = 1.
 *
 * Every numerator 1 + psi/k tells that a layer has rank k; the least of them is K, the rank of J. Then psi =
 * K/(w - 1), 1 + psi/K = w/(w - 1), and each further numerator k paired with a denominator k' >= k gives a
 * factor
 *
 *     (w - b)/(w - b'),   b = 1 - K/k <= b' = 1 - K/k',   k' infinite where there is no denominator,
 *
 * analytic off the cut [b, b'] of the axis, with an argument that is not positive above it: so psi has the
 * subordinated place w. The price of a deep network is one logarithm for each different pair, not for each
 * layer.
 */
#ifndef RMT_MASK_MAP_H
#define RMT_MASK_MAP_H

#include "rmt/jacobian/spectral_curve.h"

#include <stdint.h>

/* (w - b)/(w - b'), as many times as layers have it. */
typedef struct rmt_mask_factor {
    double numerator, denominator; /* K/k and K/k', 0 for k' infinite: 1 - b and 1 - b' */
    double step;                   /* their difference, K (1/k - 1/k') > 0 */
    double count;
} rmt_mask_factor;

typedef struct rmt_mask_map {
    double rank;         /* K, a share of n_L */
    double log_constant; /* ln(x/w) at infinity: -ln K */
    rmt_mask_factor *factors; /* (count,); owned */
    size_t count;
    double top_place, top_mass; /* the atom at psi = infinity; mass 0 when there is none */
    double critical; /* n ranks that exceed the whole exactly: the mass above, before it is cut off at 0 */
    double hard_order;          /* x ~ w^hard_order at w = 0; 0 when the spectrum stays away from 0 */
} rmt_mask_map;

/* widths: (depth + 1,), n_0 .. n_L, relative, or NULL for equal ones. 0 < density <= 1. HODO_NO_MEMORY. */
hodo_status rmt_mask_map_open(double density, bool orthogonal, const double *widths, size_t depth,
                              rmt_mask_map *map, hodo_error *error);
void rmt_mask_map_close(rmt_mask_map *map);

/* The map; `mask` must outlive it. HODO_INVALID when there are more than RMT_CUTS_MOST separate cuts. */
hodo_status rmt_mask_spectral_map(const rmt_mask_map *mask, rmt_spectral_map *map, hodo_error *error);

/* ell[j - 1] = coefficient of eta^j in ln(x eta), eta = psi/(1 + psi), j = 1 .. order
 * (rmt/jacobian/power_series.h). */
void rmt_mask_series(const rmt_mask_map *map, size_t order, double *ell);

#endif
