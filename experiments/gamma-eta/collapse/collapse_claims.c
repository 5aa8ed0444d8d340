#include "experiments/gamma-eta/collapse/collapse_claims.h"

#include "experiments/gamma-eta/collapse/collapse_number.h"
#include "experiments/gamma-eta/curve_claims.h"

#include <math.h>
#include <string.h>

/* The level at which a plateau ends, as in loss-curves. */
#define PLATEAU_LEVEL 0.95

/* Of the spread in steps, what may be left in tau: rates near the largest stable one are not small steps of a
 * flow, and their plateaus are some ten steps. And of a variance. */
static const double spread_left = 0.25, share_left = 0.1;
static const double slope_allowance = 0.05; /* of the exponent of gamma/eta, for the same reason */

typedef struct curve_set {
    size_t count;
    collapse_curve *curves; /* (count,), time in steps */
    double *inverse;        /* (count,) gamma/eta */
} curve_set;

/* The curves of one trial, those that did not stop. */
static hodo_status gather(const hodo_run *run, const hodo_table *table, int64_t trial, hodo_arena *arena,
                          curve_set *set, hodo_error *error)
{
    size_t gammas, rates;
    const double *gamma = hodo_run_reals(run, "gamma", &gammas),
                 *slower = hodo_run_reals(run, "slower", &rates);
    *set = (curve_set){0, hodo_arena_take(arena, gammas * rates, sizeof *set->curves, error),
                       hodo_arena_take(arena, gammas * rates, sizeof *set->inverse, error)};
    if (set->curves == NULL || set->inverse == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < gammas * rates; i++) {
        const hodo_condition where[] = {{"trial", hodo_integer(trial)},
                                        {"gamma", hodo_real(gamma[i / rates])},
                                        {"slower", hodo_real(slower[i % rates])},
                                        {.column = NULL}};
        size_t rows;
        const double *t = hodo_select(table, "t", where, arena, &rows, error);
        const double *loss = t == NULL ? NULL : hodo_select(table, "loss", where, arena, &rows, error);
        const double *eta = loss == NULL ? NULL : hodo_select(table, "eta", where, arena, &rows, error);
        if (eta == NULL) {
            return error->status;
        }
        if (rows > 1 && isfinite(loss[rows - 1])) {
            set->inverse[set->count] = gamma[i / rates] / eta[0];
            set->curves[set->count++] = (collapse_curve){t, loss, rows, 1.0};
        }
    }
    return HODO_OK;
}

/* Of one trial: the numbers in steps and in tau, the spread with the level on the stair added, and the slope
 * of log plateau against log(gamma/eta). */
typedef struct trial_numbers {
    double spread[2], with_stair[2], unexplained[2], slope;
} trial_numbers;

static hodo_status measure(const hodo_run *run, const hodo_table *table, int64_t trial, hodo_arena *arena,
                           trial_numbers *numbers, hodo_error *error)
{
    size_t levels, points = 0;
    const double *level = hodo_run_reals(run, "level", &levels);
    curve_set set;
    const hodo_status status = gather(run, table, trial, arena, &set, error);
    if (status != HODO_OK) {
        return status;
    }
    double *x = hodo_arena_take(arena, set.count + 1, sizeof *x, error);
    double *y = hodo_arena_take(arena, set.count + 1, sizeof *y, error);
    double *more = hodo_arena_take(arena, levels + 1, sizeof *more, error);
    if (x == NULL || y == NULL || more == NULL) {
        return HODO_NO_MEMORY;
    }
    memcpy(more, level, levels * sizeof *more);
    more[levels] = hodo_run_real(run, "stair");
    for (size_t i = 0; i < set.count; i++) {
        x[points] = log(set.inverse[i]);
        y[points] = log(collapse_time(&set.curves[i], PLATEAU_LEVEL));
        points += isfinite(y[points]);
    }
    numbers->slope = points > 2 ? hodo_estimate_slope(x, y, NULL, points).value : NAN;
    for (size_t rescaled = 0; rescaled < 2; rescaled++) {
        for (size_t i = 0; i < set.count; i++) {
            set.curves[i].scale = rescaled ? 1 / set.inverse[i] : 1.0;
        }
        numbers->spread[rescaled] = collapse_spread(set.curves, set.count, level, levels);
        numbers->with_stair[rescaled] = collapse_spread(set.curves, set.count, more, levels + 1);
        numbers->unexplained[rescaled] = collapse_unexplained(set.curves, set.count);
    }
    return HODO_OK;
}

