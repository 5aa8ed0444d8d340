#include "experiments/mlps-at-the-eoc/training-dynamics/dynamics_claims.h"

#include "experiments/mlps-at-the-eoc/training-dynamics/rule_curve.h"
#include "lab/trials.h"

#include <math.h>
#include <stdio.h>

#define HELD 0.01 /* of c: what is called held */

typedef struct stated {
    const char *id, *statement;
    chaos_rate rate;
    double least, most; /* least <= product < most */
    bool whole;         /* of runs that took all their steps alone */
    double (*number)(const rule_curve *of);
    hodo_claim claim;
    bool of_product; /* predicted is the rule's own product */
} stated;

static const stated statements[] = {
    {"holds",
     "largest |eta lambda/c - 1| of a run",
     CHAOS_SCHEDULE,
     0,
     4,
     false,
     curve_deviation,
     {.kind = HODO_CLAIM_AT_MOST, .predicted = HELD, .resolution = HELD},
     false},
    {"two-ways",
     "lambda_t by products and by the kernel: relative difference, median of the looks",
     CHAOS_SCHEDULE,
     2.1,
     4,
     false,
     curve_two_ways,
     {.kind = HODO_CLAIM_AT_MOST, .predicted = 1e-3, .resolution = 1e-3},
     false},
    {"learns",
     "loss at the end over the first",
     CHAOS_SCHEDULE,
     0,
     4,
     false,
     curve_late_loss,
     {.kind = HODO_CLAIM_AT_MOST, .predicted = 1, .resolution = 0.5},
     false},
    {"ends",
     "least eta lambda of a run that does not diverge: the catapult ends",
     CHAOS_CONSTANT,
     2.1,
     4,
     true,
     curve_least_product,
     {.kind = HODO_CLAIM_AT_MOST, .predicted = 2, .resolution = 1},
     false},
    {"not-held",
     "eta lambda at the end of a run that does not diverge is told from eta lambda_0",
     CHAOS_CONSTANT,
     2.1,
     4,
     true,
     curve_late_product,
     {.kind = HODO_CLAIM_APART, .resolution = 1},
     true},
    {"sharpens",
     "log10 of eta lambda at the end over that at the start",
     CHAOS_CONSTANT,
     0,
     1,
     true,
     curve_growth,
     {.kind = HODO_CLAIM_AT_LEAST, .predicted = 0, .resolution = 0.3},
     false},
    {"aligned",
     "c_t at the end is told from 0: updates add up",
     CHAOS_CONSTANT,
     0,
     1,
     true,
     curve_late_cosine,
     {.kind = HODO_CLAIM_APART, .predicted = 0, .resolution = 0.5},
     false},
    {"aligned",
     "c_t at the end is told from 0: updates add up",
     CHAOS_SCHEDULE,
     0,
     2,
     true,
     curve_late_cosine,
     {.kind = HODO_CLAIM_APART, .predicted = 0, .resolution = 0.5},
     false},
    {"refreshed",
     "share of runs that diverge or leave c by 10% is told from none",
     CHAOS_REFRESHED,
     0,
     4,
     false,
     curve_left,
     {.kind = HODO_CLAIM_APART, .predicted = 0, .resolution = 1},
     false},
};

/* What the text quotes of every rule: means over the runs that took all their steps. */
static const struct {
    const char *key;
    double (*number)(const rule_curve *of);
    int digits;
} quoted[] = {{"loss", curve_late_loss, 2},       {"accuracy", curve_late_accuracy, 3},
              {"product", curve_late_product, 3}, {"cosine", curve_late_cosine, 2},
              {"drift", curve_late_drift, 2},     {"peak", curve_peak_loss, 2}};

/* "schedule/2.2" -> "schedule-2-2". */
static void key_of(const char *rule, char key[32])
{
    (void)snprintf(key, 32, "%s", rule);
    for (char *c = key; *c != '\0'; c++) {
        *c = *c == '/' || *c == '.' || *c == '+' ? '-' : *c;
    }
}

static hodo_status state_rule(const char *rule, const rule_curve *curves, size_t trials, double *values,
                              hodo_claims *claims, hodo_error *error)
{
    char key[32], id[64], statement[160];
    hodo_status status = HODO_OK;
    key_of(rule, key);
    for (size_t i = 0; i < sizeof statements / sizeof statements[0] && status == HODO_OK; i++) {
        const stated *what = &statements[i];
        const chaos_rule of = curves[0].rule;
        if (of.rate != what->rate || of.product < what->least || of.product >= what->most) {
            continue;
        }
        size_t found = 0;
        for (size_t t = 0; t < trials; t++) {
            if (curves[t].count > 0 && (!what->whole || curve_finished(&curves[t]))) {
                values[found++] = what->number(&curves[t]);
            }
        }
        (void)snprintf(id, sizeof id, "%s-%s", what->id, key);
        (void)snprintf(statement, sizeof statement, "%s: %s", rule, what->statement);
        hodo_claim claim = what->claim;
        claim.id = id;
        claim.statement = statement;
        claim.predicted = what->of_product ? of.product : claim.predicted;
        status = hodo_claim_mean(claims, claim, values, found, error);
    }
    return status;
}

/* A count is quoted with all its digits and no others. */
static hodo_status quote_count(const char *key, size_t count, hodo_claims *claims, hodo_error *error)
{
    int digits = 1;
    for (size_t rest = count; rest >= 10; rest /= 10) {
        digits++;
    }
    return hodo_claims_quantity(claims, key, (double)count, digits, error);
}

