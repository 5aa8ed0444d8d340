#include "experiments/gamma-eta/slopes.h"

#include <math.h>
#include <string.h>

enum { CONDITIONS_MOST = 8 };

/* `where` and trial == trial. */
static void with_trial(const hodo_condition *where, size_t trial, hodo_condition *all)
{
    size_t count = 0;
    for (; where[count].column != NULL && count < CONDITIONS_MOST - 2; count++) {
        all[count] = where[count];
    }
    all[count] = (hodo_condition){"trial", hodo_integer((int64_t)trial)};
    all[count + 1] = (hodo_condition){.column = NULL};
}

hodo_status trial_slopes(const hodo_table *table, const char *column, const hodo_condition *where, double least,
                         double most, hodo_arena *arena, double *values, size_t trials, hodo_error *error)
{
    for (size_t trial = 0; trial < trials; trial++) {
        hodo_condition all[CONDITIONS_MOST];
        size_t count = 0, used = 0;
        with_trial(where, trial, all);
        double *x = hodo_select(table, "gamma", all, arena, &count, error);
        double *y = hodo_select(table, column, all, arena, &count, error);
        if (x == NULL || y == NULL) {
            return error->status;
        }
        for (size_t i = 0; i < count; i++) {
            if (x[i] >= least && x[i] <= most) {
                y[used] = log10(y[i]);
                x[used++] = log10(x[i]);
            }
        }
        if (used < 2) {
            return hodo_fail(error, HODO_INVALID,
                             "%s has %zu gammas from %g to %g in trial %zu: a slope needs two", column, used,
                             least, most, trial);
        }
        values[trial] = hodo_estimate_slope(x, y, NULL, used).value;
    }
    return HODO_OK;
}

hodo_status trial_values(const hodo_table *table, const char *column, const hodo_condition *where,
                         hodo_arena *arena, double *values, size_t trials, hodo_error *error)
{
    for (size_t trial = 0; trial < trials; trial++) {
        hodo_condition all[CONDITIONS_MOST];
        size_t count = 0;
        with_trial(where, trial, all);
        const double *y = hodo_select(table, column, all, arena, &count, error);
        if (y == NULL) {
            return error->status;
        }
        if (count != 1) {
            return hodo_fail(error, HODO_INVALID, "%s has %zu rows in trial %zu: it must have one", column,
                             count, trial);
        }
        values[trial] = y[0];
    }
    return HODO_OK;
}

hodo_status claim_mean(hodo_claims *claims, const mean_claim *what, const double *values, size_t trials,
                       hodo_error *error)
{
    const hodo_estimate mean = hodo_estimate_mean(values, trials);
    const hodo_claim claim = {.id = what->id,
                              .statement = what->statement,
                              .kind = what->kind,
                              .predicted = what->predicted,
                              .measured = mean.value,
                              .standard_error = mean.standard_error,
                              .draws = mean.draws,
                              .tolerance = what->tolerance,
                              .resolution = what->resolution};
    return hodo_claims_add(claims, &claim, error);
}
