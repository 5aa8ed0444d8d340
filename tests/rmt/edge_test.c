/* The largest eigenvalue at a soft edge, and outliers, against closed forms and simulated matrices. */
#include "base/eigenvalue.h"
#include "base/random.h"
#include "effort.h"
#include "near.h"
#include "rmt/extreme_value.h"
#include "rmt/outlier.h"
#include "rmt/stieltjes.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>

/* Rows of the test's own, so that the functions are seen to need no more than a density and its edges. */
static hodo_status marchenko_pastur(const rmt_law *law, const double *x, size_t count, double *density, hodo_error *error)
{
    (void)error;
    const double a = law->intervals[0].lower, b = law->intervals[0].upper, ratio = *(const double *)law->state;
    for (size_t i = 0; i < count; i++) {
        density[i] = x[i] > a && x[i] < b ? sqrt((b - x[i]) * (x[i] - a)) / (2 * M_PI * ratio * x[i]) : 0;
    }
    return HODO_OK;
}

static const rmt_law_row wishart_row = {.name = "wishart", .density = marchenko_pastur};

static rmt_law wishart(const double *ratio)
{
    const double root = sqrt(*ratio);
    rmt_law law = {.row = &wishart_row, .state = (void *)ratio, .interval_count = 1};
    law.intervals[0] = (rmt_interval){(1 - root) * (1 - root), (1 + root) * (1 + root), root == 1 ? -0.5 : 0.5, 0.5};
    if (*ratio > 1) {
        law.atoms[0] = (rmt_atom){0, 1 - 1 / *ratio};
        law.atom_count = 1;
    }
    return law;
}

/* Fuss-Catalan: x = sin^(s+1)((s+1) t) / (sin t sin^s(s t)), rho = sin^2 t sin^(s-1)(s t) / (pi sin^s((s+1) t)). */
static hodo_status fuss_catalan(const rmt_law *law, const double *x, size_t count, double *density, hodo_error *error)
{
    (void)error;
    const double s = *(const double *)law->state;
    for (size_t i = 0; i < count; i++) {
        double low = 0, high = M_PI / (s + 1), t = 0;
        for (int step = 0; step < 200; step++) {
            t = (low + high) / 2;
            const double at = pow(sin((s + 1) * t), s + 1) / (sin(t) * pow(sin(s * t), s));
            *(at > x[i] ? &low : &high) = t;
        }
        density[i] = sin(t) * sin(t) * pow(sin(s * t), s - 1) / (M_PI * pow(sin((s + 1) * t), s));
    }
    return HODO_OK;
}

static const rmt_law_row product_row = {.name = "product", .density = fuss_catalan};

static rmt_law product(const double *order)
{
    const double s = *order;
    rmt_law law = {.row = &product_row, .state = (void *)order, .interval_count = 1};
    law.intervals[0] = (rmt_interval){0, pow(s + 1, s + 1) / pow(s, s), -s / (s + 1), 0.5};
    return law;
}

/* Johnstone 2001: p x n, (l - mu) / sigma, mu = (sqrt n + sqrt p)^2, sigma = (sqrt n + sqrt p)(1/sqrt n + 1/sqrt p)^(1/3). */
Test(edge, scaling_is_that_of_wishart)
{
    static const double sizes[][2] = {{100, 100}, {100, 400}, {300, 100}, {10, 100000}};
    for (size_t c = 0; c < sizeof sizes / sizeof sizes[0]; c++) {
        const double p = sizes[c][0], n = sizes[c][1], ratio = p / n, sum = sqrt(n) + sqrt(p);
        const rmt_law law = wishart(&ratio);
        rmt_extreme_value value;
        cr_assert_eq(rmt_extreme_value_find(&law, (int64_t)p, &value, NULL), HODO_OK);
        near(value.edge, sum * sum / n, 0, 1e-14);
        near(value.scale, sum * cbrt(1 / sqrt(n) + 1 / sqrt(p)) / n, 0, 1e-10);
        near(value.kappa_error, 0, 1e-10, 0);
        near(rmt_extreme_value_mean(&value), value.edge - 1.2065335745820 * value.scale, 0, 1e-14);
        double lambda, tail;
        cr_assert_eq(rmt_extreme_value_quantile(&value, 0.95, &lambda, NULL), HODO_OK);
        near(lambda, value.edge + 0.9793160535 * value.scale, 1e-9, 0);
        cr_assert_eq(rmt_extreme_value_tail(&value, lambda, &tail, NULL), HODO_OK);
        near(tail, 0.05, 1e-12, 0);
    }
}

