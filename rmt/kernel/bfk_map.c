#include "rmt/kernel/bfk_map.h"

#include "rmt/law/bracketed_root.h"

#include <float.h>
#include <math.h>

/* The upper edge lies below s = V^2 in both laws (V^2/2.88 + O(V) when deep, 1 and 2^(-1/2) at V = 2). */
#define UPPER_START 4.0
/* Steps in which s comes down from there: the derivative changes its sign once for s > 0, at the edge. */
#define UPPER_STEP 0.7
/* Relative error of z, over V^2: places rise to V^2 at the middle depths of a small eigenvalue, then come
 * down. */
#define ROUNDING (4 * DBL_EPSILON)

/* 1/z; C's own division guards against overflows that cannot occur here, and is ten times slower. */
static inline double complex inverse(double complex z)
{
    return conj(z) * (1 / (creal(z) * creal(z) + cimag(z) * cimag(z)));
}

/* excerpt: place */
/* z, G and the rest of rmt/kernel/bfk_map.h at one s; O(V). The context is an rmt_bfk_depth. */
static void at(const void *context, double complex s, rmt_curve_point *point)
{
    const rmt_bfk_depth *depth = context;
    /* (z_i, r_{i+1}) and their derivatives by ln s, i = 0. */
    double complex z = s, slope = s, r = 1 + inverse(s), r_slope = -inverse(s), sum = 0;
    for (size_t i = 1;; i++) {
        slope = r_slope * z + r * slope;
        z *= r;
        sum += r - 1;
        if (i == depth->depth - 1) {
            break;
        }
        const double complex w = inverse(z);
        r += w;
        r_slope -= w * (w * slope);
    }
    /* Now z = z_{V-1}, r = r_{V-1}. */
    const double complex factor = depth->masked ? 1 + r : r;
    point->place = factor * z;
    point->slope = r_slope * z + factor * slope;
    point->transform = inverse(z) * (depth->masked ? 0.5 : 1);
    point->potential = depth->masked ? (clog(s) + clog(4 * z) + sum) / 2 : clog(s) + sum;
}
/* end: place */

/* r_{V-1} on the negative axis s = -exp(x) as long as all r_i before it are positive, else -INFINITY. Every r_i
 * grows with |s|: more negative places add less to it, and make the next place more negative. */
static double last_ratio(const rmt_bfk_depth *depth, double x)
{
    double z = -exp(x), r = 1 + 1 / z;
    for (size_t i = 1; i + 1 < depth->depth; i++) {
        if (!(r > 0)) {
            return -INFINITY;
        }
        z *= r;
        r += 1 / z;
    }
    return r;
}


/* x = ln(-s) where r_{V-1} = ratio <= 0. */
static double ratio_place(const rmt_bfk_depth *depth, double ratio)
{
    const double v = (double)depth->depth;
    double low = -1, high = log(UPPER_START * v * v);
    while (high - low > 0) {
        const double middle = low + (high - low) / 2;
        if (middle == low || middle == high) {
            break;
        }
        if (last_ratio(depth, middle) > ratio) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

/* dz/d ln s at s = exp(x) and at s = -exp(x). */
static double slope_right(const void *context, double x)
{
    rmt_curve_point point;
    at(context, exp(x), &point);
    return creal(point.slope);
}

static double slope_left(const void *context, double x)
{
    rmt_curve_point point;
    at(context, -exp(x), &point);
    return creal(point.slope);
}

hodo_status rmt_bfk_map(const rmt_bfk_depth *depth, rmt_curve_map *map, hodo_error *error)
{
    const double v = (double)depth->depth, step = log(UPPER_STEP);
    *map = (rmt_curve_map){.at = at, .context = depth, .origin = 1, .rounding = ROUNDING * v * v};
    double x = log(UPPER_START * v * v);
    while (slope_right(depth, x + step) > 0) {
        x += step;
    }
    hodo_status status = rmt_bracketed_root(slope_right, depth, x + step, x, &x, error);
    if (status != HODO_OK) {
        return status;
    }
    map->upper = exp(x);
    /* Coming from -infinity, z reaches 1 where z_{V-1}, so r_{V-1}, vanishes: the hard edge of the linear law,
     * and the atom of the masked one. Beyond its atom z rises and comes back to 1 where r_{V-1} = -1; its
     * maximum in between is the lower edge. */
    double zero = ratio_place(depth, 0);
    if (depth->masked) {
        status = rmt_bracketed_root(slope_left, depth, ratio_place(depth, -1), zero, &zero, error);
    }
    map->lower = -exp(zero);
    return status;
}
