/* Numbers of a trial along gamma, and claims on them. Trials are the independent draws: each gives one number,
 * so that a Student interval over trials is right although the rows of a trial share images and weights.
 *
 * Trials without the rows that a number needs are left out: *found counts those that are in, and becomes the
 * claim's draws. None at all is no error: a claim on no draw is too noisy.
 */
#ifndef GAMMA_ETA_SLOPES_H
#define GAMMA_ETA_SLOPES_H

#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"

/* values (*found,) <- the least-squares slope of log10 column against log10 gamma over least <= gamma
 * <= most, of the rows of each trial where `where` holds (at most SLOPES_CONDITIONS of them); the table has
 * columns gamma and trial. A column named log_* is a log10 already. A trial needs two such rows. */
enum { SLOPES_CONDITIONS = 6 };
hodo_status trial_slopes(const hodo_table *table, const char *column, const hodo_condition *where, double least,
                         double most, hodo_arena *arena, double *values, size_t trials, size_t *found,
                         hodo_error *error);

/* values (*found,) <- the mean of the column over each trial's rows where `where` holds. */
hodo_status trial_means(const hodo_table *table, const char *column, const hodo_condition *where,
                        hodo_arena *arena, double *values, size_t trials, size_t *found, hodo_error *error);

/* Adds claim `of`, whose measured, standard_error and draws are the estimate's. */
hodo_status claim_estimate(hodo_claims *claims, hodo_claim of, hodo_estimate estimate, hodo_error *error);

/* The same of the mean of `draws` values. */
hodo_status claim_mean(hodo_claims *claims, hodo_claim of, const double *values, size_t draws,
                       hodo_error *error);

#endif
