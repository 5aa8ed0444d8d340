/* Outliers of a spike: the general formula against closed ones, and simulated matrices. */
#include "base/random.h"
#include "effort.h"
#include "near.h"
#include "plain_rows.h"
#include "rmt/finite/outlier.h"
#include "rmt/finite/stieltjes.h"

#include <cblas.h>
#include <stdlib.h>

Test(outlier, outliers_in_closed_form)
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
        const rmt_law bulk = plain_wishart(&ratios[c]);
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

/* The row of the tests loses digits at the hard edge, where sin((s + 1) t) cancels. */
#define OWN_ROW 1e-6

/* G of a product has a closed form through psi: x = (1 + psi)^(s+1) / psi, zG - 1 = psi. A hard edge of
 * exponent -s/(s+1). */
Test(outlier, stieltjes_of_products)
{
    for (double s = 1; s <= 8; s++) {
        const rmt_law law = plain_product(&s);
        rmt_stieltjes *transform;
        hodo_error error;
        cr_assert_eq(rmt_stieltjes_open(&law, &transform, &error), HODO_OK, "%s", error.message);
        for (double psi = 0.999 / s; psi > 1e-3; psi /= 2) {
            const double z = pow(1 + psi, s + 1) / psi;
            double value, slope;
            rmt_stieltjes_at(transform, 1, z - rmt_stieltjes_edge(transform), &value, &slope);
            near(value, psi, 0, OWN_ROW);
            rmt_stieltjes_at(transform, 0, z - rmt_stieltjes_edge(transform), &value, &slope);
            near(value, (1 + psi) / z, 0, OWN_ROW);
        }
        rmt_stieltjes_close(transform);
    }
}

/* Place and overlap of the top eigenvector of `matrix` (m, m) with the first axis; the power iteration
 * converges as the outlier stands well apart. */
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

/* Simulated spikes; their means are off by O(1/m), stated as 3/m. Half the overlap's formula, 1 - 1/theta,
 * falls. */
Test(outlier, outliers_of_matrices)
{
    enum { P = 200, N = 400 };
    const size_t draws = (size_t)(40 * test_effort());
    double *noise = malloc(P * N * sizeof *noise), *matrix = malloc(P * P * sizeof *matrix);
    const double bias = 3.0 / P, theta = 2, spike = 4, n = (double)draws;
    for (int covariance = 0; covariance < 2; covariance++) {
        double sum[2] = {0}, square[2] = {0}, got[2];
        for (size_t k = 0; k < draws; k++) {
            const hodo_stream stream = hodo_stream_open(26, "test/outlier", k + (covariance ? 1000000 : 0));
            if (covariance) {
                hodo_random_normal_double(&stream, 0, 0, P * N, 1 / sqrt(N), noise);
                cblas_dscal(N, sqrt(spike), noise, 1);
                cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, P, P, N, 1, noise, N, noise, N, 0, matrix,
                            P);
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
        /* Without repulsion by the bulk it would stand at the spike. */
        cr_assert(fabs(sum[0] - (covariance ? spike : theta)) > 2 * (error + bias * want.place));
        cr_assert(fabs(sum[1] - sqrt(want.overlap)) > 0.05);
    }
    free(noise);
    free(matrix);
}

Test(outlier, refuses)
{
    rmt_outlier outlier;
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, NULL, "tracy-widom"), HODO_OK);
    cr_assert_eq(rmt_outlier_additive(law, 2, &outlier, NULL), HODO_INVALID); /* no bounded bulk */
    rmt_law_close(law);
    cr_assert_eq(rmt_law_open(&law, NULL, "semicircle"), HODO_OK);
    cr_assert_eq(rmt_outlier_multiplicative(law, 2, &outlier, NULL), HODO_INVALID); /* eigenvalues below 0 */
    cr_assert_eq(rmt_outlier_additive(law, NAN, &outlier, NULL), HODO_INVALID);
    rmt_law_close(law);
    cr_assert_eq(rmt_outlier_wigner(-1, &outlier, NULL), HODO_INVALID);
    cr_assert_eq(rmt_outlier_wishart(0.5, 1, &outlier, NULL), HODO_INVALID);
    cr_assert_eq(rmt_outlier_wishart(2, 0, &outlier, NULL), HODO_INVALID);
}
