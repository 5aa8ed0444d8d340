#include "experiments/mlps-at-the-eoc/depth-transfer/depth_claims.h"

#include "lab/trend.h"
#include "lab/trials.h"
#include "train/rate_search.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of a slope of log best eta0: half way to -1/2, the nearest wrong one; and what we allow a law of large depth,
 * because from l = 3 on the limiting kernel's own slope is that far from the -1 of its limit. */
static const double slope_tolerance = HODO_TREND_BOUND, law_tolerance = HODO_TREND_BOUND / 2,
                    slope_resolution = 0.5;
/* Where a slope is told apart from another that is 1/2 away or more: noisier ones tell nothing. */
static const double apart_resolution = 0.2;
/* Of a slope over layers: the orders left out are 1/m_k of the narrow layers, which bend it. */
static const double layer_tolerance = 0.1, layer_resolution = 0.2;
/* What was promised is promised for these depths. */
enum { DEEPEST = 17 };

typedef struct stated {
    const hodo_run *run;
    const hodo_table *table;
    hodo_arena *arena;
    hodo_claims *claims;
    double *values, *other; /* (trials,) */
    size_t trials;
    int64_t deepest;
} stated;

static hodo_status add(const stated *of, const char *id, double p, const char *matched, const char *statement,
                       hodo_claim claim, size_t found, hodo_error *error)
{
    char own_id[64], own_statement[200];
    (void)snprintf(own_id, sizeof own_id, "%s-p%g-%s", id, p, matched);
    for (char *at = own_id; *at != '\0'; at++) {
        *at = *at == '.' ? '-' : *at;
    }
    (void)snprintf(own_statement, sizeof own_statement, "p = %g, same %s: %s", p, matched, statement);
    claim.id = own_id;
    claim.statement = own_statement;
    return found == 0 ? HODO_OK : hodo_claim_mean(of->claims, claim, of->values, found, error);
}

/* Slopes of two columns, one of each a trial, into values and other, of the trials that have both. */
static hodo_status slopes(const stated *of, const char *against, const char *column, const char *beside,
                          const hodo_condition *where, double least, size_t *found, hodo_error *error)
{
    size_t others;
    hodo_status status = hodo_trial_slopes(of->table, against, column, where, least, INFINITY, of->arena,
                                           of->values, of->trials, found, error);
    status = status != HODO_OK ? status
                               : hodo_trial_slopes(of->table, against, beside, where, least, INFINITY,
                                                   of->arena, of->other, of->trials, &others, error);
    return status;
}

static void subtract(const stated *of, size_t found)
{
    for (size_t i = 0; i < found; i++) {
        of->values[i] -= of->other[i];
    }
}

/* excerpt: claims */
static hodo_status claim_rates(const stated *of, double p, const char *matched, hodo_error *error)
{
    const hodo_condition where[] = {{"p", hodo_real(p)},
                                    {"matched", hodo_text(matched)},
                                    {"entry", hodo_text(DEPTH_BEST)},
                                    {"end", hodo_text(hodo_rate_end_name(HODO_RATE_FOUND))},
                                    {.column = NULL}};
    size_t found;
    hodo_status status = slopes(of, "l", "eta0", "law_eta0", where, 0, &found, error);
    status = status != HODO_OK
                 ? status
                 : add(of, "moves", p, matched, "slope of log best eta0 against log l, 0 told apart",
                       (hodo_claim){.kind = HODO_CLAIM_APART, .resolution = apart_resolution}, found, error);
    if (status == HODO_OK && p == 2 && of->deepest >= DEEPEST) {
        status =
            add(of, "transfers", p, matched, "slope of log best eta0 against log l is 0, as hoped for",
                (hodo_claim){
                    .kind = HODO_CLAIM_EQUAL, .tolerance = slope_tolerance, .resolution = slope_resolution},
                found, error);
    }
    if (status == HODO_OK && p < 2 && strcmp(matched, DEPTH_COUNT) == 0) { /* wide enough for the law */
        status = add(of, "binding", p, matched, "slope of log best eta0 against log l is -(3 - p)/2",
                     (hodo_claim){.kind = HODO_CLAIM_EQUAL,
                                  .predicted = (p - 3) / 2,
                                  .tolerance = law_tolerance,
                                  .resolution = slope_resolution},
                     found, error);
    }
    if (status == HODO_OK && p == 0 && strcmp(matched, DEPTH_COUNT) == 0) {
        status = add(of, "not-inverse", p, matched, "slope of log best eta0 against log l, -1 told apart",
                     (hodo_claim){.kind = HODO_CLAIM_APART, .predicted = -1, .resolution = apart_resolution},
                     found, error);
    }
    if (status == HODO_OK && p == 2) {
        if (found > 0) {
            status = hodo_claims_quantity(of->claims, "kernel-slope",
                                          hodo_estimate_mean(of->other, found).value, 2, error);
        }
        subtract(of, found);
        status = status != HODO_OK ? status
                                   : add(of, "kernel", p, matched,
                                         "slope of log best eta0 against log l less the limiting kernel's",
                                         (hodo_claim){.kind = HODO_CLAIM_EQUAL,
                                                      .tolerance = law_tolerance,
                                                      .resolution = slope_resolution},
                                         found, error);
    }
    return status;
}
/* end: claims */

