/* The number N of units that are on in a ReLU layer of width m: exactly Binomial(m, 1/2) at every
 * width, independent from layer to layer, for Gaussian weights are symmetric. Finite-width laws are
 * averages over N.
 *
 * Several of them exist only given that enough units are on: E[1/(N-2)] is the mean of an inverse
 * chi-squared, infinite for N <= 2. Every average here is therefore the conditional one, given
 * N >= least in every layer (the truncated sum, divided by the probability that is left). What is left
 * out has probability below (m^2 + m + 2) 2^-(m+1) a layer for least = 3: 4.4e-7 at m = 30.
 */
#ifndef RMT_ACTIVE_UNITS_H
#define RMT_ACTIVE_UNITS_H

#include <stdint.h>

#define RMT_LEAST_ACTIVE 3      /* 1/(N-2) has a finite mean from here */
#define RMT_WIDEST 1000000000   /* the binomial sum takes about 5 sqrt(m) terms on either side */

/* E[f(N, context) | N >= least], N ~ Binomial(width, 1/2). 0 <= least <= width <= RMT_WIDEST.
 * O(sqrt(width)) calls of f; relative error of some eps when f has one sign. */
double rmt_active_mean(int64_t width, int64_t least, double (*f)(double active, const void *context),
                       const void *context);

/* The same for N ~ Binomial(width, probability), 0 < probability < 1: masks of other densities than ReLU's. */
double rmt_active_mean_at(double probability, int64_t width, int64_t least,
                          double (*f)(double active, const void *context), const void *context);

/* h = E[1/(N-2) | N >= 3]; tends to 2/m. width >= 3. */
double rmt_active_inverse(int64_t width);

/* The same at any probability in (0, 1]; 1/(width - 2) at 1. Tends to 1/(probability m). */
double rmt_active_inverse_at(double probability, int64_t width);

#endif
