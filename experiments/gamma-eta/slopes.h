/* Numbers of a trial along gamma, and claims on them. Trials are the independent draws: each gives one slope.
 */
#ifndef GAMMA_ETA_SLOPES_H
#define GAMMA_ETA_SLOPES_H

#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"

/* values (trials,) <- the least-squares slope of log10 column against log10 gamma over least <= gamma
 * <= most, of the rows of each trial where `where` holds; the table has columns gamma and trial.
 * HODO_INVALID where a trial has fewer than two such rows. */
hodo_status trial_slopes(const hodo_table *table, const char *column, const hodo_condition *where, double least,
                         double most, hodo_arena *arena, double *values, size_t trials, hodo_error *error);

/* values (trials,) <- the column of each trial's one row where `where` holds; HODO_INVALID where there is
 * not one. */
hodo_status trial_values(const hodo_table *table, const char *column, const hodo_condition *where,
                         hodo_arena *arena, double *values, size_t trials, hodo_error *error);

/* The mean of values as a claim. */
typedef struct mean_claim {
    const char *id, *statement;
    hodo_claim_kind kind;
    double predicted, tolerance, resolution;
} mean_claim;

hodo_status claim_mean(hodo_claims *claims, const mean_claim *what, const double *values, size_t trials,
                       hodo_error *error);

#endif
