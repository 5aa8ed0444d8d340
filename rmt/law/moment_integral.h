/* Integrals of x^k against a density that is known as a series in the variable of an edge (rmt/law/edge_map.h,
 * rmt/law/piecewise.h), for all k at once: Gauss-Legendre on pieces that are halved until x^k of the highest
 * order is nearly a polynomial on them (ours).
 */
#ifndef RMT_MOMENT_INTEGRAL_H
#define RMT_MOMENT_INTEGRAL_H

#include "rmt/law/edge_map.h"
#include "rmt/law/piecewise.h"

#include <stddef.h>

/* moment[k - 1] += int_0^1 x(t)^k weight(t) dt, k = 1 .. order; relative error 1e-13 of int |x|^k weight. */
void rmt_moment_integral_add(const rmt_edge_map *map, const rmt_piecewise *weight, size_t order,
                             double *moment);

#endif
