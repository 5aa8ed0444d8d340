#include "experiments/jacobian-spectra/kpm_claims.h"

#include "experiments/jacobian-spectra/drawn_chain.h"
#include "lab/estimate.h"
#include "lab/select.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double kolmogorov_mean = 0.86873; /* sqrt(pi/2) ln 2 */

/* An MLP's zeros leave half of the units; fluctuations of a few sqrt(m) do not matter here. */
static double noise_of(const char *architecture, double width, double probes)
{
    const double share = strcmp(architecture, "mlp") == 0 ? 0.5 : 1;
    return share * kolmogorov_mean * sqrt(2 / (share * width * probes));
}

hodo_status kpm_theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    (void)error;
    const double width = (double)hodo_run_integer(run, "m"), probes = (double)hodo_run_integer(run, "probes");
    const size_t from = hodo_table_find(table, "architecture"), to = hodo_table_find(table, "noise");
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        hodo_table_set(table, row, to,
                       hodo_real(noise_of(hodo_table_get(table, row, from).text, width, probes)));
    }
    return HODO_OK;
}

typedef struct scene {
    const hodo_table *table;
    hodo_arena *arena;
    hodo_claims *claims;
    const int64_t *moments;
    size_t lengths;
    size_t trials;
} scene;

/* (trials,) errors of one method at one length, in the order of the trials. */
static const double *errors_of(const scene *s, const char *architecture, int64_t depth, const char *method,
                               int64_t moments, hodo_error *error)
{
    const hodo_condition where[] = {{"architecture", hodo_text(architecture)},
                                    {"L", hodo_integer(depth)},
                                    {"method", hodo_text(method)},
                                    {"moments", hodo_integer(moments)},
                                    {.column = NULL}};
    size_t draws;
    const double *found = hodo_select(s->table, "error", where, s->arena, &draws, error);
    return found != NULL && draws == s->trials ? found : NULL;
}

/* The slope of log error against log moments between two lengths, a draw each: the exact moments of each draw.
 */
static hodo_status slope_estimate(const scene *s, const char *architecture, int64_t depth, const char *method,
                                  int64_t short_one, int64_t long_one, hodo_estimate *slope, hodo_error *error)
{
    const double *few = errors_of(s, architecture, depth, method, short_one, error);
    const double *many = errors_of(s, architecture, depth, method, long_one, error);
    double *each = hodo_arena_take(s->arena, s->trials, sizeof *each, error);
    if (few == NULL || many == NULL || each == NULL) {
        return hodo_fail(error, HODO_MISMATCH, "%s of %s, L = %lld: rows are wanting", method, architecture,
                         (long long)depth);
    }
    for (size_t t = 0; t < s->trials; t++) {
        each[t] = log(many[t] / few[t]) / log((double)long_one / (double)short_one);
    }
    *slope = hodo_estimate_mean(each, s->trials);
    return HODO_OK;
}

/* -2 over the local exponent of kpm_claims.h at the unresolved mass f; the mean of the largest of L normals is
 * Blom's. */
static double hard_edge_slope(double depth, double width, double f)
{
    const double gap = gsl_cdf_ugaussian_Pinv((depth - 0.375) / (depth + 0.25)) / (2 * sqrt(width));
    return -2 / (1 + (depth - 1) * f / (f + gap));
}

/* Over the last factor of 8. A polynomial passes the middle of a jump that it does not resolve, so f is twice
 * the error; that is a rule of order of magnitude, and its square root of two moves the exponent by a tenth:
 * the tolerance. */
