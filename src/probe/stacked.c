#include "probe/stacked.h"

#include "base/real.h"

#include <assert.h>
#include <math.h>

double hodo_rms(double norm, size_t entries)
{
    return norm / sqrt((double)entries);
}

/* Kahan's angle: acos of a cosine near 1 would lose half of the digits. */
static double angle_between(hodo_matrix x, double x_factor, hodo_matrix y, double y_factor)
{
    double apart = 0.0, together = 0.0;
    WITH_REAL(x.precision, for (size_t s = 0; s < x.rows; s++) {
        const real *u = (const real *)x.data + s * x.stride;
        const real *v = (const real *)y.data + s * y.stride;
        for (size_t j = 0; j < x.columns; j++) {
            const double p = x_factor * (double)u[j];
            const double q = y_factor * (double)v[j];
            apart += (p - q) * (p - q);
            together += (p + q) * (p + q);
        }
    });
    return 2.0 * atan2(sqrt(apart), sqrt(together));
}

hodo_pair hodo_stacked_pair(hodo_matrix x, hodo_matrix y, double sign, size_t first, size_t count)
{
    assert(x.columns == y.columns && x.precision == y.precision);
    x = hodo_matrix_rows(x, first, count);
    y = hodo_matrix_rows(y, first, count);
    hodo_pair pair = {hodo_matrix_norm(x), hodo_matrix_norm(y), sign * hodo_matrix_dot(x, y), 0.0, 0.0};
    if (pair.x_norm > 0.0 && pair.y_norm > 0.0 && isfinite(pair.x_norm) && isfinite(pair.y_norm)) {
        pair.cosine = pair.dot / pair.x_norm / pair.y_norm;
        pair.angle = angle_between(x, 1.0 / pair.x_norm, y, sign / pair.y_norm);
    }
    return pair;
}
