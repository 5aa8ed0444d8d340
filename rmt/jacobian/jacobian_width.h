/* First and second moments of a deep Jacobian's spectrum at finite width and depth, exactly (ours).
 *
 * Over Gaussian weights the pair E tau(A^2), E tau(A)^2 of A = J J^T, tau = tr/m, goes from one layer to the
 * next by a linear map, for E tau(A) = 1 throughout:
 *
 *     masked:    A' = V D A D V^T,   V_ij ~ N(0, 1/(p m)), D_ii ~ Bernoulli(p) independent of all else,
 *     residual:  A' = (a + beta V) A (a + beta V)^T,   V_ij ~ N(0, 1/m), a^2 + beta^2 = 1,
 *
 * by Wick's theorem, and for the masks by sum_i A_ii^2 = (2 tr A^2 + (tr A)^2)/(m + 2) on average over a Haar
 * rotation, in which A is invariant. In a ReLU network p = 1/2, and the masks are independent of the weights
 * exactly: signs of the rows of V move into the columns of the next matrix. As m grows E tau(A^2) tends to 1 +
 * L/p, and to 1 + 2 c^2 - c^4/L with beta = c/sqrt(L). Unlike the density, these have no allowance for the
 * width.
 */
#ifndef RMT_JACOBIAN_WIDTH_H
#define RMT_JACOBIAN_WIDTH_H

#include "base/status.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Both moments. */
typedef struct rmt_jacobian_width {
    double second_moment;  /* E tau((J J^T)^2) */
    double trace_variance; /* Var tau(J J^T) = E tau(J J^T)^2 - 1 */
} rmt_jacobian_width;

/* depth >= 0 factors V D. HODO_INVALID for a width < 1, a depth < 0 or a mask density outside (0, 1];
 * HODO_NUMERIC when a moment overflows. */
hodo_status rmt_jacobian_width_masked(double mask_density, int64_t width, int64_t depth,
                                      rmt_jacobian_width *moments, hodo_error *error);

/* depth >= 0 residual layers of branch scale beta, 0 <= beta <= 1. The same errors. */
hodo_status rmt_jacobian_width_residual(double branch_scale, int64_t width, int64_t depth,
                                        rmt_jacobian_width *moments, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
