/* The angle at the last feature in the limit of infinite depth at branch scale beta = c/sqrt(L), T = c^2
 * (ours), width first, then depth.
 *
 *     ReLU ResNet    M2(T) = 1 + 2T/3 + (4/(3 pi T^2)) int_0^T (T-y)^3 e^-y arcsin(e^(-y/2)) dy
 *     fresh layers   M2(T) = 1 + 2T/3      (linear, two-matrix branches: kappa drops out)
 *
 * Results are tan^2 = M2 - 1 (rmt/angle/angle.h): theta ~ c sqrt(2/3) for small c in both; for large c the
 * ReLU ResNet has cos ~ 1/c with constant exactly 1, fresh layers sqrt(3/2)/c.
 */
#ifndef RMT_ANGLE_LIMIT_H
#define RMT_ANGLE_LIMIT_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* *tangent_square of the ReLU ResNet, by quadrature, to a relative 1e-12. `scale` is c. HODO_INVALID when c is
 * negative, not a number, or c^2 overflows; HODO_NUMERIC when the quadrature fails; HODO_NO_MEMORY. */
hodo_status rmt_resnet_limit(double scale, double *tangent_square, hodo_error *error);

/* *tangent_square of any residual stream whose branches are fresh layers (rmt/angle/layer_law.h).
 * HODO_INVALID as above. */
hodo_status rmt_fresh_branch_limit(double scale, double *tangent_square, hodo_error *error);

/* The laws at the two ends of the ReLU ResNet, as tan^2: 2T/3 + T^2/6 - (128/(945 pi)) T^(5/2) + O(T^3) for
 * small c, and for large c T - 2(1 - log 2) + C1/T + C2/T^2, which leaves out terms of order e^-T only. */
double rmt_resnet_limit_small(double scale);
double rmt_resnet_limit_large(double scale);

#ifdef __cplusplus
}
#endif

#endif
