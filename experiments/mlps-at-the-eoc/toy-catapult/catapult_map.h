/* The catapult of a two-layer linear network as a map of two variables, and what its orbits do (ours
 * throughout; the schedule is that of our reconstruction of arXiv 2502.13110).
 *
 * f = u^T v / sqrt m, target 0, loss f^2/2, lambda = (|u|^2 + |v|^2)/m its tangent kernel and its Gauss-Newton
 * eigenvalue. A step of gradient descent at rate eta is, exactly and at every width,
 *
 *     f' = (1 - eta lambda + eta^2 f^2/m) f,    lambda' = lambda + (eta f^2/m) (eta lambda - 4).      (1)
 *
 * The schedule eta = c/lambda makes of it a map of q = f/(sqrt m lambda) alone, |q| <= 1/2, and a factor:
 *
 *     q' = (1 - c + c^2 q^2) q / (1 - c (4 - c) q^2),    lambda'/lambda = 1 - c (4 - c) q^2.          (2)
 *
 * With a = u + v and b = u - v a step is a <- (1 - c q) a, b <- (1 + c q) b, so that the ratio w of their
 * lengths, with a sign, 2 q = (w^2 - 1)/(w^2 + 1), obeys w' = -g(w),
 *
 *     g(w) = alpha w - p/(w - alpha^1/2) - p/(w + alpha^1/2),  alpha = (c - 2)/(c + 2), p = (1 - alpha^2)/2.
 *
 * For c > 2 alpha and p are positive: g maps the upper half plane into itself, three to one on the real line,
 * and g(i) = i. Such a map keeps the standard Cauchy law, and mixes. Hence every orbit that starts at random
 * has w = tan(phi) with phi uniform in the end, 2 q = -cos(2 phi) is arcsine, for every c > 2, and
 *
 *     mean of q^2           1/8
 *     mean of log(lambda/lambda')    -E log(1 - c (4 - c) cos^2(psi)/4) = 2 log(4/c)
 *     growth of a small difference   E log|g'(w)| = 2 log((sqrt(c^2 - 4) + 2 sqrt(c - 1))/c)
 *
 * (the last because log|g'| is the real part of an analytic function apart from its zeros and poles, whose
 * Cauchy mean is read at i). At c = 4 this is Chebyshev's cubic map, with growth log 3 and constant lambda;
 * below 4 lambda and f decay, above they grow: by their law, not by a bound.
 */
#ifndef CATAPULT_MAP_H
#define CATAPULT_MAP_H

#include <stdbool.h>
#include <stddef.h>

typedef struct catapult {
    double output, sharpness; /* f/sqrt m, so that no width enters, and lambda */
} catapult;

/* One step of (1); and the wrong one, whose output lacks the term of second order in eta. */
catapult catapult_step(catapult at, double eta);
catapult catapult_step_without(catapult at, double eta);

/* q = f/(sqrt m lambda). */
double catapult_ratio(catapult at);

/* eta lambda where (1) comes to rest from `at` at a constant rate; NaN where it has not after `most` steps, or
 * diverges. `step` is one of the two maps. */
double catapult_end(catapult at, double eta, size_t most, catapult (*step)(catapult, double));

/* Whether what is still to come changes eta lambda by less than CATAPULT_SETTLED of itself: the sum of
 * (eta f)^2/m (4 - eta lambda) over a geometric decay by (1 - eta lambda)^2. */
#define CATAPULT_SETTLED 1e-7
bool catapult_settled(catapult at, double eta);

/* For c > 2: 2 log(4/c) and 2 log((sqrt(c^2 - 4) + 2 sqrt(c - 1))/c), a step. */
double catapult_rate(double c);
double catapult_exponent(double c);

/* The rate if q were uniform on [-1/2, 1/2], for c < 4: a wrong law. */
double catapult_uniform_rate(double c);

#endif
