#include "rmt/finite/log_norm_law.h"

#include "base/planner.h"
#include "rmt/finite/log_norm_step.h"
#include "rmt/finite/norm_walk.h"

#include <complex.h> /* before fftw3.h: fftw_complex is C's */
#include <fftw3.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Probability that may lie outside the window on either side, and modulus at which the band ends. */
#define OUTSIDE 1e-17
#define BAND_END 1e-18

/* Of the peak: rounding of the series. */
#define FLOOR 1e-14

enum {
    OVERSAMPLING = 8, /* samples for each that the band needs: 12-point interpolation errs by 1e-9 at the band's
                         end, where the transform is 1e-18, and by 1e-13 at a tenth of the band */
    STENCIL = 12,
    MOST_SAMPLES = 1 << 22,
    FINEST = 16,
};

struct rmt_log_norm_law {
    double mean, variance, lower, upper, bound;
    double floor;       /* densities below are rounding */
    size_t count;       /* samples of the period [lower, upper) */
    double *density;    /* (count,) */
    double *cumulative; /* (count,), less the line (x - lower) / (upper - lower) */
    double weight[STENCIL]; /* barycentric weights of equidistant nodes */
};

/* The window's ends by Chernoff: P(X > x) <= (E e^(aX_1))^L e^(-ax) for every a > 0, and likewise below for a <
 * 0. */
static hodo_status find_window(rmt_log_norm_law *law, const rmt_log_norm_step *step, double depth,
                               hodo_error *error)
{
    const double deviation = sqrt(law->variance), lowest = -0.4999 * step->least;
    law->lower = -INFINITY;
    law->upper = INFINITY;
    for (int i = 0; i <= 80; i++) {
        const double power = exp2(i / 8.0 - 2) / deviation; /* 1/4 .. 256 standard deviations' worth */
        for (int side = 0; side < 2; side++) {
            const double a = side == 0 ? power : fmax(-power, lowest);
            double complex transform;
            double magnitude;
            const hodo_status status = rmt_log_norm_step_transform(step, a, &transform, &magnitude, error);
            if (status != HODO_OK) {
                return status;
            }
            if (isfinite(magnitude) && magnitude > 0) {
                const double end = (depth * log(magnitude) - log(OUTSIDE)) / a;
                law->upper = side == 0 ? fmin(law->upper, end) : law->upper;
                law->lower = side == 1 ? fmax(law->lower, end) : law->lower;
            }
        }
    }
    return isfinite(law->lower) && isfinite(law->upper)
               ? HODO_OK
               : hodo_fail(error, HODO_NUMERIC, "no window holds the law of log norms: report this");
}

/* The characteristic function at 2 pi k / period, k = 0 .. *band - 1, until its modulus falls below `end`; the
 * array is malloc'ed. */
static hodo_status transform_band(const rmt_log_norm_step *step, double depth, double period, double end,
                                  double complex **values, size_t *band, double *bound, hodo_error *error)
{
    size_t room = 1024, k = 0;
    double complex *value = malloc(room * sizeof *value);
    for (;; k++) {
        if (value != NULL && k == room) {
            double complex *more = realloc(value, 2 * room * sizeof *value);
            if (more == NULL) {
                free(value);
            }
            value = more;
            room *= 2;
        }
        if (value == NULL) {
            return hodo_fail(error, HODO_NO_MEMORY, "no memory for a transform of %zu values: give fewer units",
                             room);
        }
        const double t = 2 * M_PI * (double)k / period;
        double complex one;
        double magnitude;
        const hodo_status status = rmt_log_norm_step_transform(step, t * I, &one, &magnitude, error);
        if (status != HODO_OK || 2 * OVERSAMPLING * k > MOST_SAMPLES) {
            free(value);
            return status != HODO_OK ? status
                                     : hodo_fail(error, HODO_NUMERIC,
                                                 "the law of log norms needs more than %d samples: "
                                                 "give fewer units or layers",
                                                 MOST_SAMPLES);
        }
        if (depth * log(magnitude) < log(end)) {
            /* Each |Gamma(a + it)| falls at the rate im psi(a + it) >= atan(t / a), a <= m/2, which grows with
             * t. */
            *bound = pow(magnitude, depth) / (M_PI * depth * atan(2 * t / step->units));
            break;
        }
        value[k] = cexp(depth * (log(cabs(one)) + I * carg(one)));
    }
    *values = value;
    *band = k;
    return HODO_OK;
}

