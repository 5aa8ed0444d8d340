#include "rmt/finite/tracy_widom.h"

#include "base/eigenvalue.h"
#include "base/random.h"
#include "effort.h"
#include "kolmogorov.h"
#include "near.h"
#include "rmt/law/law.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_sf_airy.h>
#include <stdlib.h>

static void quiet(void)
{
    (void)gsl_set_error_handler_off();
}

TestSuite(tracy_widom, .init = quiet);

static rmt_tracy_widom at(int beta, double s)
{
    rmt_tracy_widom value = {NAN, NAN, NAN};
    cr_assert_eq(rmt_tracy_widom_at(beta, s, &value, NULL), HODO_OK);
    return value;
}

Test(tracy_widom, known_numbers)
{
    near(at(1, 0).cumulative, 0.83190806620295, 1e-13, 0);
    near(at(2, 0).cumulative, 0.96937282835526, 1e-13, 0);
    /* Johnstone's and Tracy and Widom's tables of percentiles. */
    static const double known[][3] = {{1, 0.95, 0.9793}, {1, 0.99, 2.0234}, {1, 0.05, -3.18},
                                      {2, 0.95, -0.2325}, {2, 0.99, 0.4776}, {2, 0.05, -3.19}};
    for (size_t c = 0; c < sizeof known / sizeof known[0]; c++) {
        double s = NAN;
        cr_assert_eq(rmt_tracy_widom_quantile((int)known[c][0], known[c][1], &s, NULL), HODO_OK);
        near(s, known[c][2], known[c][1] > 0.5 ? 6e-5 : 5e-3, 0);
    }
}

/* Mean, variance, skewness, kurtosis: Bornemann 2010, table 10; and the third and fourth as far as printed. */
Test(tracy_widom, moments)
{
    static const double known[][5] = {{1, -1.2065335745820, 1.607781034581, 0.29346452408, 0.1652429384},
                                      {2, -1.771086807411, 0.8131947928329, 0.224084203610, 0.0934480876}};
    for (size_t c = 0; c < 2; c++) {
        double m[64], last[4];
        cr_assert_eq(rmt_tracy_widom_moments((int)known[c][0], 64, m, NULL), HODO_OK);
        cr_assert_eq(rmt_tracy_widom_moments((int)known[c][0], 4, last, NULL), HODO_OK);
        const double variance = m[1] - m[0] * m[0], third = m[2] - 3 * m[0] * m[1] + 2 * m[0] * m[0] * m[0];
        const double fourth = m[3] - 4 * m[0] * m[2] + 6 * m[0] * m[0] * m[1] - 3 * pow(m[0], 4);
        near(m[0], known[c][1], 1e-12, 0);
        near(variance, known[c][2], 1e-12, 0);
        near(third / pow(variance, 1.5), known[c][3], 1e-10, 0);
        near(fourth / (variance * variance) - 3, known[c][4], 1e-9, 0);
        for (size_t k = 0; k < 4; k++) {
            near(last[k], m[k], 0, 1e-13); /* the range that order asks changes nothing */
        }
    }
}

/* The Airy kernel itself, with its difference quotient, on other nodes than the library's: LU of I - K. */
static double airy_kernel_determinant(double s)
{
    enum { N = 80 };
    gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(N);
    gsl_matrix *a = gsl_matrix_alloc(N, N);
    gsl_permutation *p = gsl_permutation_alloc(N);
    double x[N], w[N], ai[N], slope[N];
    for (size_t i = 0; i < N; i++) {
        gsl_integration_glfixed_point(s, 16, i, &x[i], &w[i], table);
        ai[i] = gsl_sf_airy_Ai(x[i], GSL_PREC_DOUBLE);
        slope[i] = gsl_sf_airy_Ai_deriv(x[i], GSL_PREC_DOUBLE);
    }
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            const double k = i == j ? slope[i] * slope[i] - x[i] * ai[i] * ai[i]
                                    : (ai[i] * slope[j] - slope[i] * ai[j]) / (x[i] - x[j]);
            gsl_matrix_set(a, i, j, (i == j) - sqrt(w[i] * w[j]) * k);
        }
    }
    int sign;
    gsl_linalg_LU_decomp(a, p, &sign);
    const double determinant = gsl_linalg_LU_det(a, sign);
    gsl_permutation_free(p);
    gsl_matrix_free(a);
    gsl_integration_glfixed_table_free(table);
    return determinant;
}

