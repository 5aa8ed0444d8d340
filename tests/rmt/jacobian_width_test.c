#include "near.h"
#include "rmt/jacobian/jacobian_width.h"

#include "base/matrix.h"
#include "base/random.h"

#include <gsl/gsl_cdf.h>

/* Exact moments at finite width against draws in plain loops, and against their limits. */

enum { M = 5, DRAWS = 40000 };

/* One false alarm in ten thousand runs of a test of two means. */
static const double false_alarm = 1e-4 / 4.0;

static const struct {
    double p;     /* mask density, or 0 for a residual layer */
    double beta;
    int depth;
} cases[] = {{0.5, 0, 1}, {0.5, 0, 3}, {1.0, 0, 3}, {0.75, 0, 2}, {0, 0.4, 4}, {0, 1.0, 2}, {0, 0.8, 3}};

static void exact(size_t i, rmt_jacobian_width *moments)
{
    hodo_error error = {0};
    const hodo_status status =
        cases[i].p > 0.0 ? rmt_jacobian_width_masked(cases[i].p, M, cases[i].depth, moments, &error)
                         : rmt_jacobian_width_residual(cases[i].beta, M, cases[i].depth, moments, &error);
    cr_assert_eq(status, HODO_OK, "%s", error.message);
}

/* a <- layer a, (M, M) */
static void multiply_layer(size_t i, const hodo_stream *stream, uint32_t tensor, double a[M][M])
{
    double v[M][M], coin[M], next[M][M] = {{0}};
    hodo_random_normal_double(stream, tensor, 0, (size_t)M * M, 1.0, &v[0][0]);
    hodo_random_uniform(stream, tensor, 0, M, coin);
    const double p = cases[i].p, beta = cases[i].beta;
    for (int r = 0; r < M; r++) {
        for (int c = 0; c < M; c++) {
            const double entry = p > 0.0 ? (coin[c] < p ? v[r][c] / sqrt(p * M) : 0.0)
                                         : beta * v[r][c] / sqrt(M) + (r == c ? sqrt(1.0 - beta * beta) : 0.0);
            for (int k = 0; k < M; k++) {
                next[r][k] += entry * a[c][k];
            }
        }
    }
    for (int e = 0; e < M * M; e++) {
        a[e / M][e % M] = next[e / M][e % M];
    }
}

/* tau(J J^T) and tau((J J^T)^2) of one draw. */
static void draw(size_t i, uint64_t trial, double *trace, double *second)
{
    const hodo_stream stream = hodo_stream_open(41, "tests/rmt/jacobian_width", 1000000 * i + trial);
    double a[M][M] = {{0}};
    for (int r = 0; r < M; r++) {
        a[r][r] = 1.0;
    }
    for (int l = 0; l < cases[i].depth; l++) {
        multiply_layer(i, &stream, (uint32_t)l, a);
    }
    *trace = *second = 0.0;
    for (int r = 0; r < M; r++) {
        for (int s = 0; s < M; s++) {
            double entry = 0.0;
            for (int k = 0; k < M; k++) {
                entry += a[r][k] * a[s][k];
            }
            *trace += r == s ? entry / M : 0.0;
            *second += entry * entry / M;
        }
    }
}

/* z of the mean of second moments and of squared traces, against `second` and `square`. */
static void scores(size_t i, double second, double square, double z[2])
{
    double sum[2] = {0}, squares[2] = {0};
    for (uint64_t trial = 0; trial < DRAWS; trial++) {
        double trace, two;
        draw(i, trial, &trace, &two);
        const double got[2] = {two - second, trace * trace - square};
        for (int k = 0; k < 2; k++) {
            sum[k] += got[k];
            squares[k] += got[k] * got[k];
        }
    }
    for (int k = 0; k < 2; k++) {
        z[k] = sum[k] / sqrt(squares[k] - sum[k] * sum[k] / DRAWS);
    }
}

Test(jacobian_width, simulation)
{
    const double limit = gsl_cdf_ugaussian_Qinv(false_alarm / (double)(sizeof cases / sizeof cases[0]));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rmt_jacobian_width moments;
        double z[2];
        exact(i, &moments);
        scores(i, moments.second_moment, 1.0 + moments.trace_variance, z);
        near(z[0], 0.0, limit, 0);
        near(z[1], 0.0, limit, 0);
        /* Power: what is missed without the width is told apart. */
        const double n = cases[i].depth, b2 = cases[i].beta * cases[i].beta;
        scores(i, cases[i].p > 0.0 ? 1.0 + n / cases[i].p : 1.0 + n * b2 * (2.0 - b2), 1.0, z);
        cr_assert(fabs(z[0]) > 2.0 * limit && fabs(z[1]) > 2.0 * limit, "case %zu: %g %g", i, z[0], z[1]);
    }
}

/* A Wishart matrix: E tau(A^2) = 2 + 1/m, E tau(A)^2 = 1 + 2/m^2. */
Test(jacobian_width, wishart)
{
    rmt_jacobian_width masked, residual;
    cr_assert_eq(rmt_jacobian_width_masked(1.0, 30, 1, &masked, NULL), HODO_OK);
    cr_assert_eq(rmt_jacobian_width_residual(1.0, 30, 1, &residual, NULL), HODO_OK);
    near(masked.second_moment, 2.0 + 1.0 / 30.0, 0, 1e-14);
    near(masked.trace_variance, 2.0 / 900.0, 1e-14, 0);
    near(residual.second_moment, masked.second_moment, 0, 1e-14);
    near(residual.trace_variance, masked.trace_variance, 1e-14, 0);
}

/* Wide: 1 + L/p, and 1 + L beta^2 (2 - beta^2); Var tau tends to L (1 - p)/(p m) from the masks. */
Test(jacobian_width, wide)
{
    const int64_t width = 1000000000;
    rmt_jacobian_width moments;
    cr_assert_eq(rmt_jacobian_width_masked(0.5, width, 8, &moments, NULL), HODO_OK);
    near(moments.second_moment, 17.0, 0, 1e-6);
    near(moments.trace_variance * (double)width, 8.0, 0, 1e-6);
    cr_assert_eq(rmt_jacobian_width_residual(0.1, width, 100, &moments, NULL), HODO_OK);
    near(moments.second_moment, 3.0 - 0.01, 0, 1e-6);
    cr_assert_eq(rmt_jacobian_width_masked(0.5, 10, 0, &moments, NULL), HODO_OK);
    near(moments.second_moment, 1.0, 0, 0);
}

Test(jacobian_width, refusals)
{
    rmt_jacobian_width moments;
    hodo_error error = {0};
    cr_assert_eq(rmt_jacobian_width_masked(0.0, 10, 2, &moments, &error), HODO_INVALID);
    cr_assert_eq(rmt_jacobian_width_masked(NAN, 10, 2, &moments, &error), HODO_INVALID);
    cr_assert_eq(rmt_jacobian_width_masked(0.5, 0, 2, &moments, &error), HODO_INVALID);
    cr_assert_eq(rmt_jacobian_width_residual(1.5, 10, 2, &moments, &error), HODO_INVALID);
    cr_assert_eq(rmt_jacobian_width_residual(0.5, 10, -1, &moments, &error), HODO_INVALID);
    cr_assert_eq(rmt_jacobian_width_masked(0.5, 1, 100000, &moments, &error), HODO_NUMERIC);
}
