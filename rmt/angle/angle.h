/* The backward-feature angle theta_v: the angle between the velocity of feature v under a balanced
 * gradient step and the direction -b_v in which the loss falls fastest.
 *
 * At infinite width 1/cos^2(theta_v) = M2 = M_2/M_1^2, the moments of the backward-to-feature kernel
 * K = (1/n) sum_l J_l J_l^T over the n trained layers below v (the kernel is of arXiv
 * 2311.18718, its moments are ours). With m2(j) = tau((J J^T)^2) the second moment of a j-layer Jacobian, tau(J
 * J^T) = 1,
 *
 *     M2 = (1/n^2) sum_{j=0}^{n-1} (2(n-j) - 1) m2(j),
 *
 * for of two layers only the Jacobian of the upper one counts twice: the matrices between them
 * average to the identity.
 *
 * Normalisation: everything here is held as excesses, m2(j) - 1 and M2 - 1. The weights 2(n-j) - 1
 * sum to n^2, so the rule is the same for excesses, and M2 - 1 = tan^2(theta_v): angles of 1e-8 keep
 * all their digits, which 1 - cos would lose.
 *
 * Depth counts as in the paper: depth L has features f_1 .. f_{L-1} and L-2 trained matrices; below
 * feature v = 2 .. L-1 there are n = v-1 of them. Below f_1 nothing is trained: no angle.
 */
#ifndef RMT_ANGLE_H
#define RMT_ANGLE_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RMT_SHALLOWEST 3        /* the least depth with a trained matrix */
#define RMT_DEEPEST 10000000    /* prefix sums over more layers lose digits and take seconds */
#define RMT_FIRST_ANGLE_LAYER 2 /* the first feature with a trained layer below */

/* cos(theta) = (1 + tan^2 theta)^(-1/2) and theta in [0, pi/2], in radians. */
double rmt_cos(double tangent_square);
double rmt_theta(double tangent_square);

/* The composition rule: M2 - 1 of the feature above n trained layers from excess[j] = m2(j) - 1,
 * j = 0 .. n-1. n >= 1; O(n). */
double rmt_compose(const double *excess, size_t n);

/* The same for every n at once: tangent_square[n-1] for n = 1 .. count from excess[0 .. count-1];
 * the two arrays may be one. O(count), all terms of one sign. */
void rmt_compose_all(const double *excess, size_t count, double *tangent_square);

/* The same when layers contribute unequally: weight[j] > 0 of the layer with j layers above it (a common factor
 * drops out), K = sum_j weight[j] J_j J_j^T, so that
 *
 *     tan^2 = sum_j w_j (w_j + 2 sum_{i>j} w_i) excess[j] / (sum_j w_j)^2     (ours).
 *
 * n >= 1; O(n). */
double rmt_compose_weighted(const double *excess, const double *weight, size_t n);

/* The same when m2(j) = 1 + growth j: tan^2 = growth (n-1)(2n-1)/(6n). */
double rmt_compose_linear(double growth, size_t n);

/* RMT_SHALLOWEST <= depth <= RMT_DEEPEST, and RMT_FIRST_ANGLE_LAYER <= layer <= depth - 1;
 * HODO_INVALID otherwise. */
hodo_status rmt_check_depth(int64_t depth, hodo_error *error);
hodo_status rmt_check_layer(int64_t layer, int64_t depth, hodo_error *error);

/* 0 <= branch_scale <= 1, the beta of f_l = sqrt(1 - beta^2) f_{l-1} + beta (branch of f_{l-1});
 * HODO_INVALID otherwise, and for NaN. */
hodo_status rmt_check_branch_scale(double branch_scale, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
