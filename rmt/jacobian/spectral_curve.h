/* The spectrum of a free product, traced in the plane of its subordinated place.
 *
 * With psi(x) = sum_{k>=1} m_k x^-k and G = (1 + psi)/x, a product of free factors that is known by its
 * S-transforms has a place w in the upper half-plane, subordinated to x, through which both are explicit:
 *
 *     psi = psi(w),   ln x = ln w + h(w),   h analytic off cuts on the positive axis, Im h <= 0 above them.
 *
 * Then h = int (1 + t w)/(t - w) dsigma(t) with sigma >= 0 on the cuts, and Im ln x > 0 exactly above a curve
 * theta = f(r) of polar coordinates w = r exp(i theta) (Belinschi and Bercovici, Int. Math. Res. Not. 2005;
 * Bercovici and Pata 1999 for infinitely divisible laws). The curve is the real x axis: x rises with r, where f
 * = 0 there is a gap of the spectrum, and where f > 0 an interval of it. Three things follow that no general
 * solver has (the use is ours):
 *
 *   - edges are the zeros of D(r) = d ln x/d ln w on the axis beside the cuts, where D is concave in ln r: at
 *     most two between two cuts, one outside; they are bracketed, not scanned for, and none is missed;
 *   - a solution of ln x(w) = ln X with 0 < theta < pi is THE solution: Newton needs a guess and no branch;
 *   - ln w is analytic in sqrt(ln x_edge - ln x), so a few dozen knots guess it to some five digits.
 *
 * Everything is in ln x and ln w: depth 1e4 and eigenvalues of 1e-300 are ordinary. The distribution function
 * needs no quadrature: with U = int ln(x - lambda) dF, U' = G, it is F = 1 - Im U(x + i0)/pi wherever a map
 * knows U - ln x.
 */
#ifndef RMT_SPECTRAL_CURVE_H
#define RMT_SPECTRAL_CURVE_H

#include "base/status.h"
#include "rmt/law/complex_log.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    RMT_CUTS_MOST = 8,
    RMT_ARCS_MOST = RMT_CUTS_MOST, /* intervals of the spectrum: one about each group of cuts */
};

/* What a map knows at one ln w. */
typedef struct rmt_spectral_point {
    double complex log_place;    /* ln x, the sum of its factors' logarithms: no jumps above the axis */
    double complex slope;        /* D = d ln x/d ln w */
    double complex excess;       /* psi */
    double complex excess_slope; /* d psi/d ln w */
    double complex tail;         /* U - ln x, 0 at infinity; only where the map has no `tail` of its own */
} rmt_spectral_point;

typedef struct rmt_spectral_cut {
    double lower, upper; /* in ln w; lower may be -INFINITY */
} rmt_spectral_cut;

typedef struct rmt_spectral_map {
    /* 0 <= Im ln w < pi. At Im ln w = +0 the limit from above, off the cuts. */
    void (*at)(const void *context, double complex log_w, rmt_spectral_point *point);
    double complex (*tail)(const void *context, double complex log_w); /* U - ln x where it is dear; or NULL */
    const void *context; /* outlives the curve */
    double rounding;     /* of ln x, for places of order 1 */
    bool tapers;         /* on its way down the curve may come so near to the axis that nothing is left below */
    rmt_spectral_cut cut[RMT_CUTS_MOST]; /* ascending, disjoint */
    size_t cut_count;
} rmt_spectral_map;

typedef struct rmt_spectral_curve rmt_spectral_curve;

/* Finds the edges and the knots. No cuts: no intervals. HODO_NUMERIC when a root is not bracketed or the curve
 * is lost, HODO_NO_MEMORY. */
hodo_status rmt_spectral_curve_open(const rmt_spectral_map *map, rmt_spectral_curve **curve, hodo_error *error);
void rmt_spectral_curve_close(rmt_spectral_curve *curve); /* accepts NULL */

/* Intervals, ascending; ln x of their edges. The lower one of the first is -INFINITY when the spectrum reaches
 * 0; of a curve that tapers to nothing it is where it has. */
size_t rmt_spectral_arcs(const rmt_spectral_curve *curve);
double rmt_spectral_lower(const rmt_spectral_curve *curve, size_t arc);
double rmt_spectral_upper(const rmt_spectral_curve *curve, size_t arc);

/* The point of the curve where ln x = log_place, strictly inside the arc: two or three evaluations of the map.
 * The relative error of Im psi is that of the map's ln x over the distance of log_place from the nearest edge.
 * Below the place where a curve has tapered to |Im psi| < RMT_TAPERED, pi times the share of eigenvalues in a
 * unit of ln x, psi = -1. HODO_NUMERIC when neither Newton nor bisection finds it. */
#define RMT_TAPERED 1e-12
hodo_status rmt_spectral_at(const rmt_spectral_curve *curve, size_t arc, double log_place,
                            rmt_spectral_point *point, hodo_error *error);

/* The same with point->tail known, whichever way the map knows it. */
hodo_status rmt_spectral_tail(const rmt_spectral_curve *curve, size_t arc, double log_place,
                              rmt_spectral_point *point, hodo_error *error);

#endif
