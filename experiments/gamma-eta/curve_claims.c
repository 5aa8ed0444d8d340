#include "experiments/gamma-eta/curve_claims.h"

#include "lab/trials.h"

#include <math.h>

hodo_status curve_value(const hodo_table *table, const char *column, double gamma, int64_t trial,
                        const char *of, const char *value, hodo_arena *arena, double *found, hodo_error *error)
{
    const hodo_condition where[] = {{"gamma", hodo_real(gamma)},
                                    {"trial", hodo_integer(trial)},
                                    {of, of != NULL ? hodo_text(value) : hodo_integer(0)},
                                    {.column = NULL}};
    size_t count;
    const double *values = hodo_select(table, column, where, arena, &count, error);
    if (values == NULL) {
        return error->status;
    }
    *found = count > 0 ? values[0] : NAN;
    return HODO_OK;
}

size_t curve_gammas(const hodo_run *run, double least, double most)
{
    size_t count, in = 0;
    const double *gamma = hodo_run_reals(run, "gamma", &count);
    for (size_t i = 0; i < count; i++) {
        in += gamma[i] >= least && gamma[i] <= most;
    }
    return in;
}

static hodo_status slope_of_trial(const hodo_run *run, const hodo_table *table, const curve_fit *fit,
                                  int64_t trial, hodo_arena *arena, double *slope, hodo_error *error)
{
    size_t count, points = 0;
    const double *gamma = hodo_run_reals(run, "gamma", &count);
    double *x = hodo_arena_take(arena, count, sizeof *x, error);
    double *y = hodo_arena_take(arena, count, sizeof *y, error);
    if (x == NULL || y == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        if (!(gamma[i] >= fit->least && gamma[i] <= fit->most)) {
            continue;
        }
        double a, b;
        hodo_status status = curve_value(table, fit->x, gamma[i], trial, fit->of, fit->value, arena, &a, error);
        if (status == HODO_OK) {
            status = curve_value(table, fit->y, gamma[i], trial, fit->of, fit->value, arena, &b, error);
        }
        if (status != HODO_OK) {
            return status;
        }
        if (isfinite(log(a)) && isfinite(log(b))) {
            x[points] = log(a);
            y[points++] = log(b);
        }
    }
    *slope = points > 1 ? hodo_estimate_slope(x, y, NULL, points).value : NAN;
    return HODO_OK;
}

hodo_status curve_slope(const hodo_run *run, const hodo_table *table, const curve_fit *fit, hodo_arena *arena,
                        hodo_estimate *slope, hodo_error *error)
{
    const int64_t trials = hodo_run_integer(run, "trials");
    double *slopes = hodo_arena_take(arena, (size_t)trials, sizeof *slopes, error);
    size_t in = 0;
    if (slopes == NULL) {
        return HODO_NO_MEMORY;
    }
    for (int64_t trial = 0; trial < trials; trial++) {
        const hodo_status status = slope_of_trial(run, table, fit, trial, arena, &slopes[in], error);
        if (status != HODO_OK) {
            return status;
        }
        in += isfinite(slopes[in]);
    }
    *slope = in > 0 ? hodo_estimate_mean(slopes, in) : (hodo_estimate){NAN, NAN, 0};
    return HODO_OK;
}

hodo_status curve_claim(hodo_claims *claims, const char *id, const char *statement, hodo_claim_kind kind,
                        double predicted, hodo_estimate measured, double tolerance, double resolution,
                        hodo_error *error)
{
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = kind,
                              .predicted = predicted,
                              .tolerance = tolerance,
                              .resolution = resolution};
    return hodo_claim_estimate(claims, claim, measured, error);
}
