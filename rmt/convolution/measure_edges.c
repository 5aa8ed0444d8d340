/* The intervals of a density that is known by a table of its values alone (rmt_measure_of_table). */
#include "rmt/convolution/measure_piece.h"

#include <math.h>

/* A zero this far from where density^2 vanishes, in parts of the cell beside it, is the edge itself. */
static const double edge_tolerance = 0.05;

/* Next to a hard edge at 0 d log(density) / d log(x) lies between these: exponents -1/2 to -6/7. About an edge
 * elsewhere it is large. */
static const double slope_least = -0.93, slope_most = -0.4;

/* Hard edges are those of products of s square matrices, -s/(s + 1); the slope of a table is near one of
 * them. */
static double hard_exponent(double slope)
{
    double nearest = -0.5;
    for (int s = 1; s <= 6; s++) {
        const double exponent = -s / (s + 1.0);
        nearest = fabs(exponent - slope) < fabs(nearest - slope) ? exponent : nearest;
    }
    return nearest;
}

/* An edge beside the positive values at `first`, `first + step`, ...; `beside` is the row outside, if there is
 * one. */
static void find_edge(const double *x, const double *density, size_t first, int step, const size_t *beside,
                      double *edge, double *exponent)
{
    const size_t second = step > 0 ? first + 1 : first - 1;
    const double x0 = x[first], x1 = x[second], d0 = density[first], d1 = density[second];
    if (beside != NULL && isinf(density[*beside])) {
        *edge = x[*beside];
        *exponent = hard_exponent(log(d1 / d0) / log((x1 - *edge) / (x0 - *edge)));
        return;
    }
    const bool hard = beside == NULL && d0 > d1;
    const double slope_at_zero = log(d1 / d0) / log(x1 / x0);
    if (hard && step > 0 && x0 > 0 && slope_at_zero > slope_least && slope_at_zero < slope_most) {
        *edge = 0; /* a power of x itself: the table leaves out where it diverges */
        *exponent = hard_exponent(slope_at_zero);
        return;
    }
    /* density^2, or 1 over it, is a line next to the edge */
    const double a = hard ? 1 / (d0 * d0) : d0 * d0, b = hard ? 1 / (d1 * d1) : d1 * d1;
    double place = b > a ? x0 - a * (x1 - x0) / (b - a) : x0 - (x1 - x0);
    if (beside != NULL) {
        const double cell = x0 - x[*beside];
        const double part = (place - x[*beside]) / cell; /* 0 at the zero, 1 at the first positive value */
        place = part < edge_tolerance || part >= 1 ? x[*beside] : place;
    }
    *edge = place;
    *exponent = hard ? -0.5 : 0.5;
}

hodo_status rmt_table_intervals(const double *x, const double *density, size_t count, rmt_interval *intervals,
                                size_t *interval_count, hodo_error *error)
{
    *interval_count = 0;
    for (size_t i = 0; i < count;) {
        if (!(density[i] > 0) || isinf(density[i])) {
            i++;
            continue;
        }
        size_t end = i;
        while (end + 1 < count && density[end + 1] > 0 && isfinite(density[end + 1])) {
            end++;
        }
        if (*interval_count == RMT_MEASURE_INTERVALS_MOST || end - i + 1 < RMT_TABLE_POINTS_LEAST) {
            return *interval_count == RMT_MEASURE_INTERVALS_MOST
                       ? hodo_fail(error, HODO_INVALID, "more than %d intervals: join some",
                                   RMT_MEASURE_INTERVALS_MOST)
                       : hodo_fail(error, HODO_INVALID,
                                   "rows %zu to %zu are an interval of %zu points: give at least %d", i + 1,
                                   end + 1, end - i + 1, RMT_TABLE_POINTS_LEAST);
        }
        rmt_interval *interval = &intervals[(*interval_count)++];
        const size_t before = i - 1, after = end + 1;
        find_edge(x, density, i, 1, i > 0 ? &before : NULL, &interval->lower, &interval->lower_exponent);
        find_edge(x, density, end, -1, after < count ? &after : NULL, &interval->upper,
                  &interval->upper_exponent);
        i = end + 1;
    }
    return HODO_OK;
}
