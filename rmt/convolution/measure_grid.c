/* Where a density is best sampled for a table (rmt_measure_grid). */
#include "rmt/convolution/measure_piece.h"

#include <math.h>

enum { POINTS_LEAST = 9, POWER_MOST = 12 };

/* The least k for which k (1 + exponent) is an integer: a density that is a series in distance^(1/k). */
static double power_of(double exponent)
{
    if (rmt_series_edge(exponent)) {
        return 1; /* the weights of measure.h take care of it */
    }
    for (int k = 1; k < POWER_MOST; k++) {
        if (fabs(k * (1 + exponent) - round(k * (1 + exponent))) < 1e-6) {
            return k;
        }
    }
    return POWER_MOST;
}

double rmt_grid_place(const rmt_interval *interval, double theta)
{
    const double lower = power_of(interval->lower_exponent), upper = power_of(interval->upper_exponent);
    const double width = interval->upper - interval->lower, c = cos(theta / 2), s = sin(theta / 2);
    if (lower > 1) {
        return interval->lower + width * pow(c, 2 * lower);
    }
    return upper > 1 ? interval->upper - width * pow(s, 2 * upper)
                     : rmt_series_place(interval->lower, interval->upper, theta);
}

double rmt_grid_angle(const rmt_interval *interval, double x)
{
    const double lower = power_of(interval->lower_exponent), upper = power_of(interval->upper_exponent);
    const double width = interval->upper - interval->lower;
    const double below = fmax(0, (x - interval->lower) / width), above = fmax(0, (interval->upper - x) / width);
    if (lower > 1) {
        return 2 * acos(fmin(1, pow(below, 1 / (2 * lower))));
    }
    return upper > 1 ? 2 * asin(fmin(1, pow(above, 1 / (2 * upper)))) : 2 * atan2(sqrt(above), sqrt(below));
}

hodo_status rmt_measure_grid(const rmt_interval *intervals, size_t interval_count, size_t points, double *x,
                             hodo_error *error)
{
    if (interval_count == 0 || points < interval_count * POINTS_LEAST) {
        return hodo_fail(error, HODO_INVALID, "%zu points for %zu intervals: give at least %zu", points,
                         interval_count, (interval_count > 0 ? interval_count : 1) * POINTS_LEAST);
    }
    for (size_t i = 0; i < interval_count; i++) {
        const rmt_interval *interval = &intervals[i];
        const size_t count = points / interval_count + (i < points % interval_count);
        const bool first = !(interval->lower_exponent < 0), last = !(interval->upper_exponent < 0);
        const double gaps = (double)(count + 1 - first - last);
        for (size_t j = 0; j < count; j++) {
            const double theta = M_PI * (1 - ((double)j + !first) / gaps);
            *x++ = first && j == 0          ? interval->lower
                   : last && j == count - 1 ? interval->upper
                                            : rmt_grid_place(interval, theta);
        }
    }
    return HODO_OK;
}
