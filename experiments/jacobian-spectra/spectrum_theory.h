/* Theory in the bins of a measured spectrum: differences of a law's distribution function, exact whatever the
 * width of a bin, with its atoms in the bins where they stand. */
#ifndef HODO_EXPERIMENTS_SPECTRUM_THEORY_H
#define HODO_EXPERIMENTS_SPECTRUM_THEORY_H

#include "lab/experiment.h"

/* The theory columns that go with SPECTRUM_COLUMNS. */
#define SPECTRUM_THEORY_COLUMNS                                                                           \
    {"density_theory", "1", "mass of the law in the bin, over its width", HODO_REAL},                     \
        {"cumulative_theory", "1", "mass of the law at or below the edge", HODO_REAL}

/* Fills them on every row whose column `law` is not empty; each law is opened once. The errors of rmt_law_open
 * and law_tail_cumulative, HODO_MISMATCH for a table without the columns. */
hodo_status spectrum_theory(hodo_table *table, hodo_error *error);

/* F(x) of a law given by its line. */
hodo_status spectrum_theory_cumulative(const char *law, double x, double *cumulative, hodo_error *error);

#endif
