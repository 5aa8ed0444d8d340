/* The law of d = phi'(sqrt(q) z)^2 / E[phi'^2], z ~ N(0, 1): the eigenvalues of D^2 in a wide layer at length
 * q, divided by their mean, and what the S-transform of a Jacobian needs of it at complex w,
 *
 *     g = E[1/(w - d)],   psi = w g - 1 = E[d/(w - d)],   P = E[ln(1 - d/w)]
 *
 * (psi is M(u) = E[u d/(1 - u d)] at u = 1/w).
 *
 * Where phi' takes finitely many values these are sums over them. Otherwise they are sums over the 16
 * Gauss-Legendre nodes of panels in z (rmt/jacobian/gaussian_panels.h), exact to rounding while no pole d(z) =
 * w is near a panel. Near ones are subtracted: with the panel's polynomial for d, a root z_0 by Newton, and
 *
 *     int f/(w - d) dz = sum_i f_i/(w - d_i) + R (ln((b - z_0)/(a - z_0)) - sum_i 1/(z_i - z_0)),
 *     R = -f(z_0)/d'(z_0),
 *
 * (Helsing and Ojala, J. Comput. Phys. 227, 2008) for each root inside the ellipse beyond which 16 nodes need
 * no help. So w may come as near to the cut [0, d_max] as it likes, up to its limit from above; relative error
 * of some 1e-11.
 *
 * Everything is kept as e = d - 1 and v = w - 1, for networks near isometry have d = 1 but for a little. Cost:
 * some hundred nodes, some microseconds, an evaluation.
 */
#ifndef RMT_DERIVATIVE_LAW_H
#define RMT_DERIVATIVE_LAW_H

#include "base/activation.h"
#include "base/status.h"
#include "rmt/law/complex_log.h"
#include "rmt/jacobian/derivative_values.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct rmt_derivative_law rmt_derivative_law;

/* At length q >= 0. HODO_INVALID when phi' vanishes, HODO_NUMERIC when phi is too rough for quadrature,
 * HODO_NO_MEMORY. */
hodo_status rmt_derivative_law_open(const hodo_nonlinearity *shape, double q, rmt_derivative_law **law,
                                    hodo_error *error);
void rmt_derivative_law_close(rmt_derivative_law *law); /* accepts NULL */

/* E[phi'^2] before the division. */
double rmt_derivative_mean_square(const rmt_derivative_law *law);

/* Finitely many values: how many (0: a density), the values of d, descending, and their masses. */
size_t rmt_derivative_value_count(const rmt_derivative_law *law);
double rmt_derivative_value(const rmt_derivative_law *law, size_t i);
double rmt_derivative_mass(const rmt_derivative_law *law, size_t i);

/* The ends of the law, d_min and d_max; a density is cut where |z| = RMT_GAUSSIAN_REACH, if it does not reach 0
 * before. */
double rmt_derivative_least(const rmt_derivative_law *law);
double rmt_derivative_most(const rmt_derivative_law *law);

/* alpha in P(d < epsilon) ~ epsilon^alpha (up to logarithms), at most 1, where a spectrum's hard edge stops to
 * feel it. */
double rmt_derivative_small_exponent(const rmt_derivative_law *law);

/* moment[k - 1] = E[d^k], k = 1 .. order. */
void rmt_derivative_moments(const rmt_derivative_law *law, size_t order, double *moment);

typedef struct rmt_derivative_point {
    double complex g, psi;
    double complex difference; /* psi - g = E[(d - 1)/(w - d)], without cancellation */
    double complex psi_slope;  /* d psi/d w */
} rmt_derivative_point;

/* At w = 1 + v, given both, in the closed upper half-plane (on the axis: the limit from above). */
void rmt_derivative_at(const rmt_derivative_law *law, double complex w, double complex v,
                       rmt_derivative_point *point);

/* P at the same place; some 20 times dearer for a density, a logarithm for each node. */
double complex rmt_derivative_potential(const rmt_derivative_law *law, double complex w, double complex v);

#endif
