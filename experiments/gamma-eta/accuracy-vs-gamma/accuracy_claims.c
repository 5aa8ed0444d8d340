#include "experiments/gamma-eta/accuracy-vs-gamma/accuracy_claims.h"

#include "experiments/gamma-eta/curve_claims.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Accuracies further apart than this are not alike; one that is to be seen is at least the second. Noise that
 * hides the third leaves it open which of two is better. */
static const double alike = 0.02, visible = 0.05, decided = 0.1;

#define RICHEST_LEAST 1e3 /* from here on the largest gamma is compared with moderate ones */

/* Its plateau is gamma^(1 - 2/L) steps times a constant that the paper leaves open; "given time" is this
 * multiple of the power. Ours, a round number from trial runs: at 10 it lags behind, at 80 no longer. */
static const double given_time = 50;

/* The gammas compared: the smallest, the moderate one nearest to 10, the largest. */
typedef struct chosen {
    double lazy, rich, richest;
} chosen;

static chosen choose(const hodo_run *run)
{
    size_t count;
    const double *gamma = hodo_run_reals(run, "gamma", &count);
    chosen of = {gamma[0], gamma[0], gamma[0]};
    for (size_t i = 1; i < count; i++) {
        of.lazy = fmin(of.lazy, gamma[i]);
        of.richest = fmax(of.richest, gamma[i]);
        of.rich = fabs(log10(gamma[i]) - 1) < fabs(log10(of.rich) - 1) ? gamma[i] : of.rich;
    }
    return of;
}

/* The network of this model with the most steps, or the fewest; NULL when there is none. */
static const char *network_of(const hodo_run *run, const char *model, bool longest)
{
    size_t count;
    const char *const *network = hodo_run_texts(run, "network", &count), *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (strncmp(network[i], model, strlen(model)) == 0) {
            const long steps = atol(network[i] + 4), best = found != NULL ? atol(found + 4) : 0;
            found = found == NULL || (longest ? steps > best : steps < best) ? network[i] : found;
        }
    }
    return found;
}

/* Steps from which on the largest gamma has had time. */
static double time_needed(const hodo_run *run, const char *model)
{
    const double depth = strcmp(model, "cnn") == 0 ? 4 : (double)hodo_run_integer(run, "L");
    return given_time * pow(choose(run).richest, 1 - 2 / depth);
}

/* Accuracy at `more` less that at `less`, seed by seed. */
static hodo_status differences(const hodo_run *run, const hodo_table *table, const char *network, double more,
                               double less, hodo_arena *arena, double **draws, hodo_error *error)
{
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    *draws = hodo_arena_take(arena, trials, sizeof **draws, error);
    hodo_status status = *draws != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t trial = 0; status == HODO_OK && trial < trials; trial++) {
        double a, b = NAN;
        status = curve_value(table, "accuracy", more, (int64_t)trial, "network", network, arena, &a, error);
        if (status == HODO_OK) {
            status = curve_value(table, "accuracy", less, (int64_t)trial, "network", network, arena, &b, error);
            (*draws)[trial] = a - b;
        }
    }
    return status;
}

/* Of one model, at the most steps: gamma near 10 against the smallest, and against the largest where that had
 * time. Whether it is better falls by its sign; that it is told from nothing is the claim after it. */
static hodo_status claim_model(const hodo_run *run, const hodo_table *table, const char *model,
                               hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    const chosen of = choose(run);
    const char *network = network_of(run, model, true);
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    char id[64], statement[160];
    double *draws;
    if (network == NULL || of.lazy >= of.rich) {
        return HODO_OK;
    }
    hodo_status status = differences(run, table, network, of.rich, of.lazy, arena, &draws, error);
    if (status == HODO_OK) {
        const hodo_estimate mean = hodo_estimate_mean(draws, trials);
        (void)snprintf(id, sizeof id, "rich-over-lazy-%s", model);
        (void)snprintf(statement, sizeof statement,
                       "%s steps: test accuracy at gamma = %.3g less that at %.3g: better", network, of.rich,
                       of.lazy);
        status = curve_claim(claims, id, statement, HODO_CLAIM_AT_LEAST, 0, mean, 0, decided, error);
        if (status == HODO_OK) {
            (void)snprintf(id, sizeof id, "lazy-alike-falls-%s", model);
            (void)snprintf(statement, sizeof statement, "the same: lazy networks that test alike fall");
            status = curve_claim(claims, id, statement, HODO_CLAIM_APART, 0, mean, 0, visible, error);
        }
    }
    char key[64];
    (void)snprintf(key, sizeof key, "time-needed-%s", model);
    status = status == HODO_OK ? hodo_claims_quantity(claims, key, time_needed(run, model), 2, error) : status;
    if (status == HODO_OK && of.richest >= RICHEST_LEAST && atof(network + 4) >= time_needed(run, model)) {
        status = differences(run, table, network, of.richest, of.rich, arena, &draws, error);
        if (status == HODO_OK) {
            (void)snprintf(id, sizeof id, "richest-alike-%s", model);
            (void)snprintf(statement, sizeof statement,
                           "%s steps: test accuracy at gamma = %.3g less that at %.3g: alike, given time",
                           network, of.richest, of.rich);
            status = curve_claim(claims, id, statement, HODO_CLAIM_EQUAL, 0, hodo_estimate_mean(draws, trials),
                                 alike, visible, error);
        }
    }
    return status;
}

/* Whether what the largest gamma lacks shrinks with the steps. */
static hodo_status claim_catching_up(const hodo_run *run, const hodo_table *table, const char *model,
                                     hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    const chosen of = choose(run);
    const char *longest = network_of(run, model, true), *shortest = network_of(run, model, false);
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *early, *late;
    if (longest == shortest || of.rich >= of.richest) {
        return HODO_OK;
    }
    hodo_status status = differences(run, table, shortest, of.richest, of.rich, arena, &early, error);
    if (status == HODO_OK) {
        status = differences(run, table, longest, of.richest, of.rich, arena, &late, error);
    }
    for (size_t trial = 0; status == HODO_OK && trial < trials; trial++) {
        late[trial] -= early[trial];
    }
    if (status == HODO_OK) {
        char id[64], statement[160];
        (void)snprintf(id, sizeof id, "catching-up-%s", model);
        (void)snprintf(statement, sizeof statement,
                       "%s to %s steps: what gamma = %.3g gains on %.3g, in test accuracy: its lag shrinks",
                       shortest, longest, of.richest, of.rich);
        status = curve_claim(claims, id, statement, HODO_CLAIM_AT_LEAST, 0, hodo_estimate_mean(late, trials), 0,
                             decided, error);
        if (status == HODO_OK) {
            (void)snprintf(id, sizeof id, "lasting-lag-falls-%s", model);
            (void)snprintf(statement, sizeof statement, "the same: a lag that stays is told apart");
            status = curve_claim(claims, id, statement, HODO_CLAIM_APART, 0, hodo_estimate_mean(late, trials),
                                 0, decided, error);
        }
    }
    return status;
}

hodo_status accuracy_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    static const char *const models[] = {"mlp", "cnn"};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; status == HODO_OK && i < 2; i++) {
        status = claim_model(run, table, models[i], arena, claims, error);
        if (status == HODO_OK) {
            status = claim_catching_up(run, table, models[i], arena, claims, error);
        }
    }
    hodo_arena_free(arena);
    return status;
}
