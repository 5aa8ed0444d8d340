/* A deep network in plain loops, the oracle against which rmt/ is tested. It shares no line with src/net:
 * its own layout, its own passes, GSL's generator.
 *
 *     f_l = a f_{l-1} + beta B_l(f_{l-1}),  l = 2 .. L-1,  a = sqrt(1 - beta^2),  f_1 ~ N(0, I),
 *
 * B a branch of the kinds below at critical variance; beta = 1 is an MLP. From b_{L-1} ~ N(0, I), several
 * independent probes a network, it goes backwards, b_{l-1} = J_l^T b_l, and then forwards with the balanced
 * step, d_1 = 0, d_l = J_l d_{l-1} + b_l/||b_l||^2: the feature velocities, up to one common factor.
 */
#ifndef HODO_TESTS_RMT_SIMULATED_NETWORK_H
#define HODO_TESTS_RMT_SIMULATED_NETWORK_H

#include <stdbool.h>
#include <stddef.h>

enum { PROBES = 8 }; /* backward passes that share a network's weights */

typedef enum branch_kind {
    RELU_BRANCH,       /* V relu(f), V of variance 2/m */
    FREE_MASK_BRANCH,  /* V D f, D of fair coins drawn anew in each layer: what the wrong theory describes */
    LINEAR_BRANCH,     /* V f, V of variance 1/m */
    TWO_MATRIX_BRANCH, /* V relu(W f) */
} branch_kind;

typedef struct simulated_network {
    branch_kind kind;
    bool orthogonal;  /* Haar V of the same variance */
    size_t width, depth;
    double branch_scale;
} simulated_network;

/* A sample mean over independent networks. */
typedef struct estimate {
    double mean, standard_error;
} estimate;

/* Mean of 1/cos^2(theta_v) over `networks` draws, for v = 2 .. L-1 at out[v - 2]. */
void simulate_angles(const simulated_network *network, size_t networks, unsigned long seed, estimate *out);

/* Mean of ||u||^2 ||J J^T u||^2 / ||J^T u||^4, J the Jacobian of the last j layers and u ~ N(0, I), for
 * j = 0 .. L-2 at out[j]: tends to tau((J J^T)^2)/tau(J J^T)^2. The traces themselves are not averaged: norms
 * of a finite network are log-normal, and the mean of a fourth power would be carried by the rare ones. */
void simulate_second_moments(const simulated_network *network, size_t networks, unsigned long seed,
                             estimate *out);

/* 2 X(2m) - X(m): removes the 1/m bias of a finite width. The estimates are independent. */
estimate extrapolate(estimate at_width, estimate at_twice_the_width);

/* (measured - theory) in standard errors; a NaN anywhere gives infinity. */
double z_score(estimate measured, double theory);

#endif
