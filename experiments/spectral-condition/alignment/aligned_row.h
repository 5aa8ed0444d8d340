/* A row of the alignment figure: which matrix meets which vectors, and how well. */
#ifndef SPECTRAL_CONDITION_ALIGNED_ROW_H
#define SPECTRAL_CONDITION_ALIGNED_ROW_H

#include "lab/experiment.h"

/* The part of the sweep that is of matrices alone; all other parts are names of data. */
#define ALIGNED_MATRICES "matrices"

typedef struct aligned_row {
    const char *what; /* "gaussian", "orthogonal", "weight", "gradient", "change", "sum" */
    size_t width;     /* N; 0 for matrices alone */
    size_t layer;     /* 1 input, 2 hidden, 3 output; 0 for matrices alone */
    size_t fan_out, fan_in;
    size_t batch, step;
    double value, limit; /* limit: theory for the cell's samples; NaN where there is none */
} aligned_row;

/* Appends it to the cell, with the cell's part and trial. */
hodo_status aligned_row_put(hodo_cell *cell, aligned_row row, hodo_error *error);

#endif
