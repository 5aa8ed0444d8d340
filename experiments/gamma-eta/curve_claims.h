/* What loss-curves, collapse and accuracy-vs-gamma claim with: slopes against gamma, each fitted within one
 * seed.
 *
 * The gammas of a trial share images and weights, so its points are correlated and its slope is one draw:
 * seeds are what is independent, and the interval is Student's over their slopes. */
#ifndef GAMMA_ETA_CURVE_CLAIMS_H
#define GAMMA_ETA_CURVE_CLAIMS_H

#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"

/* What a slope is fitted to: the rows of gamma from least to most whose `column` holds (NULL: all). */
typedef struct curve_fit {
    const char *x, *y;   /* columns; logarithms of both are taken. One value a cell: the first of its rows */
    double least, most;  /* of gamma */
    const char *of;      /* a text column and its value, to be met; NULL: no condition */
    const char *value;
} curve_fit;

/* The mean over trials of each one's slope of log y against log x. Trials where fewer than two gammas have a
 * finite y are left out: `draws` counts those that are in, and 0 leaves the value NaN. */
hodo_status curve_slope(const hodo_run *run, const hodo_table *table, const curve_fit *fit, hodo_arena *arena,
                        hodo_estimate *slope, hodo_error *error);

/* The first value of `column` in the rows of a cell; NaN where it has none. */
hodo_status curve_value(const hodo_table *table, const char *column, double gamma, int64_t trial,
                        const char *of, const char *value, hodo_arena *arena, double *found, hodo_error *error);

/* A claim on an estimate. */
hodo_status curve_claim(hodo_claims *claims, const char *id, const char *statement, hodo_claim_kind kind,
                        double predicted, hodo_estimate measured, double tolerance, double resolution,
                        hodo_error *error);

/* Gammas of the run that lie in least .. most. */
size_t curve_gammas(const hodo_run *run, double least, double most);

#endif
