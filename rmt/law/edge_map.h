/* How the half of an interval next to an edge is seen so that the edge is not singular (ours; a series in a
 * fractional power of the distance is Puiseux's):
 *
 *     x = edge + length t^k,   0 <= t <= 1,   length < 0 at an upper edge.
 *
 * A density that goes as distance^e times a series in distance^(1/k), k (1 + e) an integer, times dx/dt is a
 * power series in t. k is 2 at soft edges and at the hard edge of a square Wishart matrix, s + 1 at that of a
 * product of s.
 */
#ifndef RMT_EDGE_MAP_H
#define RMT_EDGE_MAP_H

typedef struct rmt_edge_map {
    double edge, length;
    double power; /* k */
    double least; /* t below which x is not told from the edge, or has underflowed: 1e-290 in x beside an edge
                     at 0 */
} rmt_edge_map;

/* Exponent > -1; one that is not rational with a denominator up to 1024 gets 1/(1 + e) when negative, else
 * 1. */
rmt_edge_map rmt_edge_map_of(double edge, double exponent, double length);

/* x(t), strictly inside for t > 0. */
double rmt_edge_map_place(const rmt_edge_map *map, double t);

/* t of a place between the edge and edge + length. */
double rmt_edge_map_parameter(const rmt_edge_map *map, double x);

/* |dx/dt|. */
double rmt_edge_map_slope(const rmt_edge_map *map, double t);

#endif