enum { DRAWS = 7 };

static hodo_status state(double *const draws[DRAWS], size_t trials, hodo_claims *claims, hodo_error *error)
{
    hodo_estimate of[DRAWS];
    for (size_t i = 0; i < DRAWS; i++) {
        of[i] = hodo_estimate_mean(draws[i], trials);
    }
    const struct {
        const char *id, *statement;
        hodo_claim_kind kind;
        double predicted;
        hodo_estimate measured;
        double tolerance, resolution;
    } stated[] = {
        {"spread-left", "spread of log time between curves, in tau over that in steps: a quarter at most",
         HODO_CLAIM_AT_MOST, spread_left, of[2], 0, 0.1},
        {"no-collapse-falls", "the same: that tau collapses nothing is told apart", HODO_CLAIM_APART, 1, of[2],
         0, 0.3},
        {"unexplained-left", "share of the loss's variance that tau does not explain: a tenth at most",
         HODO_CLAIM_AT_MOST, share_left, of[4], 0, 0.05},
        {"steps-worse", "share that steps do not explain, less that: steps explain less", HODO_CLAIM_AT_LEAST,
         0, of[5], 0, 0.2},
        {"steps-fall", "the same: steps that explain as much are told apart", HODO_CLAIM_APART, 0, of[5], 0,
         0.2},
        {"plateau", "slope of log plateau against log(gamma/eta), over all gammas and rates: 1",
         HODO_CLAIM_EQUAL, 1, of[3], slope_allowance, 0.1},
        {"plateau-constant-falls", "the same: plateaus of equally many steps are told apart", HODO_CLAIM_APART,
         0, of[3], slope_allowance, 0.3},
    };
    hodo_status status = hodo_claims_quantity(claims, "spread-steps", of[0].value, 2, error);
    if (status == HODO_OK) {
        status = hodo_claims_quantity(claims, "spread-tau", of[1].value, 2, error);
    }
    if (status == HODO_OK) {
        status = hodo_claims_quantity(claims, "spread-left-with-stair", of[6].value, 2, error);
    }
    for (size_t i = 0; status == HODO_OK && i < sizeof stated / sizeof stated[0]; i++) {
        status = curve_claim(claims, stated[i].id, stated[i].statement, stated[i].kind, stated[i].predicted,
                             stated[i].measured, stated[i].tolerance, stated[i].resolution, error);
    }
    return status;
}

hodo_status collapse_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    /* Spread in steps, in tau, their ratio; the slope; unexplained by tau, by steps less that; the ratio
     * with the stair. */
    double *draws[DRAWS] = {NULL};
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; status == HODO_OK && i < DRAWS; i++) {
        draws[i] = hodo_arena_take(arena, trials, sizeof *draws[i], error);
        status = draws[i] != NULL ? HODO_OK : HODO_NO_MEMORY;
    }
    for (size_t trial = 0; status == HODO_OK && trial < trials; trial++) {
        trial_numbers of;
        status = measure(run, table, (int64_t)trial, arena, &of, error);
        if (status == HODO_OK) {
            const double numbers[DRAWS] = {of.spread[0],
                                           of.spread[1],
                                           of.spread[1] / of.spread[0],
                                           of.slope,
                                           of.unexplained[1],
                                           of.unexplained[0] - of.unexplained[1],
                                           of.with_stair[1] / of.with_stair[0]};
            for (size_t i = 0; i < DRAWS; i++) {
                draws[i][trial] = numbers[i];
            }
        }
    }
    if (status == HODO_OK) {
        status = state(draws, trials, claims, error);
    }
    hodo_arena_free(arena);
    return status;
}
