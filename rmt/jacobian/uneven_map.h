/* The spectral curve (rmt/jacobian/spectral_curve.h) of a deep Jacobian of layers of different widths whose
 * derivatives have a density, J = D_L W_L ... D_1 W_1, W_l (n_l, n_{l-1}), nu_l = n_l/n_L; psi that of J J^T
 * (ours; rectangular S-transforms as in rmt/jacobian/mask_map.h). With psi_l = psi/nu_l and the place w_l of layer
 * l, psi_l = E[d/(w_l - d)],
 *
 *     x = ((1 + psi/nu_0)/psi) prod_l w_l psi_l                                      Gaussian W, variance 1/n_{l-1}
 *     x = ((1 + psi/nu_0)/psi) prod_l w_l psi_l/(1 + psi/max(nu_l, nu_{l-1}))        orthogonal W, scaled to tau = 1
 *
 * The curve is traced in the place w of the narrowest layer. A wider layer has psi_l = lambda psi_w, lambda < 1: its
 * place is found by Newton along lambda, from w outwards, which is the place of the narrow compression of D_l^2.
 * A solution with every place in the upper half-plane is the one that belongs to x; unlike with equal layers nothing
 * here proves that the curve is a graph over |w|, so whoever opens the law checks that its density integrates to 1.
 *
 * The input may not be narrower than every layer: then no place of a layer reaches the lower edge.
 */
#ifndef RMT_UNEVEN_MAP_H
#define RMT_UNEVEN_MAP_H

#include "rmt/jacobian/derivative_law.h"
#include "rmt/jacobian/spectral_curve.h"

/* Layers of one width. */
typedef struct rmt_uneven_layer {
    double ratio; /* lambda: the narrowest width over this one, at most 1 */
    double count;
} rmt_uneven_layer;

typedef struct rmt_uneven_map {
    const rmt_derivative_law *derivative; /* not owned */
    double narrowest, input;              /* nu of the narrowest layer, K; nu_0 */
    rmt_uneven_layer *layers;             /* (count,), the narrowest first; owned */
    size_t count;
    rmt_uneven_layer *wholes; /* (whole_count,): max(nu_l, nu_{l-1}) as ratio K/max, orthogonal only; owned */
    size_t whole_count;
    double depth;
} rmt_uneven_map;

/* widths: (depth + 1,), n_0 .. n_L, relative; a derivative law with a density. HODO_INVALID when the input is the
 * narrowest of all, HODO_NO_MEMORY. */
hodo_status rmt_uneven_map_open(const rmt_derivative_law *derivative, bool orthogonal, const double *widths,
                                size_t depth, rmt_uneven_map *map, hodo_error *error);
void rmt_uneven_map_close(rmt_uneven_map *map);

/* The map; `uneven` must outlive it. It knows no U: distribution functions go by quadrature. */
void rmt_uneven_spectral_map(const rmt_uneven_map *uneven, rmt_spectral_map *map);

/* Density ~ x^(alpha/order - 1) at 0. */
double rmt_uneven_hard_order(const rmt_uneven_map *map);

#endif
