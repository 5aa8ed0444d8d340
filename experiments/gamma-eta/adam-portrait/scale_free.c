#include "experiments/gamma-eta/adam-portrait/scale_free.h"

#include "lab/trials.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool scale_free_optimiser(const char *training)
{
    return strncmp(training, "sgd", 3) != 0 && strncmp(training, "momentum", 8) != 0;
}

/* Do its classes share a step with the mean of the targets? */
static bool shared_step(const char *training, const char *what)
{
    const bool by_entry = strncmp(training, "adam", 4) == 0 || strncmp(training, "sign-sgd", 8) == 0;
    const char *slash = strchr(training, '/');
    return by_entry && slash != NULL && strcmp(slash, "/mse") == 0 && strcmp(what, SCALE_FREE_MIN) == 0;
}

static double rich_exponent(const char *training, const char *what, double depth)
{
    return shared_step(training, what) ? 1 - 1 / depth : 1 / depth;
}

double scale_free_exponent(const char *training, const char *what, double gamma, double depth)
{
    return gamma <= SCALE_FREE_LAZY   ? 1
           : gamma >= SCALE_FREE_RICH ? rich_exponent(training, what, depth)
                                      : NAN;
}

double scale_free_shared_time(double gamma, double depth)
{
    static const double classes = 10;
    const double a = pow(1 + gamma / classes, 1 / depth);
    const double classes_part = depth > 2 ? (1 - pow(a, 2 - depth)) / (depth - 2) : log(a);
    return a - 1 + pow(a, depth - 1) * classes_part;
}

/* What gamma, T and N that are finite may do. */
static const double finite_size = 0.06;

/* The same of 1 - 1/L: what the law of scale_free_shared_time itself is off by, where that is more. */
static double allowance(const hodo_run *run, const char *training, const char *what, double depth)
{
    size_t count;
    const double *gamma = hodo_run_reals(run, "gamma", &count);
    double low = INFINITY, high = 0;
    for (size_t i = 0; i < count; i++) {
        low = gamma[i] >= SCALE_FREE_RICH ? fmin(low, gamma[i]) : low;
        high = gamma[i] >= SCALE_FREE_RICH ? fmax(high, gamma[i]) : high;
    }
    if (!shared_step(training, what) || low >= high) {
        return finite_size;
    }
    const double slope =
        log(scale_free_shared_time(high, depth) / scale_free_shared_time(low, depth)) / log(high / low);
    return fmax(finite_size, fabs(slope - (1 - 1 / depth)));
}

/* One training's boundary in one regime. */
typedef struct line {
    const char *training, *what;
    bool rich;
} line;

/* The slope of log eta against log gamma, one a trial, of the boundaries that it found. */
static hodo_status slopes(const hodo_run *run, const hodo_table *table, const line *of, hodo_arena *arena,
                          double *slope, size_t *found, hodo_error *error)
{
    const hodo_condition where[] = {
        {"training", hodo_text(of->training)}, {"what", hodo_text(of->what)}, {.column = NULL}};
    return hodo_trial_slopes(table, "gamma", "eta", where, of->rich ? SCALE_FREE_RICH : 0,
                        of->rich ? INFINITY : SCALE_FREE_LAZY, arena, slope,
                        (size_t)hodo_run_integer(run, "trials"), found, error);
}

static hodo_status state(const char *stem, const line *of, const char *statement, hodo_claim_kind kind,
                         double predicted, hodo_estimate measured, double tolerance, double resolution,
                         hodo_claims *claims, hodo_error *error)
{
    char id[96], text[200];
    (void)snprintf(id, sizeof id, "%s-%s-%s%s", of->what + strlen("eta-"), of->rich ? "rich" : "lazy",
                   of->training, stem);
    for (char *c = id; *c != '\0'; c++) {
        *c = *c == '/' ? '-' : *c;
    }
    (void)snprintf(text, sizeof text, "%s: %s, gamma %s 1: %s", of->training, of->what, of->rich ? ">>" : "<<",
                   statement);
    const hodo_claim claim = {.id = id,
                              .statement = text,
                              .kind = kind,
                              .predicted = predicted,
                              .tolerance = tolerance,
                              .resolution = resolution};
    return hodo_claim_estimate(claims, claim, measured, error);
}

/* Its exponent, and that it is not that of SGD, which is twice as large at the upper edge and 2 and 1 at the
 * lower; nor, where classes share a step with the mean, the 1/L of those that share none (for L > 2). */
static hodo_status claim_line(const hodo_run *run, const hodo_table *table, const line *of, hodo_arena *arena,
                              hodo_claims *claims, hodo_error *error)
{
    const double depth = hodo_run_real(run, "L");
    const size_t trials = (size_t)hodo_run_integer(run, "trials");
    double *slope = hodo_arena_take(arena, trials, sizeof *slope, error);
    size_t found = 0;
    hodo_status status = slope == NULL ? HODO_NO_MEMORY : slopes(run, table, of, arena, slope, &found, error);
    if (status != HODO_OK || found == 0) {
        return status;
    }
    const bool upper = strcmp(of->what, SCALE_FREE_MAX) == 0;
    const bool shared = of->rich && shared_step(of->training, of->what);
    const double wanted = of->rich ? rich_exponent(of->training, of->what, depth) : 1;
    const double of_sgd = upper ? 2 * wanted : of->rich ? 1 : 2;
    const double off = of->rich ? allowance(run, of->training, of->what, depth) : finite_size;
    const hodo_estimate mean = hodo_estimate_mean(slope, found);
    /* Half of what is left between the two laws: more noise than that decides nothing. */
    const double between = (fabs(of_sgd - wanted) - finite_size) / 2;
    status = state("", of, "exponent in gamma", HODO_CLAIM_EQUAL, wanted, mean, off, between, claims, error);
    status = status != HODO_OK ? status
                               : state("-apart", of, "the exponent of SGD is told apart", HODO_CLAIM_APART,
                                       of_sgd, mean, finite_size, between, claims, error);
    return status != HODO_OK || !shared || depth <= 2
               ? status
               : state("-growth-falls", of, "1/L, growth alone, is told apart", HODO_CLAIM_APART, 1 / depth,
                       mean, finite_size, between, claims, error);
}

hodo_status scale_free_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                              hodo_error *error)
{
    size_t count;
    const char *const *trainings = hodo_run_texts(run, "training", &count);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < 4 * count; i++) {
        const line of = {trainings[i / 4], i % 4 < 2 ? SCALE_FREE_MAX : SCALE_FREE_MIN, i % 2 == 1};
        if (scale_free_optimiser(of.training)) {
            hodo_arena_reset(arena);
            status = claim_line(run, table, &of, arena, claims, error);
        }
    }
    hodo_arena_free(arena);
    return status;
}
