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
 * SGD at gamma ~ T^(L/(L-2)) stays open.
 *
 * The lower edge of the square loss is another. One-hot targets have a mean, 1/k: outputs first rise to it,
 * w = a with a^L = 1 + gamma/k, which takes the loss to 1 - 1/k of the first and no further. What tells classes
 * apart still has its first size, c = 1, and a gradient of c^(L-1) where that of the mean mode has a^(L-1). An
 * optimiser that scales entry by entry (Adam, SignSGD) makes steps of eta in the larger one, which mini-batches
 * keep shaking and Adam's second moment remembers; to the smaller one they leave the part (c/a)^(L-1),
 *
 *     dc/dt = eta (c/a)^(L-1),   T eta_min = a - 1 + a^(L-1) int_1^a c^(1-L) dc  ~  gamma^(1-1/L),
 *
 * times ln gamma at L = 2. Muon makes all singular values of a step alike: c grows by eta a step as w did, and
 * eta_min ~ gamma^(1/L) / T again. It holds while a step is less than the first weights, eta_min < 1; beyond, c
 * begins at what steps themselves have made of it, and is of the order a. (Ours.) */
#ifndef EXPERIMENTS_GAMMA_ETA_ADAM_PORTRAIT_SCALE_FREE_H
#define EXPERIMENTS_GAMMA_ETA_ADAM_PORTRAIT_SCALE_FREE_H

#include "lab/experiment.h"

#define SCALE_FREE_MAX "eta-max" /* the first rate above those that learn */
#define SCALE_FREE_MIN "eta-min" /* the first rate below them */

#define SCALE_FREE_LAZY 0.011 /* gamma << 1 up to here */
#define SCALE_FREE_RICH 99.9  /* gamma >> 1 from here */

/* Is it one of these? All but sgd and momentum. Also of "adam/ce". */
bool scale_free_optimiser(const char *training);

/* That of the boundary `what` of a training ("adam/mse"): 1, 1/L, 1 - 1/L, or NaN where gamma is neither small
 * nor large. */
double scale_free_exponent(const char *training, const char *what, double gamma, double depth);

/* T eta_min of the square loss under Adam and SignSGD, as above, of k = 10 classes: what its slope is where
 * gamma is not infinite. */
double scale_free_shared_time(double gamma, double depth);

hodo_status scale_free_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                              hodo_error *error);

#endif
