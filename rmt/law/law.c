/* What is asked of any law: its row's functions where it has them, quadrature of its density where not. */
#include "rmt/law/law.h"

#include "rmt/law/cumulative_inverse.h"
#include "rmt/law/edge_map.h"
#include "rmt/law/law_integral.h"

#include <math.h>

/* A grid shows an infinite law between these. */
#define GRID_TAIL 1e-6
/* An edge as sharp as a deep product's would get half of the points below 1e-30. */
#define GRID_POWER_MOST 6.0
/* What LAPACK can count; such a matrix is 17 GB. */
#define WIDTH_MOST 46340

hodo_status rmt_law_density(const rmt_law *law, const double *x, size_t count, double *density,
                            hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(x[i])) {
            return hodo_fail(error, HODO_INVALID, "the density of %s is asked at %g: give finite places",
                             law->row->name, x[i]);
        }
    }
    return law->row->density(law, x, count, density, error);
}

hodo_status rmt_law_cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                               hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (isnan(x[i])) {
            return hodo_fail(error, HODO_INVALID,
                             "the distribution function of %s is asked at a place that is not "
                             "a number",
                             law->row->name);
        }
    }
    if (law->row->cumulative != NULL) {
        return law->row->cumulative(law, x, count, cumulative, error);
    }
    rmt_integral *integral;
    const hodo_status status = rmt_integral_open(law, &integral, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        cumulative[i] = rmt_integral_cumulative(integral, x[i]);
    }
    rmt_integral_close(integral);
    return HODO_OK;
}

static hodo_status check_moments(const rmt_law *law, size_t order, const double *moment, hodo_error *error)
{
    for (size_t k = 0; k < order; k++) {
        if (!isfinite(moment[k])) {
            return hodo_fail(error, HODO_NUMERIC,
                             "moment %zu of %s exceeds the largest double: ask for orders up to %zu", k + 1,
                             law->row->name, k);
        }
    }
    return HODO_OK;
}

hodo_status rmt_law_moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    if (order < 1 || order > RMT_MOMENTS_MOST) {
        return hodo_fail(error, HODO_INVALID, "moments up to order %zu: give an order from 1 to %d", order,
                         RMT_MOMENTS_MOST);
    }
    if (law->row->moments != NULL) {
        const hodo_status status = law->row->moments(law, order, moment, error);
        return status != HODO_OK ? status : check_moments(law, order, moment, error);
    }
    rmt_integral *integral;
    hodo_status status = rmt_integral_open(law, &integral, error);
    if (status != HODO_OK) {
        return status;
    }
    const size_t most = rmt_integral_orders(integral);
    if (order > most) {
        status = hodo_fail(error, HODO_NUMERIC,
                           "moment %zu of %s hangs on a tail below double precision: ask for orders up to %zu",
                           order, law->row->name, most);
    } else {
        rmt_integral_moments(integral, order, moment);
        status = check_moments(law, order, moment, error);
    }
    rmt_integral_close(integral);
    return status;
}

hodo_status rmt_law_quantile(const rmt_law *law, const double *probability, size_t count, double *x,
                             hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!(probability[i] >= 0 && probability[i] <= 1)) {
            return hodo_fail(error, HODO_INVALID,
                             "a quantile of %s is asked at probability %.17g: give one in [0, 1]",
                             law->row->name, probability[i]);
        }
    }
    rmt_integral *integral;
    const bool steep = law->row->steep;
    const hodo_status status = rmt_integral_open(law, &integral, steep ? NULL : error);
    if (status != HODO_OK && steep) {
        return rmt_cumulative_inverse(law, probability, count, x, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        x[i] = rmt_integral_quantile(integral, probability[i]);
    }
    rmt_integral_close(integral);
    return HODO_OK;
}

/* Finite ends of every interval for a drawing. */
static hodo_status grid_intervals(const rmt_law *law, rmt_interval *interval, hodo_error *error)
{
    bool infinite = false;
    for (size_t i = 0; i < law->interval_count; i++) {
        interval[i] = law->intervals[i];
        infinite = infinite || isinf(interval[i].lower) || isinf(interval[i].upper);
    }
    if (!infinite) {
        return HODO_OK;
    }
    double ends[2];
    const hodo_status status = rmt_law_quantile(law, (const double[]){GRID_TAIL, 1 - GRID_TAIL}, 2, ends,
                                                error);
    for (size_t i = 0; status == HODO_OK && i < law->interval_count; i++) {
        if (isinf(interval[i].lower)) {
            interval[i].lower = ends[0];
            interval[i].lower_exponent = 0;
        }
        if (isinf(interval[i].upper)) {
            interval[i].upper = ends[1];
            interval[i].upper_exponent = 0;
        }
    }
    return status;
}

/* Even in the edge's variable of each half; an edge itself is a point where the density is finite. */
static void fill_grid(const rmt_interval *interval, size_t points, double *x)
{
    const double half = (interval->upper - interval->lower) / 2, middle = interval->lower + half;
    rmt_edge_map lower = rmt_edge_map_of(interval->lower, interval->lower_exponent, half);
    rmt_edge_map upper = rmt_edge_map_of(interval->upper, interval->upper_exponent, -half);
    lower.power = fmin(fmax(lower.power, 2), GRID_POWER_MOST);
    upper.power = fmin(fmax(upper.power, 2), GRID_POWER_MOST);
    const double from = interval->lower_exponent < 0 ? 0.5 : 0, to = interval->upper_exponent < 0 ? 0.5 : 0;
    const double steps = (double)(points - 1) + from + to;
    for (size_t i = 0; i < points; i++) {
        const double share = 2 * ((double)i + from) / steps;
        x[i] = share < 1    ? fmin(rmt_edge_map_place(&lower, share), middle)
               : share == 1 ? middle
                            : fmax(rmt_edge_map_place(&upper, 2 - share), middle);
    }
}

hodo_status rmt_law_grid(const rmt_law *law, size_t points, double *x, hodo_error *error)
{
    const size_t count = law->interval_count;
    if (count == 0 || points < 2 * count) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu points for the %zu intervals of %s: give at least 2 for each", points, count,
                         law->row->name);
    }
    rmt_interval interval[RMT_INTERVALS_MOST];
    const hodo_status status = grid_intervals(law, interval, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        const size_t share = points / count + (i < points % count ? 1 : 0);
        fill_grid(&interval[i], share, x);
        x += share;
    }
    return status;
}

size_t rmt_law_draw_count(const rmt_law *law, size_t width)
{
    return law->row->extreme ? 1 : width;
}

hodo_status rmt_law_draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                         hodo_error *error)
{
    if (law->row->draw == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "%s has no matrix to draw: 'hodo-rmt laws' tells which laws have one", law->row->name);
    }
    if (width < 1 || width > WIDTH_MOST) {
        return hodo_fail(error, HODO_INVALID, "a matrix of width %zu: give a width from 1 to %d", width,
                         WIDTH_MOST);
    }
    return law->row->draw(law, width, stream, values, error);
}
