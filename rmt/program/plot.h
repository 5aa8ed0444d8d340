/* A picture of a table: theory as a dark line, simulation as boxes or points, atoms as impulses, edges as
 * dashed marks, drawn by gnuplot in the style of the figures (Okabe and Ito's colours).
 * "-" draws in characters. A picture is for the eye; the table is the result.
 */
#ifndef RMT_PLOT_H
#define RMT_PLOT_H

#include "base/picture.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum rmt_series_kind {
    RMT_SERIES_THEORY = 0, /* a dark line; NaN breaks it */
    RMT_SERIES_LINE,       /* a coloured line */
    RMT_SERIES_POINTS,
    RMT_SERIES_BOXES,      /* x: centres, width: full widths */
    RMT_SERIES_ATOMS,      /* impulses, labelled with their y */
    RMT_SERIES_EDGES,      /* vertical dashed lines at x; y is not read */
} rmt_series_kind;

typedef struct rmt_series {
    rmt_series_kind kind;
    const char *title; /* in the key; NULL: not there */
    const double *x, *y; /* (count,) */
    const double *width; /* (count,), boxes only */
    size_t count;
} rmt_series;

enum { RMT_SERIES_MOST = 8 };

typedef struct rmt_plot {
    const char *title, *x_label, *y_label;
    bool logarithmic_x;                /* what is not positive is left out */
    bool density_of_logarithm;         /* y are densities in x, drawn as those of ln x: times x */
    bool negative_y;                   /* the axis need not begin at 0 */
    bool rising;                       /* a curve that ends high: the key stands below it */
    double x_lower, y_top;             /* the picture ends there; 0: where the data do */
    rmt_series series[RMT_SERIES_MOST];
    size_t count;
} rmt_plot;

/* Draws (base/picture.h): the errors of hodo_picture_draw. */
hodo_status rmt_plot_draw(const rmt_plot *plot, const char *path, hodo_error *error);

#endif
