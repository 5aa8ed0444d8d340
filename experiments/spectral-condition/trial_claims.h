/* Claims on what trials share: one number a trial, with the work space and the texts that go with it. */
#ifndef SPECTRAL_CONDITION_TRIAL_CLAIMS_H
#define SPECTRAL_CONDITION_TRIAL_CLAIMS_H

#include "lab/trials.h"

typedef struct trial_claims {
    const hodo_run *run;
    const hodo_table *table;
    hodo_claims *claims;
    hodo_arena *arena;
    size_t trials;
    double *values, *others; /* (trials,) work space */
    double least, widest;    /* of the widths */
} trial_claims;

/* The run must have the parameters trials and `width`, the name of its widths. Close it also after an error. */
hodo_status trial_claims_open(const hodo_run *run, const hodo_table *table, const char *width,
                              hodo_claims *claims, trial_claims *of, hodo_error *error);
void trial_claims_close(trial_claims *of);

/* A text that lives until `of` is closed, cut after 200 characters; "" when memory is short: such a claim is
 * refused. */
const char *trial_text(const trial_claims *of, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The claim on the mean over trials of: the slope of log10 column against log10 `against`; the column's mean;
 * the mean of column over that of `over`. Of the rows where `where` holds; a slope from
 * `against` >= from on. */
hodo_status trial_claim_slope(const trial_claims *of, hodo_claim claim, const char *against, const char *column,
                              const hodo_condition *where, double from, hodo_error *error);
hodo_status trial_claim_mean(const trial_claims *of, hodo_claim claim, const char *column,
                             const hodo_condition *where, hodo_error *error);
hodo_status trial_claim_ratio(const trial_claims *of, hodo_claim claim, const char *column, const char *over,
                              const hodo_condition *where, hodo_error *error);

/* The mean over trials, for claims on the worst of several. */
hodo_status trial_mean(const trial_claims *of, const char *column, const hodo_condition *where,
                       hodo_estimate *mean, hodo_error *error);

/* The larger number, for the worst of several. Not a number stays, once it is among them: the claim falls. */
double trial_larger(double a, double b);

/* Whether one mean is worse than another for a claim of this kind: farther on the wrong side; NaN is worst. */
bool trial_worse(hodo_claim_kind kind, hodo_estimate mean, hodo_estimate worst);

#endif
