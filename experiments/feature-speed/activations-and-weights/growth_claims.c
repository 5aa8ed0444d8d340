#include "experiments/feature-speed/activations-and-weights/growth_claims.h"

#include "experiments/feature-speed/activations-and-weights/activated_network.h"
#include "experiments/feature-speed/activations-and-weights/growth_theory.h"
#include "lab/select.h"
#include "lab/trials.h"
#include "rmt/angle/activation_width.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* 1/cos^2 of a network in float, whose sums are in double: squares of 1e-6, and more where cos is small. */
#define FLOAT_ROUNDING 1e-6
/* Half of what lies between the kappas of Gaussian and orthogonal weights. */
#define GROWTH_RESOLUTION 0.5
/* Less than what lies between the gains of ReLU and erf, 1/3. */
#define GAIN_RESOLUTION 0.25

/* One network of the run: its name as an id takes it, what is predicted, one number a trial. */
typedef struct judged {
    const char *name;
    char id[64];
    growth_prediction of;
    double allowance; /* relative */
    double *growth, *gain;
    size_t trials;
} judged;

static hodo_status allowance_of(const hodo_run *run, judged *network, hodo_error *error)
{
    activated_length length;
    const hodo_status status = activated_length_at(&network->of.layer.shape, hodo_run_real(run, "q"),
                                                   hodo_run_text(run, "lengths"), &length, error);
    if (status == HODO_OK) {
        network->allowance =
            rmt_width_step_is_exact(&network->of.layer) && !length.held
                ? 0.0
                : (double)(hodo_run_integer(run, "L") - 2) / (double)hodo_run_integer(run, "m");
    }
    return status;
}

static hodo_status judge(const hodo_run *run, const hodo_table *table, const char *name, hodo_arena *arena,
                         judged *network, hodo_error *error)
{
    network->name = name;
    (void)snprintf(network->id, sizeof network->id, "%s", name);
    network->id[strcspn(network->id, "/")] = '-';
    hodo_status status = growth_predict(name, hodo_run_real(run, "q"), hodo_run_integer(run, "m"),
                                        hodo_run_integer(run, "L"), arena, &network->of, error);
    status = status != HODO_OK ? status : allowance_of(run, network, error);
    if (status != HODO_OK) {
        return status;
    }
    /* growth and gain stand in every row of a trial: take them from the last. */
    const hodo_condition where[] = {
        {"network", hodo_text(name)}, {"n", hodo_integer(hodo_run_integer(run, "L") - 2)}, {.column = NULL}};
    network->growth = hodo_select(table, "growth", where, arena, &network->trials, error);
    network->gain = hodo_select(table, "gain", where, arena, &network->trials, error);
    return network->growth == NULL || network->gain == NULL ? error->status : HODO_OK;
}

/* Growth and gain of one network. */
static hodo_status claim_network(const judged *network, hodo_claims *claims, hodo_error *error)
{
    char id[96], statement[160];
    (void)snprintf(id, sizeof id, "growth-%s", network->id);
    (void)snprintf(statement, sizeof statement,
                   "%s: 3 times the slope of 1/cos^2 against depth; kappa = %.4g", network->name,
                   network->of.layer.kappa);
    hodo_claim claim = {.id = id,
                        .statement = statement,
                        .kind = HODO_CLAIM_EQUAL,
                        .predicted = network->of.growth,
                        .tolerance = FLOAT_ROUNDING + network->allowance * network->of.growth,
                        .resolution = GROWTH_RESOLUTION};
    hodo_status status = hodo_claim_mean(claims, claim, network->growth, network->trials, error);
    if (status != HODO_OK || network->of.layer.flatness == 1.0) {
        return status;
    }
    (void)snprintf(id, sizeof id, "gain-%s", network->id);
    (void)snprintf(statement, sizeof statement, "%s: 1/cos^2 after the activation minus before; F - 1 = %.4g",
                   network->name, network->of.layer.flatness - 1.0);
    claim.predicted = network->of.gain;
    claim.tolerance = FLOAT_ROUNDING + network->allowance * network->of.gain;
    claim.resolution = GAIN_RESOLUTION;
    return hodo_claim_mean(claims, claim, network->gain, network->trials, error);
}

