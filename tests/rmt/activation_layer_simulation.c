/* Angles of MLPs of any activation against Monte Carlo in plain loops, at a width and depth at which the finite
 * width moves the mean by tens of standard errors. Weights and entries of D are drawn as the theory says they
 * are: D of the network itself where that is exact (ReLU, (a,b)-ReLU, |s|), else drawn anew, independent of
 * the weights. */
#include "near.h"
#include "effort.h"
#include "rmt/angle/activation_width.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/sample_gram.h"
#include "rmt/law/haar.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

/* Twelve comparisons, two-sided at 4.5 standard errors: a right theory fails one in 12000. */
#define ALARM 4.5

enum { M = 16, N = 5, NETWORKS = 2500, MOST_SAMPLES = 3 };

typedef struct angle_case {
    const char *activation;
    bool orthogonal, of_network; /* D of the network's own features */
} angle_case;

static const angle_case cases[] = {
    {"relu", false, true}, {"relu", true, true},   {"abrelu", false, true},
    {"abs", true, true},   {"tanh", false, false}, {"gelu", true, false},
};

typedef struct network {
    double w[N][M][M];  /* of trained layer k = 1 .. N at k - 1, from features k to k + 1 */
    double d[N + 1][M]; /* phi' at feature k + 1 */
} network;

static void draw_weights(gsl_rng *random, bool orthogonal, double (*w)[M])
{
    if (orthogonal) {
        const hodo_stream stream = hodo_stream_open(gsl_rng_get(random), "test", gsl_rng_get(random));
        double spare[2 * M];
        cr_assert_eq(rmt_haar_rows(&stream, 0, M, M, spare, &w[0][0], NULL), HODO_OK);
        return;
    }
    for (size_t i = 0; i < M * M; i++) {
        w[i / M][i % M] = gsl_ran_ugaussian(random) / sqrt(M);
    }
}

static void draw_network(gsl_rng *random, const angle_case *c, const hodo_nonlinearity *shape, network *net)
{
    double f[M];
    for (size_t i = 0; i < M; i++) {
        f[i] = gsl_ran_ugaussian(random);
    }
    for (size_t k = 0; k <= N; k++) {
        double next[M] = {0};
        for (size_t i = 0; i < M; i++) {
            const double s = c->of_network ? f[i] : gsl_ran_ugaussian(random);
            net->d[k][i] = shape->activation->derivative(s, shape->a, shape->b);
        }
        if (k == N) {
            break;
        }
        draw_weights(random, c->orthogonal, net->w[k]);
        for (size_t i = 0; i < M; i++) {
            for (size_t j = 0; j < M; j++) {
                next[i] += net->w[k][i][j] * shape->activation->value(f[j], shape->a, shape->b);
            }
        }
        memcpy(f, next, sizeof f);
    }
}

/* 1/cos^2 of the last feature, or of phi of it, for an isotropic backward vector. */
static double inverse_square_cosine(gsl_rng *random, const network *net, rmt_feature feature)
{
    double g[N][M], c[M], norm_c = 0; /* g[k] at the output of w[k] */
    for (size_t i = 0; i < M; i++) {
        c[i] = gsl_ran_ugaussian(random);
        norm_c += c[i] * c[i];
        g[N - 1][i] = c[i] * (feature == RMT_FEATURE_POST ? net->d[N][i] : 1);
    }
    for (size_t k = N - 1; k > 0; k--) {
        for (size_t j = 0; j < M; j++) {
            g[k - 1][j] = 0;
            for (size_t i = 0; i < M; i++) {
                g[k - 1][j] += net->w[k][i][j] * g[k][i] * net->d[k][j];
            }
        }
    }
    double moved[M] = {0};
    for (size_t k = 0; k < N; k++) {
        double next[M] = {0}, norm = 0;
        for (size_t i = 0; i < M; i++) {
            norm += g[k][i] * g[k][i];
            for (size_t j = 0; j < M; j++) {
                next[i] += net->w[k][i][j] * net->d[k][j] * moved[j];
            }
        }
        for (size_t i = 0; i < M; i++) {
            moved[i] = next[i] + g[k][i] / norm;
        }
    }
    double norm = 0, along = 0;
    for (size_t i = 0; i < M; i++) {
        const double speed = moved[i] * (feature == RMT_FEATURE_POST ? net->d[N][i] : 1);
        norm += speed * speed;
        along += speed * c[i];
    }
    near(along, N, 0, 1e-8); /* the feature speed formula */
    return norm_c * norm / (along * along);
}

