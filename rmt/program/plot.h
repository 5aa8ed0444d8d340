/* A picture of a table: theory as a dark line, simulation as boxes or points, atoms as impulses, edges as
 * dashed marks, drawn by gnuplot in the style of the figures (Okabe and Ito's colours).
 *
 * gnuplot is started without a shell and gets script and data on its standard input; what it writes on its
 * standard output becomes the picture, whole or not at all (base/file.h), so that no name of a file ever
 * reaches a program that could interpret it. Texts are gnuplot strings in single quotes with enhanced mode off.
 * "-" draws in characters, as large as the terminal, plain when standard output is none. A picture is for the
 * eye; the table is the result.
 */
#ifndef RMT_PLOT_H
#define RMT_PLOT_H

#include "base/status.h"

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

/* What --help says of the option. */
#define RMT_PLOT_OPTION                                                                                        \
    {                                                                                                          \
        "plot", "FILE", "also draw it: FILE.svg, .pdf or .png; '-' draws on the terminal instead"              \
    }

/* Is it "-" or a name that ends in .svg, .pdf or .png? HODO_INVALID otherwise: asked before anything is
 * computed. NULL (no picture) is fine. */
hodo_status rmt_plot_check(const char *path, hodo_error *error);

/* Does the table still go to standard output? Not when the picture does. */
bool rmt_plot_leaves_table(const char *path);

/* Draws. HODO_INVALID as above; HODO_IO when gnuplot is not installed or fails, or the file cannot be
 * written. */
hodo_status rmt_plot_draw(const rmt_plot *plot, const char *path, hodo_error *error);

#endif
