#include "rmt/angle/angle_width.h"

#include "rmt/finite/active_units.h"
#include "rmt/angle/angle.h"

#include <inttypes.h>
#include <math.h>

static hodo_status check(const rmt_layer_law *law, int64_t width, hodo_error *error)
{
    if (law->kappa > 0 && law->inverse_active == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "the angle at finite width is not known for %s layers with %s weights: drop the width",
                         law->activation, law->weights);
    }
    if (width < RMT_LEAST_ACTIVE || width > RMT_WIDEST) {
        return hodo_fail(error, HODO_INVALID,
                         "width %" PRId64
                         " is outside %d..%d: the mean of 1/cos^2 is infinite with fewer units",
                         width, RMT_LEAST_ACTIVE, RMT_WIDEST);
    }
    return HODO_OK;
}

/* (m-1) ((1+h)^j - 1); kappa = 0 is an isometry at every width. */
static double excess_of(int64_t width, double inverse, size_t j)
{
    return (double)(width - 1) * expm1((double)j * log1p(inverse));
}

static double inverse_of(const rmt_layer_law *law, int64_t width)
{
    return law->inverse_active != NULL ? law->inverse_active(width) : 0;
}

hodo_status rmt_width_excess(const rmt_layer_law *law, int64_t width, size_t j, double *excess,
                             hodo_error *error)
{
    const hodo_status status = check(law, width, error);
    if (status == HODO_OK) {
        *excess = excess_of(width, inverse_of(law, width), j);
    }
    return status;
}

hodo_status rmt_width_tangent_square(const rmt_layer_law *law, int64_t width, size_t count,
                                     double *tangent_square, hodo_error *error)
{
    const hodo_status status = check(law, width, error);
    if (status != HODO_OK) {
        return status;
    }
    const double inverse = inverse_of(law, width);
    for (size_t j = 0; j < count; j++) {
        tangent_square[j] = excess_of(width, inverse, j);
    }
    rmt_compose_all(tangent_square, count, tangent_square);
    if (!isfinite(tangent_square[count - 1])) {
        return hodo_fail(error, HODO_NUMERIC,
                         "E[1/cos^2] at width %" PRId64
                         " over %zu layers exceeds the largest double: lower the depth",
                         width, count);
    }
    return HODO_OK;
}
