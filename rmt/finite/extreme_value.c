#include "rmt/finite/extreme_value.h"

#include "rmt/finite/tracy_widom.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>

/* Places where the density is read: edge - h, h = REACH / 2^i of the interval. With ratios of 2 Neville's
 * scheme amplifies the density's errors by no more than 8.3. */
enum { PLACES = 12 };
#define REACH 0.04

#define SQUARE_ROOT_TOLERANCE 1e-4
#define SOFT 0.5

/* Of F_1: Prahofer and Spohn; the moments of rmt/finite/tracy_widom.h agree to all digits (tests). */
#define MEAN_OF_F1 (-1.2065335745820)
#define VARIANCE_OF_F1 1.607781034581

/* The limit of values[i] = g(REACH / 2^i) for g analytic at 0, and the relative difference from the order
 * before, at the place of the triangle where it is least: later ones have fewer digits, earlier ones are
 * cruder. */
static double extrapolate(double values[PLACES], double *difference)
{
    double best = values[0];
    *difference = INFINITY;
    for (int order = 1; order < PLACES; order++) {
        const double ratio = ldexp(1, order); /* (h_i / h_(i + order)) */
        for (int i = 0; i < PLACES - order; i++) {
            const double next = values[i + 1] + (values[i + 1] - values[i]) / (ratio - 1);
            const double change = fabs(next - values[i + 1]) / fabs(next);
            if (change < *difference) {
                *difference = change;
                best = next;
            }
            values[i] = next;
        }
    }
    *difference = fmax(*difference, 8 * DBL_EPSILON); /* two orders may agree by chance */
    return best;
}

hodo_status rmt_extreme_value_find(const rmt_law *law, int64_t width, rmt_extreme_value *value,
                                   hodo_error *error)
{
    const char *name = law->row->name;
    if (width < 1) {
        return hodo_fail(error, HODO_INVALID, "width %" PRId64 " is below 1: give the rows of the matrix",
                         width);
    }
    const rmt_interval *last = law->interval_count > 0 ? &law->intervals[law->interval_count - 1] : NULL;
    if (last == NULL || !isfinite(last->upper) || !isfinite(last->lower)) {
        return hodo_fail(error, HODO_INVALID, "%s has no upper edge: the largest eigenvalue needs one", name);
    }
    if (last->upper_exponent != SOFT) {
        return hodo_fail(error, HODO_INVALID,
                         "the upper edge of %s is not soft (exponent %g, not 1/2): Tracy-Widom does "
                         "not hold there, give another law",
                         name, last->upper_exponent);
    }
    if (law->atom_count > 0 && law->atoms[law->atom_count - 1].place >= last->upper) {
        return hodo_fail(error, HODO_INVALID,
                         "%s has an atom at %g, not below its edge %g: that is the largest "
                         "eigenvalue",
                         name, law->atoms[law->atom_count - 1].place, last->upper);
    }
    double x[PLACES], root[PLACES];
    for (int i = 0; i < PLACES; i++) {
        x[i] = last->upper - ldexp(REACH * (last->upper - last->lower), -i);
    }
    const hodo_status status = law->row->density(law, x, PLACES, root, error);
    if (status != HODO_OK) {
        return status;
    }
    for (int i = 0; i < PLACES; i++) {
        root[i] *= M_PI / sqrt(last->upper - x[i]); /* the distance that x really has */
    }
    value->edge = last->upper;
    value->kappa = extrapolate(root, &value->kappa_error);
    if (!(value->kappa > 0 && value->kappa_error <= SQUARE_ROOT_TOLERANCE)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the density of %s is no square root at its edge %g (to %.1e, not %g)", name,
                         value->edge, value->kappa_error, SQUARE_ROOT_TOLERANCE);
    }
    const double scale = cbrt((double)width * value->kappa);
    value->scale = 1 / (scale * scale);
    return HODO_OK;
}

double rmt_extreme_value_mean(const rmt_extreme_value *value)
{
    return value->edge + value->scale * MEAN_OF_F1;
}

double rmt_extreme_value_standard_deviation(const rmt_extreme_value *value)
{
    return value->scale * sqrt(VARIANCE_OF_F1);
}

hodo_status rmt_extreme_value_quantile(const rmt_extreme_value *value, double probability, double *lambda,
                                       hodo_error *error)
{
    double s = NAN;
    const hodo_status status = rmt_tracy_widom_quantile(1, probability, &s, error);
    *lambda = value->edge + value->scale * s;
    return status;
}

hodo_status rmt_extreme_value_tail(const rmt_extreme_value *value, double lambda, double *probability,
                                   hodo_error *error)
{
    return rmt_tracy_widom_tail(1, (lambda - value->edge) / value->scale, probability, error);
}
