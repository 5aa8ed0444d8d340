#include "rmt/spectrum/spectrum_fit.h"

#include "rmt/finite/tracy_widom.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS_MOST = 60 };

static const double difference_step = 1e-3; /* of s: F'' to 1e-6, against corrections of order 1/p */
static const double candidate_factor = 10;  /* how much more liberal the first look is than the test */
static const double reach = 60;             /* in units of s: rates down to 1e-135 */
static const double threshold_error = 1e-7; /* relative; the law itself is known to p^(-2/3) */

/* The largest eigenvalue of X X^T for p x n noise of variance 1 is centre + width * s, s of Tracy-Widom beta =
 * 1: Johnstone 2001 with half-integers in place of n - 1 and p, which takes the error from p^(-1/3) to p^(-2/3)
 * (Ma 2012). */
static void johnstone(size_t p, size_t n, double *centre, double *width)
{
    const double a = sqrt((double)n - 0.5), b = sqrt((double)p - 0.5);
    *centre = (a + b) * (a + b);
    *width = (a + b) * cbrt(1 / a + 1 / b);
}

/* P(largest > lambda) for X X^T / n, X p x n noise, when the scale is the mean of the same eigenvalues. The
 * largest over the mean is independent of the mean, whose relative variance is 2 / (p n); so 1 - F is that
 * ratio's tail smoothed over it, and the ratio's is 1 - F(s) + (centre / width)^2 F''(s) / (p n) to that order
 * (Nadler 2011). */
static hodo_status tail_probability(double lambda, double mean, size_t p, size_t n, double *probability,
                                    hodo_error *error)
{
    double centre, width;
    johnstone(p, n, &centre, &width);
    const double s = (lambda / mean * (double)n - centre) / width;
    rmt_tracy_widom at, left, right;
    hodo_status status = rmt_tracy_widom_at(1, s, &at, error);
    status = status != HODO_OK ? status : rmt_tracy_widom_at(1, s - difference_step, &left, error);
    status = status != HODO_OK ? status : rmt_tracy_widom_at(1, s + difference_step, &right, error);
    if (status == HODO_OK) {
        const double slope = (right.density - left.density) / (2 * difference_step), ratio = centre / width;
        /* Far out the correction exceeds what it corrects: one half is as far as it may go. */
        *probability = fmax(at.tail + ratio * ratio * slope / ((double)p * (double)n), at.tail / 2);
    }
    return status;
}

/* How far the mean spectrum of p rows is from its limit, as mass below x: to first order in 1/p the density of
 * a real Wishart matrix is the limit's plus (delta_a / 4 + delta_b / 4 - arcsine / 2) / p, arcsine the density
 * 1 / (pi sqrt((b - x)(x - a))) (Dumitriu and Edelman 2006; its first two moments are exact). */
static double mass_correction(const rmt_law *law, double x, size_t p)
{
    const rmt_interval *interval = &law->intervals[0];
    const double middle = (interval->lower + interval->upper) / 2,
                 radius = (interval->upper - interval->lower) / 2;
    const double cosine = fmin(1, fmax(-1, (middle - x) / radius));
    return (0.25 - acos(cosine) / (2 * M_PI)) / (double)p;
}

/* The scale of lambda[0 .. bulk-1] about the law: the mean of ln(lambda_(i) / quantile((i - 1/2) / bulk)) over
 * the central half. Eigenvalues are so rigid that this wanders by O(1/p) only, and half of them could be
 * anything. */
static hodo_status match_quantiles(const rmt_law *law, const double *lambda, size_t bulk, double *scale,
                                   hodo_error *error)
{
    const size_t first = bulk / 4, count = bulk - 2 * first;
    double *probability = malloc(2 * count * sizeof *probability), *quantile = probability + count;
    if (probability == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu quantiles", count);
    }
    for (size_t i = 0; i < count; i++) {
        probability[i] = ((double)(first + i) + 0.5) / (double)bulk;
    }
    hodo_status status = rmt_law_quantile(law, probability, count, quantile, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        probability[i] -= mass_correction(law, quantile[i], bulk);
    }
    status = status != HODO_OK ? status : rmt_law_quantile(law, probability, count, quantile, error);
    double sum = 0;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        sum += log(lambda[first + i] / quantile[i]);
    }
    *scale = exp(sum / (double)count);
    free(probability);
    return status;
}

/* sup |F_empirical - F_law| over the bulk. */
static hodo_status measure_distance(const rmt_spectrum_fit *fit, const double *lambda, size_t bulk,
                                    double *distance, hodo_error *error)
{
    double *x = malloc(2 * bulk * sizeof *x), *theory = x + bulk;
    if (x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu eigenvalues", bulk);
    }
    for (size_t i = 0; i < bulk; i++) {
        x[i] = lambda[i] / fit->scale;
    }
    const hodo_status status = rmt_law_cumulative(fit->bulk, x, bulk, theory, error);
    *distance = 0;
    for (size_t i = 0; status == HODO_OK && i < bulk; i++) {
        const double below = theory[i] - (double)i / (double)bulk,
                     above = (double)(i + 1) / (double)bulk - theory[i];
        *distance = fmax(*distance, fmax(below, above));
    }
    free(x);
    return status;
}

/* Law and scale when the last `outliers` eigenvalues are no noise: the others are those of (p - k) x (n -
 * k). */
