/* The spectrum of the backward-to-feature kernel of a linear ResNet of infinite depth, as a map z(s) (ours).
 *
 * f_l = sqrt(1 - beta^2) f_{l-1} + beta W_l f_{l-1}, beta = c/sqrt(L), L to infinity, t = c^2, all W trained:
 * the kernel is K = T(t)/t with dT = (1 - T) dt + dW T + T dW^T + dW T dW^T, T(0) = 0, W(t) a matrix of
 * Brownian motions of variance t/m. Its transform obeys G_t + (1 - 2z + 2z^2 G) G_z = 2G(1 - zG); on
 * characteristics k is constant and
 *
 *     G = k^2 sech^2(kt),   z = cosh^2(kt) (1 + k tanh(kt)) / k^2        (of T: first moment t)
 *
 * so that R(G) = sinh(2kt)/(2k). Here q = (kt)^2 = 1/s, of either sign or complex, and everything is of K:
 *
 *     z = t cosh^2(sqrt q)/q + sinh(2 sqrt q)/(2 sqrt q)       G = q sech^2(sqrt q)/t
 *     U = -ln(G) + (q - sqrt q tanh sqrt q)/t                  (logarithmic potential)
 *
 * Two soft edges. G here is int dF/(z - lambda).
 */
#ifndef RMT_BFK_RESNET_MAP_H
#define RMT_BFK_RESNET_MAP_H

#include "rmt/kernel/support_curve.h"

/* Fills the map, with the edges by dz/ds = 0; *time must outlive it. HODO_NUMERIC when an edge is not found. */
hodo_status rmt_bfk_resnet_map(const double *time, rmt_curve_map *map, hodo_error *error);

#endif