/* samples[j] = 2 re sum_k coefficient[k] exp(-2 pi i jk / count), in one real FFT. Destroys the coefficients
 * (count / 2 + 1,). */
static hodo_status sum_series(fftw_complex *coefficient, size_t count, double *samples, hodo_error *error)
{
    for (size_t k = 0; k <= count / 2; k++) {
        coefficient[k] = conj(coefficient[k]);
    }
    hodo_planner_lock();
    fftw_plan plan = fftw_plan_dft_c2r_1d((int)count, coefficient, samples, FFTW_ESTIMATE);
    hodo_planner_unlock();
    if (plan == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "FFTW makes no plan for %zu samples: close other programs",
                         count);
    }
    fftw_execute(plan);
    hodo_planner_lock();
    fftw_destroy_plan(plan);
    hodo_planner_unlock();
    return HODO_OK;
}

/* Density and distribution function on the samples. With c_k = phi(t_k) exp(-i t_k lower),
 *     density(x)    = (1 + 2 re sum c_k exp(-i t_k (x - lower))) / period,
 *     cumulative(x) = (x - lower + 2 re sum (i c_k / t_k) (exp(-i t_k (x - lower)) - 1)) / period. */
static hodo_status fill_samples(rmt_log_norm_law *law, const double complex *value, size_t band,
                                hodo_error *error)
{
    const double period = law->upper - law->lower;
    law->count = 4 * STENCIL;
    while (law->count < 2 * OVERSAMPLING * band) {
        law->count *= 2;
    }
    fftw_complex *coefficient = fftw_malloc((law->count / 2 + 1) * sizeof *coefficient);
    law->density = malloc(2 * law->count * sizeof *law->density);
    hodo_status status = coefficient != NULL && law->density != NULL ? HODO_OK : HODO_NO_MEMORY;
    if (status != HODO_OK) {
        hodo_fail(error, status, "no memory for %zu samples: give fewer units", law->count);
    }
    law->cumulative = law->density != NULL ? law->density + law->count : NULL;
    for (int integral = 0; status == HODO_OK && integral < 2; integral++) {
        memset(coefficient, 0, (law->count / 2 + 1) * sizeof *coefficient);
        for (size_t k = 1; k < band; k++) {
            const double t = 2 * M_PI * (double)k / period;
            coefficient[k] = value[k] * cexp(-I * t * law->lower) * (integral ? I / t : 1) / period;
        }
        double *samples = integral ? law->cumulative : law->density;
        status = sum_series(coefficient, law->count, samples, error);
        const double start = integral ? samples[0] : -1 / period;
        for (size_t j = 0; status == HODO_OK && j < law->count; j++) {
            samples[j] -= start;
        }
    }
    for (size_t j = 0; status == HODO_OK && j < law->count; j++) {
        law->floor = fmax(law->floor, FLOOR * law->density[j]);
    }
    fftw_free(coefficient);
    return status;
}

