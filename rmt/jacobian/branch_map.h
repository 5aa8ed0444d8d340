/* The spectrum of J J^T of a deep ResNet whose branches have two matrices, J a product of L layers a I + beta B D A,
 * a^2 + beta^2 = 1, beta = c/sqrt(L); A and B square Gaussian of variance 1/n, D^2 free of them with eigenvalues d of
 * mean 1, d_i with mass m_i. At depth L, not in its limit (ours).
 *
 * R = beta B D A is R-diagonal. The symmetrised law of |a I + R| is the free sum of those of a and |R| (Haagerup and
 * Schultz, Math. Scand. 100, 2007), whose R-transforms r(g) = f(g^2)/g have the determining series
 *
 *     f_a(z) = (sqrt(1 + 4 a^2 z) - 1)/2       of the constant
 *     f_R(z) = sum_i m_i y/(1 - y), y = beta^2 z d_i       of the branch: from f_R(psi (1 + psi) S_RR*(psi)) = psi
 *
 * with S_RR* = S_D/(beta (1 + psi))^2. So a layer has psi(z) = f_a + f_R, its S-transform is z/(psi (1 + psi)), and
 * those of L layers multiply: with t = sqrt(1 + 4 a^2 z), in which everything is single-valued,
 *
 *     z = (t - 1)(t + 1)/(4 a^2),   psi = (t - 1)/2 + f_R,   x = ((1 + psi)/psi) (psi (1 + psi)/z)^L
 *     psi (1 + psi)/z = a^2 + rho (t + f_R),   rho = f_R/z                      without cancellation
 *     U = ln(2 a^2/(t - 1)) + (L - 1) ln(a^2 + rho (t + 1)/2) + L (2 f_R + sum_i m_i ln(1 - y))
 *
 * the last the logarithmic potential, F = 1 - Im U(x + i0)/pi. t is analytic and in the lower half-plane for x in the
 * upper one: it is (v + 1)/(v - 1), v the place subordinated to the constant. Every logarithm above is then principal,
 * and t(x) is followed from the negative axis, where it is real and -1 <= t_0 < t < 1, around to the spectrum: no branch
 * to choose. x = 0 is at t_0, the zero of 1 + psi; the distance s = t - t_0 is what is kept, for x ~ s^(L + 1) there.
 * tau(J J^T) = 1. As L grows only the first coefficient of f_R, beta^2, is left, and the law is that of the linear
 * ResNet with one matrix (rmt/jacobian/resnet_map.h), for any D: universality (Tarnowski et al., arXiv:1809.08848).
 */
#ifndef RMT_BRANCH_MAP_H
#define RMT_BRANCH_MAP_H

#include "base/status.h"
#include "rmt/jacobian/derivative_values.h"

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct rmt_branch_map {
    double depth;                                  /* L >= 2 */
    double square;                                 /* beta^2 in (0, 1) */
    double value[RMT_VALUES_MOST], mass[RMT_VALUES_MOST]; /* d_i > 0 and m_i; a value 0 is left out */
    size_t count;
    double start; /* t_0: -1 when the spectrum stays away from 0 */
    bool hard;    /* it reaches 0: beta^2 >= 1/2 */
} rmt_branch_map;

/* What is known at one s = t - t_0. */
typedef struct rmt_branch_point {
    double complex log_place; /* ln x */
    double complex slope;     /* d ln x/ds */
    double complex excess;    /* psi */
} rmt_branch_point;

/* d_i and m_i of phi'^2 over its mean; HODO_INVALID unless phi' takes finitely many values, independent of length. */
hodo_status rmt_branch_map_make(const hodo_nonlinearity *shape, double scale, double depth, rmt_branch_map *map,
                                hodo_error *error);

/* At s in the closed lower half-plane (from below on the axis). */
void rmt_branch_at(const rmt_branch_map *map, double complex s, rmt_branch_point *point);

/* The s of x + i0, log_place = ln x. HODO_NUMERIC when the path is lost. */
hodo_status rmt_branch_place(const rmt_branch_map *map, double log_place, double complex *s, hodo_error *error);

/* U(x), the logarithmic potential int ln(x - lambda) dF. */
double complex rmt_branch_potential(const rmt_branch_map *map, double complex s);

/* ln x of the two edges; the lower one is -INFINITY when the spectrum reaches 0, from beta^2 = 1/2 on. HODO_NUMERIC
 * when no edge is found. */
hodo_status rmt_branch_edges(const rmt_branch_map *map, double *lower, double *upper, hodo_error *error);

/* The density goes as x^(1/order - 1) at 0; 0 when the spectrum stays away. */
double rmt_branch_hard_order(const rmt_branch_map *map);

#endif
