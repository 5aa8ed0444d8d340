/* The backward-feature angle of an MLP of ANY activation (a row of base/activation.h), for features before or
 * after it, with Gaussian or Haar weights; what rmt/angle/layer_law.h lists for four cases (ours).
 *
 *     f_l = W_l h_{l-1} + bias,   h_l = phi(f_l),   f_l Gaussian of variance ("length") q at every layer,
 *
 * a fixed point of the length map (rmt/jacobian/length_map.h). With d = phi'(sqrt(q) z)^2, z ~ N(0, 1), a
 * layer W D, D = diag phi'(f), is free from the Jacobians below it, and with Y of trace 1 and A = D Y D
 *
 *     tau(A^2)/tau(A)^2 = E[d^2]/E[d]^2 + tau(Y^2) - 1,
 *     tau((W A W^T)^2)/tau(W A W^T)^2 = tau(A^2)/tau(A)^2 + (1 Gaussian, 0 Haar),
 *
 * so m2(j) = 1 + kappa j with FLATNESS F = E[phi'^4]/E[phi'^2]^2 >= 1 and
 *
 *     kappa = F (Gaussian),   F - 1 (Haar):    ReLU 2 and 1, |s| and s 1 and 0, erf (1 + 4q)/sqrt(1 + 8q).
 *
 * The weight variance, and so chi, is in none of it: a balanced step has rate_l ||grad_l||^2 equal, and the
 * backward norms in ||grad_l||^2 take the powers of chi out of the kernel. Only the length counts, and for
 * homogeneous activations not even that. A weight variance off the edge of chaos is as good as one on it.
 *
 * FEATURES AFTER the activation: h_v' = D f_v', and -d loss/d h_v is isotropic to D, which it has not met yet.
 * The kernel is D K_v D, each of whose Jacobians gains F - 1 once (no new weights), and the composition
 * rule's weights sum to one:
 *
 *     tan^2(theta of h_v) = tan^2(theta of f_v) + F - 1.
 *
 * ReLU after one trained layer: 45 degrees, for half of the backward vector points at units that are off. On a
 * residual stream h is no feature of the stream, and neither formula holds (rmt/angle/mask_stream.h).
 */
#ifndef RMT_ACTIVATION_LAYER_H
#define RMT_ACTIVATION_LAYER_H

#include "base/activation.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Which side of the activation a feature is on. */
typedef enum rmt_feature {
    RMT_FEATURE_PRE = 0, /* f_v */
    RMT_FEATURE_POST     /* h_v = phi(f_v) */
} rmt_feature;

/* A layer at its fixed point. */
typedef struct rmt_activation_layer {
    hodo_nonlinearity shape;
    bool orthogonal;
    double length;   /* q */
    double flatness; /* F */
    double kappa;    /* F, or F - 1 */
} rmt_activation_layer;

/* *layer at length q, 0 <= q < infinity; of a homogeneous activation q is taken as 1, whatever it is. Relative
 * error 1e-13. HODO_INVALID for the length, and where phi' vanishes; HODO_NUMERIC, HODO_NO_MEMORY of the
 * quadrature. */
hodo_status rmt_activation_layer_at(const hodo_nonlinearity *shape, bool orthogonal, double length,
                                    rmt_activation_layer *layer, hodo_error *error);

/* tan^2(theta) above n >= 1 trained layers at infinite width; the same at every depth. O(1). */
double rmt_activation_tangent_square(const rmt_activation_layer *layer, rmt_feature feature, size_t n);

#ifdef __cplusplus
}
#endif

#endif
