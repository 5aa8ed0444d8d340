/* The inside of a spectral curve (rmt/jacobian/spectral_curve.h): knots along each arc, Newton from a guess,
 * and the trace that lays the knots. Only rmt/spectral_*.c include this. */
#ifndef RMT_SPECTRAL_ARC_H
#define RMT_SPECTRAL_ARC_H

#include "rmt/jacobian/spectral_curve.h"
#include "rmt/jacobian/spectral_edges.h"

/* A place of the curve. t sees ln x through both edges: ln x = upper - t^2 when the spectrum reaches 0 (no
 * lower edge), else lower + (upper - lower) cos^2(t/2). ln w is analytic in t, up to the edges. */
typedef struct rmt_spectral_knot {
    double t;
    double complex log_w, rate; /* rate = d ln w/dt */
} rmt_spectral_knot;

typedef struct rmt_spectral_arc {
    rmt_spectral_stretch stretch;
    double lower, upper; /* ln x of the edges */
    double floor;        /* ln x below which the curve is flat and the law empty */
    rmt_spectral_knot *knots;         /* (count,), t ascending from 0 */
    size_t count;
} rmt_spectral_arc;

/* t and ln x of each other on an arc. */
double rmt_spectral_t(const rmt_spectral_arc *arc, double log_place);
double rmt_spectral_place(const rmt_spectral_arc *arc, double t);

/* Newton on ln x(w) = log_place from *log_w, at most so many steps; whether it ended in the strip 0 < theta <
 * pi, where the solution is unique. */
bool rmt_spectral_newton(const rmt_spectral_map *map, double log_place, int most, double complex *log_w,
                         rmt_spectral_point *point);

/* Whether hardly any eigenvalues are smaller. */
bool rmt_spectral_is_empty(const rmt_spectral_point *point);

/* Fills knots, count and floor of an arc whose stretch, lower and upper are set. HODO_NUMERIC,
 * HODO_NO_MEMORY. */
hodo_status rmt_spectral_trace(const rmt_spectral_map *map, rmt_spectral_arc *arc, hodo_error *error);

/* The message of a place that is not found. */
hodo_status rmt_spectral_lost(const rmt_spectral_arc *arc, double log_place, hodo_error *error);

#endif