/* kappa = sqrt(2 (s + 1) / (x_e s^3)) / x_e from the second derivative of x(psi) = (1 + psi)^(s+1) / psi at 1/s. */
Test(edge, kappa_of_products)
{
    for (double s = 1; s <= 8; s++) {
        const rmt_law law = product(&s);
        rmt_extreme_value value;
        cr_assert_eq(rmt_extreme_value_find(&law, 1, &value, NULL), HODO_OK);
        near(value.kappa, sqrt(2 * (s + 1) / (value.edge * s * s * s)) / value.edge, 0, 1e-6);
        cr_assert(value.kappa_error < 1e-6);
    }
    rmt_law *law;
    rmt_extreme_value value;
    cr_assert_eq(rmt_law_open(&law, NULL, "semicircle"), HODO_OK);
    cr_assert_eq(rmt_extreme_value_find(law, 1, &value, NULL), HODO_OK);
    near(value.kappa, 1, 1e-12, 0);
    rmt_law_close(law);
}

static hodo_status constant(const rmt_law *law, const double *x, size_t count, double *density, hodo_error *error)
{
    (void)law, (void)x, (void)error;
    for (size_t i = 0; i < count; i++) {
        density[i] = 1;
    }
    return HODO_OK;
}

Test(edge, refuses_what_is_not_soft)
{
    static const rmt_law_row row = {.name = "flat", .density = constant};
    rmt_law flat = {.row = &row, .interval_count = 1};
    rmt_extreme_value value;
    flat.intervals[0] = (rmt_interval){0, 1, 0, 0};
    cr_assert_eq(rmt_extreme_value_find(&flat, 1, &value, NULL), HODO_INVALID);
    flat.intervals[0].upper_exponent = 0.5; /* a lie: the density does not follow */
    cr_assert_eq(rmt_extreme_value_find(&flat, 1, &value, NULL), HODO_NUMERIC);
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, NULL, "tracy-widom"), HODO_OK);
    cr_assert_eq(rmt_extreme_value_find(law, 1, &value, NULL), HODO_INVALID);
    rmt_outlier outlier;
    cr_assert_eq(rmt_outlier_additive(law, 2, &outlier, NULL), HODO_INVALID);
    rmt_law_close(law);
    cr_assert_eq(rmt_law_open(&law, NULL, "semicircle"), HODO_OK);
    cr_assert_eq(rmt_extreme_value_find(law, 0, &value, NULL), HODO_INVALID);
    cr_assert_eq(rmt_outlier_multiplicative(law, 2, &outlier, NULL), HODO_INVALID);
    cr_assert_eq(rmt_outlier_additive(law, NAN, &outlier, NULL), HODO_INVALID);
    rmt_law_close(law);
    cr_assert_eq(rmt_outlier_wigner(-1, &outlier, NULL), HODO_INVALID);
    cr_assert_eq(rmt_outlier_wishart(0.5, 1, &outlier, NULL), HODO_INVALID);
    cr_assert_eq(rmt_outlier_wishart(2, 0, &outlier, NULL), HODO_INVALID);
}

enum { M = 150 };

/* The largest eigenvalue of J J^T, J = product of `factors` M x M Gaussian matrices, variance 1/M: power iteration on a
 * Krylov basis of 30 vectors, three times over, is exact to 1e-8 here. */
