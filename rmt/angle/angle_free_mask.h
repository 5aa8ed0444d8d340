/* A WRONG theory of the ReLU ResNet, kept to be refuted.
 *
 * It takes the masks as free: drawn anew at every layer, independent of the stream. Then a branch
 * V D, tau(D) = 1/2, entries of V of variance 2/m, is a fresh layer with kappa = 2 (rmt/angle/layer_law.h):
 *     tau(Z^2) = a^4 m2 + 2 a^2 beta^2 (1 + m2) + beta^4 (m2 + 2) = m2 + 2 beta^2,
 * since 4 tau(D Y D Y) = tau(Y^2) + 1 when D is free from Y and tau(Y) = 1. So m2(j) = 1 + 2 beta^2 j,
 * the same at every feature. In truth the masks persist along the skip (rmt/angle/mask_stream.h), which
 * makes D Y D Y larger: at c = 2 the limit is cos = 0.5222 here and 0.4687 in truth, and the error
 * grows with c to the factor sqrt(3/2). At beta = 1 there is no skip, and both are the ReLU MLP.
 *
 * A claim that a simulation agrees with the theory is worth something only if it rejects this one.
 */
#ifndef RMT_ANGLE_FREE_MASK_H
#define RMT_ANGLE_FREE_MASK_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

/* tan^2(theta) above n >= 1 trained layers if the masks were free. HODO_INVALID: branch_scale. */
hodo_status rmt_wrong_free_mask_angle(double branch_scale, size_t n, double *tangent_square, hodo_error *error);

/* Its limit at beta = c/sqrt(L). HODO_INVALID: scale. */
hodo_status rmt_wrong_free_mask_limit(double scale, double *tangent_square, hodo_error *error);

#endif