static hodo_status quote_rule(const char *rule, const rule_curve *curves, size_t trials, double *values,
                              hodo_claims *claims, hodo_error *error)
{
    char key[32], name[64];
    size_t whole = 0, diverged = 0, left = 0;
    hodo_status status = HODO_OK;
    key_of(rule, key);
    for (size_t t = 0; t < trials; t++) {
        diverged += curves[t].stop == HODO_DIVERGED;
        left += curve_left(&curves[t]) > 0.0;
    }
    for (size_t i = 0; i < sizeof quoted / sizeof quoted[0] && status == HODO_OK; i++) {
        whole = 0;
        for (size_t t = 0; t < trials; t++) {
            if (curves[t].count > 0 && curve_finished(&curves[t])) {
                values[whole++] = quoted[i].number(&curves[t]);
            }
        }
        (void)snprintf(name, sizeof name, "%s/%s", key, quoted[i].key);
        status = hodo_claims_quantity(claims, name, whole > 0 ? hodo_estimate_mean(values, whole).value : NAN,
                                      quoted[i].digits, error);
    }
    (void)snprintf(name, sizeof name, "%s/diverged", key);
    status = status != HODO_OK ? status : quote_count(name, diverged, claims, error);
    (void)snprintf(name, sizeof name, "%s/left", key);
    return status != HODO_OK ? status : quote_count(name, left, claims, error);
}

/* How far apart the bounds are at most, and how many looks of the whole table the products missed by 1%. */
static hodo_status quote_bounds(const hodo_table *table, hodo_arena *arena, hodo_claims *claims,
                                hodo_error *error)
{
    const hodo_condition where[] = {{"layer", hodo_integer(0)}, {.column = NULL}};
    size_t count, missed = 0;
    const double *above = hodo_select(table, "above", where, arena, &count, error);
    const double *products = hodo_select(table, "products", where, arena, &count, error);
    if (above == NULL || products == NULL) {
        return error->status;
    }
    double widest = 0.0;
    for (size_t i = 0; i < count; i++) {
        widest = fmax(widest, above[i]);
        missed += products[i] < 0.99;
    }
    hodo_status status = hodo_claims_quantity(claims, "bounds/widest", widest, 2, error);
    status = status != HODO_OK ? status : quote_count("bounds/missed", missed, claims, error);
    return status != HODO_OK ? status : quote_count("bounds/looks", count, claims, error);
}

/* All c of the schedule together: an exact count. */
static hodo_status claim_bounded(size_t runs, size_t diverged, hodo_claims *claims, hodo_error *error)
{
    char statement[160];
    (void)snprintf(statement, sizeof statement, "schedule, all c: runs of %zu that diverge", runs);
    const hodo_claim bounded = {.id = "bounded",
                                .statement = statement,
                                .kind = HODO_CLAIM_EQUAL,
                                .predicted = 0,
                                .measured = (double)diverged,
                                .resolution = 1};
    return runs == 0 ? HODO_OK : hodo_claims_add(claims, &bounded, error);
}

/* What measuring lambda costs in steps, by multiply-adds: at the run's size and at the paper's largest. */
static hodo_status quote_cost(const hodo_run *run, hodo_claims *claims, hodo_error *error)
{
    static const struct {
        const char *key;
        size_t width, samples; /* 0: the run's */
    } sizes[] = {{"cost/here", 0, 0}, {"cost/paper", 32, 2000}};
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < 2 && status == HODO_OK; i++) {
        const bool here = sizes[i].width == 0;
        const chaos_descent_setting setting = {
            .network = {.a = hodo_run_real(run, "a"),
                        .b = hodo_run_real(run, "b"),
                        .width = here ? (size_t)hodo_run_integer(run, "m") : sizes[i].width,
                        .depth = (size_t)hodo_run_integer(run, "l"),
                        .growth = hodo_run_real(run, "p")},
            .samples = here ? (size_t)hodo_run_integer(run, "n") : sizes[i].samples};
        status = hodo_claims_quantity(
            claims, sizes[i].key, chaos_descent_sharpness_cost(&setting) / chaos_descent_step_cost(&setting), 2,
            error);
    }
    return status;
}

hodo_status dynamics_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    size_t rules, runs = 0, diverged = 0;
    const char *const *rule = hodo_run_texts(run, "rule", &rules);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    rule_curve *curves = hodo_arena_take(arena, trials, sizeof *curves, error);
    double *values = hodo_arena_take(arena, trials, sizeof *values, error);
    hodo_status status = curves != NULL && values != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t i = 0; i < rules && status == HODO_OK; i++) {
        for (size_t t = 0; t < trials && status == HODO_OK; t++) {
            status = curve_read(table, rule[i], t, arena, &curves[t], error);
            if (status == HODO_OK && curves[t].rule.rate == CHAOS_SCHEDULE) {
                runs++;
                diverged += curves[t].stop == HODO_DIVERGED;
            }
        }
        status = status != HODO_OK ? status : state_rule(rule[i], curves, trials, values, claims, error);
        status = status != HODO_OK ? status : quote_rule(rule[i], curves, trials, values, claims, error);
    }
    status = status != HODO_OK ? status : quote_cost(run, claims, error);
    status = status != HODO_OK ? status : quote_bounds(table, arena, claims, error);
    status = status != HODO_OK ? status : claim_bounded(runs, diverged, claims, error);
    hodo_arena_free(arena);
    return status;
}
