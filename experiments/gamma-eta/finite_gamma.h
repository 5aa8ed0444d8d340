/* How far from its limit gamma >> 1 an exponent is over gammas that are finite: by the toy model of one weight,
 * f~ = (w^L - 1)/gamma, w = 1 at the start, square loss (derived; arXiv 2410.04642 has its limits). It is the
 * allowance of claims on networks, which have the exponents of the toy and not its constants.
 *
 *     eta_max ~ gamma^2 (1 + gamma)^(2/L - 2)                     stability at the minimum
 *     eta_min ~ gamma (1 - (1 + gamma f)^(2/L - 1)) / (L (L - 2)), the time to f~ = f
 *     eta_min ~ gamma ln(1 + gamma f) / 4                        at L = 2
 *
 * with f = 1 - sqrt(.9), where a loss has fallen to .9 of the first.
 */
#ifndef GAMMA_ETA_PORTRAITS_FINITE_GAMMA_H
#define GAMMA_ETA_PORTRAITS_FINITE_GAMMA_H

#include <stddef.h>

/* Absolute differences of the least-squares slope of log eta against log gamma from 2/L, and from 1, over those
 * gammas (count,) that are above 1; 0 where fewer than two are. */
double finite_gamma_of_max(const double *gammas, size_t count, size_t depth);
double finite_gamma_of_min(const double *gammas, size_t count, size_t depth);

#endif
