/* The spectrum of the backward-to-feature kernel of a deep MLP, as a map z(s) (ours).
 *
 * With V trained Gaussian matrices below the feature and balanced contributions the kernel is K = T_V / V,
 *
 *     T_1 = I,   T_v = I + A T_{v-1} A^T,
 *     A = W, variance 1/m (linear); A = W D, variance 2/m, D the mask (ReLU)
 *
 * at infinite width, every mask free from what lies below it. A T A^T is compound free Poisson in both cases,
 * which makes one sequence, the subordinated places of all depths at once,
 *
 *     z_0 = s,  r_1 = 1 + 1/s,  z_i = r_i z_{i-1},  r_{i+1} = r_i + 1/z_i       (z_{i+1} = 1 + z_i^2 / z_{i-1})
 *
 *     linear   z = 1 + r_{V-1} z_{V-1} (= z_V)   G = 1/z_{V-1}       U = ln s + S,   S = sum_{i<V} (r_i - 1)
 *     ReLU     z = 1 + (1 + r_{V-1}) z_{V-1}     G = 1/(2 z_{V-1})   U = (ln s + ln(4 z_{V-1}) + S)/2
 *
 * with z and G = int dF/(z - lambda) of T_V, U its logarithmic potential. Ratios keep every depth inside the
 * range of a double. Linear: support [1, x+], hard at 1 (exponent -1/2). ReLU: an atom of mass 1/2 at 1, which
 * is z_{V-1} = 0, and an interval above it with two soft edges. V = 1: an atom of mass 1 at 1 and nothing else.
 */
#ifndef RMT_BFK_MAP_H
#define RMT_BFK_MAP_H

#include "rmt/kernel/support_curve.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct rmt_bfk_depth {
    size_t depth; /* V; the map has V >= 2 */
    bool masked;  /* ReLU */
} rmt_bfk_depth;

/* Fills the map: edges by dz/ds = 0, or by z_{V-1} = 0 at the hard edge, both by bracketing. *depth must
 * outlive the map. HODO_NUMERIC when an edge is not found. */
hodo_status rmt_bfk_map(const rmt_bfk_depth *depth, rmt_curve_map *map, hodo_error *error);

#endif
