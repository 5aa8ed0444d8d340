#include "experiments/spectral-condition/trial_claims.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

hodo_status trial_claims_open(const hodo_run *run, const hodo_table *table, const char *width,
                              hodo_claims *claims, trial_claims *of, hodo_error *error)
{
    size_t count;
    const int64_t *widths = hodo_run_integers(run, width, &count);
    *of = (trial_claims){.run = run, .table = table, .claims = claims, .least = INFINITY};
    of->trials = (size_t)hodo_run_integer(run, "trials");
    for (size_t i = 0; i < count; i++) {
        of->least = fmin(of->least, (double)widths[i]);
        of->widest = fmax(of->widest, (double)widths[i]);
    }
    of->arena = hodo_arena_alloc();
    if (of->arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims: close other programs");
    }
    of->values = hodo_arena_take(of->arena, of->trials, sizeof *of->values, error);
    of->others = hodo_arena_take(of->arena, of->trials, sizeof *of->others, error);
    return of->values != NULL && of->others != NULL ? HODO_OK : HODO_NO_MEMORY;
}

void trial_claims_close(trial_claims *of)
{
    hodo_arena_free(of->arena);
    *of = (trial_claims){0};
}

const char *trial_text(const trial_claims *of, const char *format, ...)
{
    enum { SIZE = 200 };
    char *text = hodo_arena_take(of->arena, SIZE, 1, NULL);
    if (text == NULL) {
        return "";
    }
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, SIZE, format, arguments);
    va_end(arguments);
    return text;
}

hodo_status trial_claim_slope(const trial_claims *of, hodo_claim claim, const char *against, const char *column,
                              const hodo_condition *where, double from, hodo_error *error)
{
    size_t found;
    const hodo_status status = hodo_trial_slopes(of->table, against, column, where, from, INFINITY, of->arena,
                                                 of->values, of->trials, &found, error);
    return status == HODO_OK ? hodo_claim_mean(of->claims, claim, of->values, found, error) : status;
}

hodo_status trial_claim_mean(const trial_claims *of, hodo_claim claim, const char *column,
                             const hodo_condition *where, hodo_error *error)
{
    size_t found;
    const hodo_status status =
        hodo_trial_means(of->table, column, where, of->arena, of->values, of->trials, &found, error);
    return status == HODO_OK ? hodo_claim_mean(of->claims, claim, of->values, found, error) : status;
}

hodo_status trial_claim_ratio(const trial_claims *of, hodo_claim claim, const char *column, const char *over,
                              const hodo_condition *where, hodo_error *error)
{
    size_t found, others;
    hodo_status status =
        hodo_trial_means(of->table, column, where, of->arena, of->values, of->trials, &found, error);
    status = status == HODO_OK
                 ? hodo_trial_means(of->table, over, where, of->arena, of->others, of->trials, &others, error)
                 : status;
    for (size_t i = 0; status == HODO_OK && i < found; i++) { /* of the same rows, so as many */
        of->values[i] /= of->others[i];
    }
    return status == HODO_OK ? hodo_claim_mean(of->claims, claim, of->values, found, error) : status;
}

hodo_status trial_mean(const trial_claims *of, const char *column, const hodo_condition *where,
                       hodo_estimate *mean, hodo_error *error)
{
    size_t found;
    const hodo_status status =
        hodo_trial_means(of->table, column, where, of->arena, of->values, of->trials, &found, error);
    *mean = status == HODO_OK ? hodo_estimate_mean(of->values, found) : (hodo_estimate){.value = NAN};
    return status;
}

double trial_larger(double a, double b)
{
    return isnan(a) || a > b ? a : b;
}

bool trial_worse(hodo_claim_kind kind, hodo_estimate mean, hodo_estimate worst)
{
    if (isnan(mean.value) || isnan(worst.value)) {
        return isnan(mean.value);
    }
    return kind == HODO_CLAIM_AT_LEAST ? mean.value < worst.value : mean.value > worst.value;
}
