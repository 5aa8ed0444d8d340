#include "experiments/gamma-eta/loss-curves/shape_claims.h"

#include "experiments/gamma-eta/curve_claims.h"

#include <math.h>
#include <string.h>

/* A slope further off than this would be another law: 2/L of neighbouring L differ by more, and at small gamma
 * the exponents of other boundaries are whole numbers. */
static const double rich_resolution = 0.12, lazy_resolution = 0.3;

/* What gamma, T and N that are not infinite may do to a slope. That rates are on a grid is in the scatter of
 * seeds: each has its own. */
static const double finite_size = 0.05;

typedef struct slope_claim {
    const char *id, *statement, *y;
    hodo_claim_kind kind;
    double predicted;
    bool rich; /* the range of gamma */
} slope_claim;

hodo_status loss_curves_claim_slopes(const hodo_run *run, const hodo_table *table, double lazy_most,
                                     double rich_least, hodo_arena *arena, hodo_claims *claims,
                                     hodo_error *error)
{
    const double inverse = 2 / (double)hodo_run_integer(run, "L");
    const slope_claim stated[] = {
        {"plateau", "slope of the plateau's length in steps against gamma, gamma >= 100, best rate: 1 - 2/L",
         "plateau", HODO_CLAIM_EQUAL, 1 - inverse, true},
        {"plateau-constant-falls", "the same: plateaus as long at every gamma are told apart", "plateau",
         HODO_CLAIM_APART, 0, true},
        {"plateau-linear-falls", "the same: a plateau as long as gamma, as at one rate for all, is told apart",
         "plateau", HODO_CLAIM_APART, 1, true},
        {"rate-rich", "slope of the best rate against gamma, gamma >= 100: 2/L", "eta", HODO_CLAIM_EQUAL,
         inverse, true},
        {"rate-lazy", "slope of the best rate against gamma, gamma <= 0.01: 2", "eta", HODO_CLAIM_EQUAL, 2,
         false},
        {"fallen-lazy", "slope against gamma, gamma <= 0.01, of the time to 0.8 of the first loss: 0", "fallen",
         HODO_CLAIM_EQUAL, 0, false},
    };
    const bool square = strcmp(hodo_run_text(run, "loss"), "square") == 0;
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof stated / sizeof stated[0]; i++) {
        const slope_claim *of = &stated[i];
        const curve_fit fit = {.x = "gamma", .y = of->y, .least = of->rich ? rich_least : 0.0,
                               .most = of->rich ? INFINITY : lazy_most};
        /* Cross-entropy has no one exponent of the best rate at small gamma. */
        if (curve_gammas(run, fit.least, fit.most) < (of->rich ? 3 : 2) || (!of->rich && !square)) {
            continue;
        }
        hodo_estimate slope;
        status = curve_slope(run, table, &fit, arena, &slope, error);
        if (status == HODO_OK) {
            status = curve_claim(claims, of->id, of->statement, of->kind, of->predicted, slope,
                                 finite_size, of->rich ? rich_resolution : lazy_resolution, error);
        }
    }
    status = status == HODO_OK ? hodo_claims_quantity(claims, "lazy-to", lazy_most, 1, error) : status;
    return status == HODO_OK ? hodo_claims_quantity(claims, "rich-from", rich_least, 1, error) : status;
}

/* Over the gammas of a range and within a trial: the mean of what is finite. (Of falls it was once the largest,
 * which left them undecided, and favours the range with more gammas.) */
static hodo_status over_gammas(const hodo_run *run, const hodo_table *table, const char *column, int64_t trial,
                               double least, double most, hodo_arena *arena, double *value, hodo_error *error)
{
    size_t count, in = 0;
    const double *gamma = hodo_run_reals(run, "gamma", &count);
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        double one = NAN;
        if (gamma[i] >= least && gamma[i] <= most) {
            const hodo_status status =
                curve_value(table, column, gamma[i], trial, NULL, NULL, arena, &one, error);
            if (status != HODO_OK) {
                return status;
            }
        }
        if (isfinite(one)) {
            sum += one;
            in++;
        }
    }
    *value = sum / (double)in;
    return HODO_OK;
}

hodo_status loss_curves_claim_shapes(const hodo_run *run, const hodo_table *table, double lazy_most,
                                     double rich_least, hodo_arena *arena, hodo_claims *claims,
                                     hodo_error *error)
{
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *stair = hodo_arena_take(arena, trials, sizeof *stair, error);
    double *steeper = hodo_arena_take(arena, trials, sizeof *steeper, error);
    if (stair == NULL || steeper == NULL) {
        return HODO_NO_MEMORY;
    }
    size_t stairs = 0;
    hodo_status status = HODO_OK;
    for (size_t trial = 0; status == HODO_OK && trial < trials; trial++) {
        double rich = NAN, lazy = NAN;
        status = over_gammas(run, table, "stair", (int64_t)trial, rich_least, INFINITY, arena, &stair[stairs],
                             error);
        if (status == HODO_OK) {
            status = over_gammas(run, table, "drop", (int64_t)trial, rich_least, INFINITY, arena, &rich, error);
        }
        if (status == HODO_OK) {
            status = over_gammas(run, table, "drop", (int64_t)trial, 0, lazy_most, arena, &lazy, error);
        }
        steeper[trial] = rich - lazy;
        stairs += isfinite(stair[stairs]);
    }
    if (status == HODO_OK && strcmp(hodo_run_text(run, "loss"), "square") == 0 &&
        curve_gammas(run, rich_least, INFINITY) > 0) {
        /* Of k one-hot classes the constant output 1/k has the loss (k - 1)/k^2, the first one is 1/k. */
        const double k = 10.0, constant = (k - 1) / (k * k), fall = 1 / k - constant;
        const hodo_estimate mean =
            stairs > 0 ? hodo_estimate_mean(stair, stairs) : (hodo_estimate){NAN, NAN, 0};
        status = curve_claim(claims, "stair",
                             "gamma >= 100: where the curve is flattest after the plateau, the loss is that of "
                             "the constant output 1/k",
                             HODO_CLAIM_EQUAL, constant, mean, 0.3 * fall, 0.5 * fall, error);
    }
    if (status == HODO_OK && curve_gammas(run, rich_least, INFINITY) > 0 &&
        curve_gammas(run, 0, lazy_most) > 0) {
        const hodo_estimate mean = hodo_estimate_mean(steeper, trials);
        status = curve_claim(
            claims, "drop", "steepest fall of log loss against log t, means, gamma >= 100 less <= 0.01: steeper",
            HODO_CLAIM_AT_LEAST, 0, mean, 0, 0.2, error);
        if (status == HODO_OK) {
            status = curve_claim(claims, "drop-equal-falls", "the same: falls as steep are told apart",
                                 HODO_CLAIM_APART, 0, mean, 0, 0.2, error);
        }
    }
    return status;
}
