#include "experiments/feature-speed/observables.h"

#include "experiments/feature-speed/angle_claims.h"
#include "experiments/feature-speed/angle_theory.h"
#include "experiments/feature-speed/rule_family.h"
#include "lab/estimate.h"
#include "lab/select.h"
#include "rmt/angle/angle.h"
#include "rmt/finite/norm_walk.h"

#include <math.h>
#include <stdio.h>

const hodo_column observables_columns[] = {
    {"beta", "1", "branch scale", HODO_REAL},
    {"trial", "1", "draw of the weights", HODO_INTEGER},
    {"layer", "1", "feature index v = 2 .. L - 1", HODO_INTEGER},
    {"aligned", "1", "rms of the part of the velocity along minus b_v, times |f_L - y|", HODO_REAL},
    {"speed", "1", "rms of the feature velocity, times |f_L - y|", HODO_REAL},
    {"sensitivity", "1", "S_v |f_L - y|", HODO_REAL},
    {.name = NULL},
};

const hodo_column observables_theory_columns[] = {
    {"aligned_theory", "1", "n_v / (n g_v)", HODO_REAL},
    {"speed_theory", "1", "n_v / (n g_v cos(theta_v))", HODO_REAL},
    {"sensitivity_theory", "1", "1 / (g_v cos(theta_v))", HODO_REAL},
    {.name = NULL},
};

/* excerpt: cell */
hodo_status observables_compute(hodo_cell *cell, hodo_error *error)
{
    rule_family family;
    hodo_status status = rule_family_measure(cell, false, &family, error);
    const network_request *request = &family.request;
    for (size_t member = 0; status == HODO_OK && member < request->members; member++) {
        const double residual = measured_residual(family.speeds, member);
        for (size_t layer = 2; status == HODO_OK && layer < request->depth; layer++) {
            const hodo_speed *speed = hodo_speeds_at(family.speeds, member, layer);
            status = hodo_cell_row(cell,
                                   (hodo_value[]){hodo_real(request->branch_scales[member]),
                                                  hodo_integer(hodo_cell_integer(cell, "trials")),
                                                  hodo_integer((int64_t)layer),
                                                  hodo_real(speed->aligned_speed * residual),
                                                  hodo_real(speed->speed * residual),
                                                  hodo_real(speed->sensitivity * residual)},
                                   error);
        }
    }
    return status;
}
/* end: cell */

/* excerpt: theory */
hodo_status observables_theory(const hodo_run *run, hodo_table *table, hodo_error *error)
{
    const int64_t depth = hodo_run_integer(run, "L");
    const double branch_scale = hodo_table_get(table, 0, hodo_table_find(table, "beta")).real;
    const size_t layer = hodo_table_find(table, "layer"), aligned = hodo_table_find(table, "aligned_theory"),
                 speed = hodo_table_find(table, "speed_theory"),
                 sensitivity = hodo_table_find(table, "sensitivity_theory");
    hodo_arena *arena = hodo_arena_alloc();
    double *tangent_square =
        arena != NULL ? hodo_arena_take(arena, (size_t)depth, sizeof *tangent_square, error) : NULL;
    rmt_norm_step step = {0.0, 0.0}; /* of ln ||b||^2, a layer */
    hodo_status status = tangent_square == NULL ? HODO_NO_MEMORY : HODO_OK;
    if (status == HODO_OK && branch_scale == 1.0) {
        status = rmt_norm_step_relu(hodo_run_integer(run, "m"), &step, error);
    }
    if (status == HODO_OK) {
        status = angle_theory_tangents(branch_scale, depth, ANGLE_THEORY_MASKS_PERSIST, tangent_square, error);
    }
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        const int64_t v = hodo_table_get(table, row, layer).integer;
        const double share = (double)(v - 1) / (double)(depth - 2);
        const double backward = exp(0.5 * step.mean * (double)(depth - 1 - v)); /* g_v */
        const double cosine = rmt_cos(tangent_square[v - RMT_FIRST_ANGLE_LAYER]);
        hodo_table_set(table, row, aligned, hodo_real(share / backward));
        hodo_table_set(table, row, speed, hodo_real(share / (backward * cosine)));
        hodo_table_set(table, row, sensitivity, hodo_real(1.0 / (backward * cosine)));
    }
    hodo_arena_free(arena);
    return status;
}
/* end: theory */

static hodo_status claim_layer(const hodo_table *table, const char *observable, int64_t layer,
                               const char *place, double tolerance, hodo_claims *claims, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the claims");
    }
    const hodo_condition where[] = {{"layer", hodo_integer(layer)}, {.column = NULL}};
    char theory_name[32], id[64], statement[160];
    size_t count = 0;
    (void)snprintf(theory_name, sizeof theory_name, "%s_theory", observable);
    (void)snprintf(id, sizeof id, "%s-%s", observable, place);
    (void)snprintf(statement, sizeof statement, "%s at v = %lld: mean log of measured over predicted",
                   observable, (long long)layer);
    double *measured = hodo_select(table, observable, where, arena, &count, error);
    const double *theory = hodo_select(table, theory_name, where, arena, &count, error);
    hodo_status status = HODO_MISMATCH;
    if (measured != NULL && theory != NULL) {
        for (size_t i = 0; i < count; i++) {
            measured[i] = log(measured[i] / theory[i]);
        }
        const hodo_estimate mean = hodo_estimate_mean(measured, count);
        const hodo_claim claim = {id,         statement, HODO_CLAIM_EQUAL, 0.0, mean.value, mean.standard_error,
                                  mean.draws, tolerance, 0.25};
        status = hodo_claims_add(claims, &claim, error);
    }
    hodo_arena_free(arena);
    return status;
}

/* What the width allows the logarithm. Of the aligned part: the readout's norm, and in a ResNet the drift of
 * g_v, each a fraction of 1/m (in an MLP the theory holds that drift exactly). Of the speed: the angle's share
 * too, which in an MLP is at most half of what the width adds to ln E[1/cos^2], in a ResNet again a fraction of
 * 1/m. */
static hodo_status finite_width(bool speed, int64_t layer, int64_t width, bool mlp, double *tolerance,
                                hodo_error *error)
{
    double excess = 0.0;
    hodo_status status = HODO_OK;
    *tolerance = (mlp ? 1.0 : 2.0) / (double)width;
    if (speed && mlp) {
        status = angle_claim_mlp_excess(width, layer - 1, &excess, error);
        *tolerance += 0.5 * excess;
    } else if (speed) {
        *tolerance += 1.0 / (double)width;
    }
    return status;
}

/* S_v is the speed over a loss decay that balanced steps fix: the same measurement, not claimed twice. */
hodo_status observables_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                               hodo_error *error)
{
    const int64_t depth = hodo_run_integer(run, "L"), width = hodo_run_integer(run, "m");
    const int64_t layers[] = {depth / 4, depth / 2, depth - 1};
    static const char *const places[] = {"quarter", "half", "last"};
    static const char *const observables[] = {"aligned", "speed"};
    const bool mlp = hodo_table_get(table, 0, hodo_table_find(table, "beta")).real == 1.0;
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < 6 && status == HODO_OK; i++) {
        const int64_t layer = layers[i % 3];
        double tolerance;
        if (layer < 2) {
            continue;
        }
        status = finite_width(i >= 3, layer, width, mlp, &tolerance, error);
        if (status == HODO_OK) {
            status = claim_layer(table, observables[i / 3], layer, places[i % 3], tolerance, claims, error);
        }
    }
    return status;
}
