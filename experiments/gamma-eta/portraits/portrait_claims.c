#include "experiments/gamma-eta/portraits/portrait_claims.h"

#include "experiments/gamma-eta/finite_gamma.h"
#include "lab/trials.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct judge {
    const hodo_run *run;
    const hodo_table *table;
    hodo_claims *claims;
    hodo_arena *arena;
    size_t trials;
} judge;

enum { TRIALS_MOST = 1000 };
#define ABOVE_ONE 1.0001 /* gamma = 1 belongs to the lazy side */

/* Boundary `what` of one portrait in one trial: gammas within [least, most] and log10 eta; *count of them. */
static hodo_status points(const judge *of, const char *loss, int64_t depth, const char *what, size_t trial,
                          double least, double most, double **x, double **y, size_t *count, hodo_error *error)
{
    char series[64];
    (void)snprintf(series, sizeof series, "%s-%" PRId64 "-%s", loss, depth, what);
    const hodo_condition where[] = {
        {"series", hodo_text(series)}, {"trial", hodo_integer((int64_t)trial)}, {.column = NULL}};
    size_t all;
    *x = hodo_select(of->table, "gamma", where, of->arena, &all, error);
    *y = hodo_select(of->table, "log_eta", where, of->arena, &all, error);
    if (*x == NULL || *y == NULL) {
        return error->status;
    }
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        if ((*x)[i] >= least && (*x)[i] <= most) {
            (*x)[*count] = log10((*x)[i]);
            (*y)[(*count)++] = (*y)[i];
        }
    }
    return HODO_OK;
}

/* The slope of log eta against log gamma, one a trial. */
static hodo_status slopes(const judge *of, const char *loss, int64_t depth, const char *what, double least,
                          double most, hodo_estimate *estimate, hodo_error *error)
{
    char series[64];
    (void)snprintf(series, sizeof series, "%s-%" PRId64 "-%s", loss, depth, what);
    const hodo_condition where[] = {{"series", hodo_text(series)}, {.column = NULL}};
    double *slope = hodo_arena_take(of->arena, of->trials, sizeof *slope, error);
    size_t found = 0;
    const hodo_status status = slope == NULL
                                   ? HODO_NO_MEMORY
                                   : hodo_trial_slopes(of->table, "gamma", "log_eta", where, least, most,
                                                       of->arena, slope, of->trials, &found, error);
    *estimate = hodo_estimate_mean(slope, found);
    return status;
}

/* One exponent: equal to the table's, and apart from a wrong one. */
typedef struct exponent {
    const char *loss, *line, *id, *statement;
    double least, most; /* gammas of the fit */
    double predicted, wrong, tolerance;
    const char *wrong_one;
    bool asked; /* of every draw: then too few boundaries are too noisy, and no reason to say nothing */
} exponent;

static hodo_status claim_exponent(const judge *of, const exponent *one, int64_t depth, hodo_error *error)
{
    hodo_estimate slope;
    hodo_status status = slopes(of, one->loss, depth, one->line, one->least, one->most, &slope, error);
    if (status != HODO_OK || (slope.draws < 2 && !one->asked)) {
        return status;
    }
    for (int k = 0; status == HODO_OK && k < 2; k++) {
        char id[64], statement[200];
        (void)snprintf(id, sizeof id, "%s-%s-%" PRId64 "%s", one->loss, one->id, depth, k == 0 ? "" : "-apart");
        (void)snprintf(statement, sizeof statement, "%s, L = %" PRId64 ": exponent of %s%s%s",
                       strcmp(one->loss, "mse") == 0 ? "MSE" : "CE", depth, one->statement,
                       k == 0 ? "" : ", not ", k == 0 ? "" : one->wrong_one);
        /* What is left between the two powers, and never more than a quarter: more noise decides nothing. */
        const double between = fmin(fabs(one->wrong - one->predicted) - one->tolerance, 0.25);
        const hodo_claim claim = {.id = id,
                                  .statement = statement,
                                  .kind = k == 0 ? HODO_CLAIM_EQUAL : HODO_CLAIM_APART,
                                  .predicted = k == 0 ? one->predicted : one->wrong,
                                  .measured = slope.value,
                                  .standard_error = slope.standard_error,
                                  .draws = slope.draws,
                                  .tolerance = one->tolerance,
                                  .resolution = between};
        status = hodo_claims_add(of->claims, &claim, error);
    }
    return status;
}

