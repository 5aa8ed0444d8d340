/* A law's density as the first series of a plot: theory as a line, atoms as impulses, edges as marks. Commands
 * append what was drawn or measured.
 */
#ifndef RMT_LAW_CURVE_H
#define RMT_LAW_CURVE_H

#include "rmt/program/law_options.h"
#include "rmt/program/plot.h"

/* The law's density, atoms and edges as the first series of a plot, and its axes: the density of
 * ln x over a logarithmic axis when the law lives on positive numbers and its bulk spans more than three
 * decades; else cut off where it diverges. */
typedef struct rmt_law_curve {
    double *x, *density; /* (count,) */
    size_t count;
    double atom_place[RMT_ATOMS_MOST], atom_mass[RMT_ATOMS_MOST], edge[2 * RMT_INTERVALS_MOST];
    double lower, upper; /* the range of the picture; where the axis is logarithmic, without the lowest 1e-4 of
                            mass */
    char title[256], x_label[64];
} rmt_law_curve;

hodo_status rmt_law_curve_make(const rmt_law_request *request, rmt_law_curve *curve, rmt_plot *plot,
                               hodo_error *error);
void rmt_law_curve_free(rmt_law_curve *curve);

#endif
