/* A measure from a table of its density, by least squares in the series of its edges (rmt_measure_of_table). */
#include "rmt/convolution/measure_piece.h"

#include <float.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

enum { COEFFICIENTS_FIRST = 4, COEFFICIENTS_MOST = 256 };

/* A table's own digits bound its mass: a coarse grid is off by 1e-4 and is rescaled, more is a mistake. */
static const double mass_tolerance = 1e-3;

static const double residual_wanted = 1e-14; /* of the largest value: rounding of the table */

/* What one interval's fit gave: g(theta) = sum c_k basis_k(theta). */
typedef struct fit {
    const rmt_interval *interval;
    /* the series of measure.h; otherwise g = sum c_k cos(k theta) times the edges' powers */
    bool trigonometric;
    double *coefficient;
    size_t count;
} fit;

static double basis(const fit *it, size_t k, double theta)
{
    const bool lower = it->interval->lower_exponent < 0, upper = it->interval->upper_exponent < 0;
    const double n = (double)k;
    if (!it->trigonometric || (lower && upper)) {
        return cos(n * theta);
    }
    return lower ? sin((n + 0.5) * theta) : upper ? cos((n + 0.5) * theta) : sin((n + 1) * theta);
}

/* What the density is multiplied by to be the sum. */
static double factor(const fit *it, double x, double theta)
{
    const rmt_interval *interval = it->interval;
    if (it->trigonometric) {
        return rmt_series_factor(interval->lower_exponent < 0, interval->upper_exponent < 0, theta);
    }
    const double width = interval->upper - interval->lower;
    return pow((x - interval->lower) / width, -interval->lower_exponent) *
           pow((interval->upper - x) / width, -interval->upper_exponent);
}

/* Least squares with `count` coefficients; the largest residual, or a negative number without memory. */
static double least_squares(const fit *it, const double *theta, const double *g, size_t points, size_t count,
                            double *coefficient)
{
    double *matrix = malloc(points * count * sizeof *matrix), *right = malloc(points * sizeof *right);
    double worst = -1;
    if (matrix != NULL && right != NULL) {
        for (size_t k = 0; k < count; k++) {
            for (size_t i = 0; i < points; i++) {
                matrix[k * points + i] = basis(it, k, theta[i]);
            }
        }
        for (size_t i = 0; i < points; i++) {
            right[i] = g[i];
        }
        worst = INFINITY;
        if (LAPACKE_dgels(LAPACK_COL_MAJOR, 'N', (lapack_int)points, (lapack_int)count, 1, matrix,
                          (lapack_int)points, right, (lapack_int)points) == 0) {
            worst = 0;
            for (size_t i = 0; i < points; i++) {
                double sum = 0;
                for (size_t k = 0; k < count; k++) {
                    sum += right[k] * basis(it, k, theta[i]);
                }
                worst = fmax(worst, fabs(sum - g[i]));
            }
            for (size_t k = 0; k < count; k++) {
                coefficient[k] = right[k];
            }
        }
    }
    free(matrix);
    free(right);
    return worst;
}

/* The number of coefficients grows by half while the residual halves. */
static hodo_status fit_interval(fit *it, const double *x, const double *density, size_t count,
                                hodo_error *error)
{
    double *theta = malloc(2 * count * sizeof *theta), *trial = malloc(COEFFICIENTS_MOST * sizeof *trial);
    double *g = theta != NULL ? theta + count : NULL;
    it->coefficient = malloc(COEFFICIENTS_MOST * sizeof *it->coefficient);
    if (theta == NULL || trial == NULL || it->coefficient == NULL) {
        free(theta);
        free(trial);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to fit %zu points: shorten the table", count);
    }
    size_t points = 0;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        if (x[i] > it->interval->lower && x[i] < it->interval->upper && isfinite(density[i])) {
            theta[points] = rmt_grid_angle(it->interval, x[i]);
            g[points] = density[i] * factor(it, x[i], theta[points]);
            most = fmax(most, fabs(g[points]));
            points++;
        }
    }
    hodo_status status = HODO_OK;
    if (points < RMT_TABLE_POINTS_LEAST) {
        status = hodo_fail(error, HODO_INVALID, "%zu points inside [%g, %g]: give at least %d an interval",
                           points, it->interval->lower, it->interval->upper, RMT_TABLE_POINTS_LEAST);
    }
    double best = INFINITY;
    for (size_t n = COEFFICIENTS_FIRST; status == HODO_OK && n <= points / 2 && n <= COEFFICIENTS_MOST;
         n += n / 2) {
        const double residual = least_squares(it, theta, g, points, n, trial);
        if (residual < 0) {
            status = hodo_fail(error, HODO_NO_MEMORY, "no memory to fit %zu points: shorten the table", count);
            break;
        }
        /* A short series may stall and go on (odd coefficients that vanish): only a long one ends the
         * search. */
        if (residual < 0.5 * best) {
            best = residual;
            it->count = n;
            for (size_t k = 0; k < n; k++) {
                it->coefficient[k] = trial[k];
            }
        }
        if (best <= residual_wanted * most) {
            break;
        }
    }
    free(theta);
    free(trial);
    return status;
}

