/* Edges of a spectral curve (rmt/jacobian/spectral_curve.h): the zeros of D(r) = d ln x/d ln w on the positive
 * axis.
 *
 * D = 1 - int r/(r - t)^2 dsigma'(t), and r/(r - t)^2 = 1/(4 t sinh^2((ln r - ln t)/2)) is convex in ln r:
 * between two cuts D is concave, so its positive part is one stretch, a gap of the spectrum, or nothing. Golden
 * section looks for a place where D > 0 and stops at the first; Ridders' method finds the zeros on both sides
 * of it, in a variable that resolves the neighbourhood of the cuts, where D falls to -infinity.
 */
#ifndef RMT_SPECTRAL_EDGES_H
#define RMT_SPECTRAL_EDGES_H

#include "rmt/jacobian/spectral_curve.h"

/* A stretch of the w axis above which the curve runs. */
typedef struct rmt_spectral_stretch {
    double lower, upper; /* ln w of the edges; lower may be -INFINITY */
    double lower_room, upper_room; /* in ln w, from the edge to the nearest cut: the scale on which D changes */
} rmt_spectral_stretch;

/* Fills stretch[RMT_ARCS_MOST], ascending, and *count. HODO_NUMERIC when D is not a number. */
hodo_status rmt_spectral_edges(const rmt_spectral_map *map, rmt_spectral_stretch *stretch, size_t *count,
                               hodo_error *error);

#endif
