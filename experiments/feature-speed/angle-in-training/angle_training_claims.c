#include "experiments/feature-speed/angle-in-training/angle_training_claims.h"

#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/branch_rule.h"
#include "lab/trials.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of an order 1, and of what is left of a share when its first order is taken away: orders beyond the first. */
#define ORDER_TOLERANCE 0.1
#define SHARE_TOLERANCE 0.05

/* Of ln of the cosine over its first value: a tenth is not seen in a figure of the loss. Nothing derived. */
#define TURN_TOLERANCE 0.1

/* Of an angle in radians: less than what eight samples add to that of one. */
#define START_RESOLUTION 0.1

typedef struct judge {
    const hodo_run *run;
    const hodo_table *table;
    hodo_claims *claims;
    hodo_arena *arena;
    size_t trials, etas;
    const double *eta;
    double *values, *others; /* (trials,) */
    int64_t last;            /* layer L - 1 */
} judge;

/* One network on one number of samples. */
typedef struct subject {
    const char *activation, *rule;
    int64_t samples;
    char id[BRANCH_RULE_ID_SIZE + 64];
} subject;

/* The rows of the last feature at a look; eta <= 0: of all rates. */
static void rows_of(const judge *of, const subject *who, int64_t look, double eta,
                    hodo_condition where[HODO_TRIAL_CONDITIONS + 1])
{
    size_t count = 0;
    where[count++] = (hodo_condition){"activation", hodo_text(who->activation)};
    where[count++] = (hodo_condition){"beta_rule", hodo_text(who->rule)};
    where[count++] = (hodo_condition){"samples", hodo_integer(who->samples)};
    where[count++] = (hodo_condition){"look", hodo_integer(look)};
    where[count++] = (hodo_condition){"layer", hodo_integer(of->last)};
    if (eta > 0.0) {
        where[count++] = (hodo_condition){"eta", hodo_real(eta)};
    }
    where[count] = (hodo_condition){.column = NULL};
}

static hodo_status add(const judge *of, const subject *who, const char *id, const char *statement,
                       hodo_claim claim, size_t found, hodo_error *error)
{
    char name[192], text[240];
    (void)snprintf(name, sizeof name, "%s-%s", id, who->id);
    (void)snprintf(text, sizeof text, "%s, branch scale %s, %" PRId64 " samples: %s", who->activation,
                   who->rule, who->samples, statement);
    claim.id = name;
    claim.statement = text;
    return hodo_claim_mean(of->claims, claim, of->values, found, error);
}

/* excerpt: limit */
/* The share of the decay that the angles predict as eta -> 0: each trial's line through its rates. */
static hodo_status claim_share(const judge *of, const subject *who, hodo_error *error)
{
    double mean_eta = 0.0, squares = 0.0;
    for (size_t i = 0; i < of->etas; i++) {
        mean_eta += of->eta[i] / (double)of->etas;
    }
    for (size_t i = 0; i < of->etas; i++) {
        squares += (of->eta[i] - mean_eta) * (of->eta[i] - mean_eta);
    }
    size_t found = of->trials;
    for (size_t t = 0; t < of->trials; t++) {
        of->values[t] = 0.0;
    }
    for (size_t i = 0; i < of->etas; i++) {
        hodo_condition where[HODO_TRIAL_CONDITIONS + 1];
        rows_of(of, who, ANGLE_LOOKS, of->eta[i], where);
        size_t more;
        const hodo_status status =
            hodo_trial_means(of->table, "share", where, of->arena, of->others, of->trials, &more, error);
        if (status != HODO_OK) {
            return status;
        }
        found = more < found ? more : found;
        /* The weight of a point in the line's value at 0. */
        const double weight = 1 / (double)of->etas - mean_eta * (of->eta[i] - mean_eta) / squares;
        for (size_t t = 0; t < more; t++) {
            of->values[t] += weight * of->others[t];
        }
    }
    const hodo_claim claim = {.predicted = 1, .tolerance = SHARE_TOLERANCE, .resolution = 0.15};
    return add(of, who, "share", "decay that the angles predict over the decay, eta to 0", claim, found, error);
}
/* end: limit */

