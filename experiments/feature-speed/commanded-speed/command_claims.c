#include "experiments/feature-speed/commanded-speed/command_claims.h"

#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/commanded-speed/command_theory.h"
#include "lab/trials.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A speed off by less would not matter: 5 % of a ResNet's; of the mean square of MLPs' speeds three tenths,
 * 15 % of a speed. 20 networks of one depth do not resolve that where L/m is a fifth: depths are judged
 * together. */
static const double resnet_resolution = 0.05, mlp_resolution = 0.3;

/* What control by a measured angle promises at every step. */
static const double control = 0.01;

/* Of a log10 ratio that tells a wrong angle apart: a quarter of the speed. */
static const double apart_resolution = 0.1;

/* Depth from which free masks are told apart: the two theories join as L falls to 3. */
enum { DEEP = 20 };

typedef struct judged {
    const hodo_run *run;
    const hodo_table *table;
    hodo_arena *arena;
    hodo_claims *claims;
    const int64_t *depth;
    size_t depths;
    int64_t deepest;
} judged;

/* Rows of a phase and network, of one depth (0: all) and one source of the cosine. */
static double *rows_of(const judged *of, const char *column, const char *phase, const char *network,
                       int64_t depth, const char *from, size_t *count, hodo_error *error)
{
    hodo_condition where[] = {{"phase", hodo_text(phase)},
                              {"network", hodo_text(network)},
                              {"from", hodo_text(from)},
                              {depth > 0 ? "L" : NULL, hodo_integer(depth)},
                              {.column = NULL}};
    return hodo_select(of->table, column, where, of->arena, count, error);
}

/* What finite width may move a ResNet's ratio by: the allowance of the angle figures, carried to 1/cos. */
static hodo_status width_allowance(const judged *of, int64_t depth, double *allowance, hodo_error *error)
{
    double cosine = NAN;
    const double beta = command_branch_scale(true, hodo_run_real(of->run, "c"), depth);
    const hodo_status status = command_cosine_wide(beta, depth, &cosine, error);
    const double theta = acos(cosine);
    *allowance = ANGLE_CLAIM_FINITE_WIDTH * theta * tan(theta) / (double)hodo_run_integer(of->run, "m");
    return status;
}

/* A ResNet of each depth: the median network moves as commanded. */
static hodo_status claim_medians(const judged *of, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < of->depths; i++) {
        size_t count;
        const double *ratio = rows_of(of, "ratio", "start", "resnet", of->depth[i], "theory", &count, error);
        char id[48], statement[128];
        (void)snprintf(id, sizeof id, "resnet-l%" PRId64, of->depth[i]);
        (void)snprintf(statement, sizeof statement,
                       "ResNet, L = %" PRId64 ", angle from theory: median of achieved over commanded speed",
                       of->depth[i]);
        hodo_claim claim = {.id = id,
                            .statement = statement,
                            .kind = HODO_CLAIM_EQUAL,
                            .predicted = 1.0,
                            .resolution = resnet_resolution};
        status = ratio != NULL ? width_allowance(of, of->depth[i], &claim.tolerance, error) : error->status;
        if (status == HODO_OK) {
            status = hodo_claim_estimate(of->claims, claim, hodo_estimate_median(ratio, count), error);
        }
    }
    return status;
}

/* Mean over the deep ResNets of log(ratio / wrong ratio), `expected` if the theory is right. */
static hodo_status claim_free_masks(const judged *of, hodo_error *error)
{
    size_t count, kept = 0;
    const double *ratio = rows_of(of, "ratio", "start", "resnet", 0, "theory", &count, error);
    const double *wrong = rows_of(of, "ratio_wrong", "start", "resnet", 0, "theory", &count, error);
    const double *depth = rows_of(of, "L", "start", "resnet", 0, "theory", &count, error);
    double *right = hodo_arena_take(of->arena, count + 1, sizeof *right, error);
    if (ratio == NULL || wrong == NULL || depth == NULL || right == NULL) {
        return error->status;
    }
    double predicted = 0.0, allowance = NAN;
    for (size_t i = 0; i < count; i++) {
        if (depth[i] >= DEEP) {
            predicted += log(wrong[i]);
            right[kept++] = log(ratio[i]);
        }
    }
    hodo_status status = kept > 0 ? width_allowance(of, of->deepest, &allowance, error) : HODO_OK;
    predicted /= (double)kept;
    const hodo_claim both[] = {
        {.id = "resnet-mean",
         .statement = "ResNets from L = 20 on: mean log of achieved over commanded speed",
         .kind = HODO_CLAIM_EQUAL,
         .tolerance = allowance,
         .resolution = resnet_resolution},
        {.id = "free-masks-fall",
         .statement = "the same is told from what free masks predict",
         .kind = HODO_CLAIM_APART,
         .predicted = predicted,
         .tolerance = allowance,
         .resolution = angle_claim_apart_resolution(fabs(predicted), allowance)},
    };
    for (size_t i = 0; status == HODO_OK && kept > 0 && i < 2; i++) {
        status = hodo_claim_mean(of->claims, both[i], right, kept, error);
    }
    return status;
}

