#include "experiments/spectral-condition/coordinate-check/verdict_claims.h"

#include "experiments/spectral-condition/coordinate-check/checked_table.h"
#include "lab/trend.h"
#include "lab/trials.h"
#include "train/coordinate_check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of a slope after one step: between widths 64 and 1024 the next order, a power of n^-1/2 or of 1/n, bends what
 * are lines at infinity. Exponents are multiples of
 * 1/2, so that both together tell one from the next. */
static const double slope_tolerance = 0.05, slope_resolution = 0.4;

/* Of own over its limit at the largest width n: the next order is some 1/n, of scatters squared. What would be
 * missed by less than `limit_resolution` is no power of sqrt 2, the gain. */
static const double limit_order = 10.0, limit_resolution = 0.2;

/* What the intervals of all that is judged show together. */
typedef struct checked_verdict {
    double far; /* the end furthest from 0, where ends count: at most the bound when all are constant */
    judged far_at;
    double near; /* the near end furthest from 0: above the bound when one grows or vanishes */
    judged near_at;
    double far_seen; /* `far` of sizes and changes, without `own` */
} checked_verdict;

/* excerpt: verdict */
static checked_verdict judge(checked_table *of, double bound, double false_alarm)
{
    checked_verdict verdict = {.far = -INFINITY, .near = -INFINITY, .far_seen = -INFINITY};
    for (size_t i = 0; i < of->count; i++) {
        const judged one = of->judged[i];
        const hodo_trend_rule rule = {bound, one.may_vanish, false_alarm, of->count};
        checked_table_slopes(of, one);
        const hodo_trend trend = hodo_trend_judge(of->slopes, of->trials, &rule);
        const double far = trend.margin + bound;
        const double near =
            isnan(trend.low) ? -INFINITY : fmax(trend.low, one.may_vanish ? -INFINITY : -trend.high);
        if (far > verdict.far) {
            verdict.far = far;
            verdict.far_at = one;
        }
        if (near > verdict.near) {
            verdict.near = near;
            verdict.near_at = one;
        }
        verdict.far_seen = one.which == HODO_COORDINATE_OWN ? verdict.far_seen : fmax(verdict.far_seen, far);
    }
    return verdict;
}
/* end: verdict */

static hodo_status claim_verdict(const checked_kind *kind, const char *optimiser, checked_table *of,
                                 double bound, double false_alarm, hodo_claims *claims, hodo_error *error)
{
    const checked_verdict verdict = judge(of, bound, false_alarm);
    const judged at = kind->right ? verdict.far_at : verdict.near_at;
    char id[64], statement[200];
    (void)snprintf(id, sizeof id, "%s-%s", kind->name, optimiser);
    (void)snprintf(statement, sizeof statement,
                   "%s with %s %s: of %zu slopes the %s end of an interval (%s of layer %zu at step %zu)",
                   kind->name, optimiser, kind->right ? "passes" : "is rejected", of->count,
                   kind->right ? "furthest" : "furthest near", hodo_coordinate_name((hodo_coordinate)at.which),
                   at.layer, at.step);
    hodo_claim claim = {.id = id,
                        .statement = statement,
                        .kind = kind->right ? HODO_CLAIM_AT_MOST : HODO_CLAIM_AT_LEAST,
                        .predicted = bound,
                        .measured = kind->right ? verdict.far : verdict.near};
    if (checked_table_wanting(of)) {
        claim.measured = claim.standard_error = NAN;
    }
    hodo_status status = hodo_claims_add(claims, &claim, error);
    if (status == HODO_OK && !checked_table_wanting(of) && strcmp(kind->name, "mup-slow-hidden") == 0) {
        (void)snprintf(id, sizeof id, "blind-%s", optimiser);
        (void)snprintf(statement, sizeof statement,
                       "%s with %s passes by sizes and changes: the furthest end of an interval without own",
                       kind->name, optimiser);
        const hodo_claim blind = {.id = id,
                                  .statement = statement,
                                  .kind = HODO_CLAIM_AT_MOST,
                                  .predicted = bound,
                                  .measured = verdict.far_seen};
        status = hodo_claims_add(claims, &blind, error);
    }
    return status;
}

