/* What pictures of sweeps have in common: how the i-th of several lines looks, axes of powers, a panel.
 */
#ifndef HODO_HODO_SWEEP_PLOT_H
#define HODO_HODO_SWEEP_PLOT_H

#include "hodo/sweep.h"

#include <stdio.h>

/* Finite positive numbers that an axis must hold. */
typedef struct hodo_axis {
    double low, high; /* low > high: none yet */
} hodo_axis;

#define HODO_AXIS_EMPTY                                                                                        \
    {                                                                                                          \
        INFINITY, 0.0                                                                                          \
    }

void hodo_axis_hold(hodo_axis *axis, double x);

/* Scale, range and marks of a logarithmic axis, 'x' or 'y', with a margin; of 1/2 to 2 where there is
 * nothing to hold. At most `ratio` times the least is shown; 0: all. */
void hodo_axis_put(const hodo_axis *axis, char which, double ratio, FILE *script);

/* The x axis of a panel over widths or depths, with a mark at each. */
void hodo_axis_sizes(const hodo_sizes *sizes, FILE *script);

typedef enum hodo_style_of { HODO_STYLE_LINE = 0, HODO_STYLE_THIN, HODO_STYLE_POINTS } hodo_style_of;

/* " linecolor ..." and what else makes line i, or its points: told apart without colour too. Nothing where
 * characters are drawn. */
void hodo_sweep_style(size_t i, hodo_style_of what, bool characters, FILE *script);

/* Terminal and what all panels share; `panels` beside each other under a title (characters: one, without). */
void hodo_sweep_begin(const char *format, size_t panels, const char *title, FILE *script);

/* The title of the next panel, and the labels of its axes. */
void hodo_sweep_panel(const char *title, const char *x, const char *y, FILE *script);

#endif
