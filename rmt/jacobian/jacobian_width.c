#include "rmt/jacobian/jacobian_width.h"

#include <inttypes.h>
#include <math.h>

/* E tau(A^2) and E tau(A)^2. */
typedef struct pair {
    double second, square;
} pair;

static hodo_status check(int64_t width, int64_t depth, hodo_error *error)
{
    if (width < 1 || depth < 0) {
        return hodo_fail(error, HODO_INVALID, "width %" PRId64 ", depth %" PRId64 ": at least 1 and 0", width,
                         depth);
    }
    return HODO_OK;
}

static hodo_status finish(pair at, rmt_jacobian_width *moments, hodo_error *error)
{
    if (!isfinite(at.second)) {
        return hodo_fail(error, HODO_NUMERIC, "E tau((J J^T)^2) is %g: lower the depth, or raise the width",
                         at.second);
    }
    *moments = (rmt_jacobian_width){at.second, at.square - 1.0};
    return HODO_OK;
}

static pair masked_layer(pair a, double p, double m)
{
    const double diagonal = (2.0 * a.second + m * a.square) / (m + 2.0); /* E sum A_ii^2 / m */
    /* C = D A D over its p^2 */
    const double second = a.second + (1.0 - p) / p * diagonal;
    const double square = a.square + (1.0 - p) / p * diagonal / m;
    return (pair){square + (1.0 + 1.0 / m) * second, square + 2.0 * second / (m * m)};
}

static pair residual_layer(pair a, double beta, double m)
{
    const double b2 = beta * beta, a2 = (1.0 - beta) * (1.0 + beta);
    const double kept = a2 * a2, mixed = a2 * b2, drawn = b2 * b2;
    return (pair){kept * a.second + 2.0 * mixed * ((1.0 + 1.0 / m) * a.second + a.square) +
                      drawn * (a.square + (1.0 + 1.0 / m) * a.second),
                  (kept + 2.0 * mixed) * a.square + 4.0 * mixed * a.second / (m * m) +
                      drawn * (a.square + 2.0 * a.second / (m * m))};
}

hodo_status rmt_jacobian_width_masked(double mask_density, int64_t width, int64_t depth,
                                      rmt_jacobian_width *moments, hodo_error *error)
{
    const hodo_status status = check(width, depth, error);
    if (status != HODO_OK) {
        return status;
    }
    if (!(mask_density > 0.0 && mask_density <= 1.0)) {
        return hodo_fail(error, HODO_INVALID, "mask density %g: a fraction of the units, above 0 and at most 1",
                         mask_density);
    }
    pair at = {1.0, 1.0};
    for (int64_t l = 0; l < depth; l++) {
        at = masked_layer(at, mask_density, (double)width);
    }
    return finish(at, moments, error);
}

hodo_status rmt_jacobian_width_residual(double branch_scale, int64_t width, int64_t depth,
                                        rmt_jacobian_width *moments, hodo_error *error)
{
    const hodo_status status = check(width, depth, error);
    if (status != HODO_OK) {
        return status;
    }
    if (!(branch_scale >= 0.0 && branch_scale <= 1.0)) {
        return hodo_fail(error, HODO_INVALID, "branch scale %g: 0 to 1", branch_scale);
    }
    pair at = {1.0, 1.0};
    for (int64_t l = 0; l < depth; l++) {
        at = residual_layer(at, branch_scale, (double)width);
    }
    return finish(at, moments, error);
}
