#include "rmt/jacobian/power_series.h"

#include "rmt/law/law.h"

#include <math.h>

/* n e_n = sum_j j (scale ell_j) e_(n-j). */
void rmt_power_series_exp(const double *ell, double scale, size_t order, double *out)
{
    out[0] = 1;
    for (size_t n = 1; n <= order; n++) {
        double sum = 0;
        for (size_t j = 1; j <= n; j++) {
            sum += (double)j * ell[j - 1] * out[n - j];
        }
        out[n] = scale * sum / (double)n;
    }
}

/* n a_n = sum_j j ell_j a_(n-j), a_0 = 1. */
void rmt_power_series_log(const double *a, size_t order, double *ell)
{
    for (size_t n = 1; n <= order; n++) {
        double sum = (double)n * a[n - 1];
        for (size_t j = 1; j < n; j++) {
            sum -= (double)j * ell[j - 1] * a[n - j - 1];
        }
        ell[n - 1] = sum / (double)n;
    }
}

void rmt_power_series_moments(const double *ell, double log_scale, size_t order, double *moment)
{
    double power[RMT_MOMENTS_MOST], exponent[RMT_MOMENTS_MOST];
    for (size_t k = 1; k <= order; k++) {
        const double order_k = (double)k;
        for (size_t j = 1; j < k; j++) { /* -2 ln(1 - eta) = sum 2 eta^j/j */
            exponent[j - 1] = order_k * ell[j - 1] + 2 / (double)j;
        }
        rmt_power_series_exp(exponent, 1, k - 1, power);
        moment[k - 1] = power[k - 1] / order_k * exp(order_k * log_scale);
    }
}
