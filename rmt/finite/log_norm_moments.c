#include "rmt/finite/log_norm_moments.h"

#include "rmt/law/law.h"
#include "rmt/finite/norm_walk.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_psi.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { TERMS = RMT_MOMENTS_MOST + 1 };

/* One layer: series[k] = E[((X_1 - mean) / deviation)^k] / k!, k = 0 .. order. */
typedef struct layer {
    size_t order;
    double base, mean, deviation; /* base 4/m or 2/m */
    double weight;                /* summed so far */
    double series[TERMS];
} layer;

/* Adds weight times the series of log(base/2 chi^2_N): k e_k = sum_j kappa_j / (j-1)! e_(k-j). */
static hodo_status add_units(layer *of, double active, double weight, hodo_error *error)
{
    const double half = active / 2;
    double rate[TERMS], term[TERMS] = {1}, scale = 1; /* rate[j] = kappa_j / (j-1)! */
    for (size_t j = 1; j <= of->order; j++) {
        gsl_sf_result polygamma;
        const int failed = gsl_sf_psi_n_e((int)j - 1, half, &polygamma);
        if (failed != GSL_SUCCESS && failed != GSL_EUNDRFLW) {
            return hodo_fail(error, HODO_NUMERIC, "polygamma %zu of %g failed: ask for moments up to %zu",
                             j - 1, half, j - 1);
        }
        scale /= of->deviation * (j > 1 ? (double)(j - 1) : 1);
        rate[j] =
            (j > 1 ? polygamma.val : log(of->base * half) + (polygamma.val - log(half)) - of->mean) * scale;
    }
    for (size_t k = 1; k <= of->order; k++) {
        double sum = 0;
        for (size_t j = 1; j <= k; j++) {
            sum += rate[j] * term[k - j];
        }
        term[k] = sum / (double)k;
    }
    for (size_t k = 0; k <= of->order; k++) {
        of->series[k] += weight * term[k];
    }
    of->weight += weight;
    return HODO_OK;
}

/* All N >= 1 with a weight: a few units on are improbable, but their logarithms are long. */
static hodo_status mix(layer *of, int64_t units, hodo_error *error)
{
    const int64_t mode = units / 2 > 1 ? units / 2 : 1;
    const double m = (double)units;
    hodo_status status = HODO_OK;
    double weight = 1;
    for (int64_t n = mode; status == HODO_OK && n >= 1 && weight > DBL_MIN; n--) {
        status = add_units(of, (double)n, weight, error);
        weight *= (double)n / (m - (double)n + 1);
    }
    weight = 1;
    for (int64_t n = mode; status == HODO_OK && n < units; n++) {
        weight *= (m - (double)n) / ((double)n + 1);
        if (!(weight > DBL_MIN)) {
            break;
        }
        status = add_units(of, (double)n + 1, weight, error);
    }
    return status;
}

/* product = a b up to `order`; product is neither. */
static void multiply(const double *a, const double *b, size_t order, double *product)
{
    for (size_t k = 0; k <= order; k++) {
        double sum = 0;
        for (size_t j = 0; j <= k; j++) {
            sum += a[j] * b[k - j];
        }
        product[k] = sum;
    }
}

hodo_status rmt_log_norm_moments(bool relu, int64_t units, int64_t depth, size_t order, double *moment,
                                 hodo_error *error)
{
    if (order < 1 || order > RMT_MOMENTS_MOST || depth < 1) {
        return hodo_fail(error, HODO_INVALID,
                         "moments up to order %zu at depth %" PRId64 ": give 1..%d, and a depth "
                         "of at least 1",
                         order, depth, RMT_MOMENTS_MOST);
    }
    rmt_norm_step walk;
    hodo_status status = (relu ? rmt_norm_step_relu : rmt_norm_step_linear)(units, &walk, error);
    if (status != HODO_OK) {
        return status;
    }
    layer one = {.order = order, .base = (relu ? 4 : 2) / (double)units, .mean = walk.mean,
                 .deviation = sqrt(walk.variance)};
    status = relu ? mix(&one, units, error) : add_units(&one, (double)units, 1, error);
    if (status != HODO_OK) {
        return status;
    }
    /* The depth-th power, by squares. */
    double power[TERMS] = {1}, next[TERMS];
    for (size_t k = 0; k <= order; k++) {
        one.series[k] /= one.weight;
    }
    for (int64_t rest = depth; rest > 0; rest /= 2) {
        if (rest % 2 == 1) {
            multiply(power, one.series, order, next);
            memcpy(power, next, sizeof next);
        }
        multiply(one.series, one.series, order, next);
        memcpy(one.series, next, sizeof next);
    }
    /* Back to X: times exp(mean of X times the variable). */
    double shift[TERMS] = {1}, scale = 1;
    for (size_t k = 1; k <= order; k++) {
        shift[k] = shift[k - 1] * (double)depth * walk.mean / (double)k;
        power[k] *= scale *= one.deviation;
    }
    multiply(power, shift, order, next);
    double factorial = 1;
    for (size_t k = 1; k <= order; k++) {
        factorial *= (double)k;
        moment[k - 1] = next[k] * factorial;
    }
    return HODO_OK;
}
