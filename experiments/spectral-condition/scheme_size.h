/* How large the first step of a parametrization is in the spectral norm: at initialisation, one sample, sgd.
 *
 *     ||Delta(a W_k)||_* / (eta sqrt(n_k/n_{k-1}) |f - y|)
 *         = a^2 rate ||b_k|| ||phi(h_{k-1})|| / sqrt(n_k/n_{k-1})
 *
 * with x for phi(h_0), of norm sqrt(n_0), and s_k the deviation of an entry of a W_k, at large width
 *
 *     ||phi(h_k)||^2 = n/2 s_k^2 ||phi(h_{k-1})||^2,   ||b_3|| = 1,   ||b_k||^2 = n/2 s_{k+1}^2 ||b_{k+1}||^2
 *
 * (the 1/2 of a ReLU; arXiv 2310.17813's sizes with their constants, ours). Where a step is divided by its
 * norm, the residual is divided out too: ||.||_* is a rate, or for one sample, of rank one, a rate ||W||_F.
 */
#ifndef SPECTRAL_CONDITION_SCHEME_SIZE_H
#define SPECTRAL_CONDITION_SCHEME_SIZE_H

#include "experiments/spectral-condition/width_network.h"

/* The ratio above for W_1, W_2, W_3 of a network of depth 3. Errors of width_network_plan; HODO_INVALID for
 * another depth, another kind of network or optimiser. */
hodo_status scheme_size(hodo_arena *arena, const width_network_setting *setting,
                        double size[WIDTH_NETWORK_DEPTH], hodo_error *error);

/* The exponents of the published table for input, hidden and output: rows spectral, mup, ntp, sp and
 * frobenius-relative; false for others. */
bool scheme_exponents(const char *parametrization, double exponents[WIDTH_NETWORK_DEPTH]);

#endif
