#include "experiments/jacobian-spectra/extreme_claims.h"

#include "experiments/jacobian-spectra/edge_theory.h"
#include "lab/estimate.h"
#include "lab/select.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A logarithm that is off by this much is a factor that a reader of a logarithmic axis would notice. */
static const double resolution = 0.15;

/* Powers are fitted from this depth on. Of a true power the smallest error that matters. */
static const double least_depth = 4.0, power_resolution = 0.25;

/* The subject and what its claims share. */
typedef struct extremes {
    const extreme_subject *of;
    hodo_claims *claims;
    hodo_arena *arena;
    char id[SPECTRAL_ID_SIZE];
    const double *depth; /* (rows,) */
    size_t rows;
} extremes;

static hodo_status add_claim(const extremes *all, const char *what, const char *words, hodo_claim claim,
                             hodo_error *error)
{
    char id[SPECTRAL_ID_SIZE + 32], statement[192];
    (void)snprintf(id, sizeof id, "%s-%s", all->id, what);
    (void)snprintf(statement, sizeof statement, "%s: %s", all->of->text, words);
    claim.id = id;
    claim.statement = statement;
    return hodo_claims_add(all->claims, &claim, error);
}

static double *column_of(const extremes *all, const char *column, hodo_error *error)
{
    size_t rows;
    const hodo_condition where[] = {{"network", hodo_text(all->of->text)}, {.column = NULL}};
    return hodo_select(all->of->table, column, where, all->arena, &rows, error);
}

/* What theory may miss at a row: the logarithm of a draw's scale has mean -Var(tau)/2, the next order of
 * Tracy-Widom is about the square of its first, and 1/m. */
static hodo_status allowance_at(const extremes *all, size_t row, double limit, double mean, double *allowance,
                                hodo_error *error)
{
    spectral_network network;
    double variance = NAN;
    hodo_status status = spectral_network_at_depth(all->of->text, (int64_t)all->depth[row], &network, error);
    if (status == HODO_OK) {
        status = spectral_network_trace_variance(&network, all->of->width, &variance, error);
    }
    const double shift = log(limit / mean);
    *allowance = variance / 2.0 + shift * shift + 1.0 / (double)all->of->width;
    return status;
}

/* The mean over all depths and draws of ln(measured) - ln(theory's mean), where theory has one. */
static hodo_status claim_extreme(const extremes *all, const char *what, const char *words, hodo_error *error)
{
    char column[32], mean_column[32], edge_column[32];
    (void)snprintf(column, sizeof column, "log_%s", what);
    (void)snprintf(mean_column, sizeof mean_column, "%s_mean", what);
    (void)snprintf(edge_column, sizeof edge_column, "%s_edge", what);
    double *measured = column_of(all, column, error);
    const double *mean = column_of(all, mean_column, error), *edge = column_of(all, edge_column, error);
    if (measured == NULL || mean == NULL || edge == NULL) {
        return error->status;
    }
    double tolerance = 0.0;
    size_t count = 0;
    for (size_t i = 0; i < all->rows; i++) {
        if (isfinite(mean[i])) {
            double allowance;
            const hodo_status status = allowance_at(all, i, edge[i], mean[i], &allowance, error);
            if (status != HODO_OK) {
                return status;
            }
            tolerance += allowance;
            measured[count++] = measured[i] - log(mean[i]);
        }
    }
    const hodo_estimate estimate = hodo_estimate_mean(measured, count);
    const hodo_claim claim = {.kind = HODO_CLAIM_EQUAL,
                              .predicted = 0.0,
                              .measured = estimate.value,
                              .standard_error = estimate.standard_error,
                              .draws = estimate.draws,
                              .tolerance = count > 0 ? tolerance / (double)count : 0.0,
                              .resolution = resolution};
    return add_claim(all, what, words, claim, error);
}

