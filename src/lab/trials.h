/* Numbers of a trial along a swept parameter, and claims on them. Trials (the column `trial`) are the
 * independent draws: each gives one number, so that a Student interval over trials is right although the rows
 * of a trial share data and weights.
 *
 * Trials without the rows that a number needs are left out: *found counts those that are in, and becomes the
 * claim's draws. None at all is no error: a claim on no draw is too noisy.
 */
#ifndef HODO_LAB_TRIALS_H
#define HODO_LAB_TRIALS_H

#include "lab/estimate.h"
#include "lab/experiment.h"
#include "lab/select.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Limits. */
enum {
    HODO_TRIAL_CONDITIONS = 6 /* conditions at most: further ones are not read */
};

/* values (*found,) <- the least-squares slope of log10 column against log10 `against` over least <= against
 * <= most, of the rows of each trial where `where` holds (at most HODO_TRIAL_CONDITIONS of them). A column
 * named log_* is a log10 already. A trial needs two such rows. values has room for (trials,); trials count
 * from 0. HODO_MISMATCH and HODO_NO_MEMORY as hodo_select. */
hodo_status hodo_trial_slopes(const hodo_table *table, const char *against, const char *column,
                              const hodo_condition *where, double least, double most, hodo_arena *arena,
                              double *values, size_t trials, size_t *found, hodo_error *error);

/* values (*found,) <- the mean of the column over each trial's rows where `where` holds. Errors and room as
 * hodo_trial_slopes. */
hodo_status hodo_trial_means(const hodo_table *table, const char *column, const hodo_condition *where,
                             hodo_arena *arena, double *values, size_t trials, size_t *found,
                             hodo_error *error);

/* Adds claim `of`, whose measured, standard_error and draws are the estimate's. Errors as hodo_claims_add. */
hodo_status hodo_claim_estimate(hodo_claims *claims, hodo_claim of, hodo_estimate estimate, hodo_error *error);

/* The same of the mean of values (draws,). Errors as hodo_claims_add. */
hodo_status hodo_claim_mean(hodo_claims *claims, hodo_claim of, const double *values, size_t draws,
                            hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
