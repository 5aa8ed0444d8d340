#include "experiments/mlps-at-the-eoc/concentration/concentration_claims.h"

#include "lab/trials.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The mean error at m = 32, n = 6, 60 draws, with its standard error, known before this program was written
 * (ours). */
static const struct {
    const char *activation;
    int64_t p, l;
    double error, standard_error;
} known[] = {
    {"abs", 0, 5, .42, .03},  {"abs", 0, 10, .61, .08},  {"abs", 1, 5, .31, .02},  {"abs", 1, 10, .30, .02},
    {"abs", 2, 5, .22, .01},  {"abs", 2, 10, .28, .02},  {"relu", 0, 5, .74, .07}, {"relu", 0, 10, 1.04, .11},
    {"relu", 1, 5, .47, .03}, {"relu", 1, 10, .52, .05}, {"relu", 2, 5, .39, .02}, {"relu", 2, 10, .41, .04},
};
enum { KNOWN = sizeof known / sizeof known[0], KNOWN_WIDTH = 32, KNOWN_INPUTS = 6, KNOWN_DRAWS = 60 };

/* Widths that grow as k^2 take about this share off the error of even ones at these sizes. */
static const double share_that_matters = 0.6;

/* From this width on the slope is read. */
static const int64_t least_slope_width = 16;

typedef struct figure {
    const hodo_run *run;
    const hodo_table *table;
    hodo_claims *claims;
    hodo_arena *arena;
    hodo_error *error;
} figure;

static hodo_status mean_of(const figure *at, const char *column, const char *activation, int64_t p, int64_t l,
                           int64_t m, hodo_estimate *mean)
{
    const hodo_condition where[] = {{"activation", hodo_text(activation)},
                                    {"p", hodo_integer(p)},
                                    {"l", hodo_integer(l)},
                                    {"m", hodo_integer(m)},
                                    {.column = NULL}};
    size_t count;
    const double *values = hodo_select(at->table, column, where, at->arena, &count, at->error);
    *mean = (hodo_estimate){NAN, NAN, 0};
    if (values == NULL) {
        return at->error->status;
    }
    if (count > 0) {
        *mean = hodo_estimate_mean(values, count);
    }
    return HODO_OK;
}

/* An average over no draws of this run is no claim. */
static hodo_status add(const figure *at, hodo_claim claim, hodo_estimate estimate)
{
    return estimate.draws == 0 ? HODO_OK : hodo_claim_estimate(at->claims, claim, estimate, at->error);
}

static hodo_status claim_known(const figure *at)
{
    hodo_status status = HODO_OK;
    const bool same = hodo_run_integer(at->run, "inputs") == KNOWN_INPUTS;
    for (size_t i = 0; i < KNOWN && same && status == HODO_OK; i++) {
        hodo_estimate mean;
        status = mean_of(at, "error", known[i].activation, known[i].p, known[i].l, KNOWN_WIDTH, &mean);
        if (status != HODO_OK) {
            return status;
        }
        mean.standard_error = hypot(mean.standard_error, known[i].standard_error);
        mean.draws = mean.draws < KNOWN_DRAWS ? mean.draws : KNOWN_DRAWS;
        char id[48], statement[128];
        (void)snprintf(id, sizeof id, "%s-p%" PRId64 "-l%" PRId64, known[i].activation, known[i].p, known[i].l);
        (void)snprintf(statement, sizeof statement,
                       "%s, p = %" PRId64 ", l = %" PRId64
                       ", m = 32: mean relative error, as known from other draws",
                       known[i].activation, known[i].p, known[i].l);
        status = add(at,
                     (hodo_claim){.id = id,
                                  .statement = statement,
                                  .predicted = known[i].error,
                                  .resolution = share_that_matters * known[i].error},
                     mean);
    }
    return status;
}

/* Where the variance of the diagonal is compared with theory: the widest network of a kind. */
static int64_t widest(const figure *at, const char *activation, int64_t p, int64_t l)
{
    size_t count;
    const int64_t *m = hodo_run_integers(at->run, "m", &count);
    int64_t most = 0;
    for (size_t i = 0; i < count; i++) {
        hodo_estimate mean;
        if (m[i] > most && mean_of(at, "error", activation, p, l, m[i], &mean) == HODO_OK && mean.draws > 0) {
            most = m[i];
        }
    }
    return most;
}

/* What first order leaves out is of the order of its square. */
static hodo_status claim_diagonal(const figure *at, const char *activation, int64_t p, int64_t l)
{
    const int64_t m = widest(at, activation, p, l);
    hodo_estimate square, theory, even;
    hodo_status status = mean_of(at, "diagonal_square", activation, p, l, m, &square);
    status = status != HODO_OK ? status : mean_of(at, "square_theory", activation, p, l, m, &theory);
    status = status != HODO_OK ? status : mean_of(at, "square_even", activation, p, l, m, &even);
    char id[48], statement[160];
    (void)snprintf(id, sizeof id, "%s-diagonal-p%" PRId64, activation, p);
    (void)snprintf(statement, sizeof statement,
                   "%s, p = %" PRId64 ", l = %" PRId64 ", m = %" PRId64
                   ": relative variance of a diagonal entry",
                   activation, p, l, m);
    if (status == HODO_OK) {
        status = add(at,
                     (hodo_claim){.id = id,
                                  .statement = statement,
                                  .predicted = theory.value,
                                  .tolerance = theory.value * theory.value,
                                  .resolution = theory.value},
                     square);
    }
    if (status != HODO_OK || p == 0) {
        return status;
    }
    (void)snprintf(id, sizeof id, "%s-growth-seen", activation);
    (void)snprintf(statement, sizeof statement,
                   "%s, p = %" PRId64 ", l = %" PRId64 ": the variance if all widths "
                   "were m is told apart",
                   activation, p, l);
    return add(at,
               (hodo_claim){.id = id,
                            .statement = statement,
                            .kind = HODO_CLAIM_APART,
                            .predicted = even.value,
                            .tolerance = theory.value * theory.value,
                            .resolution = (even.value - theory.value) / 2},
               square);
}

