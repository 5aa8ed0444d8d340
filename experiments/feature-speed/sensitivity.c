#include "experiments/feature-speed/sensitivity.h"

#include "lab/estimate.h"
#include "lab/select.h"
#include "rmt/angle/mask_stream.h"

#include <math.h>
#include <stdio.h>

hodo_status sensitivity_theory(hodo_table *table, size_t row, const rmt_scheme *scheme, double branch_scale,
                               int64_t depth, int64_t width, hodo_error *error)
{
    double tangent_square = NAN;
    const hodo_status status = rmt_resnet_last(branch_scale, depth, &tangent_square, error);
    hodo_table_set(
        table, row, hodo_table_find(table, "theory"),
        hodo_real(rmt_scheme_sensitivity(scheme, tangent_square, (double)width, (double)depth, 1.0)));
    return status;
}

/* The smallest relative error of a level, and error of a slope, that would matter. */
static const double resolution = 0.2;

hodo_status sensitivity_claims(const hodo_table *table, const char *column, const char *group, const char *id,
                               double tolerance, hodo_claims *claims, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    const hodo_condition where[] = {{column, hodo_text(group)}, {.column = NULL}};
    size_t rows = 0;
    double *measured = hodo_select(table, "sensitivity_residual", where, arena, &rows, error);
    double *theory = hodo_select(table, "theory", where, arena, &rows, error);
    double *depth = hodo_select(table, "L", where, arena, &rows, error);
    double *ratio = hodo_arena_take(arena, rows + 1, sizeof *ratio, error);
    hodo_status status = HODO_OK;
    if (measured == NULL || theory == NULL || depth == NULL || ratio == NULL) {
        status = HODO_MISMATCH;
        goto done;
    }
    double shallowest = INFINITY, deepest = 0.0, between = NAN; /* a depth that is neither */
    for (size_t i = 0; i < rows; i++) {
        shallowest = fmin(shallowest, depth[i]);
        deepest = fmax(deepest, depth[i]);
    }
    for (size_t i = 0; i < rows; i++) {
        between = depth[i] > shallowest && depth[i] < deepest ? depth[i] : between;
        measured[i] = log(measured[i]);
        theory[i] = log(theory[i]);
        depth[i] = log(depth[i]);
        ratio[i] = measured[i] - theory[i];
    }
    const hodo_estimate level = hodo_estimate_mean(ratio, rows);
    const hodo_estimate slope = hodo_estimate_slope(depth, measured, NULL, rows);
    const double predicted = hodo_estimate_slope(depth, theory, NULL, rows).value;
    char ids[2][64], statements[2][160];
    (void)snprintf(ids[0], sizeof ids[0], "level%s", id);
    (void)snprintf(ids[1], sizeof ids[1], "slope%s", id);
    (void)snprintf(statements[0], sizeof statements[0],
                   "%s: log of measured over predicted sensitivity, mean over depths", group);
    (void)snprintf(statements[1], sizeof statements[1], "%s: slope of log sensitivity against log L", group);
    const hodo_claim both[] = {
        {ids[0], statements[0], HODO_CLAIM_EQUAL, 0.0, level.value, level.standard_error, level.draws,
         tolerance, resolution},
        {ids[1], statements[1], HODO_CLAIM_EQUAL, predicted, slope.value, slope.standard_error, slope.draws,
         tolerance / log(deepest / shallowest), resolution},
    };
    const size_t count = isnan(between) ? 1 : 2;
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        status = hodo_claims_add(claims, &both[i], error);
    }
done:
    hodo_arena_free(arena);
    return status;
}