/* MLPs: the mean square over networks is the command's, exactly, at any width; judged where the law of 1/cos^2
 * is not so skewed that Student's quantile fails. */
static hodo_status claim_mlp(const judged *of, hodo_error *error)
{
    size_t count, kept = 0;
    double *square = rows_of(of, "ratio", "start", "mlp", 0, "theory", &count, error);
    const double *wrong = rows_of(of, "ratio_wrong", "start", "mlp", 0, "theory", &count, error);
    const double *layers = rows_of(of, "L", "start", "mlp", 0, "theory", &count, error);
    if (square == NULL || wrong == NULL || layers == NULL) {
        return error->status;
    }
    double refuted = 0.0;
    for (size_t i = 0; i < count; i++) {
        if ((double)hodo_run_integer(of->run, "m") >= ANGLE_CLAIM_MLP_ASPECT * (layers[i] - 2.0)) {
            refuted += wrong[i] * wrong[i];
            square[kept++] = square[i] * square[i];
        }
    }
    refuted /= (double)kept;
    const hodo_claim both[] = {
        {.id = "mlp",
         .statement = "MLPs, m >= 4 (L - 2), angle from theory: mean square of achieved over commanded speed",
         .kind = HODO_CLAIM_EQUAL,
         .predicted = 1.0,
         .resolution = mlp_resolution},
        {.id = "linear-layers-fall",
         .statement = "the same is told from what linear layers, kappa = 1, predict",
         .kind = HODO_CLAIM_APART,
         .predicted = refuted,
         .resolution = angle_claim_apart_resolution(1.0 - refuted, 0.0)},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && kept > 0 && i < 2; i++) {
        status = hodo_claim_mean(of->claims, both[i], square, kept, error);
    }
    return status;
}

static bool has(const hodo_run *run, const char *name, const char *value)
{
    size_t count;
    const char *const *values = hodo_run_texts(run, name, &count);
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        found = found || strcmp(values[i], value) == 0;
    }
    return found;
}

/* Training, the angle measured: the worst of all steps, depths and trials; all of them are to be there. */
static hodo_status claim_control(const judged *of, const char *network, hodo_error *error)
{
    static const struct {
        const char *column, *id, *what;
    } witnesses[] = {{"ratio", "velocity", "exact velocity along the step taken"},
                     {"difference_ratio", "difference", "differences of features over a share of the step"}};
    const bool trained_so = has(of->run, "network", network) && has(of->run, "cosine", "measured") &&
                            hodo_run_integer(of->run, "runs") > 0;
    hodo_status status = HODO_OK;
    for (size_t w = 0; trained_so && status == HODO_OK && w < 2; w++) {
        size_t count;
        const double *ratio =
            rows_of(of, witnesses[w].column, "training", network, 0, "measured", &count, error);
        const int64_t runs = hodo_run_integer(of->run, "runs"), trials = hodo_run_integer(of->run, "trials");
        const size_t trained = (size_t)(runs < trials ? runs : trials) * of->depths;
        double worst = count == trained * (size_t)hodo_run_integer(of->run, "steps") ? 0.0 : NAN;
        for (size_t i = 0; ratio != NULL && i < count; i++) {
            const double off = fabs(ratio[i] - 1.0);
            worst = off <= worst || isnan(worst) ? worst : off; /* a NaN is the worst */
        }
        char id[48], statement[160];
        (void)snprintf(id, sizeof id, "%s-%s", witnesses[w].id, network);
        (void)snprintf(statement, sizeof statement,
                       "%s in training, angle measured: worst |achieved/commanded - 1|, by %s", network,
                       witnesses[w].what);
        const hodo_claim claim = {.id = id,
                                  .statement = statement,
                                  .kind = HODO_CLAIM_AT_MOST,
                                  .predicted = control,
                                  .measured = worst};
        status = ratio == NULL ? error->status : hodo_claims_add(of->claims, &claim, error);
    }
    return status;
}

