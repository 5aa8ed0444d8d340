/* The backward-feature angle from a spectrum: cos(theta_v) = M_1/sqrt(M_2) with M_p = tau(K_v^p) the moments of
 * the backward-to-feature kernel, for a backward vector that is isotropic to it (arXiv 2311.18718, Thm 3.2). It
 * ties the laws of rmt/law/law.h to the angles of rmt/angle/angle.h, which know the second moment only: `bfk
 * --depth=V` gives the angle of the feature above V trained matrices.
 */
#ifndef RMT_ANGLE_SPECTRUM_H
#define RMT_ANGLE_SPECTRUM_H

#include "rmt/law/law.h"

#ifdef __cplusplus
extern "C" {
#endif

/* *tangent_square <- tan^2(theta) = M_2/M_1^2 - 1 of a law of positive mean. Absolute error some eps M_2/M_1^2:
 * for narrow laws it loses the digits that rmt/angle/angle.h keeps. HODO_INVALID when the mean is not positive;
 * the errors of rmt_law_moments. */
hodo_status rmt_law_tangent_square(const rmt_law *law, double *tangent_square, hodo_error *error);

/* The same of the eigenvalues of one matrix, values (count,), to *tangent_square, summed as M_2 - M_1^2 about
 * the mean. HODO_INVALID for no values, one that is not finite or a mean that is not positive. */
hodo_status rmt_eigenvalues_tangent_square(const double *values, size_t count, double *tangent_square,
                                           hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