/* Over the upper three quarters of the layers of the deepest networks. */
static hodo_status claim_layers(const stated *of, double p, const char *matched, hodo_error *error)
{
    const hodo_condition where[] = {{"l", hodo_integer(of->deepest)},
                                    {"p", hodo_real(p)},
                                    {"matched", hodo_text(matched)},
                                    {"entry", hodo_text(DEPTH_LAYER)},
                                    {.column = NULL}};
    const double least = (double)of->deepest / 4, promised = 1 - p / 2;
    size_t found;
    hodo_status status = slopes(of, "k", "first", "first_law", where, least, &found, error);
    if (status == HODO_OK && of->deepest >= DEEPEST) {
        char statement[120];
        (void)snprintf(statement, sizeof statement,
                       "slope of log first rms(dh_k) against log k is 1 - p/2 = %g, as hoped for", promised);
        status = add(of, "hoped", p, matched, statement,
                     (hodo_claim){.kind = HODO_CLAIM_EQUAL,
                                  .predicted = promised,
                                  .tolerance = layer_tolerance,
                                  .resolution = slope_resolution},
                     found, error);
    }
    subtract(of, found);
    status =
        status != HODO_OK
            ? status
            : add(of, "first", p, matched, "slope of log first rms(dh_k) against log k less the law's",
                  (hodo_claim){
                      .kind = HODO_CLAIM_EQUAL, .tolerance = layer_tolerance, .resolution = layer_resolution},
                  found, error);
    status = status != HODO_OK ? status : slopes(of, "k", "first", "first_plain", where, least, &found, error);
    subtract(of, found);
    return status != HODO_OK
               ? status
               : add(of, "plain", p, matched, "the same less that of isometric layers, 0 told apart",
                     (hodo_claim){.kind = HODO_CLAIM_APART,
                                  .tolerance = layer_tolerance,
                                  .resolution = layer_resolution},
                     found, error);
}

/* At the deepest networks of one m: how much better they learn when they widen. */
static hodo_status claim_learning(const stated *of, hodo_error *error)
{
    double *values[] = {of->values, of->other};
    size_t found[2];
    for (size_t i = 0; i < 2; i++) {
        const hodo_condition where[] = {{"l", hodo_integer(of->deepest)},
                                        {"p", hodo_real(i == 0 ? 0 : 2)},
                                        {"matched", hodo_text(DEPTH_WIDTH)},
                                        {"entry", hodo_text(DEPTH_BEST)},
                                        {.column = NULL}};
        const hodo_status status =
            hodo_trial_means(of->table, "loss", where, of->arena, values[i], of->trials, &found[i], error);
        if (status != HODO_OK) {
            return status;
        }
    }
    size_t used = 0;
    for (size_t i = 0; found[0] == found[1] && i < found[0]; i++) {
        const double ratio = log10(of->values[i] / of->other[i]);
        if (isfinite(ratio)) {
            of->values[used++] = ratio;
        }
    }
    return add(of, "learns", 2, DEPTH_WIDTH,
               "log10 of the best loss of p = 0 over that of p = 2, deepest, 0 told apart",
               (hodo_claim){.kind = HODO_CLAIM_APART, .resolution = 0.5}, used, error);
}

static hodo_status claim_all(const stated *of, hodo_error *error)
{
    size_t growths, kinds;
    const double *p = hodo_run_reals(of->run, "p", &growths);
    const char *const *matched = hodo_run_texts(of->run, "matched", &kinds);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < growths; i++) {
        for (size_t j = 0; status == HODO_OK && j < kinds; j++) {
            status = claim_rates(of, p[i], matched[j], error);
            const bool wide = (p[i] == 2) == (matched[j][0] == DEPTH_WIDTH[0]); /* the widest there are */
            status = status != HODO_OK || !wide ? status : claim_layers(of, p[i], matched[j], error);
        }
    }
    return status != HODO_OK ? status : claim_learning(of, error);
}

/* Searches of p = 0 at the same width that did not end between worse rates, deepest networks, for the text. */
static hodo_status count_lost(const stated *of, hodo_error *error)
{
    const hodo_condition where[] = {
        {"l", hodo_integer(of->deepest)}, {"p", hodo_real(0)}, {"matched", hodo_text(DEPTH_WIDTH)},
        {"entry", hodo_text(DEPTH_BEST)}, {.column = NULL},    {.column = NULL}};
    hodo_condition found[sizeof where / sizeof where[0]];
    size_t all, ended;
    memcpy(found, where, sizeof found);
    found[4] = (hodo_condition){"end", hodo_text(hodo_rate_end_name(HODO_RATE_FOUND))};
    if (hodo_select(of->table, "loss", where, of->arena, &all, error) == NULL ||
        hodo_select(of->table, "loss", found, of->arena, &ended, error) == NULL) {
        return error->status;
    }
    return hodo_claims_quantity(of->claims, "lost", (double)(all - ended), all - ended > 9 ? 2 : 1, error);
}

hodo_status depth_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t depths;
    const int64_t *depth = hodo_run_integers(run, "l", &depths);
    stated of = {.run = run,
                 .table = table,
                 .arena = hodo_arena_alloc(),
                 .claims = claims,
                 .trials = (size_t)hodo_run_integer(run, "trials")};
    if (of.arena != NULL) {
        of.values = hodo_arena_take(of.arena, of.trials, sizeof *of.values, error);
        of.other = hodo_arena_take(of.arena, of.trials, sizeof *of.other, error);
    }
    for (size_t i = 0; i < depths; i++) {
        of.deepest = depth[i] > of.deepest ? depth[i] : of.deepest;
    }
    hodo_status status = of.values != NULL && of.other != NULL
                             ? claim_all(&of, error)
                             : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    status = status != HODO_OK ? status : count_lost(&of, error);
    hodo_arena_free(of.arena);
    return status;
}
