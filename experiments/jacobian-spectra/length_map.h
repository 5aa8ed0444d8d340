/* Gaussian means of an activation at length q, in closed form: E phi(sqrt(q) z)^2, E phi'^2 and E phi'^4, z ~
 * N(0, 1).
 *
 * Closed forms and not the quadrature of the theory, which these judge. erf: E phi^2 = (2/pi) asin(2q/(1 +
 * 2q)), E phi'^(2k) = (4/pi)^k / sqrt(1 + 4kq) (Williams 1997). Hard-tanh, a = 1/sqrt(q), p = P(|z| < a): E
 * phi^2 = q (p - 2 a n(a)) + 1 - p, n the normal density; E phi'^(2k) = p.
 */
#ifndef HODO_EXPERIMENTS_LENGTH_MAP_H
#define HODO_EXPERIMENTS_LENGTH_MAP_H

typedef struct length_means {
    double square;       /* E phi^2 */
    double slope_square; /* E phi'^2 */
    double slope_fourth; /* E phi'^4 */
} length_means;

length_means length_means_erf(double q);
length_means length_means_hard_tanh(double q);
length_means length_means_relu(double q);

/* The q at which a fraction p of hard-tanh units is not clipped, 0 < p < 1. */
double length_of_open_fraction(double p);

#endif
