/* Exponents of the boundaries of optimisers whose step is the same for c G as for G, and what is claimed of
 * them.
 *
 * Let a step change every matrix by the part eta of its first size, whatever gamma is (Adam, SignSGD, Muon,
 * each with the rates of muP). An output of L matrices of size w has f~ = (w^L - 1) / gamma, and moves by L eta
 * w^(L - 1) / gamma a step.
 *
 *     gamma << 1   w stays 1: a step of f~ is L eta / gamma. It must not pass 1: eta_max ~ gamma. T of them
 * must pass it: eta_min ~ gamma / T. gamma >> 1   w must grow to gamma^(1/L), by eta a step: eta_min ~
 * gamma^(1/L) / T. There a step of f~ is L eta gamma^(-1/L): eta_max ~ gamma^(1/L).
 *
 * So eta_max / eta_min ~ T at every gamma: there is no plateau, and the wedge of gamma >> 1 that closes under
 * SGD at gamma ~ T^(L/(L-2)) stays open. (Ours.) */
#ifndef EXPERIMENTS_GAMMA_ETA_ADAM_PORTRAIT_SCALE_FREE_H
#define EXPERIMENTS_GAMMA_ETA_ADAM_PORTRAIT_SCALE_FREE_H

#include "lab/experiment.h"

#define SCALE_FREE_MAX "eta-max" /* the first rate above those that learn */
#define SCALE_FREE_MIN "eta-min" /* the first rate below them */

#define SCALE_FREE_LAZY 0.011 /* gamma << 1 up to here */
#define SCALE_FREE_RICH 99.9  /* gamma >> 1 from here */

/* Is it one of these? All but sgd and momentum. Also of "adam/ce". */
bool scale_free_optimiser(const char *training);

/* 1, 1/L, or NaN between. */
double scale_free_exponent(double gamma, double depth);

hodo_status scale_free_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                              hodo_error *error);

#endif
