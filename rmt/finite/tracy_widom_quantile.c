/* Quantiles and moments of the Tracy-Widom laws, from log F and its exact derivative. */
#include "rmt/finite/tracy_widom.h"

#include <math.h>
#include <stdbool.h>

/* Newton steps of a quantile; about 8 are needed from the median to a tail of 1e-280, bisection takes over
 * otherwise. */
enum { STEPS = 200 };

/* log F and log(1 - F) are known to about this. */
#define CLOSE 4e-15

/* log of F, or of 1 - F, and its derivative. */
static hodo_status log_probability(int beta, bool upper, double s, double *value, double *slope,
                                   hodo_error *error)
{
    const hodo_status status = rmt_tracy_widom_log(beta, s, value, slope, error);
    if (status == HODO_OK && upper) {
        const double tail = -expm1(*value);
        *slope *= -exp(*value) / tail;
        *value = log(tail);
    }
    return status;
}

/* s where the logarithm is `wanted`: Newton's method, which a concave function on a line makes nearly monotone,
 * kept in a bracket. */
static hodo_status solve(int beta, bool upper, double wanted, double *s, hodo_error *error)
{
    double lower = RMT_TRACY_WIDOM_LOWEST, higher = RMT_TRACY_WIDOM_HIGHEST, at = -1.25;
    for (int step = 0; step < STEPS; step++) {
        double value, slope;
        const hodo_status status = log_probability(beta, upper, at, &value, &slope, error);
        if (status != HODO_OK) {
            return status;
        }
        const double excess = value - wanted;
        if (fabs(excess) <= CLOSE * (1 + fabs(wanted)) || higher - lower <= 0x1p-52 * fabs(at)) {
            *s = at;
            return HODO_OK;
        }
        if ((excess > 0) != upper) {
            higher = at;
        } else {
            lower = at;
        }
        at -= excess / slope;
        if (!(at > lower && at < higher)) {
            at = (lower + higher) / 2;
        }
    }
    return hodo_fail(error, HODO_NUMERIC,
                     "no Tracy-Widom quantile of log probability %g in %d steps: report this", wanted, STEPS);
}

hodo_status rmt_tracy_widom_quantile(int beta, double probability, double *s, hodo_error *error)
{
    if (!(probability > 0 && probability < 1)) {
        return hodo_fail(error, HODO_INVALID, "probability %g is outside (0, 1): give one inside", probability);
    }
    /* 1 - p is exact for p >= 1/2. */
    return probability < 0.5 ? solve(beta, false, log(probability), s, error)
                             : solve(beta, true, log(1 - probability), s, error);
}

hodo_status rmt_tracy_widom_tail_quantile(int beta, double tail, double *s, hodo_error *error)
{
    if (!(tail > RMT_TRACY_WIDOM_LEAST_TAIL && tail < 1)) {
        return hodo_fail(error, HODO_INVALID, "a tail of %g is outside (%g, 1): give one inside", tail,
                         RMT_TRACY_WIDOM_LEAST_TAIL);
    }
    return tail > 0.5 ? solve(beta, false, log1p(-tail), s, error) : solve(beta, true, log(tail), s, error);
}

/* The density is analytic and vanishes faster than exponentially: the trapezoid rule converges geometrically,
 * and halving this spacing changes no digit. */
#define SPACING 0.25

hodo_status rmt_tracy_widom_moments(int beta, size_t order, double *moment, hodo_error *error)
{
    if (order < 1 || order > RMT_TRACY_WIDOM_MOMENTS) {
        return hodo_fail(error, HODO_INVALID, "moments up to order %zu: give 1..%d", order,
                         RMT_TRACY_WIDOM_MOMENTS);
    }
    for (size_t k = 0; k < order; k++) {
        moment[k] = 0;
    }
    /* s^k exp(-(2/3) s^(3/2)) is largest at s = k^(2/3) and 1e-17 of that within 30 + k/2 for k <= 64. */
    const long first = lround(-20 / SPACING), last = lround((30 + 0.5 * (double)order) / SPACING);
    for (long i = first; i <= last; i++) {
        const double s = (double)i * SPACING;
        rmt_tracy_widom at;
        const hodo_status status = rmt_tracy_widom_at(beta, s, &at, error);
        if (status != HODO_OK) {
            return status;
        }
        double power = SPACING * at.density;
        for (size_t k = 0; k < order; k++) {
            moment[k] += power *= s;
        }
    }
    return HODO_OK;
}
