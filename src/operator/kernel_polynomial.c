#include "operator/kernel_polynomial.h"

#include "base/planner.h"

#include <fftw3.h>
#include <math.h>
#include <stdlib.h>

static double factor_none(size_t k, size_t count)
{
    (void)k, (void)count;
    return 1;
}

/* Weisse et al., eq. (71). */
static double factor_jackson(size_t k, size_t count)
{
    const double n = (double)count + 1, angle = M_PI / n, j = (double)k;
    return ((n - j) * cos(j * angle) + sin(j * angle) / tan(angle)) / n;
}

/* Weisse et al., eq. (79), with the usual lambda = 4. */
static double factor_lorentz(size_t k, size_t count)
{
    const double lambda = 4;
    return sinh(lambda * (1 - (double)k / (double)count)) / sinh(lambda);
}

const hodo_damping hodo_damping_none = {"none", "the bare series: sharpest where smooth, rings at edges",
                                        factor_none};
const hodo_damping hodo_damping_jackson = {"jackson", "positive, width pi/K: errors O(1/K) everywhere",
                                           factor_jackson};
const hodo_damping hodo_damping_lorentz = {"lorentz", "a Lorentzian of width 4/K: a broadened resolvent",
                                           factor_lorentz};
const hodo_damping *const hodo_dampings[] = {&hodo_damping_none, &hodo_damping_jackson, &hodo_damping_lorentz,
                                             NULL};

/* sum_k c_k cos(k theta), by Clenshaw's recurrence. */
static double cosine_sum(const double *c, size_t count, double theta)
{
    const double twice = 2 * cos(theta);
    double one = 0, two = 0;
    for (size_t k = count; k-- > 1;) {
        const double next = c[k] + twice * one - two;
        two = one;
        one = next;
    }
    return c[0] + cos(theta) * one - two;
}

/* sum_k>=1 c_k sin(k theta). */
static double sine_sum(const double *c, size_t count, double theta)
{
    const double twice = 2 * cos(theta);
    double one = 0, two = 0;
    for (size_t k = count; k-- > 1;) {
        const double next = c[k] + twice * one - two;
        two = one;
        one = next;
    }
    return sin(theta) * one;
}

/* The value of one probe's series with coefficients c at x = centre + half scaled. */
typedef double series_value(const double *c, size_t count, double scaled, double half);

static double density_at(const double *c, size_t count, double scaled, double half)
{
    if (fabs(scaled) >= 1) {
        return fabs(scaled) > 1 ? 0 : INFINITY;
    }
    return cosine_sum(c, count, acos(scaled)) / (M_PI * half * sqrt((1 - scaled) * (1 + scaled)));
}

static double cumulative_at(const double *c, size_t count, double scaled, double half)
{
    (void)half;
    if (fabs(scaled) >= 1) {
        return scaled < 0 ? 0 : c[0];
    }
    const double theta = acos(scaled);
    return (c[0] * (M_PI - theta) - sine_sum(c, count, theta)) / M_PI;
}

/* c (probes, count): g_k mu_k, twice for k > 0, over k where it is integrated. NULL without memory. */
static double *coefficients_of(const hodo_chebyshev_moments *m, const hodo_damping *damping, bool integrated,
                               hodo_error *error)
{
    double *c = malloc(m->probes * m->count * sizeof *c);
    if (c == NULL) {
        (void)hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu series of %zu moments: take fewer", m->probes,
                        m->count);
        return NULL;
    }
    for (size_t k = 0; k < m->count; k++) {
        const double g =
            damping->factor(k, m->count) * (k == 0 ? 1 : 2) / (integrated && k > 0 ? (double)k : 1);
        for (size_t s = 0; s < m->probes; s++) {
            c[s * m->count + k] = g * m->moment[s * m->count + k];
        }
    }
    return c;
}

