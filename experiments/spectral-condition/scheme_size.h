/* How large the first step of a parametrization is, in the spectral norm, at initialisation: one sample, sgd, eta = 1.
 *
 *     ||Delta(a W_k)||_* / (sqrt(n_k/n_{k-1}) |f - y|) = a^2 rate ||b_k|| ||h_{k-1}|| / sqrt(n_k/n_{k-1})
 *
 * with h_0 = x, of norm sqrt(n_0), and at large width, s_k the deviation of an entry of the effective matrix a W_k,
 *
 *     ||phi(h_k)||^2 = n/2 s_k^2 ||h_{k-1}||^2,     ||b_3|| = 1,  ||b_2||^2 = n/2 s_3^2,  ||b_1||^2 = n/2 s_2^2 ||b_2||^2
 *
 * (the 1/2 of a ReLU twice; arXiv 2310.17813's sizes with their constants, ours). Where a step is divided by its
 * norm the residual is divided out too: ||.||_* is the rate a, or for one sample, of rank one, a rate ||W||_F.
 */
#ifndef SPECTRAL_CONDITION_SCHEME_SIZE_H
#define SPECTRAL_CONDITION_SCHEME_SIZE_H

#include "experiments/spectral-condition/width_network.h"

/* The ratio above for W_1, W_2, W_3 of a network of depth 3. Errors of width_network_plan; HODO_INVALID for another
 * depth, another kind of network or optimiser. */
hodo_status scheme_size(hodo_arena *arena, const width_network_setting *setting, double size[WIDTH_NETWORK_DEPTH],
                        hodo_error *error);

/* The exponents of the published table for input, hidden and output: rows spectral, mup, ntp, sp and
 * frobenius-relative; false for others. */
bool scheme_exponents(const char *parametrization, double exponents[WIDTH_NETWORK_DEPTH]);

#endif
