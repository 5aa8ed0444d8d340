/* The rows of the coordinate check of one parametrization and optimiser, as arrays: what is judged of them, and
 * its slope in every trial.
 */
#ifndef SPECTRAL_CONDITION_CHECKED_TABLE_H
#define SPECTRAL_CONDITION_CHECKED_TABLE_H

#include "experiments/spectral-condition/width_network.h"
#include "lab/experiment.h"
#include "train/coordinate_check.h"

/* Layers 1 .. CHECKED_LAYERS; own/limit is kept beside what src/train measures. */
enum { CHECKED_LAYERS = WIDTH_NETWORK_DEPTH, CHECKED_OF_LIMIT = HODO_COORDINATES, CHECKED_KEPT };

/* One number that must hold at every width. */
typedef struct judged {
    size_t which, step, layer; /* a hodo_coordinate, or CHECKED_OF_LIMIT */
    bool may_vanish;
} judged;

/* The numbers of one parametrization and optimiser, and what is made of them. */
typedef struct checked_table {
    size_t trials, steps, widths;
    double *width, least; /* (widths,); of a slope */
    double *values; /* (CHECKED_KEPT, steps + 1, CHECKED_LAYERS, trials, widths); NAN where there is no row */
    double *slopes; /* (trials,) */
    judged *judged; /* (count,) what the check judges */
    size_t count;
} checked_table;

/* Room for a run, and the list of what is judged. HODO_NO_MEMORY. */
hodo_status checked_table_take(const hodo_run *run, hodo_arena *arena, checked_table *of, hodo_error *error);

/* of->values <- the rows of one parametrization and optimiser; NAN where there are none. */
void checked_table_gather(const hodo_table *table, const char *kind, const char *optimiser, checked_table *of);

/* of->slopes <- a slope a trial (hodo_trend_slope), over the widths from `fit-from` on. */
void checked_table_slopes(checked_table *of, judged one);

/* of->slopes <- the number itself at the largest width, which is answered. */
double checked_table_widest(checked_table *of, judged one);

/* Whether there are too few trials or widths for any interval. */
bool checked_table_wanting(const checked_table *of);

#endif