static hodo_status fit_without(const double *lambda, size_t p, size_t n, size_t outliers, rmt_spectrum_fit *fit,
                               hodo_error *error)
{
    rmt_law_close(fit->bulk);
    fit->bulk = NULL;
    const double rows = (double)(p - outliers), columns = (double)(n - outliers);
    fit->outliers = outliers;
    fit->ratio = rows / columns;
    hodo_status status = rmt_law_open(&fit->bulk, error, "marchenko-pastur --ratio=%.17g", fit->ratio);
    status = status != HODO_OK ? status : match_quantiles(fit->bulk, lambda, p - outliers, &fit->scale, error);
    if (status == HODO_OK) {
        const rmt_interval *interval = &fit->bulk->intervals[0];
        fit->variance = fit->scale * (double)n / columns;
        fit->lower = fit->scale * interval->lower;
        fit->upper = fit->scale * interval->upper;
    }
    return status;
}

/* Candidates: eigenvalues that stand out of the law fitted to those below. A scale which outliers had raised is
 * cured of those that stand out even so, until none does. A quarter of the spectrum at most: what is left must
 * have a bulk. */
static hodo_status find_candidates(const double *lambda, size_t p, size_t n, double rate, rmt_spectrum_fit *fit,
                                   hodo_error *error)
{
    hodo_status status = fit_without(lambda, p, n, 0, fit, error);
    for (size_t k = 0, fitted = 0; status == HODO_OK; fitted = k) {
        double tail = 0;
        for (; status == HODO_OK && k < p / 4; k++) {
            double centre, width;
            johnstone(p - k, n - k, &centre, &width);
            const double s = (lambda[p - 1 - k] / fit->variance * (double)n - centre) / width;
            status = rmt_tracy_widom_tail(1, s, &tail, error);
            if (status != HODO_OK || tail >= rate) {
                break;
            }
        }
        if (status != HODO_OK || k == fitted) {
            break;
        }
        status = fit_without(lambda, p, n, k, fit, error);
    }
    return status;
}

/* The mean of lambda[0 .. p-k-1] as the variance of an entry: that of (p - k) x (n - k) noise. */
static double mean_of(const double *lambda, size_t p, size_t n, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < p - k; i++) {
        sum += lambda[i];
    }
    return sum / (double)(p - k) * (double)n / (double)(n - k);
}

/* The probability that noise has so large a largest eigenvalue as the (k+1)-th from above, the k larger being
 * none. */
static hodo_status test_one(const double *lambda, size_t p, size_t n, size_t k, double *probability,
                            hodo_error *error)
{
    const double in_its_units = lambda[p - 1 - k] * (double)n / (double)(n - k);
    return tail_probability(in_its_units, mean_of(lambda, p, n, k), p - k, n - k, probability, error);
}

hodo_status rmt_spectrum_fit_bulk(const double *lambda, size_t p, size_t n, double false_alarm,
                                  rmt_spectrum_fit *fit, hodo_error *error)
{
    *fit = (rmt_spectrum_fit){.bulk = NULL};
    if (p < RMT_SPECTRUM_LEAST || p > n) {
        return hodo_fail(error, HODO_INVALID,
                         "a spectrum of %zu x %zu has no bulk to fit: give at least %d rows and no "
                         "fewer columns",
                         p, n, RMT_SPECTRUM_LEAST);
    }
    if (!(false_alarm > 0 && false_alarm < 0.5)) {
        return hodo_fail(error, HODO_INVALID, "the false-alarm rate %g is outside (0, 1/2): 1e-3 is usual",
                         false_alarm);
    }
    if (!(lambda[p / 4] > 0) || !isfinite(lambda[p - 1])) {
        return hodo_fail(error, HODO_INVALID,
                         "more than a quarter of the %zu singular values is 0: the matrix has a low "
                         "rank and no bulk",
                         p);
    }
    hodo_status status = find_candidates(lambda, p, n, fmin(candidate_factor * false_alarm, 0.5), fit, error);
    /* From the least candidate up: is it noise, when the larger ones are none? */
    size_t outliers = fit->outliers;
    while (status == HODO_OK && outliers > 0) {
        double probability;
        status = test_one(lambda, p, n, outliers - 1, &probability, error);
        if (status != HODO_OK || probability < false_alarm) {
            break;
        }
        outliers--;
    }
    if (status == HODO_OK && outliers != fit->outliers) {
        status = fit_without(lambda, p, n, outliers, fit, error);
    }
    status = status != HODO_OK ? status : measure_distance(fit, lambda, p - outliers, &fit->distance, error);
    if (status != HODO_OK) {
        rmt_spectrum_fit_free(fit);
    }
    return status;
}

/* The tail falls with lambda: bisection. */
hodo_status rmt_spectrum_threshold(const double *lambda, size_t p, size_t n, double false_alarm,
                                   const rmt_spectrum_fit *fit, double *threshold, hodo_error *error)
{
    const size_t k = fit->outliers, rows = p - k, columns = n - k;
    double centre, width;
    johnstone(rows, columns, &centre, &width);
    const double mean = mean_of(lambda, p, n, k);
    double low = mean * centre / (double)columns, high = low + mean * reach * width / (double)columns;
    for (int round = 0; round < ROUNDS_MOST && high - low > threshold_error * high; round++) {
        const double middle = (low + high) / 2;
        double tail;
        const hodo_status status = tail_probability(middle, mean, rows, columns, &tail, error);
        if (status != HODO_OK) {
            return status;
        }
        *(tail > false_alarm ? &low : &high) = middle;
    }
    *threshold = (low + high) / 2 * (double)columns / (double)n;
    return HODO_OK;
}

void rmt_spectrum_fit_free(rmt_spectrum_fit *fit)
{
    rmt_law_close(fit->bulk);
    fit->bulk = NULL;
}