/* Has this depth all its boundaries in every draw? */
static bool is_whole(const hodo_run *run, int64_t depth)
{
    size_t count;
    const int64_t *depths = hodo_run_integers(run, "whole", &count);
    for (size_t i = 0; i < count; i++) {
        if (depths[i] == depth) {
            return true;
        }
    }
    return false;
}

static hodo_status claim_depth(const judge *of, const char *loss, int64_t depth, hodo_error *error)
{
    const bool square = strcmp(loss, "mse") == 0;
    const double power = 2 / (double)depth, wrong = 2 / (double)(depth - 1);
    size_t count;
    const double *gammas = hodo_run_reals(of->run, "rich", &count);
    const bool whole = is_whole(of->run, depth);
    const exponent all[] = {
        {loss, square ? "max" : "survival", "lazy",
         square ? "eta_max in gamma up to 1e-3" : "survival in gamma up to 0.1", 0, square ? 2e-3 : 0.2,
         square ? 2 : 1, square ? 1 : 2, 0, square ? "1, that of CE" : "2, that of MSE", whole},
        {loss, "max", "rich", "eta_max in gamma above 1", ABOVE_ONE, INFINITY, power, wrong,
         finite_gamma_of_max(gammas, count, (size_t)depth), "2/(L - 1), hidden layers counted", true},
        {loss, "min", "slow", "eta_min in gamma above 1", ABOVE_ONE, INFINITY, 1, 2,
         finite_gamma_of_min(gammas, count, (size_t)depth), "2, that of gamma << 1", whole && square},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof all / sizeof all[0]; i++) {
        status = claim_exponent(of, &all[i], depth, error);
    }
    return status;
}

/* log10 of the onset over 2/lambda, averaged over the gammas of a trial: they share the draws. */
static hodo_status claim_onset(const judge *of, int64_t depth, hodo_error *error)
{
    double mean[TRIALS_MOST] = {0};
    size_t found = 0;
    for (size_t trial = 0; trial < of->trials; trial++) {
        double *x, *onset, *stable, sum = 0;
        size_t count, other;
        hodo_status status = points(of, "mse", depth, "onset", trial, 0, 2e-3, &x, &onset, &count, error);
        status = status != HODO_OK
                     ? status
                     : points(of, "mse", depth, "stability", trial, 0, 2e-3, &x, &stable, &other, error);
        if (status != HODO_OK) {
            return status;
        }
        for (size_t i = 0; i < count && count == other; i++) {
            sum += onset[i] - stable[i];
        }
        if (count > 0 && count == other) {
            mean[found++] = sum / (double)count;
        }
    }
    const hodo_estimate ratio = hodo_estimate_mean(mean, found);
    char id[64], statement[160];
    (void)snprintf(id, sizeof id, "onset-%" PRId64, depth);
    (void)snprintf(statement, sizeof statement,
                   "MSE, L = %" PRId64 ": log10 of the onset of catapults over 2/(N lambda) of the start",
                   depth);
    return found < 2 ? HODO_OK
                     : hodo_claims_add(of->claims,
                                       &(hodo_claim){.id = id,
                                                     .statement = statement,
                                                     .predicted = 0,
                                                     .measured = ratio.value,
                                                     .standard_error = ratio.standard_error,
                                                     .draws = ratio.draws,
                                                     .tolerance = 0.05,
                                                     .resolution = 0.3},
                                       error);
}

