#include "experiments/feature-speed/formula-along-training/formula_claims.h"

#include "lab/trials.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* What an identity of double precision is held to: the velocity is made from differences of weights, right
 * to some eps ||W||/||step||, 1e-12 for steps of 1e-4 of the weights, and sums of 1e4 terms cancel. */
static const double identity = 1e-8;

/* The smallest gap of the per-sample form that would matter. */
static const double apart = 0.1;

/* Of the last loss over the first, where it is said that training went somewhere. */
static const double learned = 0.5;

typedef struct judged {
    const char *network;
    int64_t batch;
    hodo_arena *arena;
    double *values; /* (trials,) */
    size_t trials;
} judged;

static hodo_status worst_row(const hodo_table *table, const judged *of, const char *column, double *worst,
                             hodo_error *error)
{
    const hodo_condition where[] = {
        {"network", hodo_text(of->network)}, {"batch", hodo_integer(of->batch)}, {.column = NULL}};
    size_t count;
    const double *value = hodo_select(table, column, where, of->arena, &count, error);
    *worst = count > 0 ? 0.0 : NAN;
    for (size_t i = 0; value != NULL && i < count; i++) {
        *worst = value[i] <= *worst || isnan(*worst) ? *worst : value[i]; /* a NaN is the worst */
    }
    return value != NULL ? HODO_OK : error->status;
}

static hodo_status claim_identity(const hodo_table *table, const judged *of, const char *column,
                                  const char *of_what, const char *id, hodo_claims *claims, hodo_error *error)
{
    char named[64], statement[160];
    double worst;
    hodo_status status = worst_row(table, of, column, &worst, error);
    (void)snprintf(named, sizeof named, "%s-%s-b%" PRId64, id, of->network, of->batch);
    (void)snprintf(statement, sizeof statement, "%s, batch %" PRId64 ": %s, worst of all steps and layers",
                   of->network, of->batch, of_what);
    const hodo_claim claim = {.id = named,
                              .statement = statement,
                              .kind = HODO_CLAIM_AT_MOST,
                              .predicted = identity,
                              .measured = worst};
    return status == HODO_OK ? hodo_claims_add(claims, &claim, error) : status;
}

/* The per-sample form: its gap, averaged over the steps and layers of a trial, is not 0. */
static hodo_status claim_apart(const hodo_table *table, const judged *of, const char *column, const char *id,
                               hodo_claims *claims, hodo_error *error)
{
    char named[64], statement[160];
    const hodo_condition where[] = {
        {"network", hodo_text(of->network)}, {"batch", hodo_integer(of->batch)}, {.column = NULL}};
    size_t found;
    const hodo_status status =
        hodo_trial_means(table, column, where, of->arena, of->values, of->trials, &found, error);
    (void)snprintf(named, sizeof named, "%s-%s-b%" PRId64, id, of->network, of->batch);
    (void)snprintf(statement, sizeof statement,
                   "%s, batch %" PRId64 ": gap of the per-sample form (%s) is told from 0", of->network,
                   of->batch, id);
    const hodo_claim claim = {.id = named,
                              .statement = statement,
                              .kind = HODO_CLAIM_APART,
                              .predicted = 0.0,
                              .tolerance = identity,
                              .resolution = apart};
    return status == HODO_OK ? hodo_claim_mean(claims, claim, of->values, found, error) : status;
}

/* Training goes somewhere: each trial's loss over its first, averaged over the last quarter of the steps. */
static hodo_status claim_learned(const hodo_run *run, const hodo_table *table, const judged *of,
                                 hodo_claims *claims, hodo_error *error)
{
    const int64_t steps = hodo_run_integer(run, "steps");
    const size_t loss = hodo_table_find(table, "loss_ratio"), step = hodo_table_find(table, "step"),
                 trial = hodo_table_find(table, "trial"), network = hodo_table_find(table, "network"),
                 batch = hodo_table_find(table, "batch");
    const hodo_value name = hodo_text(of->network);
    for (size_t i = 0; i < of->trials; i++) {
        double sum = 0.0, count = 0.0;
        for (size_t row = 0; row < hodo_table_rows(table); row++) {
            if (hodo_table_get(table, row, trial).integer == (int64_t)i &&
                hodo_table_get(table, row, batch).integer == of->batch &&
                hodo_table_get(table, row, step).integer >= steps - (steps + 3) / 4 &&
                strcmp(hodo_table_get(table, row, network).text, name.text) == 0) {
                sum += hodo_table_get(table, row, loss).real;
                count += 1.0;
            }
        }
        of->values[i] = sum / count;
    }
    char named[64], statement[160];
    (void)snprintf(named, sizeof named, "learned-%s-b%" PRId64, of->network, of->batch);
    (void)snprintf(statement, sizeof statement,
                   "%s, batch %" PRId64 ": loss of the data set over its first, last quarter of the steps",
                   of->network, of->batch);
    const hodo_claim claim = {.id = named,
                              .statement = statement,
                              .kind = HODO_CLAIM_AT_MOST,
                              .predicted = learned,
                              .resolution = learned};
    return hodo_claim_mean(claims, claim, of->values, of->trials, error);
}

static hodo_status judge(const hodo_run *run, const hodo_table *table, const judged *of, bool largest,
                         hodo_claims *claims, hodo_error *error)
{
    hodo_status status =
        claim_identity(table, of, "gap", "gap of Theorem 2.1, stacked over samples", "stacked", claims, error);
    if (of->batch == 1) {
        return status != HODO_OK ? status
                                 : claim_identity(table, of, "own_gap", "gap of the per-sample form", "sample",
                                                  claims, error);
    }
    status = status == HODO_OK ? claim_apart(table, of, "own_gap", "own", claims, error) : status;
    status = status == HODO_OK ? claim_apart(table, of, "share_gap", "share", claims, error) : status;
    return status == HODO_OK && largest ? claim_learned(run, table, of, claims, error) : status;
}

hodo_status formula_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    size_t networks, batches;
    const char *const *network = hodo_run_texts(run, "network", &networks);
    const int64_t *batch = hodo_run_integers(run, "batch", &batches);
    judged of = {.arena = hodo_arena_alloc(), .trials = (size_t)hodo_run_integer(run, "trials")};
    of.values = of.arena != NULL ? hodo_arena_take(of.arena, of.trials, sizeof *of.values, error) : NULL;
    hodo_status status =
        of.values != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    int64_t largest = 0;
    for (size_t b = 0; b < batches; b++) {
        largest = batch[b] > largest ? batch[b] : largest;
    }
    for (size_t i = 0; i < networks; i++) {
        for (size_t b = 0; status == HODO_OK && b < batches; b++) {
            of.network = network[i];
            of.batch = batch[b];
            status = judge(run, table, &of, batch[b] == largest, claims, error);
        }
    }
    hodo_arena_free(of.arena);
    const size_t step = hodo_table_find(table, "step"), layer = hodo_table_find(table, "layer");
    const int64_t steps = hodo_run_integer(run, "steps");
    double ended = (double)networks * (double)batches * (double)of.trials;
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        ended -= hodo_table_get(table, row, step).integer == steps - 1 &&
                 hodo_table_get(table, row, layer).integer == 1;
    }
    return status == HODO_OK ? hodo_claims_quantity(claims, "ended-early", ended, 3, error) : status;
}
