/* What the first step of SGD does to each layer by that layer's own weights, in an MLP of ReLUs as n ->
 * infinity (ours; the kernels are those of Cho and Saul 2009). With V_l = multiplier W_l of entries N(0,
 * s_l^2), batch rows x_a, residuals r_a = f(x_a) - y_a as they are, loss 1/(2B) sum r^2 and c_l = multiplier^2
 * rate,
 *
 *     own_l(x) = -(eta c_l/B) sum_a r_a b_l(x_a) <h_{l-1}(x_a), h_{l-1}(x)>,    b_l = d f/d h_l,
 *     mean over units of own_l^2 = (eta c_l/B)^2 sum_ab r_a r_b K_{l-1}(a, x) K_{l-1}(b, x) B_l(a, b),
 *
 * h_{l-1} meaning phi(h_{l-1}) above the input. K_0 = <x, x'>, K_l = n E phi phi' at covariance s_l^2 K_{l-1};
 * B_3 = 1, B_2 = s_3^2 E phi'phi'(2), B_1 = n s_2^2 B_2 E phi'phi'(1). Nothing is fitted: the network gives its
 * multipliers, deviations and rates, the batch its rows and residuals.
 */
#ifndef SPECTRAL_CONDITION_FIRST_STEP_H
#define SPECTRAL_CONDITION_FIRST_STEP_H

#include "experiments/spectral-condition/width_network.h"

/* own (WIDTH_NETWORK_DEPTH,) <- rms of own_l over units and the rows of the batch after one step at eta. x (B,
 * d) and y (B, 1) of the network's precision. Runs a forward pass of the network for its residuals.
 * HODO_NO_MEMORY, and the errors of hodo_pass_forward. */
hodo_status first_step_own(hodo_arena *arena, width_network *made, double eta, hodo_matrix x, hodo_matrix y,
                           double own[WIDTH_NETWORK_DEPTH], hodo_error *error);

#endif
