#include "rmt/kernel/bfk_resnet_map.h"

#include "rmt/law/bracketed_root.h"

#include <float.h>
#include <math.h>

/* |sqrt q| below which sinh(2 sqrt q)/(2 sqrt q) comes from its series, whose fourth term is then below eps:
 * its derivative by q would lose digits. */
#define SERIES_BELOW 0.02
/* Rounding of z relative to z: of a dozen operations, times t, for at the lower edge cosh(sqrt q) is of order
 * 1/t. */
#define ROUNDING (16 * DBL_EPSILON)

/* excerpt: place */
/* z, G and the rest of rmt/kernel/bfk_resnet_map.h at s; the context is a double, t. */
static void at(const void *context, double complex s, rmt_curve_point *point)
{
    const double t = *(const double *)context;
    const double complex q = 1 / s, root = csqrt(q);
    const double complex hyperbolic_cosine = ccosh(root), square = hyperbolic_cosine * hyperbolic_cosine;
    /* S(q) = sinh(2 sqrt q)/(2 sqrt q) and q S'(q) = (cosh(2 sqrt q) - S)/2. */
    double complex ratio, ratio_slope;
    if (cabs(root) < SERIES_BELOW) {
        const double complex p = 4 * q;
        ratio = 1 + p / 6 * (1 + p / 20 * (1 + p / 42 * (1 + p / 72)));
        ratio_slope = p / 6 * (1 + p / 10 * (1 + p / 28 * (1 + p / 54)));
    } else {
        ratio = csinh(2 * root) / (2 * root);
        ratio_slope = (2 * square - 1 - ratio) / 2;
    }
    const double complex reciprocal = t * square / q; /* 1/G */
    point->place = reciprocal + ratio;
    /* d ln s = -d ln q; q d(cosh^2 sqrt q)/dq = q S. */
    point->slope = reciprocal - t * ratio - ratio_slope;
    point->transform = 1 / reciprocal;
    point->potential = clog(reciprocal) + q * (1 - ratio / square) / t;
}
/* end: place */

/* dz/d ln s at s = 1/x. */
static double slope(const void *context, double x)
{
    rmt_curve_point point;
    at(context, 1 / x, &point);
    return creal(point.slope);
}

hodo_status rmt_bfk_resnet_map(const double *time, rmt_curve_map *map, hodo_error *error)
{
    *map = (rmt_curve_map){
        .at = at, .context = time, .origin = 0, .rounding = ROUNDING * (1 + *time)};
    /* The upper edge grows from q ~ sqrt(3t/2) to q = 1.4392 (sqrt q tanh sqrt q = 1), the lower falls from
     * q ~ -sqrt(3t/2) to -(pi/2)^2, where G would leave the half-plane. */
    const double near_zero = 1e-3 * fmin(1, sqrt(*time));
    double q;
    hodo_status status = rmt_bracketed_root(slope, time, near_zero, 2, &q, error);
    if (status == HODO_OK) {
        map->upper = 1 / q;
        status = rmt_bracketed_root(slope, time, -near_zero, -M_PI * M_PI / 4, &q, error);
        map->lower = 1 / q;
    }
    return status;
}
