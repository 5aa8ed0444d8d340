#include "experiments/spectral-condition/transfer_claims.h"

#include "experiments/spectral-condition/transfer_figure.h"
#include "lab/trials.h"
#include "train/rate_search.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double shown_false_alarm = 0.05; /* of the interval that the text shows; claims have their own */

typedef struct stated {
    const hodo_run *run;
    const hodo_table *table;
    const char *size;
    hodo_arena *arena;
    double *values; /* (trials,) */
    size_t trials;
    double tolerance;
} stated;

static void id_of(const char *rule, const char *what, char *id, size_t length)
{
    (void)snprintf(id, length, "%s-%s", rule, what);
    for (char *c = id; *c != '\0'; c++) {
        *c = *c == '/' ? '-' : *c;
    }
}

static bool in_run(const hodo_run *run, const char *rule)
{
    size_t rules;
    const char *const *of = hodo_run_texts(run, "rule", &rules);
    bool there = false;
    for (size_t r = 0; r < rules; r++) {
        there = there || strcmp(of[r], rule) == 0;
    }
    return there;
}

static hodo_status slopes(const stated *of, const char *rule, const char *column, size_t *found,
                          hodo_error *error)
{
    const hodo_condition where[] = {{"rule", hodo_text(rule)},
                                    {"entry", hodo_text(TRANSFER_BEST)},
                                    {"end", hodo_text(hodo_rate_end_name(HODO_RATE_FOUND))},
                                    {.column = NULL}};
    return hodo_trial_slopes(of->table, of->size, column, where, 0, INFINITY, of->arena, of->values, of->trials,
                             found, error);
}

static hodo_status quantity(hodo_claims *claims, const char *rule, const char *what, double value,
                            hodo_error *error)
{
    char key[96];
    id_of(rule, what, key, sizeof key);
    return isfinite(value) ? hodo_claims_quantity(claims, key, value, 3, error) : HODO_OK;
}

static hodo_status quantities(const stated *of, const char *rule, size_t found, double law, hodo_claims *claims,
                              hodo_error *error)
{
    const hodo_trend_rule judged = {
        .bound = TRANSFER_TOLERANCE_MOST, .false_alarm = shown_false_alarm, .count = 1};
    const hodo_trend trend = hodo_trend_judge(of->values, found, &judged);
    const struct {
        const char *what;
        double value;
    } numbers[] = {{"slope", trend.slope.value}, {"low", trend.low}, {"high", trend.high}, {"law", law}};
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof numbers / sizeof numbers[0]; i++) {
        status = quantity(claims, rule, numbers[i].what, numbers[i].value, error);
    }
    return status;
}

/* excerpt: claims */
static hodo_status claim_rule(const stated *of, const transfer_expected *expected, hodo_claims *claims,
                              hodo_error *error)
{
    size_t found;
    const double law = transfer_law_slope(of->run, expected->rule, of->size);
    hodo_status status = slopes(of, expected->rule, "eta", &found, error);
    const struct {
        bool claimed;
        const char *what, *statement;
        hodo_claim_kind kind;
        double predicted;
    } made[] = {
        {expected->transfers, "transfers", "slope of log best eta is 0: the rate transfers", HODO_CLAIM_EQUAL,
         0},
        {!expected->transfers, "does-not", "slope of log best eta, 0 told apart", HODO_CLAIM_APART, 0},
        {expected->law && isfinite(law), "law", "slope of log best eta: that of the law of the first step",
         HODO_CLAIM_EQUAL, law},
    };
    for (size_t i = 0; status == HODO_OK && i < sizeof made / sizeof made[0]; i++) {
        if (!made[i].claimed) {
            continue;
        }
        char id[96], statement[160];
        id_of(expected->rule, made[i].what, id, sizeof id);
        (void)snprintf(statement, sizeof statement, "%s: %s", expected->rule, made[i].statement);
        const hodo_claim claim = {.id = id,
                                  .statement = statement,
                                  .kind = made[i].kind,
                                  .predicted = made[i].predicted,
                                  .tolerance = of->tolerance,
                                  .resolution = TRANSFER_RESOLUTION};
        status = hodo_claim_mean(claims, claim, of->values, found, error);
    }
    status = status != HODO_OK ? status : quantities(of, expected->rule, found, law, claims, error);
    status = status != HODO_OK ? status : slopes(of, expected->rule, "loss", &found, error);
    if (status == HODO_OK && expected->worse) {
        char id[96], statement[160];
        id_of(expected->rule, "worse", id, sizeof id);
        (void)snprintf(statement, sizeof statement, "%s: slope of log loss at the best rate, 0 told apart",
                       expected->rule);
        const hodo_claim claim = {
            .id = id, .statement = statement, .kind = HODO_CLAIM_APART, .resolution = TRANSFER_RESOLUTION};
        status = hodo_claim_mean(claims, claim, of->values, found, error);
    }
    return status != HODO_OK || found == 0 ? status
                                           : quantity(claims, expected->rule, "loss-slope",
                                                      hodo_estimate_mean(of->values, found).value, error);
}
/* end: claims */

hodo_status transfer_claims(const hodo_run *run, const hodo_table *table, const char *size,
                            const transfer_expected *expected, size_t count, hodo_claims *claims,
                            hodo_error *error)
{
    stated of = {.run = run,
                 .table = table,
                 .size = size,
                 .arena = hodo_arena_alloc(),
                 .trials = (size_t)hodo_run_integer(run, "trials"),
                 .tolerance = transfer_tolerance(run, size)};
    of.values = of.arena == NULL ? NULL : hodo_arena_take(of.arena, of.trials, sizeof *of.values, error);
    hodo_status status =
        of.values != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = in_run(run, expected[i].rule) ? claim_rule(&of, &expected[i], claims, error) : HODO_OK;
    }
    hodo_arena_free(of.arena);
    double left_out = 0;
    const size_t entry = hodo_table_find(table, "entry"), end = hodo_table_find(table, "end");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        left_out += strcmp(hodo_table_get(table, row, entry).text, TRANSFER_BEST) == 0 &&
                    strcmp(hodo_table_get(table, row, end).text, hodo_rate_end_name(HODO_RATE_FOUND)) != 0;
    }
    status = status != HODO_OK ? status : hodo_claims_quantity(claims, "tolerance", of.tolerance, 2, error);
    const struct {
        const char *key;
        double value;
    } chosen[] = {{"most-tolerance", TRANSFER_TOLERANCE_MOST}, {"shown-level", 100 * (1 - shown_false_alarm)}};
    for (size_t i = 0; i < 2 && status == HODO_OK; i++) {
        status = hodo_claims_quantity(claims, chosen[i].key, chosen[i].value, 2, error);
    }
    return status != HODO_OK ? status : hodo_claims_quantity(claims, "left-out", left_out, 3, error);
}
