/* Angles of networks as one trains them, in which the first matrix is trained too and the readout reads
 * phi(h):
 *
 *     h_1 = W_1 x,   h_l = W_l phi(h_{l-1})   or   h_l = h_{l-1} + s W_l phi(h_{l-1}),   f = W_L phi(h_{L-1}),
 *
 * where rmt/angle/angle.h counts a fixed W_1 and reads h_{L-1} itself. Below h_v there are n = v trained
 * matrices (ours). One sample, balanced steps, Gaussian weights, infinite width.
 *
 * MLP. A layer between h_i and h_{i+1} lets the second moment of the Jacobian grow by its own kappa_i, which
 * for activations that are not homogeneous depends on the length of h_i (rmt/angle/activation_layer.h). The
 * composition rule then adds up to
 *
 *     n^2 tan^2(theta_n) = sum_{i<n} i^2 kappa_i.
 *
 * ReLU ResNet. Divided by its growing norm, the stream is that of rmt/angle/mask_stream.h with
 * beta^2 = s^2/(1 + s^2), and h_v is its feature v + 1 at depth L + 1. But b_{L-1} carries the mask of h_{L-1}
 * with all of its weight: at Q = L-1-v layers above v, cov_j gains
 *
 *     (2 beta^2/pi) sum_{i=1}^{j} g_{Q+i},   g_i = a^(2i) arcsin(a^i).
 */
#ifndef RMT_TRAINED_ENDS_H
#define RMT_TRAINED_ENDS_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* tan^2 of h_v at tangent_square[v - 1], v = 1 .. count, from kappa[i - 1] of the layer between h_i and
 * h_{i+1}, i = 1 .. count - 1. O(count). */
void rmt_trained_mlp_profile(const double *kappa, size_t count, double *tangent_square);

/* tan^2 of h_v at tangent_square[v - 1], v = 1 .. matrices - 1, of a ReLU ResNet of `matrices` = L >= 2 weight
 * matrices. O(L). HODO_INVALID: branch_scale (beta), matrices. HODO_NO_MEMORY. */
hodo_status rmt_trained_resnet_profile(double branch_scale, int64_t matrices, double *tangent_square,
                                       hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