/* The error falls as m^-1/2 where widths grow as k^p m; a fall as 1/m is told apart. The mean of the logarithm
 * feels the spread of K: half its relative variance, at either end. */
static hodo_status claim_slope(const figure *at, const char *activation, int64_t p, int64_t l)
{
    const int64_t most = widest(at, activation, p, l);
    const size_t trials = (size_t)hodo_run_integer(at->run, "trials");
    double *slopes = hodo_arena_take(at->arena, trials, sizeof *slopes, at->error);
    if (slopes == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_condition where[] = {{"activation", hodo_text(activation)},
                                    {"p", hodo_integer(p)},
                                    {"l", hodo_integer(l)},
                                    {.column = NULL}};
    size_t found;
    hodo_estimate narrow, wide;
    hodo_status status = hodo_trial_slopes(at->table, "m", "error", where, (double)least_slope_width,
                                           (double)most, at->arena, slopes, trials, &found, at->error);
    status =
        status != HODO_OK ? status : mean_of(at, "square_theory", activation, p, l, least_slope_width, &narrow);
    status = status != HODO_OK ? status : mean_of(at, "square_theory", activation, p, l, most, &wide);
    if (status != HODO_OK || found == 0 || narrow.draws == 0) {
        return status;
    }
    const double tolerance = (narrow.value - wide.value) / 2 / log((double)most / (double)least_slope_width);
    char id[48], wrong[48], statement[128];
    (void)snprintf(id, sizeof id, "%s-slope-p%" PRId64, activation, p);
    (void)snprintf(wrong, sizeof wrong, "%s-not-inverse", activation);
    (void)snprintf(statement, sizeof statement,
                   "%s, p = %" PRId64 ", l = %" PRId64 ": slope of log error against "
                   "log m",
                   activation, p, l);
    const hodo_claim slope = {
        .id = id, .statement = statement, .predicted = -0.5, .tolerance = tolerance, .resolution = 0.25};
    const hodo_claim inverse = {.id = wrong,
                                .statement = "an error that falls as 1/m is told apart",
                                .kind = HODO_CLAIM_APART,
                                .predicted = -1,
                                .tolerance = tolerance,
                                .resolution = 0.25};
    status = hodo_claim_mean(at->claims, slope, slopes, found, at->error);
    return status != HODO_OK ? status : hodo_claim_mean(at->claims, inverse, slopes, found, at->error);
}

/* Growing widths lower the error, at the deepest network and the known width. */
static hodo_status claim_growth(const figure *at, const char *activation, int64_t most_growth, int64_t l)
{
    hodo_estimate even, grown;
    hodo_status status = mean_of(at, "error", activation, 0, l, KNOWN_WIDTH, &even);
    status = status != HODO_OK ? status : mean_of(at, "error", activation, most_growth, l, KNOWN_WIDTH, &grown);
    if (status != HODO_OK || even.draws == 0 || most_growth == 0) {
        return status;
    }
    const hodo_estimate difference = {grown.value - even.value,
                                      hypot(grown.standard_error, even.standard_error),
                                      grown.draws < even.draws ? grown.draws : even.draws};
    char id[48], statement[128];
    (void)snprintf(id, sizeof id, "%s-falls-with-p", activation);
    (void)snprintf(statement, sizeof statement,
                   "%s, l = %" PRId64 ", m = 32: error at p = %" PRId64 " minus that at p = 0, below 0",
                   activation, l, most_growth);
    return add(at,
               (hodo_claim){.id = id,
                            .statement = statement,
                            .kind = HODO_CLAIM_AT_MOST,
                            .predicted = 0,
                            .resolution = share_that_matters * even.value},
               difference);
}

static int64_t extreme(const int64_t *values, size_t count, bool greatest)
{
    int64_t found = values[0];
    for (size_t i = 1; i < count; i++) {
        found = (values[i] > found) == greatest ? values[i] : found;
    }
    return found;
}

hodo_status concentration_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                                 hodo_error *error)
{
    figure at = {run, table, claims, hodo_arena_alloc(), error};
    if (at.arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    size_t activations, powers, depths;
    const char *const *activation = hodo_run_texts(run, "activation", &activations);
    const int64_t *p = hodo_run_integers(run, "p", &powers), *l = hodo_run_integers(run, "l", &depths);
    const int64_t growth = extreme(p, powers, true), deep = extreme(l, depths, true),
                  shallow = extreme(l, depths, false);
    hodo_status status = claim_known(&at);
    for (size_t i = 0; i < activations && status == HODO_OK; i++) {
        status = claim_growth(&at, activation[i], growth, deep);
        status = status != HODO_OK ? status : claim_slope(&at, activation[i], growth, shallow);
        status = status != HODO_OK || extreme(p, powers, false) != 0
                     ? status
                     : claim_diagonal(&at, activation[i], 0, shallow);
        status = status != HODO_OK || growth == 0 ? status : claim_diagonal(&at, activation[i], growth, deep);
    }
    hodo_arena_free(at.arena);
    return status;
}
