/* The integral of a law's density, as a function: distribution function, quantiles and moments of any row from
 * its density alone (ours; Chebyshev series as in Trefethen, Approximation Theory and Approximation Practice,
 * 2013).
 *
 * Each interval is cut at its middle, and the half next to an edge a of exponent e is seen through
 *
 *     x = a +- h t^k,   0 <= t <= 1,   k = the least integer for which k (1 + e) is an integer,
 *
 * so that a density which is a series in distance^(1/k), as algebraic spectra are, becomes an analytic
 * g(t) = density(x) dx/dt: k = 2 at a soft edge and at the hard edge of a square Wishart, k = s + 1 at that of
 * a product of s. g is then a Chebyshev series on pieces that are halved until it is resolved; integrating the
 * series gives F. Eigenvalues below 1e-290, a share of all of them in a deep product, are reached in t, not in
 * x.
 *
 * An infinite interval is cut where the density has fallen below 1e-17 of its peak.
 *
 * Normalisation: that of rmt/law/law.h. The price is some hundred values of the density for each opening;
 * accuracy is 1e-12 of the whole mass where the density is right to rounding, and that of the density where it
 * is not: a few 1e-9 beside a hard edge that is no double (1/3), or another edge almost upon it.
 */
#ifndef RMT_LAW_INTEGRAL_H
#define RMT_LAW_INTEGRAL_H

#include "rmt/law/law.h"

typedef struct rmt_integral rmt_integral;

/* Reads the density of the law; the law must outlive the integral. HODO_NUMERIC when density and atoms do not
 * add up to 1 within RMT_MASS_TOLERANCE, when the density is negative or NaN, or when it is too rough;
 * HODO_NO_MEMORY. */
#define RMT_MASS_TOLERANCE 1e-7
hodo_status rmt_integral_open(const rmt_law *law, rmt_integral **integral, hodo_error *error);
void rmt_integral_close(rmt_integral *integral); /* accepts NULL */

/* What the density integrates to; 1 minus the atoms but for rounding. */
double rmt_integral_mass(const rmt_integral *integral);

/* F(x), atoms included; x is not NaN. Nondecreasing but for rounding; 0 below and 1 above the support. */
double rmt_integral_cumulative(const rmt_integral *integral, double x);

/* inf {x : F(x) >= probability}, 0 <= probability <= 1; 0 and 1 give the ends of the support,
 * infinite ones too. F(x) is met as the density is, about 1e-12: a probability below that in a tail is not. */
double rmt_integral_quantile(const rmt_integral *integral, double probability);

/* moment[k - 1] = E[x^k], k = 1 .. order <= RMT_MOMENTS_MOST, atoms included; to 1e-12 of E|x|^k
 * for k up to rmt_integral_orders. */
void rmt_integral_moments(const rmt_integral *integral, size_t order, double *moment);

/* The highest order whose moment does not hang on the tails that were cut from an infinite interval, within
 * 1e-8 of it; RMT_MOMENTS_MOST where all intervals are finite. About 12 for Gaussian tails. */
size_t rmt_integral_orders(const rmt_integral *integral);

#endif