/* The same against the means of another network's law, which lies `gap` off on average. */
static hodo_status claim_wrong(const extremes *all, const char *family, const char *words, hodo_error *error)
{
    double *measured = column_of(all, "log_largest", error);
    const double *mean = column_of(all, "largest_mean", error);
    if (measured == NULL || mean == NULL) {
        return error->status;
    }
    double gap = 0.0;
    size_t count = 0;
    edge_theory wrong = {NAN, NAN, NAN, NAN};
    for (size_t i = 0; i < all->rows; i++) {
        if (i == 0 || all->depth[i] != all->depth[i - 1]) {
            char law[SPECTRAL_LAW_SIZE];
            (void)snprintf(law, sizeof law, family, (int)all->depth[i]);
            const hodo_status status = edge_theory_find(law, all->of->width, &wrong, error);
            if (status != HODO_OK) {
                return status;
            }
        }
        if (isfinite(mean[i]) && isfinite(wrong.upper_mean)) {
            gap += log(mean[i] / wrong.upper_mean);
            measured[count++] = measured[i] - log(wrong.upper_mean);
        }
    }
    const hodo_estimate estimate = hodo_estimate_mean(measured, count);
    const hodo_claim claim = {.kind = HODO_CLAIM_APART,
                              .predicted = 0.0,
                              .measured = estimate.value,
                              .standard_error = estimate.standard_error,
                              .draws = estimate.draws,
                              .tolerance = resolution,
                              .resolution = count > 0 ? fmax(0.0, (fabs(gap) / (double)count - resolution) / 2.0) : 0.0};
    return add_claim(all, "largest-wrong", words, claim, error);
}

/* excerpt: slope */
/* The power of growth: slope of ln y against ln depth in each draw, the depths of a trial being independent;
 * mean and error over trials. */
static hodo_status power_of(const extremes *all, const char *column, bool logarithm, hodo_estimate *estimate,
                            hodo_error *error)
{
    const size_t trials = (size_t)all->of->trials;
    double *slopes = hodo_arena_take(all->arena, trials, sizeof *slopes, error);
    for (size_t trial = 0; slopes != NULL && trial < trials; trial++) {
        const hodo_condition where[] = {
            {"network", hodo_text(all->of->text)}, {"trial", hodo_integer((int64_t)trial)}, {.column = NULL}};
        size_t depths, deep = 0;
        double *depth = hodo_select(all->of->table, "L", where, all->arena, &depths, error);
        double *y = hodo_select(all->of->table, column, where, all->arena, &depths, error);
        if (depth == NULL || y == NULL) {
            return error->status;
        }
        for (size_t i = 0; i < depths; i++) {
            if (depth[i] >= least_depth) {
                y[deep] = logarithm ? y[i] : log(y[i]);
                depth[deep++] = log(depth[i]);
            }
        }
        slopes[trial] = hodo_estimate_slope(depth, y, NULL, deep).value;
    }
    if (slopes == NULL) {
        return HODO_NO_MEMORY;
    }
    *estimate = hodo_estimate_mean(slopes, trials);
    return HODO_OK;
}
/* end: slope */

/* Theory's power for this width; `wrong`, another, is told apart. The allowance of the deepest point, over the
 * logarithm of the range of depths: how far a tilt of that much moves the slope. */