/* Training, the angle not measured: log ratio, a mean over the depths and steps of each trial. */
static hodo_status claim_off(const judged *of, const char *network, const char *from, hodo_error *error)
{
    const size_t runs = (size_t)hodo_run_integer(of->run, "trials");
    double *values = hodo_arena_take(of->arena, runs, sizeof *values, error);
    const hodo_condition where[] = {{"phase", hodo_text("training")},
                                    {"network", hodo_text(network)},
                                    {"from", hodo_text(from)},
                                    {.column = NULL}};
    size_t found = 0;
    const hodo_status status =
        values != NULL ? hodo_trial_means(of->table, "log_ratio", where, of->arena, values, runs, &found, error)
                       : HODO_NO_MEMORY;
    char id[48], statement[160];
    (void)snprintf(id, sizeof id, "%s-%s-falls", from, network);
    (void)snprintf(statement, sizeof statement,
                   "%s in training, cosine %s: mean log10 of the ratio is told from 0", network,
                   strcmp(from, "one") == 0 ? "taken as 1" : "from the theory of one sample");
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = HODO_CLAIM_APART,
                              .tolerance = log10(1.0 + control),
                              .resolution = apart_resolution};
    return status == HODO_OK && found > 0 ? hodo_claim_mean(of->claims, claim, values, found, error) : status;
}

/* For the text: how far whole steps are from their beginnings, and what training has done to the loss. */
static hodo_status quote(const judged *of, const char *network, hodo_error *error)
{
    size_t count;
    const double *whole = rows_of(of, "whole_ratio", "training", network, 0, "measured", &count, error);
    const double *loss = rows_of(of, "loss", "training", network, 0, "measured", &count, error);
    const double *step = rows_of(of, "step", "training", network, 0, "measured", &count, error);
    if (whole == NULL || loss == NULL || step == NULL || count == 0) {
        return whole != NULL && loss != NULL && step != NULL ? HODO_OK : error->status;
    }
    const double quarter = (double)hodo_run_integer(of->run, "steps") / 4.0;
    double *off = hodo_arena_take(of->arena, count, sizeof *off, error), first = 0.0, last = 0.0;
    if (off == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        off[i] = fabs(whole[i] - 1.0);
        first += step[i] < quarter ? loss[i] : 0.0;
        last += step[i] >= 3.0 * quarter ? loss[i] : 0.0;
    }
    char key[48];
    (void)snprintf(key, sizeof key, "whole-%s", network);
    hodo_status status =
        hodo_claims_quantity(of->claims, key, hodo_estimate_median(off, count).value, 2, error);
    (void)snprintf(key, sizeof key, "fallen-%s", network);
    return status == HODO_OK ? hodo_claims_quantity(of->claims, key, last / first, 2, error) : status;
}

hodo_status command_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    judged of = {.run = run, .table = table, .claims = claims, .arena = hodo_arena_alloc()};
    of.depth = hodo_run_integers(run, "L", &of.depths);
    hodo_status status =
        of.arena != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    for (size_t i = 0; i < of.depths; i++) {
        of.deepest = of.depth[i] > of.deepest ? of.depth[i] : of.deepest;
    }
    if (status == HODO_OK && has(run, "network", "resnet")) {
        status = claim_medians(&of, error);
        status = status == HODO_OK ? claim_free_masks(&of, error) : status;
    }
    if (status == HODO_OK && has(run, "network", "mlp")) {
        status = claim_mlp(&of, error);
    }
    static const char *const networks[] = {"resnet", "mlp"};
    for (size_t i = 0; i < 2; i++) {
        status = status == HODO_OK ? claim_control(&of, networks[i], error) : status;
        status = status == HODO_OK ? claim_off(&of, networks[i], "one", error) : status;
        status = status == HODO_OK ? quote(&of, networks[i], error) : status;
    }
    status = status == HODO_OK ? claim_off(&of, "resnet", "theory", error) : status;
    hodo_arena_free(of.arena);
    return status;
}
