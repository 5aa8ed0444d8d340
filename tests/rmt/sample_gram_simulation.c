/* Several samples in linear MLPs of Gaussian weights against Monte Carlo in plain loops: 1/cos^2 of the stacked
 * angle at widths m and 2m, 2 X(2m) - X(m) against the product of one sample's and the Gram matrix's. Two wrong
 * theories, the angle of one sample and that of independent residuals, have to lie far outside. */
#include "near.h"
#include "effort.h"
#include "rmt/angle/activation_layer.h"
#include "rmt/angle/sample_gram.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>
#include <string.h>

#define ALARM 4.5
#define POWER 6.0

enum { S = 3, N = 4, WIDEST = 96, NETWORKS = 1200 };

/* Samples are this, times orthonormal vectors: their Gram matrix is mix mix^T. */
static const double mix[S][S] = {{1.4, 0, 0}, {0.9, 0.5, 0}, {-0.2, 0.3, 0.7}}, residual[S] = {0.3, -1.1, 0.8};

static double dot(const double *x, const double *y, size_t m)
{
    double sum = 0;
    for (size_t i = 0; i < m; i++) {
        sum += x[i] * y[i];
    }
    return sum;
}

/* One network of width m: b backwards through weights w (N, m, m), then features f and velocities v together.
 * */
static double inverse_square_cosine(gsl_rng *random, size_t m, double *w)
{
    static double b[N][WIDEST], f[S][WIDEST], v[S][WIDEST], next[WIDEST];
    for (size_t i = 0; i < N * m * m; i++) {
        w[i] = gsl_ran_ugaussian(random) / sqrt((double)m);
    }
    for (size_t i = 0; i < m; i++) {
        b[N - 1][i] = gsl_ran_ugaussian(random);
    }
    for (size_t k = N - 1; k > 0; k--) {
        memset(b[k - 1], 0, sizeof b[k - 1]);
        for (size_t i = 0; i < m * m; i++) {
            b[k - 1][i % m] += w[k * m * m + i] * b[k][i / m];
        }
    }
    memset(f, 0, sizeof f);
    memset(v, 0, sizeof v);
    for (size_t s = 0; s < S; s++) {
        memcpy(f[s], mix[s], sizeof mix[s]);
    }
    for (size_t k = 0; k < N; k++) {
        /* grad = b (sum_t r_t f_t)^T, and the balanced step moves sample s by b (sum_t r_t f_t .
         * f_s)/||grad||^2. */
        double pull[WIDEST] = {0}, along[S];
        for (size_t t = 0; t < S; t++) {
            for (size_t i = 0; i < m; i++) {
                pull[i] += residual[t] * f[t][i];
            }
        }
        const double norm = dot(b[k], b[k], m) * dot(pull, pull, m);
        for (size_t s = 0; s < S; s++) {
            along[s] = dot(pull, f[s], m) / norm;
        }
        for (size_t s = 0; s < S; s++) {
            for (size_t i = 0; i < m; i++) {
                next[i] = dot(w + (k * m + i) * m, v[s], m) + along[s] * b[k][i];
            }
            memcpy(v[s], next, sizeof next);
            for (size_t i = 0; i < m; i++) {
                next[i] = dot(w + (k * m + i) * m, f[s], m);
            }
            memcpy(f[s], next, sizeof next);
        }
    }
    double speed = 0, backward = 0, product = 0;
    for (size_t s = 0; s < S; s++) {
        speed += dot(v[s], v[s], m);
        backward += residual[s] * residual[s] * dot(b[N - 1], b[N - 1], m);
        product += residual[s] * dot(v[s], b[N - 1], m);
    }
    near(product, N, 0, 1e-9); /* the feature speed formula, stacked */
    return speed * backward / (product * product);
}

Test(sample_gram_simulation, cosines_multiply)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    double *w = malloc(sizeof *w * N * WIDEST * WIDEST), mean[2], variance[2];
    cr_assert_not_null(w);
    for (size_t twice = 0; twice < 2; twice++) {
        const size_t m = WIDEST / 2 * (1 + twice),
                     networks = (size_t)(NETWORKS * test_effort() / (1 + (double)twice));
        double sum = 0, square = 0;
        for (size_t k = 0; k < networks; k++) {
            const double x = inverse_square_cosine(random, m, w);
            sum += x;
            square += x * x;
        }
        const double count = (double)networks;
        mean[twice] = sum / count;
        variance[twice] = (square / count - mean[twice] * mean[twice]) / count;
    }
    free(w);
    gsl_rng_free(random);
    double gram[S * S] = {0}, of_gram, of_many;
    for (size_t i = 0; i < S * S; i++) {
        gram[i] = dot(mix[i / S], mix[i % S], S);
    }
    const hodo_nonlinearity linear = {hodo_activation_find("linear", NULL), 0, 0};
    rmt_activation_layer layer;
    cr_assert_eq(rmt_activation_layer_at(&linear, false, 1, &layer, NULL), HODO_OK);
    cr_assert_eq(rmt_gram_tangent_square(gram, residual, S, 1, &of_gram, NULL), HODO_OK);
    cr_assert_eq(rmt_gram_tangent_square_many(gram, S, &of_many, NULL), HODO_OK);
    const double one = rmt_activation_tangent_square(&layer, RMT_FEATURE_PRE, N);
    const double measured = 2 * mean[1] - mean[0], deviation = sqrt(4 * variance[1] + variance[0]);
    const double theory = 1 + rmt_gram_stacked(one, of_gram), many = 1 + rmt_gram_stacked(one, of_many);
    cr_assert(fabs(measured - theory) <= ALARM * deviation, "%.5g +- %.2g, theory %.5g", measured, deviation,
              theory);
    cr_assert(fabs(measured - 1 - one) >= POWER * deviation, "one sample passes: %.5g +- %.2g", measured,
              deviation);
    cr_assert(fabs(measured - many) >= POWER * deviation, "many outputs pass: %.5g +- %.2g, %.5g", measured,
              deviation, many);
}
