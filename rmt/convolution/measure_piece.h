/* The pieces of a measure: one series on a whole interval, or one of the panels that share an interval. Only
 * the files of rmt/convolution/measure.h include this; formulas stand there. */
#ifndef RMT_MEASURE_PIECE_H
#define RMT_MEASURE_PIECE_H

#include "rmt/convolution/measure.h"
#include "rmt/law/complex_log.h"

#include <stdbool.h>

typedef struct rmt_piece {
    double lower, upper;
    bool panel;                  /* false: a series */
    bool lower_hard, upper_hard; /* a series: exponent -1/2 there */
    size_t count;                /* coefficients, or RMT_PANEL_NODES */
    double *coefficient;         /* (count): c_k; of a panel the density at its nodes */
} rmt_piece;

struct rmt_measure {
    rmt_piece *pieces; /* (piece_count), ascending */
    size_t piece_count, piece_room;
    rmt_interval intervals[RMT_MEASURE_INTERVALS_MOST];
    size_t interval_count;
    rmt_atom *atoms; /* (atom_count): those asked for and the dust of panels, see measure_panel.c */
    size_t atom_count, dust_count;
    /* (RMT_PANEL_NODES), on [-1, 1]; NULL without panels */
    double *panel_node, *panel_weight, *panel_barycentric;
};

/* Nodes a panel. A panel next to an edge of any exponent is a third of its distance from it away (ratio 4), so
 * the edge lies on Bernstein's ellipse 3 and 3^-30 = 5e-15. */
enum { RMT_PANEL_NODES = 30 };

/* Adds to the measure the piece of this kind with room for `count` numbers; NULL when there is no memory. */
rmt_piece *rmt_piece_add(rmt_measure *measure, double lower, double upper, size_t count, hodo_error *error);

rmt_cauchy rmt_series_cauchy(const rmt_piece *piece, double complex z);
rmt_cauchy rmt_panel_cauchy(const rmt_measure *measure, const rmt_piece *piece, double complex z);
double rmt_panel_density(const rmt_measure *measure, const rmt_piece *piece, double x);

/* sum over the piece of (x - centre)^k density, added to moment[0 .. order]. */
void rmt_series_moments(const rmt_piece *piece, double centre, size_t order, double *moment);
void rmt_panel_moments(const rmt_measure *measure, const rmt_piece *piece, double centre, size_t order,
                       double *moment);

/* The place of angle theta in (0, pi), from the nearer edge so that no digits of the distance are lost. */
double rmt_series_place(double lower, double upper, double theta);

/* What a series' density is multiplied by to be a trigonometric sum: 1, 2 cos(theta/2), 2 sin(theta/2), 2 sin
 * theta. */
double rmt_series_factor(bool lower_hard, bool upper_hard, double theta);

/* Samples the density on one interval, as a series or as panels, and adds the pieces. *settled is false, and
 * nothing was added, when the series does not converge: the edges are of another kind. */
hodo_status rmt_series_sample(rmt_measure *measure, const rmt_interval *interval,
                              const rmt_measure_source *source, bool *settled, hodo_error *error);
hodo_status rmt_panel_sample(rmt_measure *measure, const rmt_interval *interval,
                             const rmt_measure_source *source, hodo_error *error);

/* Whether an exponent is meant to be +1/2 or -1/2. */
bool rmt_series_edge(double exponent);

/* x at angle theta in (0, pi), and back, where a density with these edges is best sampled: rmt_series_place, or
 * x - lower = width c^k (upper - x = width s^k) with c = cos^2(theta/2) (s = sin^2) towards an edge of another
 * exponent. One of the two edges is +-1/2. */
double rmt_grid_place(const rmt_interval *interval, double theta);
double rmt_grid_angle(const rmt_interval *interval, double x);

/* Intervals of a table, as rmt_measure_of_table finds them: intervals[RMT_MEASURE_INTERVALS_MOST]. */
enum { RMT_TABLE_POINTS_LEAST = 8 };
hodo_status rmt_table_intervals(const double *x, const double *density, size_t count, rmt_interval *intervals,
                                size_t *interval_count, hodo_error *error);

/* HODO_INVALID when a sampled density is not finite or below -1e-9 of the largest. */
hodo_status rmt_measure_check_density(const double *x, const double *density, size_t count, hodo_error *error);

/* A measure without pieces, with room for these atoms and as many of dust as panels may need. */
hodo_status rmt_measure_begin(rmt_measure **measure, const rmt_interval *intervals, size_t interval_count,
                              const rmt_atom *atoms, size_t atom_count, hodo_error *error);

#endif