/* The wrong theory that kappa does not depend on the law of the weights: both laws of one activation. */
static hodo_status claim_weights(const judged *one, const judged *other, hodo_arena *arena,
                                 hodo_claims *claims, hodo_error *error)
{
    const size_t trials = one->trials < other->trials ? one->trials : other->trials;
    double *difference = hodo_arena_take(arena, trials + 1, sizeof *difference, error);
    if (difference == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < trials; i++) {
        difference[i] = one->growth[i] - other->growth[i];
    }
    char id[96], statement[160];
    const int length = (int)strcspn(one->name, "/");
    (void)snprintf(id, sizeof id, "weights-matter-%.*s", length, one->name);
    (void)snprintf(statement, sizeof statement,
                   "%.*s: growth with Gaussian minus with orthogonal weights; a wrong theory has 0", length,
                   one->name);
    const double gap = fabs(one->of.growth - other->of.growth);
    const double tolerance =
        FLOAT_ROUNDING + one->allowance * one->of.growth + other->allowance * other->of.growth;
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = HODO_CLAIM_APART,
                              .predicted = 0.0,
                              .tolerance = tolerance,
                              .resolution = fmax(0.0, 0.5 * (gap - tolerance))};
    return hodo_claim_mean(claims, claim, difference, trials, error);
}

/* The wrong theory that every activation has ReLU's kappa, judged on those that are farthest below it: mean
 * growth of tanh, erf and hard-tanh, over the trials. */
static hodo_status claim_saturating(const hodo_run *run, const judged *networks, size_t count,
                                    hodo_arena *arena, hodo_claims *claims, hodo_error *error)
{
    static const char *const saturating[] = {"hard-tanh", "tanh", "erf"};
    enum { SATURATING = sizeof saturating / sizeof saturating[0] };
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *mean = hodo_arena_zero(arena, trials + 1, sizeof *mean, error);
    if (mean == NULL) {
        return HODO_NO_MEMORY;
    }
    double predicted = 0.0, tolerance = 0.0;
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < SATURATING; i++) {
            if (networks[k].of.layer.orthogonal || networks[k].trials != trials ||
                strcmp(networks[k].of.layer.shape.activation->name, saturating[i]) != 0) {
                continue;
            }
            found++;
            predicted += networks[k].of.growth / SATURATING;
            tolerance += networks[k].allowance * networks[k].of.growth / SATURATING;
            for (size_t trial = 0; trial < trials; trial++) {
                mean[trial] += networks[k].growth[trial] / SATURATING;
            }
        }
    }
    if (found != SATURATING) {
        return HODO_OK; /* not asked for */
    }
    growth_prediction relu;
    const hodo_status status =
        growth_predict("relu/gaussian", hodo_run_real(run, "q"), hodo_run_integer(run, "m"),
                       hodo_run_integer(run, "L"), arena, &relu, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_claim claim = {
        .id = "saturating-is-not-relu",
        .statement = "mean growth of hard-tanh, tanh and erf, Gaussian weights; a wrong theory has ReLU's",
        .kind = HODO_CLAIM_APART,
        .predicted = relu.growth,
        .tolerance = tolerance,
        .resolution = fmax(0.0, 0.5 * (fabs(predicted - relu.growth) - tolerance))};
    return hodo_claim_mean(claims, claim, mean, trials, error);
}

/* Both laws of weights, for every activation that the run has with both. */
static hodo_status claim_all_weights(const judged *networks, size_t count, hodo_arena *arena,
                                     hodo_claims *claims, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        for (size_t k = 0; k < count && status == HODO_OK; k++) {
            if (!networks[i].of.layer.orthogonal && networks[k].of.layer.orthogonal &&
                networks[i].of.layer.shape.activation == networks[k].of.layer.shape.activation) {
                status = claim_weights(&networks[i], &networks[k], arena, claims, error);
            }
        }
    }
    return status;
}

hodo_status growth_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                          hodo_error *error)
{
    size_t count;
    const char *const *names = hodo_run_texts(run, "network", &count);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    judged *networks = hodo_arena_take(arena, count, sizeof *networks, error);
    hodo_status status = networks != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        status = judge(run, table, names[i], arena, &networks[i], error);
        status = status != HODO_OK ? status : claim_network(&networks[i], claims, error);
    }
    status = status != HODO_OK ? status : claim_all_weights(networks, count, arena, claims, error);
    status = status != HODO_OK ? status : claim_saturating(run, networks, count, arena, claims, error);
    hodo_arena_free(arena);
    return status;
}
