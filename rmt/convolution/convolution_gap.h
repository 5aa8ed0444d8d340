/* A gap of a measure's support, seen by the inverse of its transform: the points W(v) there, v = G(W) (sum) or
 * W G(W) - 1 (product). The gaps of a compact support are those between its parts and the outer one, which goes
 * through infinity; v is monotone on each. Only convolution_gap.c, convolution_edges.c and
 * convolution_support.c include this.
 *
 * The coordinate t ascends with v: t = -W on an inner gap, t = 1/(W - centre) on the outer one, where v and A
 * come without cancellation (rmt_far). */
#ifndef RMT_CONVOLUTION_GAP_H
#define RMT_CONVOLUTION_GAP_H

#include "rmt/convolution/convolution_operation.h"

enum {
    RMT_GAPS_MOST = 2 * RMT_MEASURE_INTERVALS_MOST, /* parts of a support, intervals and lone atoms */
};

typedef struct rmt_gap {
    const rmt_measure *measure;
    const rmt_convolution_operation *operation;
    /* zero_atom: the measure of a product has one, which is no part of the support here */
    bool outer, zero_atom;
    rmt_far far;     /* outer only */
    double place[2]; /* W at the end where t is least, and where it is greatest */
    bool pole[2];    /* v is infinite there, and the gap taken to end a little before */
    double t[2], v[2];
    double v_unit; /* v is large beyond this */
} rmt_gap;

typedef struct rmt_gap_point {
    double v, v_slope; /* d/dt */
    double a, a_slope; /* A on an outer gap, W on an inner one; d/dt */
} rmt_gap_point;

rmt_gap_point rmt_gap_at(const rmt_gap *gap, double t);

/* The t with v(t) = v, v[0] < v < v[1]; starts at `nearby`, unless it is NAN. */
double rmt_gap_invert(const rmt_gap *gap, double v, double nearby);

/* The gaps of a measure: *count <= RMT_GAPS_MOST of them in gaps[RMT_GAPS_MOST]. */
hodo_status rmt_gaps_find(const rmt_measure *measure, const rmt_convolution_operation *operation, rmt_gap *gaps,
                          size_t *count, hodo_error *error);

/* A hole in the support of the convolution. An end is soft where dz/dv = 0. */
typedef struct rmt_hole {
    double lower, upper;
    bool lower_soft, upper_soft;
} rmt_hole;

enum { RMT_HOLES_MOST = 256 };

/* Appends the holes that a pair of gaps gives; holes[RMT_HOLES_MOST]. */
hodo_status rmt_holes_find(const rmt_gap *first, const rmt_gap *second, rmt_hole *holes, size_t *count,
                           hodo_error *error);

#endif
