#include "rmt/jacobian/spectral_edges.h"

#include <float.h>
#include <math.h>

enum { GOLDEN_MOST = 200, RIDDERS_MOST = 100 };

/* ln w beyond which the squares of w overflow in a map; no edge is that far. */
#define FAR 300.0
/* Nearer to a cut than this rounding of ln w and of w - 1 a map has no digits of the distance, unless the cut
 * ends at w = 1. */
#define NEAR (64 * DBL_EPSILON)
#define GOLDEN 0.38196601125010515180

/* An open interval of ln w beside the cuts, seen through s: ln of the distance from the end that is finite, or
 * the logit of the share when both are. */
typedef struct opening {
    const rmt_spectral_map *map;
    double lower, upper;
} opening;

static double log_w_of(const opening *in, double s)
{
    if (isfinite(in->lower) && isfinite(in->upper)) {
        const double share = 1 / (1 + exp(-fabs(s)));
        const double from = s < 0 ? in->lower : in->upper, length = in->upper - in->lower;
        return s < 0 ? from + (1 - share) * length : from - (1 - share) * length;
    }
    return isfinite(in->lower) ? in->lower + exp(s) : isfinite(in->upper) ? in->upper - exp(s) : s;
}

/* How near to a cut's end D is asked. */
static double nearest(double end)
{
    return end == 0 ? exp(-FAR) : NEAR * (fabs(end) + exp(-end));
}

/* Where s starts and ends. */
static void range(const opening *in, double *from, double *to)
{
    const double far = log(FAR);
    if (isfinite(in->lower) && isfinite(in->upper)) {
        const double length = in->upper - in->lower;
        *to = log(length / fmax(nearest(in->upper), NEAR * length));
        *from = -log(length / fmax(nearest(in->lower), NEAR * length));
    } else if (isfinite(in->lower) || isfinite(in->upper)) {
        *from = log(nearest(isfinite(in->lower) ? in->lower : in->upper));
        *to = far;
    } else {
        *from = -FAR;
        *to = FAR;
    }
}

static double slope_at(const opening *in, double s)
{
    rmt_spectral_point point;
    in->map->at(in->map->context, CMPLX(log_w_of(in, s), 0.0), &point);
    /* -infinity at a cut, where terms of both signs may overflow. */
    return isfinite(creal(point.slope)) ? creal(point.slope) : -INFINITY;
}

/* An s where D > 0, by golden section for the greatest D; NaN when there is none. */
static double positive_place(const opening *in, double from, double to)
{
    double a = from, b = to;
    double left = a + GOLDEN * (b - a), right = b - GOLDEN * (b - a);
    double at_left = slope_at(in, left), at_right = slope_at(in, right);
    for (int i = 0; i < GOLDEN_MOST && b - a > DBL_EPSILON * (fabs(a) + fabs(b)); i++) {
        if (at_left > 0 || at_right > 0) {
            return at_left > 0 ? left : right;
        }
        if (at_left > at_right) {
            b = right;
            right = left;
            at_right = at_left;
            left = a + GOLDEN * (b - a);
            at_left = slope_at(in, left);
        } else {
            a = left;
            left = right;
            at_left = at_right;
            right = b - GOLDEN * (b - a);
            at_right = slope_at(in, right);
        }
    }
    return NAN;
}

/* The zero of D between `negative` and `positive` in s (Ridders 1979). */
static double zero(const opening *in, double negative, double positive)
{
    double low = negative, high = positive, at_low = slope_at(in, low), at_high = slope_at(in, high);
    for (int i = 0; i < RIDDERS_MOST; i++) {
        const double middle = low + (high - low) / 2, at_middle = slope_at(in, middle);
        if (middle == low || middle == high || at_middle == 0 ||
            fabs(high - low) <= DBL_EPSILON * fabs(middle)) {
            return middle;
        }
        /* Where D falls to -infinity its square overflows: plain bisection until it does not. */
        const double scale = sqrt(at_middle * at_middle - at_low * at_high);
        double next = middle + (middle - low) * (at_low < at_high ? -1 : 1) * at_middle / scale;
        double at_next = isfinite(scale) && scale > 0 ? slope_at(in, next) : NAN;
        if (isnan(at_next)) {
            next = middle;
            at_next = at_middle;
        }
        if (at_next == 0) {
            return next;
        }
        /* Keep the tightest pair of opposite signs among low, middle, next, high. */
        if ((at_middle < 0) != (at_next < 0)) {
            low = at_middle < 0 ? middle : next;
            high = at_middle < 0 ? next : middle;
            at_low = at_middle < 0 ? at_middle : at_next;
            at_high = at_middle < 0 ? at_next : at_middle;
        } else if (at_next < 0) {
            low = fabs(high - next) < fabs(high - middle) ? next : middle;
            at_low = low == next ? at_next : at_middle;
        } else {
            high = fabs(next - low) < fabs(middle - low) ? next : middle;
            at_high = high == next ? at_next : at_middle;
        }
    }
    return low + (high - low) / 2;
}

/* The stretch where D > 0, as [*lower, *upper] in ln w; whether there is one. A lower end at -INFINITY or at a
 * cut is one with no zero before it. */
static bool gap_of(const opening *in, double *lower, double *upper)
{
    double from, to;
    range(in, &from, &to);
    const double inside = positive_place(in, from, to);
    if (isnan(inside)) {
        return false;
    }
    const bool rising = slope_at(in, from) < 0, falling = slope_at(in, to) < 0;
    double low = rising ? log_w_of(in, zero(in, from, inside)) : NAN;
    double high = falling ? log_w_of(in, zero(in, to, inside)) : NAN;
    /* s may run against ln w. */
    if (!isfinite(in->lower) && isfinite(in->upper)) {
        const double swap = low;
        low = high;
        high = swap;
    }
    *lower = isnan(low) ? in->lower : low;
    *upper = isnan(high) ? in->upper : high;
    return true;
}

hodo_status rmt_spectral_edges(const rmt_spectral_map *map, rmt_spectral_stretch *stretch, size_t *count,
                               hodo_error *error)
{
    *count = 0;
    if (map->cut_count == 0) {
        return HODO_OK;
    }
    rmt_spectral_stretch now = {.lower = -INFINITY};
    bool open = false;
    for (size_t i = 0; i <= map->cut_count; i++) {
        const opening in = {map, i > 0 ? map->cut[i - 1].upper : -INFINITY,
                            i < map->cut_count ? map->cut[i].lower : INFINITY};
        if (i > 0 && !open) {
            now = (rmt_spectral_stretch){.lower = -INFINITY};
            open = true;
        }
        double lower, upper;
        if ((i == 0 && in.upper == -INFINITY) || in.upper <= in.lower || !gap_of(&in, &lower, &upper)) {
            continue;
        }
        if (open) {
            now.upper = lower;
            now.upper_room = isfinite(in.lower) ? lower - in.lower : 1;
            stretch[(*count)++] = now;
        }
        now = (rmt_spectral_stretch){.lower = upper, .lower_room = in.upper - upper};
        open = i < map->cut_count;
    }
    if (open || *count == 0) {
        return hodo_fail(error, HODO_NUMERIC, "a spectrum has no upper edge below ln w = %g: its map is wrong",
                         FAR);
    }
    return HODO_OK;
}
