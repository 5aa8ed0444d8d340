#include "rmt/finite/lyapunov.h"

#include "base/random.h"
#include "effort.h"
#include "near.h"
#include "rmt/finite/norm_walk.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define QUANTILE 4.6 /* of 24 normal comparisons at 1e-4 together */

Test(lyapunov, closed_forms)
{
    double exponent[64], probability[64];
    for (int64_t m = 1; m <= 64; m *= 2) {
        cr_assert_eq(rmt_lyapunov_linear(m, 0.3, m, exponent, NULL), HODO_OK);
        for (int64_t k = 1; k <= m; k++) {
            near(exponent[k - 1], (log(0.6) + gsl_sf_psi((double)(m - k + 1) / 2)) / 2, 1e-14, 1e-14);
        }
        /* The first is half the norm walk's step. */
        rmt_norm_step walk;
        cr_assert_eq(rmt_norm_step_relu(m, &walk, NULL), HODO_OK);
        cr_assert_eq(rmt_lyapunov_relu(m, m, exponent, probability, NULL), HODO_OK);
        near(exponent[0], walk.mean / 2, 1e-15, 1e-13);
        for (int64_t k = 1; k <= m; k++) {
            double mean = 0, total = 0;
            for (int64_t n = k; n <= m; n++) {
                const double weight = exp(gsl_sf_lnchoose((unsigned)m, (unsigned)n) - (double)m * M_LN2);
                total += weight;
                mean += weight * (log(4.0 / (double)m) + gsl_sf_psi((double)(n - k + 1) / 2)) / 2;
            }
            near(exponent[k - 1], mean / total, 1e-12, 1e-11);
            near(probability[k - 1], total, 1e-14, 1e-10);
        }
    }
    cr_assert_eq(rmt_lyapunov_linear(1000000, 1e-6, 1, exponent, NULL), HODO_OK);
    near(exponent[0], -5e-7, 1e-12, 0); /* -1/(2m) */
}

Test(lyapunov, refuses)
{
    double exponent[2];
    cr_assert_eq(rmt_lyapunov_linear(0, 1, 1, exponent, NULL), HODO_INVALID);
    cr_assert_eq(rmt_lyapunov_linear(2, 0, 1, exponent, NULL), HODO_INVALID);
    cr_assert_eq(rmt_lyapunov_linear(2, NAN, 1, exponent, NULL), HODO_INVALID);
    cr_assert_eq(rmt_lyapunov_relu(2, 3, exponent, NULL, NULL), HODO_INVALID);
    cr_assert_eq(rmt_lyapunov_relu(2, 0, exponent, NULL, NULL), HODO_INVALID);
}

enum { MOST = 32 };

/* Gram-Schmidt of the k columns of `frame` (m, k); log of each column's length beyond the ones before. */
static void orthonormalise(size_t m, size_t k, double frame[MOST][MOST], double *logarithm)
{
    for (size_t c = 0; c < k; c++) {
        for (int pass = 0; pass < 2; pass++) {
            for (size_t b = 0; b < c; b++) {
                double dot = 0;
                for (size_t i = 0; i < m; i++) {
                    dot += frame[i][b] * frame[i][c];
                }
                for (size_t i = 0; i < m; i++) {
                    frame[i][c] -= dot * frame[i][b];
                }
            }
        }
        double square = 0;
        for (size_t i = 0; i < m; i++) {
            square += frame[i][c] * frame[i][c];
        }
        logarithm[c] = log(square) / 2;
        for (size_t i = 0; i < m; i++) {
            frame[i][c] /= sqrt(square);
        }
    }
}

typedef enum masks { NONE, NETWORK, CONDITIONAL } masks;

/* Means and standard errors of the QR increments of a product with k columns. Increments of different layers
 * are independent, for a Gaussian matrix forgets the frame that it meets. Masks: none; those of the forward
 * pass of a ReLU network; independent coins given at least k heads. */