hodo_status rmt_log_norm_law_alloc(rmt_log_norm_law **law, bool relu, int64_t units, int64_t depth, int refine,
                                   hodo_error *error)
{
    *law = NULL;
    if (units < 1 || units > RMT_LOG_NORM_WIDEST) {
        return hodo_fail(error, HODO_INVALID, "%" PRId64 " units are outside 1..%d: give the width of a layer",
                         units, RMT_LOG_NORM_WIDEST);
    }
    if (depth < 1 || depth > RMT_LOG_NORM_DEEPEST) {
        return hodo_fail(error, HODO_INVALID,
                         "depth %" PRId64 " is outside 1..%d: give the matrices of the network", depth,
                         RMT_LOG_NORM_DEEPEST);
    }
    if (refine < 1 || refine > FINEST) {
        return hodo_fail(error, HODO_INVALID, "refine = %d is outside 1..%d: give 1, or 2 to check", refine,
                         FINEST);
    }
    rmt_log_norm_law *made = calloc(1, sizeof *made);
    rmt_log_norm_step step = {0};
    double complex *value = NULL;
    rmt_norm_step walk;
    size_t band = 0;
    hodo_status status =
        made != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for a law: close other programs");
    if (status != HODO_OK ||
        (status = (relu ? rmt_norm_step_relu : rmt_norm_step_linear)(units, &walk, error)) != HODO_OK ||
        (status = rmt_log_norm_step_init(&step, relu, units, error)) != HODO_OK) {
        goto cleanup;
    }
    made->mean = (double)depth * walk.mean;
    made->variance = (double)depth * walk.variance;
    double binomial = 1;
    for (int i = 0; i < STENCIL; i++) {
        made->weight[i] = i % 2 == 0 ? binomial : -binomial;
        binomial *= (double)(STENCIL - 1 - i) / (i + 1);
    }
    if ((status = find_window(made, &step, (double)depth, error)) != HODO_OK) {
        goto cleanup;
    }
    const double widen = (refine - 1) * (made->upper - made->lower) / 2;
    made->lower -= widen;
    made->upper += widen;
    double tail = 0;
    if ((status = transform_band(&step, (double)depth, made->upper - made->lower, pow(BAND_END, refine), &value,
                                 &band, &tail, error)) != HODO_OK) {
        goto cleanup;
    }
    /* The peak is at least that of a uniform density of the same variance: 1 / sqrt(12 variance). */
    made->bound = 2 * OUTSIDE + tail * sqrt(12 * made->variance);
    status = fill_samples(made, value, band, error);
cleanup:
    free(value);
    rmt_log_norm_step_clear(&step);
    if (status != HODO_OK) {
        rmt_log_norm_law_free(made);
        return status;
    }
    *law = made;
    return HODO_OK;
}

void rmt_log_norm_law_free(rmt_log_norm_law *law)
{
    if (law != NULL) {
        free(law->density);
        free(law);
    }
}

/* Barycentric interpolation of a periodic array at x inside the window. */
static double interpolate(const rmt_log_norm_law *law, const double *samples, double x)
{
    const double at = (x - law->lower) / (law->upper - law->lower) * (double)law->count;
    const double floor_at = floor(at);
    const size_t first = (size_t)floor_at + law->count - STENCIL / 2 + 1;
    double numerator = 0, denominator = 0;
    for (size_t i = 0; i < STENCIL; i++) {
        const double distance = at - floor_at + STENCIL / 2 - 1 - (double)i;
        const double sample = samples[(first + i) % law->count];
        if (distance == 0) {
            return sample;
        }
        numerator += law->weight[i] / distance * sample;
        denominator += law->weight[i] / distance;
    }
    return numerator / denominator;
}

double rmt_log_norm_density(const rmt_log_norm_law *law, double x)
{
    if (!(x >= law->lower && x < law->upper)) {
        return isnan(x) ? x : 0;
    }
    const double density = interpolate(law, law->density, x);
    return density > law->floor ? density : 0;
}

double rmt_log_norm_cumulative(const rmt_log_norm_law *law, double x)
{
    if (!(x >= law->lower && x < law->upper)) {
        return isnan(x) ? x : x >= law->upper;
    }
    const double line = (x - law->lower) / (law->upper - law->lower);
    return fmin(fmax(line + interpolate(law, law->cumulative, x), 0), 1);
}

double rmt_log_norm_mean(const rmt_log_norm_law *law)
{
    return law->mean;
}

double rmt_log_norm_variance(const rmt_log_norm_law *law)
{
    return law->variance;
}

double rmt_log_norm_window(const rmt_log_norm_law *law, double *lower, double *upper)
{
    *lower = law->lower;
    *upper = law->upper;
    return law->bound;
}