static hodo_status density_of_fit(const void *context, const double *x, size_t count, double *density,
                                  hodo_error *error)
{
    (void)error;
    const fit *it = context;
    for (size_t i = 0; i < count; i++) {
        const double theta = rmt_grid_angle(it->interval, x[i]);
        double sum = 0;
        for (size_t k = 0; k < it->count; k++) {
            sum += it->coefficient[k] * basis(it, k, theta);
        }
        density[i] = fmax(0, sum / factor(it, x[i], theta));
    }
    return HODO_OK;
}

static hodo_status add_interval(rmt_measure *measure, const rmt_interval *interval, const double *x,
                                const double *density, size_t count, hodo_error *error)
{
    const bool lower = rmt_series_edge(interval->lower_exponent),
               upper = rmt_series_edge(interval->upper_exponent);
    if (!lower && !upper) {
        return hodo_fail(error, HODO_INVALID,
                         "exponents %g and %g at [%g, %g]: a table may have one that is not +-1/2",
                         interval->lower_exponent, interval->upper_exponent, interval->lower, interval->upper);
    }
    fit it = {.interval = interval, .trigonometric = lower && upper};
    hodo_status status = fit_interval(&it, x, density, count, error);
    if (status == HODO_OK && it.trigonometric) {
        rmt_piece *piece = rmt_piece_add(measure, interval->lower, interval->upper, it.count, error);
        status = piece != NULL ? HODO_OK : HODO_NO_MEMORY;
        for (size_t k = 0; piece != NULL && k < it.count; k++) {
            piece->coefficient[k] = it.coefficient[k];
        }
        if (piece != NULL) {
            piece->lower_hard = interval->lower_exponent < 0;
            piece->upper_hard = interval->upper_exponent < 0;
        }
    } else if (status == HODO_OK) {
        const rmt_measure_source source = {.density = density_of_fit, .context = &it};
        status = rmt_panel_sample(measure, interval, &source, error);
    }
    free(it.coefficient);
    return status;
}

static hodo_status check_table(const double *x, const double *density, size_t count, hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(x[i]) || isnan(density[i])) {
            return hodo_fail(error, HODO_INVALID, "row %zu: density %g at x = %g; give numbers", i + 1,
                             density[i], x[i]);
        }
        if (density[i] < 0) {
            return hodo_fail(error, HODO_INVALID,
                             "row %zu: the density at x = %g is %g; it must not be negative", i + 1, x[i],
                             density[i]);
        }
        if (i > 0 && x[i] <= x[i - 1]) {
            return hodo_fail(error, HODO_INVALID,
                             "row %zu: x = %.17g does not exceed %.17g of the row before; sort the rows", i + 1,
                             x[i], x[i - 1]);
        }
    }
    return HODO_OK;
}

static hodo_status rescale(rmt_measure *measure, hodo_error *error)
{
    double mass, atoms = 0;
    rmt_measure_moments(measure, 0, 0, &mass);
    if (!(fabs(mass - 1) <= mass_tolerance)) {
        return hodo_fail(error, HODO_INVALID,
                         "the mass is %.10g, not 1: give more points, or the atoms it lacks", mass);
    }
    for (size_t i = 0; i < measure->atom_count; i++) {
        atoms += measure->atoms[i].mass;
    }
    const double scale = mass - atoms > 0 ? (1 - atoms) / (mass - atoms) : 1;
    for (size_t i = 0; i < measure->piece_count; i++) {
        for (size_t k = 0; k < measure->pieces[i].count; k++) {
            measure->pieces[i].coefficient[k] *= scale;
        }
    }
    return HODO_OK;
}

hodo_status rmt_measure_of_table(rmt_measure **measure, const double *x, const double *density, size_t count,
                                 const rmt_interval *intervals, size_t interval_count, const rmt_atom *atoms,
                                 size_t atom_count, hodo_error *error)
{
    *measure = NULL;
    rmt_interval found[RMT_MEASURE_INTERVALS_MOST];
    hodo_status status = check_table(x, density, count, error);
    if (status == HODO_OK && interval_count == 0) {
        status = rmt_table_intervals(x, density, count, found, &interval_count, error);
        intervals = found;
    }
    status = status != HODO_OK
                 ? status
                 : rmt_measure_begin(measure, intervals, interval_count, atoms, atom_count, error);
    for (size_t i = 0; status == HODO_OK && i < interval_count; i++) {
        status = add_interval(*measure, &intervals[i], x, density, count, error);
    }
    status = status != HODO_OK ? status : rescale(*measure, error);
    if (status != HODO_OK) {
        rmt_measure_free(*measure);
        *measure = NULL;
    }
    return status;
}