Test(tracy_widom, is_the_airy_kernel)
{
    for (double s = -7; s <= 6; s += 0.5) {
        near(at(2, s).cumulative, airy_kernel_determinant(s), 1e-13, 0); /* the quotient costs two digits */
    }
}

/* Hastings and McLeod's Painleve II: q'' = s q + 2 q^3, q ~ Ai. State q, q', int q, int q^2, int (x - s)
 * q^2. */
static int painleve(double s, const double *y, double *derivative, void *context)
{
    (void)context;
    derivative[0] = y[1];
    derivative[1] = s * y[0] + 2 * y[0] * y[0] * y[0];
    derivative[2] = -y[0];
    derivative[3] = -y[0] * y[0];
    derivative[4] = -y[3];
    return GSL_SUCCESS;
}

/* F_2 = exp(-int (x - s) q^2), F_1 = exp(-int q / 2) F_2^(1/2) (Tracy and Widom 1994, 1996): neither a
 * determinant nor an operator. The separatrix is unstable to the left: errors grow to 1e-8 at -5. */
Test(tracy_widom, is_painleve)
{
    gsl_odeiv2_system system = {painleve, NULL, 5, NULL};
    gsl_odeiv2_driver *driver = gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, -1e-3, 1e-60,
                                                              1e-14);
    double s = 14,
           y[5] = {gsl_sf_airy_Ai(14, GSL_PREC_DOUBLE), gsl_sf_airy_Ai_deriv(14, GSL_PREC_DOUBLE), 0, 0, 0};
    for (double to = 3; to >= -4.1; to -= 0.5) {
        cr_assert_eq(gsl_odeiv2_driver_apply(driver, &s, to, y), GSL_SUCCESS);
        const double f2 = exp(-y[4]), f1 = exp(-(y[4] + y[2]) / 2), digits = to > -2 ? 2e-12 : 2e-9;
        near(at(2, to).cumulative, f2, digits, 0);
        near(at(1, to).cumulative, f1, digits, 0);
        near(at(2, to).density, f2 * y[3], digits, 0);
        near(at(1, to).density, f1 * (y[3] + y[0]) / 2, digits, 0);
    }
    gsl_odeiv2_driver_free(driver);
}

static double airy(double x, void *context)
{
    (void)context;
    return gsl_sf_airy_Ai(x, GSL_PREC_DOUBLE);
}

static double weighted_square(double x, void *context)
{
    const double ai = gsl_sf_airy_Ai(x, GSL_PREC_DOUBLE);
    return (x - *(double *)context) * ai * ai;
}

static double integral(double (*f)(double, void *), double s)
{
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(1000);
    gsl_function function = {f, &s};
    double value, error;
    cr_assert_eq(
        gsl_integration_qag(&function, s, s + 20, 0, 1e-13, 1000, GSL_INTEG_GAUSS61, space, &value, &error), 0);
    gsl_integration_workspace_free(space);
    return value;
}

/* To the right log F = -tr A - tr A^2 / 2 - ..., tr A = int Ai / 2, tr A^2 = int (x - s) Ai^2: relative digits
 * of a tail of 1e-11 and 1e-21, where 1 - F in double would have five and none. */