static void simulate(masks kind, size_t m, size_t k, double variance, size_t layers, uint64_t cell,
                     double *mean, double *error)
{
    const hodo_stream stream = hodo_stream_open(24, "test/lyapunov", cell);
    double frame[MOST][MOST] = {0}, next[MOST][MOST], weights[MOST * MOST], f[MOST], logarithm[MOST];
    double square[MOST] = {0};
    for (size_t c = 0; c < k; c++) {
        mean[c] = 0;
    }
    hodo_random_normal_double(&stream, 0, 0, m, 1, f);
    hodo_random_normal_double(&stream, 1, 0, m * MOST, 1, &frame[0][0]);
    orthonormalise(m, k, frame, logarithm);
    uint32_t coins = UINT32_C(1) << 31;
    for (size_t layer = 0; layer < layers; layer++) {
        bool on[MOST];
        memset(on, 1, sizeof on);
        if (kind == CONDITIONAL) {
            size_t heads = 0;
            while (heads < k) {
                uint32_t words[MOST];
                hodo_random_words(&stream, coins++, 0, m, words);
                heads = 0;
                for (size_t i = 0; i < m; i++) {
                    on[i] = words[i] >> 31;
                    heads += on[i];
                }
            }
        }
        if (kind == NETWORK) {
            for (size_t i = 0; i < m; i++) {
                on[i] = f[i] > 0;
            }
        }
        hodo_random_normal_double(&stream, (uint32_t)layer + 2, 0, m * m, sqrt(variance), weights);
        double g[MOST], norm = 0;
        for (size_t i = 0; i < m; i++) {
            g[i] = 0;
            memset(next[i], 0, sizeof next[i]);
            for (size_t j = 0; j < m; j++) {
                const double w = on[j] ? weights[i * m + j] : 0;
                g[i] += w * f[j];
                for (size_t c = 0; c < k; c++) {
                    next[i][c] += w * frame[j][c];
                }
            }
            norm += g[i] * g[i];
        }
        for (size_t i = 0; i < m; i++) {
            f[i] = g[i] / sqrt(norm);
        }
        memcpy(frame, next, sizeof frame);
        orthonormalise(m, k, frame, logarithm);
        for (size_t c = 0; c < k; c++) {
            mean[c] += logarithm[c] / (double)layers;
            square[c] += logarithm[c] * logarithm[c] / (double)layers;
        }
    }
    for (size_t c = 0; c < k; c++) {
        error[c] = sqrt((square[c] - mean[c] * mean[c]) / (double)layers);
    }
}

/* All exponents of a linear product; a doubled variance would stand log(2)/2 higher. */
Test(lyapunov, linear_products)
{
    enum { M = 8 };
    double mean[MOST], error[MOST], exponent[M];
    simulate(NONE, M, M, 1.0 / M, (size_t)(20000 * test_effort()), 1, mean, error);
    cr_assert_eq(rmt_lyapunov_linear(M, 1.0 / M, M, exponent, NULL), HODO_OK);
    for (size_t k = 0; k < M; k++) {
        near(mean[k], exponent[k], QUANTILE * error[k], 0);
        cr_assert(fabs(mean[k] - exponent[k] - M_LN2 / 2) > 10 * error[k]);
    }
}

/* The masks of an actual network, N < 6 once in 6,000 layers and never met here; the linear formula at the same
 * variance, and masks as if their variance were halved for good (2/m with no mask is 2 ln 2 off, 1/m without is
 * not far), both fall. */
Test(lyapunov, relu_networks)
{
    enum { M = 30, K = 5 };
    double mean[MOST], error[MOST], exponent[K], unmasked[K], halved[K];
    simulate(NETWORK, M, K, 2.0 / M, (size_t)(6000 * test_effort()), 2, mean, error);
    cr_assert_eq(rmt_lyapunov_relu(M, K, exponent, NULL, NULL), HODO_OK);
    cr_assert_eq(rmt_lyapunov_linear(M, 2.0 / M, K, unmasked, NULL), HODO_OK);
    cr_assert_eq(rmt_lyapunov_linear(M, 1.0 / M, K, halved, NULL), HODO_OK);
    for (size_t k = 0; k < K; k++) {
        near(mean[k], exponent[k], QUANTILE * error[k], 0);
        cr_assert(fabs(mean[k] - unmasked[k]) > 10 * error[k], "unmasked at k = %zu", k);
        cr_assert(fabs(mean[k] - halved[k]) > 5 * error[k], "halved at k = %zu: %g, %g +- %g", k, mean[k],
                  halved[k], error[k]);
    }
}

/* Where the condition N >= k bites: P(N >= 5) = 0.36 at m = 8. */
Test(lyapunov, masks_with_enough_units_on)
{
    enum { M = 8 };
    double exponent[M], probability[M];
    cr_assert_eq(rmt_lyapunov_relu(M, M, exponent, probability, NULL), HODO_OK);
    near(probability[4], 93.0 / 256, 1e-15, 0);
    for (size_t k = 2; k <= M; k += 3) {
        double mean[MOST], error[MOST];
        simulate(CONDITIONAL, M, k, 2.0 / M, (size_t)(10000 * test_effort()), 10 + k, mean, error);
        near(mean[k - 1], exponent[k - 1], QUANTILE * error[k - 1], 0);
    }
}
