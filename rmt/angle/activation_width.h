/* The angle of an MLP of finite width m and any activation: the mean of 1/cos^2(theta_v) over Gaussian or Haar
 * weights, for layers D = diag phi'(f) whose m entries are independent of each other and of the weights (ours).
 *
 * Of two trained layers the matrices between average to the identity EXACTLY, since given u = W^T b the rest of
 * W is as likely as its negative; what is left is rho_j, 1 + rho_j = E[|b|^2 |J J^T b|^2/|J^T b|^4] of a
 * Jacobian of j layers, and E[1/cos^2] - 1 = (1/n^2) sum_j (2(n-j) - 1) rho_j. One layer more, with z of
 * m normals, S_2 = sum d_i z_i^2, S_4 = sum d_i^2 z_i^2, d_i = phi'^2 of unit i:
 *
 *     Gaussian:   rho_{j+1} = A + B rho_j,       A = (m-1) E[S_4/S_2^2],     B = E[(sum d_i - S_4/S_2)/S_2]
 *     Haar:       1 + rho_{j+1} = a + b rho_j,   a = E[|z|^2 S_4/S_2^2],
 *                                                b = E[|z|^2 (sum d_i - S_4/S_2)/S_2]/(m-1)
 *     after phi:  1 + rho_j of h = a + b rho_j of f,    rho_0 = 0.
 *
 * For masks (d is 0 or one value, N units on) A = (m-1) h, B = 1 + h, a = (m-2) h, b = (m-2)(1+h)/(m-1) with
 * h = E[1/(N-2) | N >= 3] (rmt/finite/active_units.h); otherwise the means are one-dimensional integrals, for
 * E[1/S_2] = int_0^inf E[exp(-t d z^2)]^m dt and its like: to 1e-9.
 *
 * WHERE IT IS EXACT: linear, ReLU, (a,b)-ReLU and |s|, whose phi'^2 depends on the sign of f only, and signs
 * can be moved from the rows of one matrix to the columns of the next. Elsewhere phi' knows |f| and by it one
 * direction in m of the weights, and lengths walk about q: B - 1 is right to a fraction of itself of order 1
 * only, so the mean has a relative error of order n/m that is not computed.
 */
#ifndef RMT_ACTIVATION_WIDTH_H
#define RMT_ACTIVATION_WIDTH_H

#include "rmt/angle/activation_layer.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One layer at this width. */
typedef struct rmt_width_step {
    double gaussian_constant, gaussian_factor;   /* A, B */
    double isotropic_constant, isotropic_factor; /* a - 1, b */
} rmt_width_step;

/* The step of this layer. HODO_INVALID for a width outside 3 .. 10^9, or where phi' takes the value 0 and
 * another one with so few units that no mean is left; HODO_NUMERIC when an integral is not reached;
 * HODO_NO_MEMORY. */
hodo_status rmt_width_step_at(const rmt_activation_layer *layer, int64_t width, rmt_width_step *step,
                              hodo_error *error);

/* Whether the step is exact: phi'^2 depends on the sign of f alone. */
bool rmt_width_step_is_exact(const rmt_activation_layer *layer);

/* E[1/cos^2] - 1 of features of this layer for n = 1 .. count trained layers below, at tangent_square[n - 1],
 * from its step; count >= 1. O(count). HODO_NUMERIC when it exceeds the largest double. */
hodo_status rmt_width_step_tangent_square(const rmt_width_step *step, bool orthogonal, rmt_feature feature,
                                          size_t count, double *tangent_square, hodo_error *error);

/* The same, tangent_square (count,), the step taken at this width. Errors as rmt_width_step_at and
 * rmt_width_step_tangent_square. */
hodo_status rmt_activation_width_tangent_square(const rmt_activation_layer *layer, rmt_feature feature,
                                                int64_t width, size_t count, double *tangent_square,
                                                hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