static double largest_of_product(size_t factors, uint64_t cell)
{
    const hodo_stream stream = hodo_stream_open(25, "test/edge", cell);
    static double weights[4][M * M];
    for (size_t f = 0; f < factors; f++) {
        hodo_random_normal_double(&stream, (uint32_t)f, 0, M * M, 1 / sqrt(M), weights[f]);
    }
    enum { STEPS = 60 };
    static double basis[STEPS + 1][M];
    double tridiagonal[STEPS * STEPS] = {0}, values[STEPS], v[M], w[M], norm;
    hodo_random_normal_double(&stream, 99, 0, M, 1, basis[0]);
    norm = cblas_dnrm2(M, basis[0], 1);
    cblas_dscal(M, 1 / norm, basis[0], 1);
    for (size_t k = 0; k < STEPS; k++) {
        memcpy(v, basis[k], sizeof v);
        for (size_t f = factors; f-- > 0;) {
            cblas_dgemv(CblasRowMajor, CblasTrans, M, M, 1, weights[f], M, v, 1, 0, w, 1);
            memcpy(v, w, sizeof v);
        }
        for (size_t f = 0; f < factors; f++) {
            cblas_dgemv(CblasRowMajor, CblasNoTrans, M, M, 1, weights[f], M, v, 1, 0, w, 1);
            memcpy(v, w, sizeof v);
        }
        tridiagonal[k * STEPS + k] = cblas_ddot(M, v, 1, basis[k], 1);
        for (int pass = 0; pass < 2; pass++) {
            for (size_t j = 0; j <= k; j++) {
                cblas_daxpy(M, -cblas_ddot(M, v, 1, basis[j], 1), basis[j], 1, v, 1);
            }
        }
        norm = cblas_dnrm2(M, v, 1);
        if (k + 1 < STEPS) {
            tridiagonal[(k + 1) * STEPS + k] = norm;
        }
        for (size_t i = 0; i < M; i++) {
            basis[k + 1][i] = v[i] / norm;
        }
    }
    cr_assert_eq(hodo_symmetric_eigenvalues(tridiagonal, STEPS, values, NULL), HODO_OK);
    return values[STEPS - 1];
}

typedef struct spread_case {
    double factors, deviation; /* of the scaled eigenvalue at M = 150; F_1 has 1.268 */
} spread_case;

/* Known from larger runs: the limit is approached from below, slowly in factors / M. Errors: of a deviation over n draws,
 * sd sqrt((kurtosis - 1) / (4 n)), and of the known number, taken as 0.01. */
Test(edge, spread_of_products)
{
    static const spread_case cases[] = {{1, 1.262}, {2, 1.227}, {4, 1.184}};
    const size_t draws = (size_t)(700 * test_effort());
    const double n = (double)draws;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const rmt_law law = product(&cases[c].factors);
        rmt_extreme_value value;
        cr_assert_eq(rmt_extreme_value_find(&law, M, &value, NULL), HODO_OK);
        double mean = 0, square = 0;
        for (size_t k = 0; k < draws; k++) {
            const double s = (largest_of_product((size_t)cases[c].factors, 10000 * (c + 1) + k) - value.edge) / value.scale;
            mean += s / n;
            square += s * s / n;
        }
        const double deviation = sqrt(square - mean * mean), error = 3.9 * deviation * sqrt(2.3 / (4 * n)) + 0.01;
        near(deviation, cases[c].deviation, error, 0);
        near(rmt_extreme_value_standard_deviation(&value), 1.26798 * value.scale, 0, 1e-5);
        /* kappa twice or half as large would scale by 2^(2/3). */
        cr_assert(fabs(deviation * exp2(2.0 / 3) - cases[c].deviation) > 3 * error);
        cr_assert(fabs(deviation / exp2(2.0 / 3) - cases[c].deviation) > 3 * error);
    }
}

Test(edge, outliers_in_closed_form)
{
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, NULL, "semicircle"), HODO_OK);
    for (double theta = 0.3; theta < 1000; theta *= 1.37) {
        rmt_outlier closed, general;
        cr_assert_eq(rmt_outlier_wigner(theta, &closed, NULL), HODO_OK);
        cr_assert_eq(rmt_outlier_additive(law, theta, &general, NULL), HODO_OK);
        near(general.threshold, closed.threshold, 0, 1e-11);
        near(general.place, closed.place, 0, 1e-11);
        near(general.overlap, closed.overlap, 1e-11, 1e-10);
    }
    rmt_law_close(law);
    static const double ratios[] = {0.01, 0.3, 1, 2, 30};
    for (size_t c = 0; c < sizeof ratios / sizeof ratios[0]; c++) {
        const rmt_law bulk = wishart(&ratios[c]);
        for (double spike = 1; spike < 1000; spike = 1 + 1.4 * (spike - 1) + 0.1) {
            rmt_outlier closed, general;
            cr_assert_eq(rmt_outlier_wishart(spike, ratios[c], &closed, NULL), HODO_OK);
            cr_assert_eq(rmt_outlier_multiplicative(&bulk, spike, &general, NULL), HODO_OK);
            near(general.threshold, closed.threshold, 0, 1e-9);
            near(general.place, closed.place, 0, 1e-9);
            near(general.overlap, closed.overlap, 1e-9, 1e-9);
        }
    }
}