/* Mean and standard error over probes of a series, about the first probe's value, so that nothing cancels. */
static hodo_status evaluate(const hodo_chebyshev_moments *m, const hodo_damping *damping, bool integrated,
                            const double *x, size_t count, double *mean, double *standard_error,
                            hodo_error *error)
{
    double *c = coefficients_of(m, damping, integrated, error);
    if (c == NULL) {
        return HODO_NO_MEMORY;
    }
    series_value *const value = integrated ? cumulative_at : density_at;
    const double half = (m->upper - m->lower) / 2, probes = (double)m->probes;
    for (size_t i = 0; i < count; i++) {
        const double scaled = (x[i] - m->lower) / half - 1, first = value(c, m->count, scaled, half);
        double sum = 0, sum_square = 0;
        for (size_t s = 1; s < m->probes; s++) {
            const double v = value(c + s * m->count, m->count, scaled, half);
            const double difference = v == first ? 0 : v - first; /* both may be INFINITY */
            sum += difference;
            sum_square += difference * difference;
        }
        mean[i] = first + sum / probes;
        if (standard_error != NULL) {
            const double squares = fmax(0, sum_square - sum * sum / probes);
            standard_error[i] = m->probes < 2 ? NAN : sqrt(squares / (probes * (probes - 1)));
        }
    }
    free(c);
    return HODO_OK;
}

hodo_status hodo_kernel_polynomial_density(const hodo_chebyshev_moments *moments, const hodo_damping *damping,
                                           const double *x, size_t count, double *density,
                                           double *standard_error, hodo_error *error)
{
    return evaluate(moments, damping, false, x, count, density, standard_error, error);
}

hodo_status hodo_kernel_polynomial_cumulative(const hodo_chebyshev_moments *moments,
                                              const hodo_damping *damping, const double *x, size_t count,
                                              double *cumulative, double *standard_error, hodo_error *error)
{
    return evaluate(moments, damping, true, x, count, cumulative, standard_error, error);
}

static hodo_status cosine_transform(double *values, size_t points, hodo_error *error)
{
    hodo_planner_lock();
    fftw_plan plan = fftw_plan_r2r_1d((int)points, values, values, FFTW_REDFT01, FFTW_ESTIMATE);
    hodo_planner_unlock();
    if (plan == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "FFTW has no plan for %zu points: take fewer", points);
    }
    fftw_execute(plan);
    hodo_planner_lock();
    fftw_destroy_plan(plan);
    hodo_planner_unlock();
    return HODO_OK;
}

hodo_status hodo_kernel_polynomial_grid(const hodo_chebyshev_moments *moments, const hodo_damping *damping,
                                        size_t points, double *x, double *density, hodo_error *error)
{
    const size_t most = 1u << 30; /* FFTW counts in int */
    if (points < moments->count || points > most) {
        return hodo_fail(error, HODO_INVALID, "%zu points for a series of %zu moments: give %zu to %zu", points,
                         moments->count, moments->count, most);
    }
    double *values = fftw_malloc(points * sizeof *values);
    if (values == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu points: take fewer", points);
    }
    for (size_t k = 0; k < points; k++) { /* REDFT01 is Y_j = X_0 + 2 sum_k X_k cos(pi k (j + 1/2) / points) */
        values[k] = 0;
        for (size_t s = 0; k < moments->count && s < moments->probes; s++) {
            values[k] += moments->moment[s * moments->count + k] / (double)moments->probes;
        }
        values[k] *= k < moments->count ? damping->factor(k, moments->count) : 0;
    }
    const hodo_status status = cosine_transform(values, points, error);
    const double half = (moments->upper - moments->lower) / 2, centre = (moments->upper + moments->lower) / 2;
    for (size_t i = 0; status == HODO_OK && i < points; i++) {
        const double theta = M_PI * ((double)i + 0.5) / (double)points;
        x[points - 1 - i] = centre + half * cos(theta);
        density[points - 1 - i] = values[i] / (M_PI * half * sin(theta));
    }
    fftw_free(values);
    return status;
}