static hodo_status claim_hard_edge(const scene *s, int64_t depth, double width, hodo_error *error)
{
    hodo_estimate slope;
    const int64_t longest = s->moments[s->lengths - 1], middle = longest / 8;
    hodo_status status = slope_estimate(s, "mlp", depth, "undamped-exact", middle, longest, &slope, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_estimate from = hodo_estimate_mean(errors_of(s, "mlp", depth, "undamped-exact", middle, error),
                                                  s->trials);
    const hodo_estimate to = hodo_estimate_mean(errors_of(s, "mlp", depth, "undamped-exact", longest, error),
                                                s->trials);
    const double predicted = hard_edge_slope((double)depth, width, 2 * sqrt(from.value * to.value));
    const double tolerance = 0.1 * fabs(predicted);
    char id[64], statement[160];
    (void)snprintf(id, sizeof id, "mlp-slope-l%lld", (long long)depth);
    (void)snprintf(statement, sizeof statement,
                   "ReLU MLP, L = %lld: the slope of log error against log K, -2/L at infinite width",
                   (long long)depth);
    const hodo_claim claim = {id,          statement,   HODO_CLAIM_EQUAL,
                              predicted,   slope.value, slope.standard_error,
                              slope.draws, tolerance,   0.5 * fabs(predicted)};
    status = hodo_claims_add(s->claims, &claim, error);
    if (status != HODO_OK || depth < 6) { /* -2/L is near -1 there: nothing to tell apart */
        return status;
    }
    (void)snprintf(id, sizeof id, "mlp-bound-falls-l%lld", (long long)depth);
    (void)snprintf(statement, sizeof statement,
                   "ReLU MLP, L = %lld: the bound 1/K of a Lipschitz F is told apart", (long long)depth);
    const hodo_claim apart = {
        id, statement, HODO_CLAIM_APART, -1, slope.value, slope.standard_error, slope.draws, tolerance, 0.25};
    return hodo_claims_add(s->claims, &apart, error);
}

static hodo_status claim_noise(const scene *s, const drawn_architecture *architecture, int64_t depth,
                               double predicted, hodo_error *error)
{
    const int64_t longest = s->moments[s->lengths - 1];
    const double *found = errors_of(s, architecture->name, depth, "undamped", longest, error);
    const double *shortest = errors_of(s, architecture->name, depth, "undamped", s->moments[0], error);
    if (found == NULL || shortest == NULL) {
        return hodo_fail(error, HODO_MISMATCH, "%s, L = %lld: rows are wanting", architecture->name,
                         (long long)depth);
    }
    const hodo_estimate mean = hodo_estimate_mean(found, s->trials),
                        few = hodo_estimate_mean(shortest, s->trials);
    char id[64], statement[160];
    (void)snprintf(id, sizeof id, "%s-noise-l%lld", architecture->name, (long long)depth);
    (void)snprintf(statement, sizeof statement,
                   "%s, L = %lld, all moments: the error is the noise of the probes", architecture->title,
                   (long long)depth);
    /* The weights' fluctuations are a bridge to leading order; what resolution is left stands beside it. */
    const hodo_claim claim = {id,         statement,        HODO_CLAIM_EQUAL,
                              predicted,  mean.value,       mean.standard_error,
                              mean.draws, 0.25 * predicted, 2 * predicted};
    hodo_status status = hodo_claims_add(s->claims, &claim, error);
    (void)snprintf(id, sizeof id, "%s-few-moments-fall-l%lld", architecture->name, (long long)depth);
    (void)snprintf(statement, sizeof statement,
                   "%s, L = %lld: %lld moments are too few, told apart from the noise", architecture->title,
                   (long long)depth, (long long)s->moments[0]);
    const hodo_claim apart = {id,        statement,        HODO_CLAIM_APART,
                              predicted, few.value,        few.standard_error,
                              few.draws, 0.25 * predicted, INFINITY};
    return status == HODO_OK ? hodo_claims_add(s->claims, &apart, error) : status;
}

/* Where the density is bounded, Jackson's error falls at least as its bound, over the last factor of 4. */
static hodo_status claim_jackson(const scene *s, int64_t depth, hodo_error *error)
{
    hodo_estimate slope;
    hodo_status status = slope_estimate(s, "linear-resnet", depth, "jackson-exact", s->moments[s->lengths - 3],
                                        s->moments[s->lengths - 1], &slope, error);
    char id[64];
    (void)snprintf(id, sizeof id, "jackson-slope-l%lld", (long long)depth);
    const hodo_claim claim = {id,
                              "linear ResNet: Jackson's error falls at least as its bound, K^(-1)",
                              HODO_CLAIM_AT_MOST,
                              -1,
                              slope.value,
                              slope.standard_error,
                              slope.draws,
                              0.05,
                              0.5};
    return status == HODO_OK ? hodo_claims_add(s->claims, &claim, error) : status;
}

static bool holds(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static hodo_status claim_depth(const scene *s, const hodo_run *run, int64_t depth, hodo_error *error)
{
    size_t count;
    const char *const *names = hodo_run_texts(run, "architecture", &count);
    const double width = (double)hodo_run_integer(run, "m"), probes = (double)hodo_run_integer(run, "probes");
    hodo_status status = HODO_OK;
    for (const drawn_architecture *each = drawn_architectures; status == HODO_OK && each->name != NULL;
         each++) {
        if (each->branches && holds(names, count, each->name)) {
            status = claim_noise(s, each, depth, noise_of(each->name, width, probes), error);
        }
    }
    if (status == HODO_OK && holds(names, count, "mlp") && depth >= 4) {
        status = claim_hard_edge(s, depth, width, error);
    }
    if (status == HODO_OK && holds(names, count, "linear-resnet")) {
        status = claim_jackson(s, depth, error);
    }
    return status;
}

hodo_status kpm_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    scene s = {.table = table, .claims = claims, .trials = (size_t)hodo_run_integer(run, "trials")};
    s.moments = hodo_run_integers(run, "moments", &s.lengths);
    for (size_t i = 1; i < s.lengths; i++) {
        if (s.moments[i] <= s.moments[i - 1]) {
            s.lengths = 0; /* claims are about the usual, ascending lengths */
        }
    }
    if (s.lengths < 4 || s.moments[s.lengths - 1] != 32 * s.moments[0]) {
        return HODO_OK;
    }
    s.arena = hodo_arena_alloc();
    if (s.arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    size_t depths;
    const int64_t *depth = hodo_run_integers(run, "L", &depths);
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < depths; i++) {
        status = claim_depth(&s, run, depth[i], error);
    }
    hodo_arena_free(s.arena);
    return status;
}
