#include "experiments/feature-speed/angle_theory.h"

#include "base/arena.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_free_mask.h"
#include "rmt/angle/angle_limit.h"
#include "rmt/angle/mask_stream.h"

#include <math.h>

hodo_status angle_theory_tangents(double branch_scale, int64_t depth, angle_theory_masks masks,
                                  double *tangent_square, hodo_error *error)
{
    if (masks == ANGLE_THEORY_MASKS_PERSIST) {
        return rmt_resnet_profile(branch_scale, depth, tangent_square, error);
    }
    hodo_status status = HODO_OK;
    for (int64_t layer = RMT_FIRST_ANGLE_LAYER; layer < depth && status == HODO_OK; layer++) {
        status = rmt_wrong_free_mask_angle(branch_scale, (size_t)(layer - 1),
                                           &tangent_square[layer - RMT_FIRST_ANGLE_LAYER], error);
    }
    return status;
}

/* excerpt: profile */
hodo_status angle_theory_profile(hodo_table *table, const char *name, angle_theory_masks masks, int64_t depth,
                                 hodo_error *error)
{
    const size_t to = hodo_table_find(table, name), beta = hodo_table_find(table, "beta"),
                 layer = hodo_table_find(table, "layer");
    hodo_arena *arena = hodo_arena_alloc();
    double *tangent_square =
        arena != NULL ? hodo_arena_take(arena, (size_t)depth, sizeof *tangent_square, error) : NULL;
    hodo_status status = tangent_square == NULL ? HODO_NO_MEMORY : HODO_OK;
    double profiled = NAN; /* the branch scale whose profile tangent_square holds */
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        const double branch_scale = hodo_table_get(table, row, beta).real;
        if (branch_scale != profiled) {
            status = angle_theory_tangents(branch_scale, depth, masks, tangent_square, error);
            profiled = branch_scale;
        }
        const int64_t v = hodo_table_get(table, row, layer).integer;
        hodo_table_set(table, row, to, hodo_real(rmt_theta(tangent_square[v - RMT_FIRST_ANGLE_LAYER])));
    }
    hodo_arena_free(arena);
    return status;
}
/* end: profile */

/* tan^2 of the last feature. */
static hodo_status last_tangent(double branch_scale, int64_t depth, angle_theory_masks masks,
                                double *tangent_square, hodo_error *error)
{
    if (masks == ANGLE_THEORY_MASKS_PERSIST) {
        return rmt_resnet_last(branch_scale, depth, tangent_square, error);
    }
    return rmt_wrong_free_mask_angle(branch_scale, (size_t)(depth - 2), tangent_square, error);
}

hodo_status angle_theory_output(hodo_table *table, const char *name, angle_theory_masks masks,
                                hodo_error *error)
{
    const size_t to = hodo_table_find(table, name), beta = hodo_table_find(table, "beta"),
                 depth = hodo_table_find(table, "L");
    hodo_status status = HODO_OK;
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        double tangent_square = NAN;
        status = last_tangent(hodo_table_get(table, row, beta).real, hodo_table_get(table, row, depth).integer,
                              masks, &tangent_square, error);
        hodo_table_set(table, row, to, hodo_real(rmt_theta(tangent_square)));
    }
    return status;
}

hodo_status angle_theory_limit(hodo_table *table, const char *name, hodo_error *error)
{
    const size_t to = hodo_table_find(table, name), c = hodo_table_find(table, "c");
    hodo_status status = HODO_OK;
    double computed = NAN, theta = NAN;
    for (size_t row = 0; row < hodo_table_rows(table) && status == HODO_OK; row++) {
        const double scale = hodo_table_get(table, row, c).real;
        if (scale != computed) {
            double tangent_square = NAN;
            status = rmt_resnet_limit(scale, &tangent_square, error);
            theta = rmt_theta(tangent_square);
            computed = scale;
        }
        hodo_table_set(table, row, to, hodo_real(theta));
    }
    return status;
}