static hodo_status claim_mean_of(const judge *of, const subject *who, const char *column, const char *id,
                                 const char *statement, hodo_claim claim, hodo_error *error)
{
    hodo_condition where[HODO_TRIAL_CONDITIONS + 1];
    size_t found;
    rows_of(of, who, ANGLE_LOOKS, of->eta[0], where);
    const hodo_status status =
        hodo_trial_means(of->table, column, where, of->arena, of->values, of->trials, &found, error);
    return status != HODO_OK ? status : add(of, who, id, statement, claim, found, error);
}

/* What one network on one number of samples shows along training. */
static hodo_status claim_subject(const judge *of, const subject *who, hodo_error *error)
{
    hodo_status status = HODO_OK;
    if (of->etas > 1) {
        hodo_condition where[HODO_TRIAL_CONDITIONS + 1];
        size_t found;
        rows_of(of, who, ANGLE_LOOKS, 0, where);
        status = hodo_trial_slopes(of->table, "eta", "gap", where, 0, INFINITY, of->arena, of->values,
                                   of->trials, &found, error);
        const hodo_claim order = {.predicted = 1, .tolerance = ORDER_TOLERANCE, .resolution = 0.15};
        status = status != HODO_OK
                     ? status
                     : add(of, who, "order", "|predicted - loss| falls as eta", order, found, error);
        status = status != HODO_OK ? status : claim_share(of, who, error);
    }
    const hodo_claim aligned = {
        .kind = HODO_CLAIM_APART, .predicted = 1, .tolerance = SHARE_TOLERANCE, .resolution = 0.1};
    const hodo_claim turn = {.predicted = 0, .tolerance = TURN_TOLERANCE, .resolution = 0.2};
    status = status != HODO_OK ? status
                               : claim_mean_of(of, who, "aligned_share", "aligned",
                                               "decay with cos = 1 over the decay, told apart", aligned, error);
    return status != HODO_OK
               ? status
               : claim_mean_of(of, who, "turn", "turn", "ln of the cosine's end over its start", turn, error);
}

/* At the start: one sample's angle by the theory of infinite width. An MLP's law is skew: the exact mean of
 * 1/cos^2 at this width, carried over to the angle, bounds what the width does. */
static hodo_status claim_start(const judge *of, const subject *one, double beta, hodo_error *error)
{
    hodo_condition where[HODO_TRIAL_CONDITIONS + 1];
    const int64_t width = hodo_run_integer(of->run, "m");
    size_t found = 0, theories = 0;
    double excess = 0.0;
    rows_of(of, one, 0, of->eta[0], where);
    hodo_status status =
        hodo_trial_means(of->table, "theta_theory", where, of->arena, of->others, of->trials, &theories, error);
    status = status != HODO_OK ? status
                               : hodo_trial_means(of->table, "theta", where, of->arena, of->values, of->trials,
                                                  &found, error);
    if (status == HODO_OK && beta == 1.0) {
        status = angle_claim_mlp_excess(width, of->last - 1, &excess, error);
    }
    if (status != HODO_OK || theories == 0) {
        return status;
    }
    const double theory = of->others[0];
    const double tolerance =
        beta == 1.0 ? excess / (2 * tan(theory)) : ANGLE_CLAIM_FINITE_WIDTH * theory / (double)width;
    const hodo_claim claim = {.predicted = theory, .tolerance = tolerance, .resolution = START_RESOLUTION};
    return add(of, one, "start", "angle of the last feature at the start (rad)", claim, found, error);
}

static hodo_status claim_more(const judge *of, const subject *one, const subject *more, hodo_error *error)
{
    size_t found, others;
    hodo_condition where[HODO_TRIAL_CONDITIONS + 1];
    rows_of(of, one, 0, of->eta[0], where);
    hodo_status status =
        hodo_trial_means(of->table, "theta", where, of->arena, of->others, of->trials, &others, error);
    rows_of(of, more, 0, of->eta[0], where);
    status = status != HODO_OK ? status
                               : hodo_trial_means(of->table, "theta", where, of->arena, of->values, of->trials,
                                                  &found, error);
    for (size_t i = 0; status == HODO_OK && i < found && i < others; i++) {
        of->values[i] -= of->others[i];
    }
    const hodo_claim claim = {.kind = HODO_CLAIM_APART, .predicted = 0, .resolution = START_RESOLUTION / 2};
    return status != HODO_OK
               ? status
               : add(of, more, "more", "theta at the start minus that of one sample, told apart from 0", claim,
                     found < others ? found : others, error);
}