Test(tracy_widom, upper_tail_keeps_its_digits)
{
    for (double s = 6.5; s <= 20; s += 0.5) {
        const double trace = integral(airy, s) / 2, square = integral(weighted_square, s);
        double tail[3];
        for (int beta = 1; beta <= 2; beta++) {
            cr_assert_eq(rmt_tracy_widom_tail(beta, s, &tail[beta], NULL), HODO_OK);
        }
        near(tail[1], -expm1(-(trace + square / 2)), 0, 2e-12);
        near(tail[2], -expm1(-(square + square * square / 2)), 0, 2e-12);
        /* Its density, from the derivatives of the traces. */
        const double ai = gsl_sf_airy_Ai(s, GSL_PREC_DOUBLE), slope = gsl_sf_airy_Ai_deriv(s, GSL_PREC_DOUBLE);
        const double edge = slope * slope - s * ai * ai; /* int Ai^2; cancels a digit */
        near(at(2, s).density, (1 - tail[2]) * edge, 0, 2e-11);
        near(at(1, s).density, (1 - tail[1]) * (ai + edge) / 2, 0, 2e-11);
    }
}

Test(tracy_widom, left_tail)
{
    for (int beta = 1; beta <= 2; beta++) {
        double before = -INFINITY;
        for (double s = -26; s < -4; s += 0.0625) {
            double logarithm, slope;
            cr_assert_eq(rmt_tracy_widom_log(beta, s, &logarithm, &slope, NULL), HODO_OK);
            cr_assert(logarithm > before && slope > 0, "log F_%d(%g) = %g after %g", beta, s, logarithm,
                      before);
            before = logarithm;
        }
    }
    /* Where the expansion takes over, it meets the determinant. */
    near(at(1, -9 - 1e-12).cumulative, at(1, -9).cumulative, 1e-18, 0);
    near(at(2, -7.5 - 1e-12).cumulative, at(2, -7.5).cumulative, 1e-18, 0);
    near(at(1, -1000).cumulative, 0, 0, 0);
    near(at(1, INFINITY).cumulative, 1, 0, 0);
    near(at(2, -INFINITY).density, 0, 0, 0);
}

Test(tracy_widom, quantiles_invert)
{
    static const double probabilities[] = {1e-300, 1e-12, 1e-3, 0.3, 0.5, 0.9, 0.999};
    static const double tails[] = {0.7, 0.05, 1e-6, 1e-20, 1e-200, 1e-279};
    for (int beta = 1; beta <= 2; beta++) {
        double s, tail, slope, logarithm;
        for (size_t i = 0; i < sizeof probabilities / sizeof probabilities[0]; i++) {
            cr_assert_eq(rmt_tracy_widom_quantile(beta, probabilities[i], &s, NULL), HODO_OK);
            cr_assert_eq(rmt_tracy_widom_log(beta, s, &logarithm, &slope, NULL), HODO_OK);
            near(exp(logarithm), probabilities[i], 1e-14, 1e-12);
            near(logarithm, log(probabilities[i]), 0, probabilities[i] < 1e-16 ? 1e-14 : 1e-8);
        }
        for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
            cr_assert_eq(rmt_tracy_widom_tail_quantile(beta, tails[i], &s, NULL), HODO_OK);
            cr_assert_eq(rmt_tracy_widom_tail(beta, s, &tail, NULL), HODO_OK);
            near(log(tail), log(tails[i]), 1e-12, 1e-14);
        }
    }
}

Test(tracy_widom, refuses)
{
    rmt_tracy_widom value;
    double s;
    cr_assert_eq(rmt_tracy_widom_at(4, 0, &value, NULL), HODO_INVALID);
    cr_assert_eq(rmt_tracy_widom_at(1, NAN, &value, NULL), HODO_INVALID);
    cr_assert_eq(rmt_tracy_widom_quantile(1, 0, &s, NULL), HODO_INVALID);
    cr_assert_eq(rmt_tracy_widom_quantile(1, 1, &s, NULL), HODO_INVALID);
    cr_assert_eq(rmt_tracy_widom_quantile(1, NAN, &s, NULL), HODO_INVALID);
    cr_assert_eq(rmt_tracy_widom_tail_quantile(1, 1e-300, &s, NULL), HODO_INVALID);
    cr_assert_eq(rmt_tracy_widom_moments(1, 65, &s, NULL), HODO_INVALID);
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, NULL, "tracy-widom --beta=3"), HODO_INVALID);
}

