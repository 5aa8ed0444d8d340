#include "rmt/kernel/bfk_moments.h"

#include "rmt/law/law.h"

#include <math.h>
#include <string.h>

void rmt_moments_of_free_cumulants(const double *cumulant, size_t order, double *moment)
{
    /* power[s][j] = [y^j] M(y)^s, M = 1 + sum m_n y^n; m_n needs those with s + j = n only. */
    double power[RMT_MOMENTS_MOST + 1][RMT_MOMENTS_MOST + 1] = {{1}};
    for (size_t s = 0; s <= order; s++) {
        power[s][0] = 1;
    }
    for (size_t n = 1; n <= order; n++) {
        double sum = 0;
        for (size_t s = 1; s <= n; s++) {
            sum += cumulant[s - 1] * power[s][n - s];
        }
        moment[n - 1] = sum;
        power[1][n] = sum;
        for (size_t s = 2; s + n <= order; s++) {
            double coefficient = 0;
            for (size_t j = 0; j <= n; j++) {
                coefficient += power[s - 1][j] * power[1][n - j];
            }
            power[s][n] = coefficient;
        }
    }
}

static hodo_status check_finite(const double *moment, size_t order, hodo_error *error)
{
    for (size_t n = 0; n < order; n++) {
        if (!isfinite(moment[n])) {
            return hodo_fail(error, HODO_NUMERIC, "moment %zu exceeds the largest double: ask for at most %zu",
                             n + 1, n);
        }
    }
    return HODO_OK;
}

hodo_status rmt_bfk_moments(const rmt_bfk_depth *depth, size_t order, double *moment, hodo_error *error)
{
    double cumulant[RMT_MOMENTS_MOST] = {1}, compressed[RMT_MOMENTS_MOST];
    for (size_t n = 0; n < order; n++) {
        moment[n] = 1;
    }
    /* From K_{v-1} = T_{v-1}/(v-1) to K_v = T_v/v. */
    for (size_t v = 2; v <= depth->depth; v++) {
        const double ratio = (double)(v - 1) / (double)v;
        const double *jump = moment;
        if (depth->masked) {
            double half = 1;
            for (size_t n = 0; n < order; n++, half /= 2) {
                cumulant[n] *= half;
            }
            rmt_moments_of_free_cumulants(cumulant, order, compressed);
            jump = compressed;
        }
        double scale = ratio;
        for (size_t n = 0; n < order; n++, scale *= depth->masked ? 2 * ratio : ratio) {
            cumulant[n] = scale * jump[n];
        }
        cumulant[0] += 1 / (double)v;
        rmt_moments_of_free_cumulants(cumulant, order, moment);
    }
    return check_finite(moment, order, error);
}

/* product[j] = sum_i a[i] b[j - i]. */
static void multiply_series(const double *a, const double *b, size_t count, double *product)
{
    for (size_t j = 0; j < count; j++) {
        double sum = 0;
        for (size_t i = 0; i <= j; i++) {
            sum += a[i] * b[j - i];
        }
        product[j] = sum;
    }
}

hodo_status rmt_bfk_resnet_moments(double time, size_t order, double *moment, hodo_error *error)
{
    /* Coefficients of q^j: of cosh^2(sqrt q), and of S'(q) cosh^(2n)(sqrt q), which begins as S'. */
    double square[RMT_MOMENTS_MOST], product[RMT_MOMENTS_MOST], next[RMT_MOMENTS_MOST],
        cumulant[RMT_MOMENTS_MOST];
    double term = 1; /* 4^j/(2j)! */
    for (size_t j = 0; j < order; j++) {
        const double k = (double)j;
        square[j] = j == 0 ? 1 : term / 2;
        term *= 4 / ((2 * k + 1) * (2 * k + 2));
        product[j] = (k + 1) * term / (2 * k + 3);
    }
    double power = 1;
    cumulant[0] = 1;
    for (size_t n = 1; n < order; n++) {
        multiply_series(product, square, order, next);
        memcpy(product, next, order * sizeof *next);
        power *= time;
        cumulant[n] = power / (double)n * product[n - 1];
    }
    rmt_moments_of_free_cumulants(cumulant, order, moment);
    return check_finite(moment, order, error);
}
