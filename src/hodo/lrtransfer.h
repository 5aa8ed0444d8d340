/* `hodo lrtransfer`: the best learning rate of every network of a sweep (train/rate_search.h), and whether it
 * stays where it is as width or depth grows (lab/trend.h).
 */
#ifndef HODO_HODO_LRTRANSFER_H
#define HODO_HODO_LRTRANSFER_H

#include "hodo/sweep.h"
#include "lab/trend.h"
#include "train/rate_curve.h"

typedef struct hodo_lrtransfer_settings {
    hodo_sweep_settings sweep; /* first: its options have their places from here */
    double eta_range[2];       /* eta_range[0] 0: none, the search goes as far as it must */
    double eta_factor;
} hodo_lrtransfer_settings;

typedef struct hodo_lrtransfer {
    hodo_sweep *sweep;
    hodo_rate_grid grid; /* the offset is drawn a cell where there is no range */
    double guess;
    bool fixed;              /* a range was given */
    hodo_rate_search *found; /* (cells,) */
    double *slopes;          /* (seeds,) of log2 best eta against log2 size */
    hodo_trend trend;
    char text[400];
} hodo_lrtransfer;

/* A grid of rates over a range, or about the guess. HODO_INVALID for a range of too many rates. */
hodo_status hodo_lrtransfer_plan(const hodo_lrtransfer_settings *settings, hodo_lrtransfer *transfer,
                                 hodo_error *error);

/* Slopes and the verdict; all searches have ended. */
void hodo_lrtransfer_judge(hodo_lrtransfer *transfer);

/* The best rate of a cell; NAN where the search did not end between worse rates. */
double hodo_lrtransfer_best(const hodo_lrtransfer *transfer, size_t size, size_t seed);

/* A row a size, seed and rate. NULL with *error. */
hodo_table *hodo_lrtransfer_table(const hodo_lrtransfer *transfer, hodo_error *error);

/* Header lines: slopes, and each search. */
void hodo_lrtransfer_notes(void *transfer, hodo_header *header);

/* Loss against eta, a line a seed and a kind of line a size, and the best rates against size. */
void hodo_lrtransfer_script(const void *transfer, const char *format, FILE *script);

#endif
