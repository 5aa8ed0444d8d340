/* A probability measure on the line given numerically: atoms, and a density on a few bounded intervals.
 *
 * Its Cauchy transform G(z) = int dmu(x) / (z - x) and the derivative are exact sums, in the whole plane and on
 * the support itself (at x + i0), which is what free convolution needs (rmt/convolution/convolution.h). Two
 * forms of a density:
 *
 * Series, where both edges have exponent +1/2 or -1/2. With x = (lower + upper)/2 + half cos(theta) and z the
 * same function of (w + 1/w)/2, |w| < 1 (the inverse Joukowski variable; w = exp(-i theta) at x + i0),
 *
 *     both +1/2:   density = sum c_k sin((k+1) theta)                        G = pi sum c_k w^(k+1)
 *     lower -1/2:  density = sum c_k sin((k+1/2) theta) / (2 cos(theta/2))   G = pi sum c_k w^(k+1) / (1 + w)
 *     upper -1/2:  density = sum c_k cos((k+1/2) theta) / (2 sin(theta/2))   G = pi sum c_k w^(k+1) / (1 - w)
 *     both -1/2:   density = sum c_k cos(k theta) / (2 sin theta)            G = pi sum c_k w^(k+1) / (1 - w^2)
 *
 * that is the Chebyshev polynomials of second, third, fourth and first kind under their weights (the first row
 * is sqrt(1 - t^2) sum c_k U_k(t); Olver and Nadakuditi, arXiv 1203.1958). The coefficients come from one
 * cosine or sine transform; their number grows until the tail is below 1e-14 of the largest.
 *
 * Panels, for any other edge (-2/3 of a product of two Gaussian matrices, a jump): Gauss-Legendre panels that
 * shrink by a constant ratio towards the edges. G is the quadrature, with the nearby panel's pole taken out.
 * Every edge works, at ten times the cost.
 *
 * A measure never changes after it was made; threads may share it, and make others meanwhile.
 */
#ifndef RMT_MEASURE_H
#define RMT_MEASURE_H

#include "base/status.h"
#include "rmt/law/law.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { RMT_MEASURE_INTERVALS_MOST = 32 }; /* of one measure */

/* C++ knows complex numbers of this kind by an extension of gcc and clang. */
__extension__ typedef double _Complex rmt_complex;

typedef struct rmt_measure rmt_measure; /* the expansion of every interval, and the atoms */

/* A density to be sampled: density[i] at x[i], inside the intervals, in any order; as in rmt_law_row. */
typedef hodo_status (*rmt_measure_density_function)(const void *context, const double *x, size_t count,
                                                    double *density, hodo_error *error);

/* What a measure is made of. Intervals ascend, are disjoint (they may touch) and bounded, exponents > -1; atoms
 * ascend. */
typedef struct rmt_measure_source {
    const rmt_interval *intervals; /* (interval_count,) */
    size_t interval_count;
    const rmt_atom *atoms; /* (atom_count,), places ascend */
    size_t atom_count;
    rmt_measure_density_function density;
    const void *context;
} rmt_measure_source;

/* A measure from a density that can be evaluated anywhere, with its mass as it comes out (near 1: no
 * rescaling). HODO_INVALID for an unbounded interval, an exponent <= -1, a density that is not finite or
 * clearly negative inside an interval, or a mass that is not 1 within 1e-6; HODO_NO_MEMORY; and what the
 * function returns. */
hodo_status rmt_measure_make(rmt_measure **measure, const rmt_measure_source *source, hodo_error *error);

/* The measure of an open law. HODO_INVALID also for laws on unbounded intervals; else as rmt_measure_make. */
hodo_status rmt_measure_of_law(rmt_measure **measure, const rmt_law *law, hodo_error *error);

/* A measure from a table of its density: x ascends strictly, density[i] >= 0 at x[i], INFINITY allowed at an
 * edge. `intervals` are its edges; with interval_count = 0 they are found: an interval is a run of positive
 * values; an edge is the infinity beside it, or the zero beside it if density^2 vanishes there, or else the
 * place where it would (or where 1/density^2 would, if the density falls away from the edge). Inside, a
 * Chebyshev series under the edges' weight is fitted by least squares, as long as it improves, with at most
 * half as many coefficients as points and 256; and the continuous part is rescaled so that the mass is 1.
 * HODO_INVALID names the row or the interval: NaN, a negative density, x out of order, fewer than 8 points, an
 * interval with both exponents other than +-1/2; a mass that is not 1 within 1e-3. HODO_NO_MEMORY. */
hodo_status rmt_measure_of_table(rmt_measure **measure, const double *x, const double *density, size_t count,
                                 const rmt_interval *intervals, size_t interval_count, const rmt_atom *atoms,
                                 size_t atom_count, hodo_error *error);

void rmt_measure_free(rmt_measure *measure); /* accepts NULL */

/* G(z) and dG/dz. */
typedef struct rmt_cauchy {
    rmt_complex value, derivative;
} rmt_cauchy;

/* Both at z; real z means z + i0. At an atom, and at an edge with exponent -1/2, the value is infinite; at an
 * edge the derivative is. */
rmt_cauchy rmt_measure_cauchy(const rmt_measure *measure, rmt_complex z);

/* Density of the continuous part; 0 outside the intervals, INFINITY at a hard edge. */
double rmt_measure_density(const rmt_measure *measure, double x);

/* moment[k] = int x^k dmu, k = 0 .. order, atoms included; moment[0] is the mass. For order > 0 about `centre`:
 * int (x - centre)^k. Quadrature that is exact for the series. */
void rmt_measure_moments(const rmt_measure *measure, double centre, size_t order, double *moment);

/* Atoms, *count of them, ascending; owned by the measure. */
const rmt_atom *rmt_measure_atoms(const rmt_measure *measure, size_t *count);

/* Intervals, *count of them, ascending, with the exponents that it was made with; owned by the measure. */
const rmt_interval *rmt_measure_intervals(const rmt_measure *measure, size_t *count);

/* x (points,) <- ascending places for a table of the density, shared out among the intervals, at least 9 each
 * (HODO_INVALID for fewer): cosine-spaced, which rmt_measure_of_table fits best, in x, or towards an edge of an
 * exponent e other than +-1/2 in distance^(1/k), k (1 + e) an integer. Edges with an infinite density are left
 * out. */
hodo_status rmt_measure_grid(const rmt_interval *intervals, size_t interval_count, size_t points, double *x,
                             hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
