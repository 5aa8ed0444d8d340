/* One draw of the feature-speed paper's network, measured: the networks of a family share every
 * weight and differ in the branch scale beta, or in a factor of the readout.
 *
 *   f_0 = x,  f_1 = W_1 x,  f_l = sqrt(1 - beta^2) f_(l-1) + beta V_l relu(f_(l-1)), l = 2 .. L - 1,
 *   f_L = W_L f_(L-1),  loss (f_L - y)^2 / 2,
 *
 * with W_1 ~ N(0, 1/d) fixed, V_l ~ N(0, 2/m) trained, W_L ~ N(0, readout_scale^2), x ~ N(0, I/d), one
 * sample, one output, y = 1. beta = 1 is the MLP. Steps are balanced, eta_l = 1 / (n ||grad_l||^2) with
 * n = L - 2 trained matrices, so that the loss decays at rate 1, an equal share from each. The velocity
 * is the exact tangent. */
#ifndef HODO_EXPERIMENTS_MEASURED_NETWORK_H
#define HODO_EXPERIMENTS_MEASURED_NETWORK_H

#include "lab/experiment.h"
#include "probe/angle.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct network_request {
    size_t depth;                /* L >= 3 */
    size_t width;                /* m */
    size_t inputs;               /* d */
    const double *branch_scales; /* (members), in (0, 1] */
    size_t members;
    double readout_scale;        /* standard deviation of an entry of W_L; 1/m is the default of Figure 1 */
    const double *readout_factors; /* (members): f_L = factor W_L f_(L-1); NULL: 1 */
    bool unit_input;      /* x divided by its norm, as in Figure 2 */
} network_request;

/* The request of the cell's parameters m, L and d, with the readout W_L ~ N(0, 1/m^2) and no member yet. */
network_request network_request_of(const hodo_cell *cell);

/* Draws from the cell's stream, runs forward, backward and tangent, measures: on return
 * hodo_speeds_at(*speeds, member, v) holds what is measured of feature v = 2 .. L - 1. Memory is the
 * cell's. */
hodo_status measure_network(const hodo_cell *cell, const network_request *request, hodo_speeds **speeds,
                            hodo_error *error);

/* |f_L - y| of a member: what speeds and sensitivities are multiplied by before they are averaged.
 * With one sample b_v is proportional to it, and under a readout as large as the NTK's it is random
 * of order one and can vanish, which has nothing to do with how features move. */
double measured_residual(const hodo_speeds *speeds, size_t member);

/* Multiply-adds of measure_network on the cell's m and L, the drawing of a weight counted as many as it costs.
 */
double measured_network_cost(const hodo_cell *cell, size_t members);

#endif