/* One activation and branch scale, on all numbers of samples. */
static hodo_status claim_network(const judge *of, const char *activation, const char *rule, hodo_error *error)
{
    size_t counts;
    const int64_t *samples = hodo_run_integers(of->run, "samples", &counts);
    const bool known = strcmp(activation, "relu") == 0;
    char name[BRANCH_RULE_ID_SIZE];
    double beta = NAN;
    branch_rule_id(rule, name);
    hodo_status status = branch_rule_scale(rule, hodo_run_integer(of->run, "L"), &beta, error);
    subject one = {.rule = NULL};
    for (size_t s = 0; status == HODO_OK && s < counts; s++) {
        subject who = {.activation = activation, .rule = rule, .samples = samples[s]};
        (void)snprintf(who.id, sizeof who.id, "%s-%s-n%" PRId64, activation, name, samples[s]);
        if (samples[s] == 1) {
            one = who;
            status = known ? claim_start(of, &one, beta, error) : HODO_OK;
        } else if (known && one.rule != NULL) {
            status = claim_more(of, &one, &who, error);
        }
        status = status != HODO_OK ? status : claim_subject(of, &who, error);
    }
    return status;
}

/* The order of an MLP of ReLU is not that of one of erf, which has no kinks; trials share digits. */
static hodo_status claim_kinks(const judge *of, const char *rule, int64_t samples, hodo_error *error)
{
    subject who = {.activation = "erf", .rule = rule, .samples = samples};
    hodo_condition where[HODO_TRIAL_CONDITIONS + 1];
    size_t found = 0, others = 0;
    rows_of(of, &who, ANGLE_LOOKS, 0, where);
    hodo_status status = hodo_trial_slopes(of->table, "eta", "gap", where, 0, INFINITY, of->arena, of->others,
                                           of->trials, &others, error);
    who.activation = "relu";
    rows_of(of, &who, ANGLE_LOOKS, 0, where);
    status = status != HODO_OK ? status
                               : hodo_trial_slopes(of->table, "eta", "gap", where, 0, INFINITY, of->arena,
                                                   of->values, of->trials, &found, error);
    if (status != HODO_OK || others == 0 || found != others) {
        return status;
    }
    for (size_t i = 0; i < found; i++) {
        of->values[i] -= of->others[i];
    }
    (void)snprintf(who.id, sizeof who.id, "n%" PRId64, samples);
    const hodo_claim claim = {.kind = HODO_CLAIM_APART, .predicted = 0, .resolution = ORDER_TOLERANCE};
    return add(of, &who, "kinks", "power of |predicted - loss| minus that of erf, told apart from 0", claim,
               found, error);
}

static hodo_status claim_all(const judge *of, hodo_error *error)
{
    size_t rules, activations;
    const char *const *rule = hodo_run_texts(of->run, "branch_scale", &rules);
    const char *const *activation = hodo_run_texts(of->run, "activation", &activations);
    hodo_status status = HODO_OK;
    for (size_t a = 0; status == HODO_OK && a < activations; a++) {
        for (size_t r = 0; status == HODO_OK && r < rules; r++) {
            status = claim_network(of, activation[a], rule[r], error);
        }
    }
    size_t counts;
    const int64_t *samples = hodo_run_integers(of->run, "samples", &counts);
    for (size_t s = 0; status == HODO_OK && of->etas > 1 && s < counts; s++) {
        status = claim_kinks(of, "1", samples[s], error);
    }
    return status;
}

hodo_status angle_training_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                                  hodo_error *error)
{
    judge of = {.run = run, .table = table, .claims = claims, .arena = hodo_arena_alloc()};
    if (of.arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    of.trials = (size_t)hodo_run_integer(run, "trials");
    of.eta = hodo_run_reals(run, "eta", &of.etas);
    of.last = hodo_run_integer(run, "L") - 1;
    of.values = hodo_arena_take(of.arena, of.trials, sizeof *of.values, error);
    of.others = hodo_arena_take(of.arena, of.trials, sizeof *of.others, error);
    const hodo_status status = of.values != NULL && of.others != NULL ? claim_all(&of, error) : HODO_NO_MEMORY;
    hodo_arena_free(of.arena);
    return status;
}