static void check(size_t index)
{
    const angle_case *c = &cases[index];
    const hodo_nonlinearity shape = {hodo_activation_find(c->activation, NULL), 1, 0.5};
    rmt_activation_layer layer;
    cr_assert_eq(rmt_activation_layer_at(&shape, c->orthogonal, 1, &layer, NULL), HODO_OK);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 100 + index);
    const size_t networks = (size_t)(NETWORKS * test_effort());
    double sum[2] = {0}, square[2] = {0};
    for (size_t k = 0; k < networks; k++) {
        network net;
        draw_network(random, c, &shape, &net);
        for (int feature = 0; feature < 2; feature++) {
            const double x = inverse_square_cosine(random, &net, (rmt_feature)feature);
            sum[feature] += x;
            square[feature] += x * x;
        }
    }
    gsl_rng_free(random);
    for (int feature = 0; feature < 2; feature++) {
        double width[N];
        cr_assert_eq(rmt_activation_width_tangent_square(&layer, (rmt_feature)feature, M, N, width, NULL),
                     HODO_OK);
        const double count = (double)networks, mean = sum[feature] / count;
        const double deviation = sqrt(fmax(0, square[feature] / count - mean * mean) / count);
        cr_assert(fabs(mean - 1 - width[N - 1]) <= ALARM * deviation + 1e-9,
                  "%s, orthogonal %d, feature %d: %.5g +- %.2g, theory %.5g", c->activation, c->orthogonal,
                  feature, mean, deviation, 1 + width[N - 1]);
    }
}

Test(activation_layer_simulation, relu) { check(0); }
Test(activation_layer_simulation, orthogonal_relu) { check(1); }
Test(activation_layer_simulation, abrelu) { check(2); }
Test(activation_layer_simulation, orthogonal_abs) { check(3); }
Test(activation_layer_simulation, tanh_with_free_masks) { check(4); }
Test(activation_layer_simulation, orthogonal_gelu_with_free_masks) { check(5); }

/* A linear network of Haar weights: the stacked velocity sample by sample, no Kronecker product anywhere. The
 * cosine is that of the Gram matrix at every width. */
Test(activation_layer_simulation, samples_of_a_linear_network)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    double w[N][M][M], f[N + 1][MOST_SAMPLES][M], moved[MOST_SAMPLES][M] = {0}, b[N][M], r[MOST_SAMPLES];
    for (size_t s = 0; s < MOST_SAMPLES; s++) {
        r[s] = gsl_ran_ugaussian(random);
        for (size_t i = 0; i < M; i++) {
            f[0][s][i] = gsl_ran_ugaussian(random);
        }
    }
    for (size_t i = 0; i < M; i++) {
        b[N - 1][i] = gsl_ran_ugaussian(random);
    }
    for (size_t k = 0; k < N; k++) {
        draw_weights(random, true, w[k]);
        for (size_t s = 0; s < MOST_SAMPLES; s++) {
            for (size_t i = 0; i < M; i++) {
                f[k + 1][s][i] = 0;
                for (size_t j = 0; j < M; j++) {
                    f[k + 1][s][i] += w[k][i][j] * f[k][s][j];
                }
            }
        }
    }
    for (size_t k = N - 1; k > 0; k--) {
        for (size_t j = 0; j < M; j++) {
            b[k - 1][j] = 0;
            for (size_t i = 0; i < M; i++) {
                b[k - 1][j] += w[k][i][j] * b[k][i];
            }
        }
    }
    for (size_t k = 0; k < N; k++) {
        /* grad = sum_t r_t b f_t^T; W' = -grad/||grad||^2 */
        double gradient[M][M] = {{0}}, norm = 0;
        for (size_t i = 0; i < M; i++) {
            for (size_t j = 0; j < M; j++) {
                for (size_t t = 0; t < MOST_SAMPLES; t++) {
                    gradient[i][j] += r[t] * b[k][i] * f[k][t][j];
                }
                norm += gradient[i][j] * gradient[i][j];
            }
        }
        for (size_t s = 0; s < MOST_SAMPLES; s++) {
            double next[M] = {0};
            for (size_t i = 0; i < M; i++) {
                for (size_t j = 0; j < M; j++) {
                    next[i] += w[k][i][j] * moved[s][j] + gradient[i][j] / norm * f[k][s][j];
                }
            }
            memcpy(moved[s], next, sizeof next);
        }
    }
    double speed = 0, backward = 0, along = 0, gram[MOST_SAMPLES * MOST_SAMPLES] = {0}, tangent_square;
    for (size_t s = 0; s < MOST_SAMPLES; s++) {
        for (size_t i = 0; i < M; i++) {
            speed += moved[s][i] * moved[s][i];
            backward += r[s] * b[N - 1][i] * r[s] * b[N - 1][i];
            along += moved[s][i] * r[s] * b[N - 1][i];
            for (size_t t = 0; t < MOST_SAMPLES; t++) {
                gram[s * MOST_SAMPLES + t] += f[0][s][i] * f[0][t][i];
            }
        }
    }
    cr_assert_eq(rmt_gram_tangent_square(gram, r, MOST_SAMPLES, 1, &tangent_square, NULL), HODO_OK);
    near(along / sqrt(speed * backward), rmt_cos(tangent_square), 0, 1e-12);
    cr_assert_gt(tangent_square, 0.01);
    gsl_rng_free(random);
}
