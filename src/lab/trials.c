#include "lab/trials.h"

#include <math.h>
#include <string.h>

/* Column of the rows where `where` holds and trial == trial. */
static double *of_trial(const hodo_table *table, const char *column, const hodo_condition *where, size_t trial,
                        hodo_arena *arena, size_t *count, hodo_error *error)
{
    hodo_condition all[HODO_TRIAL_CONDITIONS + 2];
    size_t conditions = 0;
    for (; conditions < HODO_TRIAL_CONDITIONS && where[conditions].column != NULL; conditions++) {
        all[conditions] = where[conditions];
    }
    all[conditions] = (hodo_condition){"trial", hodo_integer((int64_t)trial)};
    all[conditions + 1] = (hodo_condition){.column = NULL};
    return hodo_select(table, column, all, arena, count, error);
}

hodo_status hodo_trial_slopes(const hodo_table *table, const char *against, const char *column,
                              const hodo_condition *where, double least, double most, hodo_arena *arena,
                              double *values, size_t trials, size_t *found, hodo_error *error)
{
    const bool is_log = strncmp(column, "log_", 4) == 0;
    hodo_error own = {0};
    error = error != NULL ? error : &own;
    *found = 0;
    for (size_t trial = 0; trial < trials; trial++) {
        size_t count = 0, used = 0;
        double *x = of_trial(table, against, where, trial, arena, &count, error);
        double *y = of_trial(table, column, where, trial, arena, &count, error);
        if (x == NULL || y == NULL) {
            return error->status;
        }
        for (size_t i = 0; i < count; i++) {
            if (x[i] >= least && x[i] <= most) {
                y[used] = is_log ? y[i] : log10(y[i]);
                x[used++] = log10(x[i]);
            }
        }
        if (used > 1) {
            values[(*found)++] = hodo_estimate_slope(x, y, NULL, used).value;
        }
    }
    return HODO_OK;
}

hodo_status hodo_trial_means(const hodo_table *table, const char *column, const hodo_condition *where,
                             hodo_arena *arena, double *values, size_t trials, size_t *found,
                             hodo_error *error)
{
    hodo_error own = {0};
    error = error != NULL ? error : &own;
    *found = 0;
    for (size_t trial = 0; trial < trials; trial++) {
        size_t count = 0;
        const double *y = of_trial(table, column, where, trial, arena, &count, error);
        if (y == NULL) {
            return error->status;
        }
        if (count > 0) {
            values[(*found)++] = hodo_estimate_mean(y, count).value;
        }
    }
    return HODO_OK;
}

hodo_status hodo_claim_estimate(hodo_claims *claims, hodo_claim of, hodo_estimate estimate, hodo_error *error)
{
    of.measured = estimate.value;
    of.standard_error = estimate.standard_error;
    of.draws = estimate.draws;
    return hodo_claims_add(claims, &of, error);
}

hodo_status hodo_claim_mean(hodo_claims *claims, hodo_claim of, const double *values, size_t draws,
                            hodo_error *error)
{
    return hodo_claim_estimate(claims, of, hodo_estimate_mean(values, draws), error);
}
