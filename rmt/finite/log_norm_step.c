#include "rmt/finite/log_norm_step.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>

/* Relative to the largest weight; what is left out has probability below 1e-20. */
#define NEGLIGIBLE 0x1p-70

hodo_status rmt_log_norm_step_init(rmt_log_norm_step *step, bool relu, int64_t units, hodo_error *error)
{
    const double m = (double)units;
    /* From the mode outwards until weights are negligible; symmetric but for N = 0. */
    int64_t mode = units, low = units, high = units;
    if (relu) {
        mode = low = high = units / 2 > 1 ? units / 2 : 1;
        for (double w = 1; low > 1 && w > NEGLIGIBLE; low--) {
            w *= (double)low / (m - (double)low + 1);
        }
        for (double w = 1; high < units && w > NEGLIGIBLE; high++) {
            w *= (m - (double)high) / ((double)high + 1);
        }
    }
    const size_t count = (size_t)(high - low + 1);
    double *weight = malloc(count * sizeof *weight);
    if (weight == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu binomial weights: give fewer units", count);
    }
    weight[mode - low] = 1;
    double sum = 1;
    for (int64_t n = mode; n > low; n--) {
        weight[n - 1 - low] = weight[n - low] * (double)n / (m - (double)n + 1);
        sum += weight[n - 1 - low];
    }
    for (int64_t n = mode; n < high; n++) {
        weight[n + 1 - low] = weight[n - low] * (m - (double)n) / ((double)n + 1);
        sum += weight[n + 1 - low];
    }
    for (size_t i = 0; i < count; i++) {
        weight[i] /= sum;
    }
    *step = (rmt_log_norm_step){
        .units = m, .base = (relu ? 4 : 2) / m, .least = (double)low, .count = count, .weight = weight};
    return HODO_OK;
}

void rmt_log_norm_step_clear(rmt_log_norm_step *step)
{
    free(step->weight);
    step->weight = NULL;
}

/* From this argument on, eight terms of Stirling's series are exact in double. */
#define STIRLING_FROM 15.0

/* (1 + w) log(1 + w) - w without its cancellation at small w. */
static double complex log_excess(double complex w)
{
    if (cabs(w) > 0.1) {
        return (1 + w) * clog(1 + w) - w;
    }
    double complex sum = 0, power = w;
    for (int k = 2; k <= 18; k++) { /* 0.1^17 / (17 18) is nothing */
        power *= -w;
        sum -= power / (k * (k - 1));
    }
    return sum;
}

/* log(base^z Gamma(a + z) / Gamma(a)). L of them are added up, so a phase must not be the difference of large
 * numbers: for large a, with w = z / a,
 *     z log(base a) + a ((1 + w) log(1 + w) - w) - log(1 + w) / 2
 *         + sum_k B_2k / (2k (2k-1)) ((a+z)^(1-2k) - a^(1-2k)).
 */
static hodo_status log_ratio(double base, double a, double complex z, double complex *ratio, hodo_error *error)
{
    static const double stirling[] = {1.0 / 12,        -1.0 / 360,        1.0 / 1260, -1.0 / 1680,
                                      1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
    if (cimag(z) == 0) {
        *ratio = creal(z) * log(base) + lgamma(a + creal(z)) - lgamma(a);
        return HODO_OK;
    }
    if (a < STIRLING_FROM) {
        gsl_sf_result logarithm, argument;
        if (gsl_sf_lngamma_complex_e(a + creal(z), cimag(z), &logarithm, &argument) != GSL_SUCCESS) {
            return hodo_fail(error, HODO_NUMERIC, "log Gamma(%g%+gi) failed: give fewer units", a + creal(z),
                             cimag(z));
        }
        *ratio = z * log(base) + logarithm.val + I * argument.val - lgamma(a);
        return HODO_OK;
    }
    const double complex w = z / a;
    double complex inverse = 1 / (a + z), sum = 0;
    const double complex square = inverse * inverse;
    double real_inverse = 1 / a;
    for (size_t k = 0; k < sizeof stirling / sizeof stirling[0]; k++) {
        sum += stirling[k] * (inverse - real_inverse);
        inverse *= square;
        real_inverse /= a * a;
    }
    *ratio = z * log(base * a) + a * log_excess(w) - clog(1 + w) / 2 + sum;
    return HODO_OK;
}

hodo_status rmt_log_norm_step_transform(const rmt_log_norm_step *step, double complex z,
                                        double complex *transform, double *magnitude, hodo_error *error)
{
    *transform = 0;
    *magnitude = 0;
    for (size_t parity = 0; parity < 2 && parity < step->count; parity++) {
        const double half = (step->least + (double)parity) / 2;
        double complex ratio = 0;
        const hodo_status status = log_ratio(step->base, half, z, &ratio, error);
        if (status != HODO_OK) {
            return status;
        }
        ratio = cexp(ratio);
        double modulus = cabs(ratio);
        for (size_t i = parity; i < step->count; i += 2) {
            const double at = (step->least + (double)i) / 2;
            *transform += step->weight[i] * ratio;
            *magnitude += step->weight[i] * modulus;
            ratio *= (at + z) / at;
            modulus *= hypot(at + creal(z), cimag(z)) / at;
        }
    }
    return HODO_OK;
}
