/* What training in the neural tangent parametrization changes at infinite width, to leading order, with no free
 * constant: the network of width_network.h in the row `ntp`, trained as loss_matched.h does.
 *
 * With rho_1 = X X^T/d (rows of norm sqrt d), kappa_0 and kappa_1 the arc-cosine kernels (Cho and Saul 2009),
 * phi = ReLU, gain sqrt 2, all over pairs of samples:
 *
 *     H_l = kappa_1(rho_l)/2 = <phi(h_l), phi(h_l)>/n,    rho_2 = kappa_1(rho_1)
 *     B_2 = kappa_0(rho_2) = <b_2, b_2>,                  B_1 = B_2 kappa_0(rho_1)
 *     K   = H_2 + B_2 H_1 + B_1 rho_1                     (products entry by entry: Jacot et al. 2018)
 *
 * the residual r = f~ - y falls by r <- r - eta K r / samples, and with R = sum of eta r / samples
 *
 *     W_2 - W_2^0 = -1/n sum_s R_s b_2s phi(h_1s)^T,
 *     n ||.||_F / ||W_2^0||_F        = sqrt(R^T (B_2 H_1) R / 2)
 *     sqrt n ||.||_* / ||W_2^0||_*   = sqrt(lambda_max(diag(R) B_2 diag(R) H_1) / 8)
 *     sqrt n ||h_2 - h_2^0|| / ||h_2^0|| = root of the mean over samples t of sum_{s,s'} R_s R_s' B_2(s,s')
 *         [A(s,t) A(s',t) + 4 rho_1(s,t) rho_1(s',t) P(s,s',t)],      A = H_1 + rho_1 kappa_0(rho_1)
 *
 * the last because h_2 moves by W_2's change, along b_2, and by W_2^0 times the change of phi(h_1): that is
 * kappa_0 b_2 and a fresh Gaussian vector, of which P = (2 pi - sum of the three angles)/(4 pi), the
 * probability that a unit is on for all three samples, gives the length. (From R on: ours.)
 */
#ifndef SPECTRAL_CONDITION_LAZY_LIMIT_H
#define SPECTRAL_CONDITION_LAZY_LIMIT_H

#include "data/dataset.h"
#include "experiments/spectral-condition/loss_matched.h"

typedef struct lazy_limit {
    double feature, spectral, frobenius; /* times powers of n as above; NaN where the loss is not reached */
} lazy_limit;

/* HODO_INVALID for rows that are not of norm sqrt(d), HODO_NO_MEMORY. O(samples^3). */
hodo_status lazy_limit_of(hodo_arena *arena, const hodo_dataset *data, const loss_matched_setting *setting,
                          lazy_limit *limit, hodo_error *error);

#endif
