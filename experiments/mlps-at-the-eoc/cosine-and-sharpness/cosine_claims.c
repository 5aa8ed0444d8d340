#include "experiments/mlps-at-the-eoc/cosine-and-sharpness/cosine_claims.h"

#include "lab/trials.h"
#include "train/cohort.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Of a correlation r of signs: who goes by one sign guesses the other right (1 + r)/2 of the time. Less than
 * five guesses in a hundred more than a coin is no forecast; and intervals of some 18 seeds are that narrow, so
 * that a run in which nothing is seen is decided, and not only too noisy. */
static const double matters = 0.1;

/* Behind an interval: with fewer, the runs left out for want of a second sign would decide. */
enum { LEAST_RUNS = 8 };

/* The runs of one q, rule and part that took all their steps. */
typedef struct group {
    const char *part, *rule;
    double richness;
    char key[64]; /* "whole/q1/constant-2" */
    size_t correlated;
    double *correlation, *shuffled, *beyond; /* (correlated,) beyond = correlation - shuffled */
} group;

static void name_group(group *of)
{
    (void)snprintf(of->key, sizeof of->key, "%s/q%g/%s", of->part, of->richness, of->rule);
    for (char *c = of->key + strlen(of->part) + 1; *c != '\0'; c++) {
        *c = *c == '/' || *c == '.' || *c == '+' ? '-' : *c;
    }
}

static hodo_status read_group(const hodo_table *table, hodo_arena *arena, group *of, hodo_error *error)
{
    const hodo_condition where[] = {{"what", hodo_text(of->part)},
                                    {"q", hodo_real(of->richness)},
                                    {"rule", hodo_text(of->rule)},
                                    {.column = NULL}};
    size_t count;
    of->correlation = hodo_select(table, "correlation", where, arena, &count, error);
    of->shuffled = hodo_select(table, "shuffled", where, arena, &count, error);
    of->beyond = hodo_select(table, "shuffled", where, arena, &count, error);
    const double *end = hodo_select(table, "end", where, arena, &count, error);
    if (of->correlation == NULL || of->shuffled == NULL || of->beyond == NULL || end == NULL) {
        return error->status;
    }
    of->correlated = 0;
    for (size_t i = 0; i < count; i++) {
        if (end[i] != (double)HODO_DIVERGED && !isnan(of->correlation[i])) {
            const size_t at = of->correlated++;
            of->correlation[at] = of->correlation[i];
            of->shuffled[at] = of->shuffled[i];
            of->beyond[at] = of->correlation[at] - of->shuffled[at];
        }
    }
    name_group(of);
    return HODO_OK;
}

static hodo_status quote(const group *of, const char *what, double value, int digits, hodo_claims *claims,
                         hodo_error *error)
{
    char key[96];
    (void)snprintf(key, sizeof key, "%s/%s", of->key, what);
    return hodo_claims_quantity(claims, key, value, digits, error);
}

static hodo_status state_group(const group *of, hodo_claims *claims, hodo_error *error)
{
    const hodo_estimate mean = hodo_estimate_mean(of->correlation, of->correlated);
    hodo_status status = quote(of, "runs", (double)of->correlated, of->correlated < 10 ? 1 : 2, claims, error);
    status = status != HODO_OK ? status : quote(of, "correlation", mean.value, 2, claims, error);
    status = status != HODO_OK ? status : quote(of, "stderr", mean.standard_error, 2, claims, error);
    status = status != HODO_OK ? status
                               : quote(of, "shuffled", hodo_estimate_mean(of->shuffled, of->correlated).value,
                                       2, claims, error);
    if (status != HODO_OK) {
        return status;
    }
    char id[80], statement[160];
    (void)snprintf(id, sizeof id, "%s", of->key);
    for (char *c = id; *c != '\0'; c++) {
        *c = *c == '/' ? '-' : *c;
    }
    const bool few = of->correlated < LEAST_RUNS; /* claimed of one run at most: too noisy, never decided */
    (void)snprintf(statement, sizeof statement,
                   "q = %g, %s, %s: correlation of signs over that of c_t shuffled in blocks is told from 0%s",
                   of->richness, of->rule, of->part, few ? " (few runs have one)" : "");
    const hodo_claim claim = {
        .id = id, .statement = statement, .kind = HODO_CLAIM_APART, .predicted = 0, .resolution = matters};
    return hodo_claim_mean(claims, claim, of->beyond, few && of->correlated > 0 ? 1 : of->correlated, error);
}

hodo_status cosine_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    static const char *const parts[] = {"whole", "late"};
    size_t rules, values;
    const char *const *rule = hodo_run_texts(run, "rule", &rules);
    const double *richness = hodo_run_reals(run, "q", &values);
    hodo_arena *arena = hodo_arena_alloc();
    hodo_status status = arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; i < 2 * values * rules && status == HODO_OK; i++) {
        group of = {.part = parts[i / (values * rules)],
                    .rule = rule[i % rules],
                    .richness = richness[i / rules % values]};
        status = read_group(table, arena, &of, error);
        status = status != HODO_OK ? status : state_group(&of, claims, error);
    }
    hodo_arena_free(arena);
    return status == HODO_OK ? hodo_claims_quantity(claims, "matters", matters, 1, error) : status;
}