/* The slope of `own` after the first step that is furthest from its exponent. */
static hodo_status claim_exponents(const checked_kind *kind, const char *optimiser, const double *exponents,
                                   checked_table *of, hodo_claims *claims, hodo_error *error)
{
    hodo_estimate worst = {NAN, NAN, 0};
    size_t at = 0;
    for (size_t layer = 1; layer <= CHECKED_LAYERS; layer++) {
        checked_table_slopes(of, (judged){HODO_COORDINATE_OWN, 1, layer, false});
        hodo_estimate slope = hodo_estimate_mean(of->slopes, of->trials);
        slope.value -= exponents[layer - 1];
        if (layer == 1 || fabs(slope.value) > fabs(worst.value)) {
            worst = slope;
            at = layer;
        }
    }
    if (checked_table_wanting(of)) {
        worst = (hodo_estimate){NAN, NAN, 0};
    }
    char id[64], statement[200];
    (void)snprintf(id, sizeof id, "first-%s-%s", kind->name, optimiser);
    (void)snprintf(statement, sizeof statement,
                   "%s with %s, own after one step: slope of layer %zu less its exponent %g, the worst of %d",
                   kind->name, optimiser, at, exponents[at - 1], (int)CHECKED_LAYERS);
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = HODO_CLAIM_EQUAL,
                              .measured = worst.value,
                              .standard_error =
                                  worst.standard_error *
                                  hodo_claim_worst_of(HODO_CLAIM_EQUAL, worst.draws, CHECKED_LAYERS),
                              .draws = worst.draws,
                              .tolerance = slope_tolerance,
                              .resolution = slope_resolution};
    return hodo_claims_add(claims, &claim, error);
}

/* Own after one step over what theory says it is, at the largest width: the layer furthest from 1. */
static hodo_status claim_limit(const checked_kind *kind, const char *optimiser, checked_table *of,
                               hodo_claims *claims, hodo_error *error)
{
    hodo_estimate worst = {NAN, NAN, 0};
    double width = 0;
    size_t at = 0;
    for (size_t layer = 1; layer <= CHECKED_LAYERS; layer++) {
        width = checked_table_widest(of, (judged){CHECKED_OF_LIMIT, 1, layer, false});
        const hodo_estimate ratio = hodo_estimate_mean(of->slopes, of->trials);
        if (layer == 1 || fabs(ratio.value - 1) > fabs(worst.value - 1)) {
            worst = ratio;
            at = layer;
        }
    }
    char id[64], statement[200];
    (void)snprintf(id, sizeof id, "limit-%s-%s", kind->name, optimiser);
    (void)snprintf(statement, sizeof statement,
                   "%s with %s, width %g, own after one step over theory's: layer %zu, the worst of %d",
                   kind->name, optimiser, width, at, (int)CHECKED_LAYERS);
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = HODO_CLAIM_EQUAL,
                              .predicted = 1,
                              .tolerance = limit_order / width,
                              .resolution = limit_resolution};
    worst.standard_error *= hodo_claim_worst_of(HODO_CLAIM_EQUAL, worst.draws, CHECKED_LAYERS);
    return hodo_claim_estimate(claims, claim, worst, error);
}

hodo_status verdict_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t kinds, optimisers;
    const char *const *kind = hodo_run_texts(run, "parametrization", &kinds);
    const char *const *optimiser = hodo_run_texts(run, "optimiser", &optimisers);
    const double bound = hodo_run_real(run, "bound"), false_alarm = hodo_run_real(run, "false-alarm");
    hodo_arena *arena = hodo_arena_alloc();
    checked_table of;
    hodo_status status = arena == NULL ? hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims")
                                       : checked_table_take(run, arena, &of, error);
    for (size_t i = 0; status == HODO_OK && i < kinds * optimisers; i++) {
        const char *by = optimiser[i / kinds];
        const checked_kind *row = checked_kind_find(kind[i % kinds], error);
        size_t which;
        status = row == NULL ? HODO_INVALID : checked_optimiser_find(by, &which, error);
        if (status == HODO_OK) {
            checked_table_gather(table, row->name, by, &of);
            status = claim_verdict(row, by, &of, bound, false_alarm, claims, error);
        }
        status = status != HODO_OK ? status : claim_exponents(row, by, row->own[which], &of, claims, error);
        status = status != HODO_OK || which != 0 ? status : claim_limit(row, by, &of, claims, error);
    }
    status = status != HODO_OK ? status : hodo_claims_quantity(claims, "trends", (double)of.count, 2, error);
    hodo_arena_free(arena);
    return status;
}
