/* A law whose Stieltjes transform is known along a map z(s): density and distribution anywhere in its interval.
 *
 * Many laws of deep networks have no equation for G(z) = int dF(lambda)/(z - lambda) of low degree, but a
 * parameter s with z = z(s) and G = G(s) in closed form, s ~ z at infinity, and s in the upper half-plane where
 * z is (s is itself a subordinated place). The interval of the law is then the image of one curve in the upper
 * half-plane,
 *
 *     s = exp(rho(theta) + i theta),  0 <= theta <= pi,  Im z(s) = 0,
 *
 * from the upper edge (theta = 0) to the lower (theta = pi); at both dz/ds = 0, and in between x = Re z falls
 * while theta grows, dx/dtheta = -|D|^2 / Im D with D = dz/d ln s. So the branch is traced once, by Newton in
 * rho, from one edge to the other, and cannot be lost; a question about x starts from its neighbours on the
 * curve and ends by Newton in ln s. Square-root and hard edges (exponent -1/2) are alike here: z is quadratic
 * in s at both.
 *
 * The distribution needs no quadrature: with the logarithmic potential U(z) = int ln(z - lambda) dF, U' = G,
 * one has F(x) = 1 - Im U(x + i0)/pi, and U is closed wherever G and z are (ours).
 *
 * The price is that the law must have one interval above its atoms, and s-plane edges of either sign.
 */
#ifndef RMT_SUPPORT_CURVE_H
#define RMT_SUPPORT_CURVE_H

#include "base/status.h"

#include <complex.h>
#include <stddef.h>

/* What is known at one s. Places are measured from the map's origin, so that those near a hard edge keep their
 * digits. */
typedef struct rmt_curve_point {
    double complex place;     /* z(s) - origin */
    double complex slope;     /* dz/d ln s */
    double complex transform; /* G(z) = int dF/(z - lambda) */
    double complex potential; /* U(z) = int ln(z - lambda) dF */
} rmt_curve_point;

typedef struct rmt_curve_map {
    void (*at)(const void *context, double complex s, rmt_curve_point *point);
    const void *context;  /* outlives the curve */
    double upper, lower;  /* s of the edges: upper > 0, dz/ds = 0, the largest such; lower < 0 */
    double origin;        /* >= 0: the lower edge is at or above it, and above 0 */
    double rounding;      /* what rounding may leave of z(s), relative to z */
} rmt_curve_map;

typedef struct rmt_support_curve rmt_support_curve;

/* Traces the curve. HODO_NUMERIC when it cannot be followed, HODO_NO_MEMORY. */
hodo_status rmt_support_curve_open(const rmt_curve_map *map, rmt_support_curve **curve, hodo_error *error);

void rmt_support_curve_close(rmt_support_curve *curve); /* accepts NULL */

/* The edges, measured from the origin. */
double rmt_support_curve_lower(const rmt_support_curve *curve);
double rmt_support_curve_upper(const rmt_support_curve *curve);

/* The point of the curve where Re z = origin + place, strictly between the edges. Two to four evaluations of
 * the map. The relative error of the density, -Im transform/pi, is some eps (place scale)/(distance to the
 * nearest soft edge). HODO_NUMERIC when Newton does not converge. */
hodo_status rmt_support_curve_at(const rmt_support_curve *curve, double place, rmt_curve_point *point,
                                 hodo_error *error);

#endif
