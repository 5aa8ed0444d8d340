/* What the claims of control-in-training are made from: one number a trial of each data set. Trials of
 * different data sets share no draw, so that all of them are independent. */
#ifndef FEATURE_SPEED_CONTROL_JUDGE_H
#define FEATURE_SPEED_CONTROL_JUDGE_H

#include "lab/trials.h"

#include <stdbool.h>

typedef struct control_judge {
    const hodo_run *run;
    const hodo_table *table;
    hodo_claims *claims;
    hodo_arena *arena;
    const char *const *data;
    size_t sets, trials;
    double *values; /* (sets * trials,) one number a trial of a data set: independent draws */
    int64_t least_depth, depth, width, steps; /* ends of the lists; the last step */
} control_judge;

/* The conditions on a claim's rows; a depth, width or step of 0 or less than 0 is none. */
typedef struct control_rows {
    const char *scheme;
    int64_t depth, width, step;
} control_rows;

/* Opens and closes: close also after an error. */
hodo_status control_judge_open(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                               control_judge *of, hodo_error *error);
void control_judge_close(control_judge *of);

bool control_has_scheme(const control_judge *of, const char *name);

/* where <- the rows of the data set. */
void control_conditions(const control_judge *of, control_rows which, size_t set,
                        hodo_condition where[HODO_TRIAL_CONDITIONS]);

/* values (*found,) <- slopes against `against` up to `most`, or means where that is NULL. */
hodo_status control_gather(const control_judge *of, control_rows which, const char *against, const char *column,
                           double most, size_t *found, hodo_error *error);

/* The claim on the mean of those slopes, or means. */
hodo_status control_claim_slope(const control_judge *of, hodo_claim claim, control_rows which,
                                const char *against, const char *column, double most, hodo_error *error);

#endif
