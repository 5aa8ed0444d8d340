#include "experiments/mlps-at-the-eoc/limiting-ntk/limit_claims.h"

#include "experiments/mlps-at-the-eoc/chaos_kernel.h"
#include "lab/trials.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* K_off/l of two orthonormal inputs and the condition number of 20 of them, known before this
 * program was written (ours); right to half of their last digit. */
static const struct {
    double delta;
    int64_t l;
    double ratio, condition;
} known[] = {
    {1.0, 5, .3556, 12.03}, {1.0, 10, .3361, 11.13}, {1.0, 50, .2822, 8.86}, {1.0, 1000, .2528, 7.77},
    {0.5, 5, .2861, 9.01},  {0.5, 10, .3156, 10.22}, {0.5, 50, .2871, 9.06}, {0.5, 1000, .2533, 7.78},
};
enum { KNOWN = sizeof known / sizeof known[0], KNOWN_INPUTS = 20, ID = 48, STATEMENT = 160 };
static const double ratio_digit = 5e-5, condition_digit = 5e-3;

typedef struct figure {
    const hodo_run *run;
    const hodo_table *table;
    hodo_claims *claims;
    hodo_arena *arena;
    hodo_error *error;
} figure;

/* All values of a column of the rows (Delta, m, l). */
static double *values_of(const figure *at, const char *column, double delta, int64_t m, int64_t l,
                         size_t *count)
{
    const hodo_condition where[] = {
        {"delta", hodo_real(delta)}, {"m", hodo_integer(m)}, {"l", hodo_integer(l)}, {.column = NULL}};
    return hodo_select(at->table, column, where, at->arena, count, at->error);
}

/* Of the limit there is one row, or none: then NaN. */
static hodo_status limit_of(const figure *at, const char *column, double delta, int64_t l, double *value)
{
    size_t count;
    const double *values = values_of(at, column, delta, 0, l, &count);
    *value = values != NULL && count == 1 ? values[0] : NAN;
    return values != NULL ? HODO_OK : at->error->status;
}

static hodo_status claim_digits(const figure *at, const char *what, double delta, int64_t l, double predicted,
                                double measured, double digit)
{
    char id[ID], statement[STATEMENT];
    (void)snprintf(id, sizeof id, "%s-%s-l%" PRId64, what, delta == 1.0 ? "abs" : "relu", l);
    (void)snprintf(statement, sizeof statement, "limit, %s, l = %" PRId64 ": %s, to the last digit known",
                   delta == 1.0 ? "abs" : "ReLU", l,
                   what[0] == 'r' ? "K/l off the diagonal" : "condition number of 20 inputs");
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .predicted = predicted,
                              .measured = measured,
                              .tolerance = digit,
                              .resolution = digit};
    return isnan(measured) ? HODO_OK : hodo_claims_add(at->claims, &claim, at->error);
}

static hodo_status claim_known(const figure *at)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < KNOWN && status == HODO_OK; i++) {
        double ratio, condition = NAN;
        status = limit_of(at, "ratio", known[i].delta, known[i].l, &ratio);
        if (status == HODO_OK && hodo_run_integer(at->run, "inputs") == KNOWN_INPUTS) {
            status = limit_of(at, "condition_theory", known[i].delta, known[i].l, &condition);
        }
        status = status != HODO_OK ? status
                                   : claim_digits(at, "ratio", known[i].delta, known[i].l, known[i].ratio,
                                                  ratio, ratio_digit);
        status = status != HODO_OK ? status
                                   : claim_digits(at, "condition", known[i].delta, known[i].l,
                                                  known[i].condition, condition, condition_digit);
    }
    return status;
}

/* What is not the leading l/4 grows by 3/8 a unit of ln l: read between the two largest depths asked. The next
 * term of K is O(ln^2 l / l), with a constant that is larger for smaller Delta: the largest Delta is judged. */
static hodo_status claim_logarithm(const figure *at, double delta)
{
    size_t count;
    const int64_t *depth = hodo_run_integers(at->run, "depth", &count);
    int64_t deep = 0, deepest = 0;
    for (size_t i = 0; i < count; i++) {
        deep = depth[i] > deepest ? deepest : depth[i] > deep ? depth[i] : deep;
        deepest = depth[i] > deepest ? depth[i] : deepest;
    }
    double low, high;
    hodo_status status = limit_of(at, "ratio", delta, deep, &low);
    status = status != HODO_OK ? status : limit_of(at, "ratio", delta, deepest, &high);
    if (status != HODO_OK || deep < 100 || isnan(low) || isnan(high)) {
        return status;
    }
    const double l = (double)deep, grown = ((high - 0.25) * (double)deepest - (low - 0.25) * l);
    const hodo_claim claim = {
        .id = "logarithm",
        .statement = "limit, largest Delta: growth of K - l/4 a unit of ln l at the largest depths",
        .predicted = 0.375,
        .measured = grown / log((double)deepest / l),
        .tolerance = 2 * log(l) * log(l) / l,
        .resolution = 0.1};
    return hodo_claims_add(at->claims, &claim, at->error);
}

/* What a mean may be off by at finite width: Gram matrices scatter by 1/m_k in layer k, and E phi phi and
 * E phi' phi' are curved in them. For abs and l = 3 their second derivatives give 0.07/m, which is 0.056 times
 * the sum of the inverse widths (first order, by hand); a little more than twice that is allowed at every
 * depth. */
