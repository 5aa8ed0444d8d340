/* A row of the Muon figure. */
#ifndef SPECTRAL_CONDITION_MUON_ROW_H
#define SPECTRAL_CONDITION_MUON_ROW_H

#include "lab/experiment.h"

/* Parts of the sweep: MUON_MAP, or DATA/WHAT with data as in two_classes.h and what a parametrization or
 * MUON_DESCENT. */
#define MUON_MAP "map"
#define MUON_DESCENT "descent"

typedef struct muon_row {
    const char *what;
    size_t width, layer, step; /* layer 1 input, 2 hidden, 3 output; 0 where it is none */
    double x, value, theory;   /* theory: NaN where there is none */
} muon_row;

/* Appends it to the cell, with the cell's part and trial. */
hodo_status muon_row_put(hodo_cell *cell, muon_row row, hodo_error *error);

/* data (size,) <- what stands before the slash of the cell's part; returns what stands behind. NULL without a
 * slash or where data is too short. */
const char *muon_part(const hodo_cell *cell, char *data, size_t size);

#endif
