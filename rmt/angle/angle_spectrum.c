#include "rmt/angle/angle_spectrum.h"

#include <math.h>

hodo_status rmt_law_tangent_square(const rmt_law *law, double *tangent_square, hodo_error *error)
{
    double moment[2];
    const hodo_status status = rmt_law_moments(law, 2, moment, error);
    if (status != HODO_OK) {
        return status;
    }
    if (!(moment[0] > 0)) {
        return hodo_fail(
            error, HODO_INVALID,
            "the law %s has mean %.17g: an angle needs a law of a positive kernel, of positive mean",
            law->row->name, moment[0]);
    }
    /* A point mass may round below 1. */
    *tangent_square = fmax(0, moment[1] / (moment[0] * moment[0]) - 1);
    return HODO_OK;
}

hodo_status rmt_eigenvalues_tangent_square(const double *values, size_t count, double *tangent_square,
                                           hodo_error *error)
{
    double mean = 0, square = 0;
    for (size_t i = 0; i < count; i++) {
        mean += values[i] / (double)count;
    }
    if (!(count > 0 && mean > 0 && isfinite(mean))) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu eigenvalues have mean %.17g: an angle needs a positive kernel, of positive mean",
                         count, mean);
    }
    for (size_t i = 0; i < count; i++) {
        square += (values[i] - mean) * (values[i] - mean) / (double)count;
    }
    *tangent_square = square / (mean * mean);
    return HODO_OK;
}
