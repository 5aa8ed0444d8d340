#include "experiments/jacobian-spectra/kernel_claims.h"

#include "experiments/jacobian-spectra/kernel_network.h"

#include <math.h>
#include <stdio.h>

kernel_widths kernel_widths_of(const hodo_run *run)
{
    size_t count;
    const int64_t *m = hodo_run_integers(run, "m", &count);
    kernel_widths widths = {0};
    for (size_t i = 0; i < count; i++) {
        if (m[i] > widths.largest) {
            widths.next = widths.largest;
            widths.largest = m[i];
        } else if (m[i] > widths.next) {
            widths.next = m[i];
        }
    }
    return widths;
}

static hodo_status mean_at(const hodo_table *table, const char *network, int64_t bin, const char *column,
                           int64_t width, hodo_arena *arena, hodo_estimate *mean, hodo_error *error)
{
    const hodo_condition where[] = {{"network", hodo_text(network)},
                                    {"m", hodo_integer(width)},
                                    {bin >= 0 ? "bin" : NULL, hodo_integer(bin)},
                                    {.column = NULL}};
    size_t count;
    const double *draws = hodo_select(table, column, where, arena, &count, error);
    if (draws == NULL) {
        return error->status;
    }
    *mean = hodo_estimate_mean(draws, count);
    return HODO_OK;
}

hodo_status kernel_estimate_column(const hodo_table *table, const char *network, int64_t bin,
                                   const char *column, kernel_widths widths, kernel_estimate *estimate,
                                   hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a claim");
    }
    hodo_estimate wide = {0}, narrow = {0};
    hodo_status status = mean_at(table, network, bin, column, widths.largest, arena, &wide, error);
    if (status == HODO_OK && widths.next > 0) {
        status = mean_at(table, network, bin, column, widths.next, arena, &narrow, error);
    }
    hodo_arena_free(arena);
    if (status != HODO_OK || widths.next == 0) {
        *estimate = (kernel_estimate){wide, 0};
        return status;
    }
    /* excerpt: extrapolation */
    const double difference = (double)(widths.largest - widths.next);
    const double a = (double)widths.largest / difference, b = (double)widths.next / difference;
    estimate->infinite.value = a * wide.value - b * narrow.value;
    estimate->infinite.standard_error = hypot(a * wide.standard_error, b * narrow.standard_error);
    estimate->infinite.draws = wide.draws < narrow.draws ? wide.draws : narrow.draws;
    estimate->drift = narrow.value - wide.value;
    /* end: extrapolation */
    return HODO_OK;
}

hodo_status kernel_claim_add(const char *network, const char *what, const char *words, hodo_claim claim,
                             const kernel_estimate *estimate, double scale, double right, hodo_claims *claims,
                             hodo_error *error)
{
    char name[KERNEL_ID_SIZE], id[KERNEL_ID_SIZE + 32], statement[192];
    kernel_network_id(network, name);
    (void)snprintf(id, sizeof id, "%s-%s", name, what);
    (void)snprintf(statement, sizeof statement, "%s: %s", network, words);
    claim.id = id;
    claim.statement = statement;
    claim.measured = estimate->infinite.value;
    claim.standard_error = estimate->infinite.standard_error;
    claim.draws = estimate->infinite.draws;
    claim.tolerance += estimate->drift * estimate->drift / scale;
    if (claim.resolution == 0) {
        claim.resolution = fmax(0, (fabs(claim.predicted - right) - claim.tolerance) / 2);
    }
    return hodo_claims_add(claims, &claim, error);
}