static double finite_width(int64_t m, int64_t l)
{
    double sum = 0.0;
    for (int64_t k = 1; k < l; k++) {
        sum += 1.0 / ((double)k * (double)k * (double)m);
    }
    return sum / 8.0;
}

/* A name for an id: 0.25 is 0p25. */
static void name_of(double delta, char name[16])
{
    (void)snprintf(name, 16, "%.4g", delta);
    for (char *c = name; *c != '\0'; c++) {
        *c = *c == '.' ? 'p' : *c == '+' ? '0' : *c;
    }
}

/* Of the widest networks: the entries off the diagonal are those of their Delta, and not those of the next. */
static hodo_status claim_networks(const figure *at, double delta, double other, int64_t m, int64_t l)
{
    size_t count;
    const double *ratio = values_of(at, "ratio", delta, m, l, &count);
    if (ratio == NULL || count == 0) {
        return ratio == NULL ? at->error->status : HODO_OK;
    }
    char name[16], id[ID], wrong[ID], statement[STATEMENT], apart[STATEMENT];
    name_of(delta, name);
    (void)snprintf(id, sizeof id, "networks-%s-l%" PRId64, name, l);
    (void)snprintf(statement, sizeof statement,
                   "networks of widths %" PRId64 " k^2, Delta = %.4g, l = %" PRId64
                   ": mean of K/l off the diagonal",
                   m, delta, l);
    const double mine = chaos_limit_ratio(delta, (size_t)l), tolerance = finite_width(m, l);
    const hodo_claim equal = {
        .id = id, .statement = statement, .predicted = mine, .tolerance = tolerance, .resolution = 0.05};
    hodo_status status = hodo_claim_mean(at->claims, equal, ratio, count, at->error);
    if (status != HODO_OK || isnan(other)) {
        return status;
    }
    const double theirs = chaos_limit_ratio(other, (size_t)l);
    (void)snprintf(wrong, sizeof wrong, "wrong-delta-%s-l%" PRId64, name, l);
    (void)snprintf(apart, sizeof apart, "the same networks: the limit of Delta = %.4g is told apart", other);
    const hodo_claim differs = {.id = wrong,
                                .statement = apart,
                                .kind = HODO_CLAIM_APART,
                                .predicted = theirs,
                                .tolerance = tolerance,
                                .resolution = fabs(theirs - mine)};
    return hodo_claim_mean(at->claims, differs, ratio, count, at->error);
}

/* Noise of the kernel spreads its eigenvalues, which makes a condition number larger than the limit's: less at
 * the larger width. Its reciprocal is judged, which is bounded where the smallest eigenvalue comes near 0. */
static hodo_status claim_condition(const figure *at, double delta, int64_t narrow, int64_t wide, int64_t l)
{
    size_t few = 0, many = 0;
    const double *at_narrow = values_of(at, "reciprocal", delta, narrow, l, &few);
    const double *at_wide = values_of(at, "reciprocal", delta, wide, l, &many);
    if (at_narrow == NULL || at_wide == NULL || few == 0 || many == 0) {
        return at_narrow == NULL || at_wide == NULL ? at->error->status : HODO_OK;
    }
    const hodo_estimate low = hodo_estimate_mean(at_narrow, few), high = hodo_estimate_mean(at_wide, many);
    const hodo_estimate difference = {high.value - low.value, hypot(high.standard_error, low.standard_error),
                                      low.draws < high.draws ? low.draws : high.draws};
    char name[16], id[ID], statement[STATEMENT];
    name_of(delta, name);
    (void)snprintf(id, sizeof id, "condition-falls-%s", name);
    (void)snprintf(statement, sizeof statement,
                   "networks, Delta = %.4g, l = %" PRId64 ": reciprocal condition number at m = %" PRId64
                   " minus that at m = %" PRId64 ", above 0",
                   delta, l, wide, narrow);
    const hodo_claim claim = {.id = id,
                              .statement = statement,
                              .kind = HODO_CLAIM_AT_LEAST,
                              .predicted = 0.0,
                              .resolution = high.value / 2.0};
    return hodo_claim_estimate(at->claims, claim, difference, at->error);
}

hodo_status limit_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error)
{
    figure at = {run, table, claims, hodo_arena_alloc(), error};
    if (at.arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    size_t deltas, widths, depths;
    const double *delta = hodo_run_reals(run, "delta", &deltas);
    const int64_t *m = hodo_run_integers(run, "m", &widths), *l = hodo_run_integers(run, "l", &depths);
    int64_t narrow = 0, wide = 0;
    double largest = 0.0;
    for (size_t i = 0; i < widths; i++) {
        wide = m[i] > wide ? m[i] : wide;
        narrow = m[i] > 0 && (narrow == 0 || m[i] < narrow) ? m[i] : narrow;
    }
    for (size_t i = 0; i < deltas; i++) {
        largest = fmax(largest, delta[i]);
    }
    hodo_status status = claim_known(&at);
    status = status != HODO_OK ? status : claim_logarithm(&at, largest);
    for (size_t i = 0; i < deltas && wide > 0 && status == HODO_OK; i++) {
        const double other = deltas > 1 ? delta[(i + 1) % deltas] : NAN;
        for (size_t k = 0; k < depths && status == HODO_OK; k++) {
            status = l[k] >= 3 ? claim_networks(&at, delta[i], l[k] == 5 ? other : NAN, wide, l[k]) : HODO_OK;
        }
        status = status != HODO_OK || narrow == wide
                     ? status
                     : claim_condition(&at, delta[i], narrow, wide, l[depths - 1]);
    }
    hodo_arena_free(at.arena);
    return status;
}