static hodo_status claim_power(const extremes *all, double wrong, const char *wrong_words, hodo_error *error)
{
    hodo_estimate power = {0}, expected = {0};
    hodo_status status = power_of(all, "log_largest", true, &power, error);
    if (status == HODO_OK) {
        status = power_of(all, "largest_mean", false, &expected, error);
    }
    const double *mean = column_of(all, "largest_mean", error), *edge = column_of(all, "largest_edge", error);
    if (status != HODO_OK || mean == NULL || edge == NULL) {
        return status != HODO_OK ? status : error->status;
    }
    size_t deepest = 0;
    for (size_t i = 1; i < all->rows; i++) {
        deepest = all->depth[i] > all->depth[deepest] ? i : deepest;
    }
    if (!(all->depth[deepest] > least_depth)) {
        return HODO_OK; /* one depth has no slope */
    }
    double allowance;
    status = allowance_at(all, deepest, edge[deepest], mean[deepest], &allowance, error);
    hodo_claim claim = {.kind = HODO_CLAIM_EQUAL,
                        .predicted = expected.value,
                        .measured = power.value,
                        .standard_error = power.standard_error,
                        .draws = power.draws,
                        .tolerance = allowance / log(all->depth[deepest] / least_depth),
                        .resolution = power_resolution};
    if (status == HODO_OK) {
        status =
            add_claim(all, "power", "power of the depth with which the largest eigenvalue grows", claim, error);
    }
    if (status == HODO_OK) {
        claim.kind = HODO_CLAIM_APART;
        claim.predicted = wrong;
        claim.resolution = fmax(0.0, (fabs(wrong - expected.value) - claim.tolerance) / 2.0);
        status = add_claim(all, "power-wrong", wrong_words, claim, error);
    }
    return status;
}

/* Near isometry the largest eigenvalue, an atom at p^-L, stays below e^(s2) at every depth. */
static hodo_status claim_bound(const extremes *all, double bound, hodo_error *error)
{
    const double *measured = column_of(all, "log_largest", error);
    if (measured == NULL) {
        return error->status;
    }
    double most = -INFINITY;
    for (size_t i = 0; i < all->rows; i++) {
        most = measured[i] <= most ? most : measured[i]; /* keeps a NaN */
    }
    const hodo_claim claim = {
        .kind = HODO_CLAIM_AT_MOST, .predicted = bound, .measured = most, .resolution = INFINITY};
    return add_claim(all, "bound", "ln of the largest eigenvalue of any depth and draw stays below s2", claim,
                     error);
}

static hodo_status claim_network(const extremes *all, const spectral_network *network, hodo_error *error)
{
    hodo_status status = claim_extreme(
        all, "largest", "ln of the largest eigenvalue less ln of theory's, over all depths", error);
    if (status == HODO_OK && spectral_network_is(network, "resnet")) {
        status = claim_extreme(all, "condition",
                               "ln of the condition number less ln of theory's, over all depths", error);
    }
    if (status == HODO_OK && spectral_network_is(network, "relu")) {
        status = claim_wrong(all, "fuss-catalan --order=%d",
                             "the law without masks (Fuss-Catalan) is told apart", error);
    }
    if (status == HODO_OK && spectral_network_is(network, "orthogonal-relu")) {
        status = claim_wrong(all, "jacobian --activation=relu --weights=gaussian --depth=%d",
                             "the law of Gaussian weights is told apart", error);
    }
    if (status == HODO_OK && spectral_network_is(network, "isometry")) {
        return claim_bound(all, network->number, error);
    }
    if (status == HODO_OK) {
        const bool grows =
            spectral_network_is(network, "relu") || spectral_network_is(network, "orthogonal-relu");
        status = claim_power(all, grows ? 0.0 : 1.0,
                             grows ? "a largest eigenvalue of order 1 is told apart"
                                   : "growth in proportion to the depth is told apart",
                             error);
    }
    return status;
}

hodo_status extreme_claims(const extreme_subject *of, hodo_claims *claims, hodo_error *error)
{
    extremes all = {.of = of, .claims = claims, .arena = hodo_arena_alloc()};
    if (all.arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    const hodo_condition where[] = {{"network", hodo_text(of->text)}, {.column = NULL}};
    spectral_network network;
    spectral_network_id(of->text, all.id);
    all.depth = hodo_select(of->table, "L", where, all.arena, &all.rows, error);
    hodo_status status = all.depth != NULL ? HODO_OK : error->status;
    if (status == HODO_OK && all.rows > 0) {
        status = spectral_network_at_depth(of->text, (int64_t)all.depth[0], &network, error);
        status = status == HODO_OK ? claim_network(&all, &network, error) : status;
    }
    hodo_arena_free(all.arena);
    return status;
}
