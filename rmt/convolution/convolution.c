/* A free convolution from its operation and two measures: atoms, edges, values (rmt/convolution/convolution.h).
 */
#include "rmt/convolution/convolution.h"

#include "base/name.h"
#include "rmt/convolution/convolution_operation.h"

#include <math.h>
#include <stdlib.h>

/* Distances from an edge, in parts of the radius, between which an unknown exponent is measured; the smaller
 * ones at 0 in a product, where no digits of a distance are lost. Exponents of algebraic measures are
 * fractions: one this near is meant. */
static const double near_edge[2] = {1e-8, 1e-9}, near_zero[2] = {1e-20, 1e-22};
static const double exponent_tolerance = 1e-3;
enum { DENOMINATOR_MOST = 12 };

static const rmt_convolution_operation *const operations[] = {&rmt_convolution_add, &rmt_convolution_multiply};

const rmt_convolution_operation *rmt_convolution_find(const char *name, hodo_error *error)
{
    const size_t at =
        hodo_name_find_pointed("operation", name, operations, sizeof operations / sizeof operations[0], error);
    return at != HODO_NO_NAME ? operations[at] : NULL;
}

/* The ends of a measure's support; without an atom at 0 on request. */
static void hull(const rmt_measure *measure, bool without_zero, double *lower, double *upper)
{
    size_t interval_count, atom_count;
    const rmt_interval *intervals = rmt_measure_intervals(measure, &interval_count);
    const rmt_atom *atoms = rmt_measure_atoms(measure, &atom_count);
    *lower = interval_count > 0 ? intervals[0].lower : INFINITY;
    *upper = interval_count > 0 ? intervals[interval_count - 1].upper : -INFINITY;
    for (size_t i = 0; i < atom_count; i++) {
        if (!(without_zero && atoms[i].place == 0)) {
            *lower = fmin(*lower, atoms[i].place);
            *upper = fmax(*upper, atoms[i].place);
        }
    }
}

/* d log(density) / d log(distance) next to an edge that no rule gives. */
static hodo_status measure_exponent(const rmt_convolution *convolution, double edge, double inward,
                                    double *exponent, hodo_error *error)
{
    const double *part = edge == 0 && convolution->operation->positive ? near_zero : near_edge;
    double height[2], distance[2];
    rmt_subordination at = {.solved = false};
    for (int i = 0; i < 2; i++) {
        const double x = edge + inward * part[i] * convolution->radius;
        distance[i] = fabs(x - edge);
        if (!rmt_subordination_solve(convolution, x, &at)) {
            return hodo_fail(error, HODO_NUMERIC,
                             "no density found at %.17g, near an edge of a convolution: give smoother measures",
                             x);
        }
        height[i] = -cimag(convolution->operation->cauchy(x, at.u));
    }
    *exponent = log(height[0] / height[1]) / log(distance[0] / distance[1]);
    for (int d = 1; d <= DENOMINATOR_MOST; d++) {
        const double fraction = round(*exponent * d) / d;
        if (fabs(fraction - *exponent) < exponent_tolerance / d) {
            *exponent = fraction;
            break;
        }
    }
    if (!(*exponent > -1)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the exponent at the edge %.9g of a convolution came out as %g: give "
                         "smoother measures",
                         edge, *exponent);
    }
    return HODO_OK;
}

hodo_status rmt_convolution_open(rmt_convolution **convolution, const rmt_convolution_operation *operation,
                                 const rmt_measure *first, const rmt_measure *second, hodo_error *error)
{
    *convolution = NULL;
    rmt_convolution *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a convolution: close other programs");
    }
    opened->operation = operation;
    opened->measure[0] = first;
    opened->measure[1] = second;
    hodo_status status = HODO_OK;
    for (int j = 0; j < 2 && status == HODO_OK; j++) {
        double moment[2], lower, upper;
        rmt_measure_moments(opened->measure[j], 0, 1, moment);
        opened->mean[j] = moment[1];
        hull(opened->measure[j], operation->positive, &lower, &upper);
        if (operation->positive && lower < 0) {
            status = hodo_fail(error, HODO_INVALID,
                               "the %s measure of a product reaches down to %g: both must live on "
                               "x >= 0; or add",
                               j == 0 ? "first" : "second", lower);
        } else if (operation->positive && !(moment[1] > 0)) {
            status = hodo_fail(error, HODO_INVALID,
                               "the %s measure of a product is an atom at 0, and so is the "
                               "product: give one with mass above 0",
                               j == 0 ? "first" : "second");
        } else {
            rmt_far_make(&opened->far[j], opened->measure[j], lower, upper, operation->positive);
        }
    }
    status = status != HODO_OK ? status : rmt_convolution_find_atoms(opened, error);
    if (status == HODO_OK) {
        rmt_convolution_find_move(opened);
        status = opened->moved == NULL ? rmt_convolution_find_edges(opened, error) : HODO_OK;
    }
    for (size_t i = 0; i < opened->interval_count && status == HODO_OK; i++) {
        rmt_interval *interval = &opened->intervals[i];
        if (isnan(interval->lower_exponent)) {
            status = measure_exponent(opened, interval->lower, 1, &interval->lower_exponent, error);
        }
        if (status == HODO_OK && isnan(interval->upper_exponent)) {
            status = measure_exponent(opened, interval->upper, -1, &interval->upper_exponent, error);
        }
    }
    if (status != HODO_OK) {
        rmt_convolution_close(opened);
        return status;
    }
    *convolution = opened;
    return HODO_OK;
}

