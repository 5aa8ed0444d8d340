/* The outlier of a rank-one spike: where it stands, from which strength on, and how much of the spike's
 * direction its eigenvector keeps (Baik, Ben Arous and Peche 2005; Benaych-Georges and Nadakuditi 2011,
 * arXiv:0910.2120).
 *
 * Bulk B, invariant under rotations, of law mu; u a unit vector. Additive, B + theta u u^T:
 *
 *     theta G(lambda) = 1,                            overlap = -1 / (theta^2 G'(lambda)).
 *
 * Multiplicative, S B S, S^2 = I + (spike - 1) u u^T:
 *
 *     (spike - 1) T(lambda) = 1, T(z) = z G(z) - 1,   overlap = -spike / ((spike - 1)^2 lambda T'(lambda)).
 *
 * G(z) = int dmu(x) / (z - x). Above the threshold, theta > 1 / G(edge+) or spike > 1 + 1 / T(edge+), lambda
 * leaves the bulk; below, the largest eigenvalue stays at the edge and the overlap is 0. Overlap is the squared
 * cosine.
 *
 * Wigner (semicircle on [-2, 2]): lambda = theta + 1/theta, threshold 1, overlap 1 - 1/theta^2. Wishart X X^T /
 * n, X (p, n), ratio = p/n: lambda = spike (1 + ratio / (spike - 1)), threshold 1 + sqrt(ratio), overlap (1 -
 * ratio/(spike-1)^2) / (1 + ratio/(spike-1)).
 */
#ifndef RMT_OUTLIER_H
#define RMT_OUTLIER_H

#include "base/status.h"
#include "rmt/law/law.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The outlier of one spike. */
typedef struct rmt_outlier {
    double threshold; /* the spike from which on there is an outlier */
    double place;     /* of the largest eigenvalue; the edge below the threshold */
    double overlap;   /* squared cosine between its eigenvector and the spike's direction; 0 below the
                       * threshold */
} rmt_outlier;

/* Closed forms. HODO_INVALID when theta is not in [0, inf), spike not in [1, inf), or ratio not in (0, inf). */
hodo_status rmt_outlier_wigner(double theta, rmt_outlier *outlier, hodo_error *error);
hodo_status rmt_outlier_wishart(double spike, double ratio, rmt_outlier *outlier, hodo_error *error);

/* For any law, through G by quadrature over its density and atoms; relative error about that of the density
 * (1e-9 with a closed form). The upper edge must be finite and above all atoms, multiplicative: the support in
 * [0, inf). Where the density does not vanish at the edge, G(edge+) is infinite and the threshold 0 or 1.
 * HODO_INVALID otherwise; HODO_NUMERIC when quadrature or the root fail; HODO_NO_MEMORY. */
hodo_status rmt_outlier_additive(const rmt_law *law, double theta, rmt_outlier *outlier, hodo_error *error);
hodo_status rmt_outlier_multiplicative(const rmt_law *law, double spike, rmt_outlier *outlier,
                                       hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
