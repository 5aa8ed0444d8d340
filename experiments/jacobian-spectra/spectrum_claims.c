#include "experiments/jacobian-spectra/spectrum_claims.h"

#include "experiments/jacobian-spectra/spectrum_theory.h"
#include "lab/estimate.h"

#include <math.h>

double spectrum_claim_allowance(double trace_variance, int64_t width)
{
    return trace_variance / 2.0 + 1.0 / (double)width;
}

hodo_status spectrum_claim_mean(const hodo_table *table, const hodo_condition *where, const char *column,
                                hodo_claim claim, hodo_claims *claims, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a claim");
    }
    size_t count;
    const double *draws = hodo_select(table, column, where, arena, &count, error);
    hodo_status status = draws != NULL ? HODO_OK : error->status;
    if (status == HODO_OK) {
        const hodo_estimate mean = hodo_estimate_mean(draws, count);
        claim.measured = mean.value;
        claim.standard_error = mean.standard_error;
        claim.draws = mean.draws;
        status = hodo_claims_add(claims, &claim, error);
    }
    hodo_arena_free(arena);
    return status;
}

/* The bins of a law in the first draw that has it: edges and theory, `count` of them. */
typedef struct law_bins {
    const double *edge, *theory;
    size_t count;
} law_bins;

static hodo_status bins_of(const hodo_table *table, const char *law, hodo_arena *arena, law_bins *bins,
                           hodo_error *error)
{
    size_t numbers;
    const hodo_condition where[] = {{"law", hodo_text(law)}, {.column = NULL}};
    const double *bin = hodo_select(table, "bin", where, arena, &numbers, error);
    bins->edge = hodo_select(table, "edge", where, arena, &numbers, error);
    bins->theory = hodo_select(table, "cumulative_theory", where, arena, &numbers, error);
    if (bin == NULL || bins->edge == NULL || bins->theory == NULL) {
        return error->status;
    }
    bins->count = numbers > 0 ? 1 : 0;
    while (bins->count > 0 && bins->count < numbers && bin[bins->count] > bin[bins->count - 1]) {
        bins->count++;
    }
    return bins->count > 0 ? HODO_OK
                           : hodo_fail(error, HODO_MISMATCH, "the table has no row of the law '%s'", law);
}

static hodo_status estimate_at(const hodo_table *table, const char *law, size_t bin, hodo_arena *arena,
                               hodo_estimate *mean, hodo_error *error)
{
    size_t draws;
    const hodo_condition where[] = {
        {"law", hodo_text(law)}, {"bin", hodo_integer((int64_t)bin)}, {.column = NULL}};
    const double *measured = hodo_select(table, "cumulative", where, arena, &draws, error);
    if (measured == NULL) {
        return error->status;
    }
    *mean = hodo_estimate_mean(measured, draws);
    return HODO_OK;
}

/* Var(tau) (G' + |G''|)/2 at edge i, in y = ln x; at the first and the last edge as beside them. */
static double smear(const law_bins *bins, size_t i, double trace_variance)
{
    if (bins->count < 3 || trace_variance == 0.0) {
        return 0.0;
    }
    const size_t at = i == 0 ? 1 : i + 1 == bins->count ? bins->count - 2 : i;
    const double below = log(bins->edge[at] / bins->edge[at - 1]),
                 above = log(bins->edge[at + 1] / bins->edge[at]);
    const double left = (bins->theory[at] - bins->theory[at - 1]) / below;
    const double right = (bins->theory[at + 1] - bins->theory[at]) / above;
    return trace_variance / 2.0 * ((left + right) / 2.0 + 2.0 * fabs(right - left) / (below + above));
}

hodo_status spectrum_claim_finite_law(const hodo_table *table, const char *law, const char *id,
                                      const char *statement, spectrum_allowance finite, hodo_claims *claims,
                                      hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a claim");
    }
    law_bins bins;
    hodo_status status = bins_of(table, law, arena, &bins, error);
    hodo_claim claim = {.id = id,
                        .statement = statement,
                        .kind = HODO_CLAIM_EQUAL,
                        .resolution = SPECTRUM_CLAIM_RESOLUTION};
    double worst = -INFINITY;
    for (size_t i = 0; status == HODO_OK && i < bins.count; i++) {
        hodo_estimate mean;
        status = estimate_at(table, law, i, arena, &mean, error);
        const double zeros = finite.zeros != NULL ? finite.zeros(finite.context, bins.theory[i]) : 0.0;
        const double allowance = smear(&bins, i, finite.trace_variance) + zeros + finite.everywhere;
        mean.standard_error *= hodo_claim_worst_of(HODO_CLAIM_EQUAL, mean.draws, bins.count);
        const double noise = hodo_claim_quantile(HODO_CLAIM_EQUAL, mean.draws) * mean.standard_error;
        /* Over 1 where it is beyond what is allowed. A share, not an excess: that is greatest where there are no
         * eigenvalues, and no noise would be told of. */
        const double error_here = fabs(mean.value - bins.theory[i]);
        const double share = error_here == 0.0 && !isnan(noise) ? 0.0 : error_here / (allowance + noise);
        if (status == HODO_OK && !isnan(worst) && !(share <= worst)) { /* a NaN is the worst */
            worst = share;
            claim.predicted = bins.theory[i];
            claim.measured = mean.value;
            claim.standard_error = mean.standard_error;
            claim.draws = mean.draws;
            claim.tolerance = allowance;
        }
    }
    if (status == HODO_OK) {
        status = hodo_claims_add(claims, &claim, error);
    }
    hodo_arena_free(arena);
    return status;
}

hodo_status spectrum_claim_law(const hodo_table *table, const char *law, const char *id, const char *statement,
                               double allowance, hodo_claims *claims, hodo_error *error)
{
    const spectrum_allowance everywhere = {.everywhere = allowance};
    return spectrum_claim_finite_law(table, law, id, statement, everywhere, claims, error);
}

hodo_status spectrum_claim_wrong_law(const hodo_table *table, const char *law, const char *wrong,
                                     const char *id, const char *statement, double allowance,
                                     hodo_claims *claims, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a claim");
    }
    law_bins bins;
    hodo_status status = bins_of(table, law, arena, &bins, error);
    double widest = -1.0, predicted = NAN;
    size_t at = 0;
    for (size_t i = 0; status == HODO_OK && i < bins.count; i++) {
        double other;
        status = spectrum_theory_cumulative(wrong, bins.edge[i], &other, error);
        if (status == HODO_OK && fabs(other - bins.theory[i]) > widest) {
            widest = fabs(other - bins.theory[i]);
            predicted = other;
            at = i;
        }
    }
    hodo_estimate mean;
    if (status == HODO_OK) {
        status = estimate_at(table, law, at, arena, &mean, error);
    }
    if (status == HODO_OK) {
        const hodo_claim claim = {id,
                                  statement,
                                  HODO_CLAIM_APART,
                                  predicted,
                                  mean.value,
                                  mean.standard_error,
                                  mean.draws,
                                  allowance,
                                  fmax(0.0, (widest - allowance) / 2.0)};
        status = hodo_claims_add(claims, &claim, error);
    }
    hodo_arena_free(arena);
    return status;
}