void rmt_convolution_close(rmt_convolution *convolution)
{
    if (convolution != NULL) {
        free(convolution->atoms);
        free(convolution);
    }
}

const rmt_atom *rmt_convolution_atoms(const rmt_convolution *convolution, size_t *count)
{
    *count = convolution->atom_count;
    return convolution->atoms;
}

const rmt_interval *rmt_convolution_intervals(const rmt_convolution *convolution, size_t *count)
{
    *count = convolution->interval_count;
    return convolution->intervals;
}

static const rmt_interval *interval_of(const rmt_convolution *convolution, double x)
{
    for (size_t i = 0; i < convolution->interval_count; i++) {
        if (x >= convolution->intervals[i].lower && x <= convolution->intervals[i].upper) {
            return &convolution->intervals[i];
        }
    }
    return NULL;
}

static hodo_status solve(const rmt_convolution *convolution, double complex z, rmt_subordination *at,
                         hodo_error *error)
{
    return rmt_subordination_solve(convolution, z, at)
               ? HODO_OK
               : hodo_fail(error, HODO_NUMERIC,
                           "Newton found no subordination points at %.17g%+.3gi: move the point or "
                           "give smoother measures",
                           creal(z), cimag(z));
}

hodo_status rmt_convolution_cauchy(const rmt_convolution *convolution, double complex z, double complex *cauchy,
                                   hodo_error *error)
{
    if (!(isfinite(creal(z)) && isfinite(cimag(z)) && cimag(z) >= 0) ||
        (cimag(z) == 0 && interval_of(convolution, creal(z)) == NULL)) {
        return hodo_fail(error, HODO_INVALID,
                         "G is asked for at %g%+gi: give a point of the upper half-plane or of the support",
                         creal(z), cimag(z));
    }
    if (convolution->moved != NULL) {
        *cauchy = rmt_measure_cauchy(convolution->moved, rmt_convolution_back(convolution, z)).value /
                  convolution->unit;
        return HODO_OK;
    }
    rmt_subordination at = {.solved = false};
    const hodo_status status = solve(convolution, z, &at, error);
    *cauchy = status == HODO_OK ? convolution->operation->cauchy(z, at.u) : 0;
    return status;
}

hodo_status rmt_convolution_density(const rmt_convolution *convolution, const double *x, size_t count,
                                    double *density, hodo_error *error)
{
    rmt_subordination at = {.solved = false};
    const rmt_interval *last = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(x[i])) {
            return hodo_fail(error, HODO_INVALID, "the density is asked for at %g: give finite places", x[i]);
        }
        const rmt_interval *interval = interval_of(convolution, x[i]);
        density[i] = 0;
        if (interval == NULL) {
            continue;
        }
        if (x[i] == interval->lower || x[i] == interval->upper) {
            const double exponent = x[i] == interval->lower ? interval->lower_exponent
                                                            : interval->upper_exponent;
            density[i] = exponent < 0 ? INFINITY : 0;
            continue;
        }
        if (convolution->moved != NULL) {
            density[i] = rmt_measure_density(convolution->moved,
                                             creal(rmt_convolution_back(convolution, x[i]))) /
                         convolution->unit;
            continue;
        }
        at.solved = at.solved && interval == last;
        last = interval;
        const hodo_status status = solve(convolution, CMPLX(x[i], 0.0), &at, error);
        if (status != HODO_OK) {
            return status;
        }
        density[i] = -cimag(convolution->operation->cauchy(x[i], at.u)) / M_PI;
    }
    return HODO_OK;
}

static hodo_status density_of(const void *convolution, const double *x, size_t count, double *density,
                              hodo_error *error)
{
    return rmt_convolution_density(convolution, x, count, density, error);
}

hodo_status rmt_convolution_measure(const rmt_convolution *convolution, rmt_measure **measure,
                                    hodo_error *error)
{
    const rmt_measure_source source = {convolution->intervals,
                                       convolution->interval_count,
                                       convolution->atoms,
                                       convolution->atom_count,
                                       density_of,
                                       convolution};
    return rmt_measure_make(measure, &source, error);
}

hodo_status rmt_convolve(rmt_measure **measure, const rmt_convolution_operation *operation,
                         const rmt_measure *first, const rmt_measure *second, hodo_error *error)
{
    *measure = NULL;
    rmt_convolution *convolution = NULL;
    hodo_status status = rmt_convolution_open(&convolution, operation, first, second, error);
    status = status != HODO_OK ? status : rmt_convolution_measure(convolution, measure, error);
    rmt_convolution_close(convolution);
    return status;
}