/* G of a product has a closed form through psi: x = (1 + psi)^(s+1) / psi, zG - 1 = psi. A hard edge of exponent -s/(s+1). */
Test(edge, stieltjes_of_products)
{
    for (double s = 1; s <= 8; s++) {
        const rmt_law law = product(&s);
        rmt_stieltjes *transform;
        hodo_error error;
        cr_assert_eq(rmt_stieltjes_open(&law, &transform, &error), HODO_OK, "%s", error.message);
        for (double psi = 0.999 / s; psi > 1e-3; psi /= 2) {
            const double z = pow(1 + psi, s + 1) / psi;
            double value, slope;
            rmt_stieltjes_at(transform, 1, z - rmt_stieltjes_edge(transform), &value, &slope);
            near(value, psi, 0, 1e-6);
            rmt_stieltjes_at(transform, 0, z - rmt_stieltjes_edge(transform), &value, &slope);
            near(value, (1 + psi) / z, 0, 1e-7);
        }
        rmt_stieltjes_close(transform);
    }
}

/* Place and overlap of the top eigenvector of `matrix` (m, m) with the first axis; the power iteration converges as the
 * outlier stands well apart. */
static void top(const double *matrix, int m, double *place, double *overlap)
{
    double *v = calloc((size_t)m, sizeof *v), *w = calloc((size_t)m, sizeof *w);
    v[0] = 1;
    for (int step = 0; step < 200; step++) {
        cblas_dgemv(CblasRowMajor, CblasNoTrans, m, m, 1, matrix, m, v, 1, 0, w, 1);
        *place = cblas_dnrm2(m, w, 1);
        for (int i = 0; i < m; i++) {
            v[i] = w[i] / *place;
        }
    }
    *overlap = v[0] * v[0];
    free(v);
    free(w);
}

/* Simulated spikes; their means are off by O(1/m), stated as 3/m. Half the overlap's formula, 1 - 1/theta, falls. */
Test(edge, outliers_of_matrices)
{
    enum { P = 200, N = 400 };
    const size_t draws = (size_t)(40 * test_effort());
    double *noise = malloc(P * N * sizeof *noise), *matrix = malloc(P * P * sizeof *matrix);
    const double bias = 3.0 / P, theta = 2, spike = 4, n = (double)draws;
    for (int covariance = 0; covariance < 2; covariance++) {
        double sum[2] = {0}, square[2] = {0}, got[2];
        for (size_t k = 0; k < draws; k++) {
            const hodo_stream stream = hodo_stream_open(26, "test/edge", k + (covariance ? 1000000 : 0));
            if (covariance) {
                hodo_random_normal_double(&stream, 0, 0, P * N, 1 / sqrt(N), noise);
                cblas_dscal(N, sqrt(spike), noise, 1);
                cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, P, P, N, 1, noise, N, noise, N, 0, matrix, P);
            } else {
                hodo_random_normal_double(&stream, 0, 0, P * P, 1 / sqrt(2.0 * P), noise);
                for (size_t i = 0; i < P; i++) {
                    for (size_t j = 0; j < P; j++) {
                        matrix[i * P + j] = noise[i * P + j] + noise[j * P + i];
                    }
                }
                matrix[0] += theta;
            }
            top(matrix, P, &got[0], &got[1]);
            for (int q = 0; q < 2; q++) {
                sum[q] += got[q] / n;
                square[q] += got[q] * got[q] / n;
            }
        }
        rmt_outlier want;
        cr_assert_eq(covariance ? rmt_outlier_wishart(spike, (double)P / N, &want, NULL)
                                : rmt_outlier_wigner(theta, &want, NULL), HODO_OK);
        const double error = 3.9 * sqrt((square[0] - sum[0] * sum[0]) / n);
        near(sum[0], want.place, error + bias * want.place, 0);
        near(sum[1], want.overlap, 3.9 * sqrt((square[1] - sum[1] * sum[1]) / n) + bias, 0);
        cr_assert(fabs(sum[0] - (covariance ? spike : theta)) > 2 * (error + bias * want.place)); /* no repulsion */
        cr_assert(fabs(sum[1] - sqrt(want.overlap)) > 0.05);
    }
    free(noise);
    free(matrix);
}