/* log10 eta_max of an independent run, one seed, at N = 128, B = 64, T = 400, MSE on digits. */
static const struct {
    int64_t depth;
    double gamma, log_eta;
} independent[] = {
    {3, 1e-4, -6.69}, {3, 1e-3, -4.69}, {3, 1e-2, -2.50}, {2, 10, 2.88}, {2, 100, 3.88}, {2, 1e3, 4.88},
    {3, 10, 2.35},    {3, 100, 3.02},   {3, 1e3, 3.69},   {4, 10, 2.06}, {4, 100, 2.62}, {4, 1e3, 3.06},
};

static bool same_size(const hodo_run *run)
{
    return hodo_run_integer(run, "width") == 128 && hodo_run_integer(run, "batch") == 64 &&
           hodo_run_integer(run, "steps") == 400 && hodo_run_data(run) != NULL &&
           strncmp(hodo_run_data(run), "MNIST", 5) == 0;
}

static hodo_status claim_independent(const judge *of, int64_t depth, bool rich, hodo_error *error)
{
    double mean[TRIALS_MOST] = {0};
    size_t found = 0;
    for (size_t trial = 0; trial < of->trials; trial++) {
        double *x, *y, sum = 0;
        size_t count, same = 0;
        const hodo_status status =
            points(of, "mse", depth, "max", trial, rich ? 2 : 0, rich ? 1e9 : 2, &x, &y, &count, error);
        if (status != HODO_OK) {
            return status;
        }
        for (size_t i = 0; i < count; i++) {
            for (size_t k = 0; k < sizeof independent / sizeof independent[0]; k++) {
                if (independent[k].depth == depth && fabs(log10(independent[k].gamma) - x[i]) < 1e-9) {
                    sum += y[i] - independent[k].log_eta;
                    same++;
                }
            }
        }
        if (same > 0) {
            mean[found++] = sum / (double)same;
        }
    }
    const hodo_estimate off = hodo_estimate_mean(mean, found);
    char id[64], statement[160];
    (void)snprintf(id, sizeof id, "independent-%s-%" PRId64, rich ? "rich" : "lazy", depth);
    (void)snprintf(statement, sizeof statement,
                   "MSE, L = %" PRId64 ", gamma %s: log10 eta_max minus that of an independent run of one seed",
                   depth, rich ? "10, 100, 1000" : "1e-4, 1e-3, 1e-2");
    return found < 2 ? HODO_OK
                     : hodo_claims_add(of->claims,
                                       &(hodo_claim){.id = id,
                                                     .statement = statement,
                                                     .predicted = 0,
                                                     .measured = off.value,
                                                     .standard_error = off.standard_error,
                                                     .draws = off.draws,
                                                     .tolerance = 0.15,
                                                     .resolution = 0.3},
                                       error);
}

hodo_status portrait_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error)
{
    size_t losses, depths;
    const char *const *loss = hodo_run_texts(run, "loss", &losses);
    const int64_t *depth = hodo_run_integers(run, "L", &depths);
    judge of = {run, table, claims, hodo_arena_alloc(), (size_t)hodo_run_integer(run, "trials")};
    if (of.arena == NULL || of.trials > TRIALS_MOST) {
        hodo_arena_free(of.arena);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims of %zu trials", of.trials);
    }
    hodo_status status = HODO_OK;
    for (size_t k = 0; status == HODO_OK && k < losses; k++) {
        for (size_t i = 0; status == HODO_OK && i < depths; i++) {
            hodo_arena_reset(of.arena);
            status = claim_depth(&of, loss[k], depth[i], error);
            if (status == HODO_OK && strcmp(loss[k], "mse") == 0) {
                status = claim_onset(&of, depth[i], error);
                for (int rich = 0; same_size(run) && status == HODO_OK && rich < 2; rich++) {
                    status = claim_independent(&of, depth[i], rich == 1, error);
                }
            }
        }
    }
    hodo_arena_free(of.arena);
    return status;
}