enum { GRID = 121 };

/* Draws of the row at this width against F_1 and F_2, on s = -6 .. 4. */
static void distances(int beta, size_t width, size_t draws, double shift, double distance[3])
{
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, NULL, "tracy-widom --beta=%d", beta), HODO_OK);
    double *values = malloc(draws * sizeof *values), place[GRID], f[GRID];
    for (size_t k = 0; k < draws; k++) {
        const hodo_stream stream = hodo_stream_open(20, "test/tracy-widom",
                                                    1000 * width + 1000000 * k + (size_t)beta);
        cr_assert_eq(law->row->draw(law, width, &stream, &values[k], NULL), HODO_OK);
        values[k] += shift;
    }
    for (int against = 1; against <= 2; against++) {
        for (size_t i = 0; i < GRID; i++) {
            place[i] = -6 + 10 * (double)i / (GRID - 1);
            f[i] = at(against, place[i]).cumulative;
        }
        distance[against] = kolmogorov_distance(place, f, GRID, values, draws);
    }
    free(values);
    rmt_law_close(law);
}

/* Known to the draws: which beta they have, and at m = 100 the half by which their centring moves. */
Test(tracy_widom, draws)
{
    const size_t draws = (size_t)(8000 * test_effort());
    const double limit = kolmogorov_limit(draws);
    for (int beta = 1; beta <= 2; beta++) {
        double d[3];
        distances(beta, 1000, draws, 0, d);
        cr_assert(d[beta] < limit && d[3 - beta] > 4 * limit, "beta %d: F_1 at %g, F_2 at %g, limit %g", beta,
                  d[1], d[2], limit);
    }
    double centred[3], plain[3];
    distances(1, 100, draws, 0, centred);
    distances(1, 100, draws, -0.5 / cbrt(100), plain); /* sqrt(2m) in place of sqrt(2m - 1) */
    cr_assert(centred[1] < limit && plain[1] > limit, "centred %g, plain %g, limit %g", centred[1], plain[1],
              limit);
}

/* The tridiagonal model against the dense matrix that it stands for. */
Test(tracy_widom, draws_are_those_of_a_dense_matrix)
{
    enum { M = 20 };
    const size_t draws = (size_t)(4000 * test_effort());
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, NULL, "tracy-widom"), HODO_OK);
    double sum[2] = {0}, square[2] = {0};
    for (size_t k = 0; k < draws; k++) {
        const hodo_stream stream = hodo_stream_open(21, "test/tracy-widom", k);
        double normal[M * M], matrix[M * M], values[M], s[2];
        cr_assert_eq(law->row->draw(law, M, &stream, &s[0], NULL), HODO_OK);
        hodo_random_normal_double(&stream, 9, 0, M * M, 1 / sqrt(2), normal);
        for (size_t i = 0; i < M; i++) {
            for (size_t j = 0; j < M; j++) {
                matrix[i * M + j] = (normal[i * M + j] + normal[j * M + i]) / sqrt(2);
            }
        }
        cr_assert_eq(hodo_symmetric_eigenvalues(matrix, M, values, NULL), HODO_OK);
        s[1] = sqrt(2) * pow(M - 0.5, 1.0 / 6) * (values[M - 1] - sqrt(2 * M - 1));
        for (int which = 0; which < 2; which++) {
            sum[which] += s[which] / (double)draws;
            square[which] += s[which] * s[which] / (double)draws;
        }
    }
    const double variance = square[0] - sum[0] * sum[0], n = (double)draws;
    near(sum[0], sum[1], 3.9 * sqrt(2 * variance / n), 0);
    near(square[1] - sum[1] * sum[1], variance, 3.9 * variance * sqrt(2 * 2.2 / n), 0); /* kurtosis 3.17 */
    rmt_law_close(law);
}
