#include "experiments/feature-speed/angle_claims.h"

#include "lab/estimate.h"
#include "rmt/angle/angle_width.h"

#include <math.h>
#include <string.h>

/* The mean of column `name` minus column `minus` (if any), over the rows where the conditions hold. */
static hodo_status mean_difference(const hodo_table *table, const hodo_condition *where, const char *name,
                                   const char *minus, hodo_estimate *estimate, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a claim");
    }
    size_t count = 0;
    double *values = hodo_select(table, name, where, arena, &count, error);
    const double *taken = minus != NULL ? hodo_select(table, minus, where, arena, &count, error) : values;
    const hodo_status status = values == NULL || taken == NULL ? HODO_MISMATCH : HODO_OK;
    for (size_t i = 0; i < count && minus != NULL && status == HODO_OK; i++) {
        values[i] -= taken[i];
    }
    if (status == HODO_OK) {
        *estimate = hodo_estimate_mean(values, count);
    }
    hodo_arena_free(arena);
    return status;
}

double angle_claim_apart_resolution(double gap, double tolerance)
{
    return fmax(0.0, 0.5 * (gap - tolerance));
}

/* The claim, of either kind, that theta minus the column `theory` is 0 on average. `gap` is what lies between
 * the two theories in an APART claim. */
static hodo_status claim_against(const hodo_table *table, const hodo_condition *where, const char *theory,
                                 hodo_claim_kind kind, double gap, const char *id, const char *statement,
                                 int64_t width, hodo_claims *claims, hodo_error *error)
{
    hodo_estimate difference = {0}, angle = {0};
    hodo_status status = mean_difference(table, where, "theta", theory, &difference, error);
    if (status == HODO_OK) {
        status = mean_difference(table, where, "theta_theory", NULL, &angle, error);
    }
    const double tolerance = ANGLE_CLAIM_FINITE_WIDTH * angle.value / (double)width;
    const hodo_claim claim = {
        .id = id,
        .statement = statement,
        .kind = kind,
        .predicted = 0.0,
        .measured = difference.value,
        .standard_error = difference.standard_error,
        .draws = difference.draws,
        .tolerance = tolerance,
        .resolution = kind == HODO_CLAIM_APART
                          ? angle_claim_apart_resolution(gap, tolerance)
                          : fmin(ANGLE_CLAIM_RESOLUTION, ANGLE_CLAIM_RELATIVE_RESOLUTION * angle.value),
    };
    return status == HODO_OK ? hodo_claims_add(claims, &claim, error) : status;
}

hodo_status angle_claim_difference(const hodo_table *table, const hodo_condition *where, const char *id,
                                   const char *statement, int64_t width, hodo_claims *claims, hodo_error *error)
{
    return claim_against(table, where, "theta_theory", HODO_CLAIM_EQUAL, 0.0, id, statement, width, claims,
                         error);
}

hodo_status angle_claim_wrong_theory(const hodo_table *table, const hodo_condition *where, const char *column,
                                     const char *id, const char *statement, int64_t width, hodo_claims *claims,
                                     hodo_error *error)
{
    hodo_estimate gap; /* of the two theories */
    const hodo_status status = mean_difference(table, where, "theta_theory", column, &gap, error);
    return status == HODO_OK ? claim_against(table, where, column, HODO_CLAIM_APART, fabs(gap.value), id,
                                             statement, width, claims, error)
                             : status;
}

/* The mean of 1/cos^2 of an MLP's feature above n trained matrices, at this width and at infinite width, for
 * n = 1 .. count at entry n - 1. */
typedef struct mlp_means {
    double *exact, *infinite;
} mlp_means;

static hodo_status mlp_means_take(hodo_arena *arena, int64_t width, size_t count, mlp_means *means,
                                  hodo_error *error)
{
    const rmt_layer_law *relu = rmt_layer_law_find("relu", "gaussian", error);
    means->exact = hodo_arena_take(arena, count, sizeof *means->exact, error);
    means->infinite = hodo_arena_take(arena, count, sizeof *means->infinite, error);
    if (relu == NULL || means->exact == NULL || means->infinite == NULL) {
        return error->status;
    }
    const hodo_status status = rmt_width_tangent_square(relu, width, count, means->exact, error);
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        means->exact[i] += 1.0;
        means->infinite[i] = 1.0 + rmt_layer_tangent_square(relu, 1.0, i + 1);
    }
    return status;
}

hodo_status angle_claim_mlp_excess(int64_t width, int64_t trained, double *excess, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a claim");
    }
    mlp_means means;
    const hodo_status status = mlp_means_take(arena, width, (size_t)trained, &means, error);
    if (status == HODO_OK) {
        *excess = log(means.exact[trained - 1] / means.infinite[trained - 1]);
    }
    hodo_arena_free(arena);
    return status;
}

hodo_status angle_claim_mlp(const hodo_table *table, const hodo_condition *where, const char *depth_column,
                            const char *id, const char *statement, int64_t width, hodo_claims *claims,
                            hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a claim");
    }
    size_t count = 0;
    const double *cosine = hodo_select(table, "cos", where, arena, &count, error);
    double *trained = hodo_select(table, depth_column, where, arena, &count, error);
    double *ratio = hodo_arena_take(arena, count + 1, sizeof *ratio, error);
    double *gap = hodo_arena_take(arena, count + 1, sizeof *gap, error);
    hodo_status status = HODO_MISMATCH;
    if (cosine == NULL || trained == NULL || ratio == NULL || gap == NULL) {
        goto done;
    }
    /* A layer v has v - 1 trained matrices below it, the last feature of depth L has L - 2. */
    const double untrained = strcmp(depth_column, "L") == 0 ? 2.0 : 1.0;
    double most = 1.0;
    for (size_t i = 0; i < count; i++) {
        trained[i] -= untrained;
        most = fmax(most, trained[i]);
    }
    if (ANGLE_CLAIM_MLP_ASPECT * most > (double)width) {
        status = HODO_OK; /* too skewed to be judged */
        goto done;
    }
    mlp_means means;
    status = mlp_means_take(arena, width, (size_t)most, &means, error);
    for (size_t i = 0; i < count && status == HODO_OK; i++) {
        const size_t n = (size_t)trained[i];
        ratio[i] = 1.0 / (cosine[i] * cosine[i] * means.exact[n - 1]);
        gap[i] = 1.0 - means.infinite[n - 1] / means.exact[n - 1];
    }
    if (status == HODO_OK) {
        const hodo_estimate mean = hodo_estimate_mean(ratio, count);
        const hodo_claim claim = {
            .id = id,
            .statement = statement,
            .kind = HODO_CLAIM_EQUAL,
            .predicted = 1.0,
            .measured = mean.value,
            .standard_error = mean.standard_error,
            .draws = mean.draws,
            .tolerance = 0.0, /* the prediction is exact */
            .resolution = hodo_estimate_mean(gap, count).value,
        };
        status = hodo_claims_add(claims, &claim, error);
    }
done:
    hodo_arena_free(arena);
    return status;
}
