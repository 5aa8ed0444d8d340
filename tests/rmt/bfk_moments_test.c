#include "near.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_limit.h"
#include "rmt/angle/angle_spectrum.h"
#include "rmt/kernel/bfk_moments.h"
#include "rmt/law/law.h"
#include "rmt/angle/layer_law.h"
#include "rmt/opened_law.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

/* Moments of backward-to-feature kernels against calculus that knows no spectrum, the angles that they give,
 * limits of depth and scale, and what is refused. */

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(bfk_moments, .init = quiet);

/* One matrix: K = I. */
Test(bfk_moments, one_layer_is_the_identity)
{
    rmt_law *law = open_law("bfk --depth=1");
    cr_assert_eq(law->interval_count, 0);
    near(law->atoms[0].place, 1, 0, 0);
    near(law->atoms[0].mass, 1, 0, 0);
    double moment[5], tangent_square;
    cr_assert_eq(rmt_law_moments(law, 5, moment, NULL), HODO_OK);
    near(moment[4], 1, 0, 0);
    double cumulative[2];
    cr_assert_eq(rmt_law_cumulative(law, (const double[]){0.999, 1}, 2, cumulative, NULL), HODO_OK);
    cr_assert_eq(cumulative[0], 0);
    cr_assert_eq(cumulative[1], 1);
    cr_assert_eq(rmt_law_tangent_square(law, &tangent_square, NULL), HODO_OK);
    near(tangent_square, 0, 0, 0);
    rmt_law_close(law);
}

/* Moments are those of the angle: 1/cos^2 = M_2. kappa of other layers, or a depth off by one, is told
 * apart. */
Test(bfk_moments, angles)
{
    static const char *const names[] = {"linear", "relu"};
    for (int masked = 0; masked < 2; masked++) {
        const rmt_layer_law *layer = rmt_layer_law_find(names[masked], "gaussian", NULL);
        const rmt_layer_law *other = rmt_layer_law_find(names[1 - masked], "gaussian", NULL);
        for (size_t v = 1; v < 300; v = v * 3 / 2 + 1) {
            char line[64];
            (void)snprintf(line, sizeof line, "bfk --activation=%s --depth=%zu", names[masked], v);
            rmt_law *law = open_law(line);
            double tangent_square;
            cr_assert_eq(rmt_law_tangent_square(law, &tangent_square, NULL), HODO_OK);
            near(tangent_square, rmt_layer_tangent_square(layer, 1, v), 1e-15, 1e-12);
            cr_assert(v == 1 || fabs(tangent_square / rmt_layer_tangent_square(other, 1, v) - 1) > 0.4);
            cr_assert(fabs(tangent_square - rmt_layer_tangent_square(layer, 1, v + 1)) > 0.2);
            rmt_law_close(law);
        }
    }
    for (double scale = 0.01; scale < 50; scale *= 3) {
        char line[64];
        (void)snprintf(line, sizeof line, "bfk-resnet --scale=%.17g", scale);
        rmt_law *law = open_law(line);
        double tangent_square, limit;
        cr_assert_eq(rmt_law_tangent_square(law, &tangent_square, NULL), HODO_OK);
        cr_assert_eq(rmt_fresh_branch_limit(scale, &limit, NULL), HODO_OK);
        near(tangent_square, limit, 1e-15, 1e-12);
        rmt_law_close(law);
    }
}

Test(bfk_moments, angle_of_eigenvalues)
{
    const double values[] = {1, 2, 3, 6}, none[] = {0, 0};
    double tangent_square;
    hodo_error error = {0};
    cr_assert_eq(rmt_eigenvalues_tangent_square(values, 4, &tangent_square, NULL), HODO_OK);
    near(tangent_square, 50.0 / 4 / 9 - 1, 0, 1e-15);
    cr_assert_eq(rmt_eigenvalues_tangent_square(none, 2, &tangent_square, &error), HODO_INVALID);
    cr_assert_eq(rmt_eigenvalues_tangent_square(values, 0, &tangent_square, &error), HODO_INVALID);
    cr_assert_eq(rmt_eigenvalues_tangent_square(&(double){NAN}, 1, &tangent_square, &error), HODO_INVALID);
    rmt_law *law = open_law("semicircle");
    cr_assert_eq(rmt_law_tangent_square(law, &tangent_square, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "semicircle"));
    rmt_law_close(law);
}

/* Ito's calculus, with no transform: for dT = (1 - T) dt + dW T + T dW^T + dW T dW^T the normalised traces
 * m_k(t) obey m_k' = k (m_{k-1} + sum_{0<i<k} m_i m_{k-i}). All are polynomials; those of T are t^k times those
 * of K. */
Test(bfk_moments, resnet_moments_by_stochastic_calculus)
{
    enum { ORDER = 8, DEGREE = 2 * ORDER };
    double m[ORDER + 1][DEGREE] = {{1}};
    for (int k = 1; k <= ORDER; k++) {
        double slope[DEGREE] = {0};
        for (int d = 0; d < DEGREE; d++) {
            slope[d] += k * m[k - 1][d];
            for (int i = 1; i < k; i++) {
                for (int e = 0; e <= d; e++) {
                    slope[d] += k * m[i][e] * m[k - i][d - e];
                }
            }
        }
        for (int d = 1; d < DEGREE; d++) {
            m[k][d] = slope[d - 1] / d;
        }
    }
    for (double time = 0.01; time < 200; time *= 5) {
        double moment[ORDER];
        cr_assert_eq(rmt_bfk_resnet_moments(time, ORDER, moment, NULL), HODO_OK);
        for (int k = 1; k <= ORDER; k++) {
            double value = 0;
            for (int d = DEGREE - 1; d >= k; d--) {
                value = value * time + m[k][d];
            }
            near(moment[k - 1], value, 0, 1e-12);
        }
    }
}

/* Free cumulants of known laws: semicircle (k_2 only), Marchenko-Pastur (all 1), and products of two of
 * those. */
Test(bfk_moments, moments_of_free_cumulants)
{
    double cumulant[10] = {0, 1}, moment[10];
    rmt_moments_of_free_cumulants(cumulant, 10, moment);
    static const double catalan[] = {1, 2, 5, 14, 42, 132, 429, 1430, 4862, 16796};
    for (int k = 1; k <= 10; k++) {
        near(moment[k - 1], k % 2 == 0 ? catalan[k / 2 - 1] : 0, 0, 0);
        cumulant[k - 1] = 1;
    }
    rmt_moments_of_free_cumulants(cumulant, 10, moment);
    for (int k = 1; k <= 10; k++) {
        near(moment[k - 1], catalan[k - 1], 0, 0);
    }
    /* Compound free Poisson with Marchenko-Pastur jumps: Fuss-Catalan of order 2, binom(3k, k)/(2k + 1). */
    rmt_moments_of_free_cumulants(catalan, 5, moment);
    static const double fuss[] = {1, 3, 12, 55, 273};
    for (int k = 1; k <= 5; k++) {
        near(moment[k - 1], fuss[k - 1], 0, 0);
    }
}

/* Deep MLPs: eigenvalues of size V^2 of T_V, a share 1/V of all, follow z = V^2 cosh^2(k)/(2 k^2), whose edge
 * is where k tanh(k) = 1; twice that for ReLU. Large scales: twice that again over t, and the lower edge at
 * 1/(4t). Small scales: a semicircle of variance 2t/3. */
Test(bfk_moments, limits)
{
    const double k = 1.1996786402577339, edge = cosh(k) * cosh(k) / (2 * k * k);
    near(k * tanh(k), 1, 0, 1e-15);
    static const char *const names[] = {"linear", "relu"};
    for (int masked = 0; masked < 2; masked++) {
        double scaled[2];
        for (int i = 0; i < 2; i++) {
            const int v = 500 << i;
            char line[64];
            (void)snprintf(line, sizeof line, "bfk --activation=%s --depth=%d", names[masked], v);
            rmt_law *law = open_law(line);
            scaled[i] = law->intervals[0].upper / v;
            rmt_law_close(law);
        }
        near(2 * scaled[1] - scaled[0], (masked ? 2 : 1) * edge, 0, 1e-5);
        cr_assert(fabs(scaled[1] / scaled[0] - 1) > 1e-4, "the finite depth shows");
    }
    rmt_law *law = open_law("bfk-resnet --scale=1000");
    near(law->intervals[0].upper / 1e6, 2 * edge, 0, 1e-5);
    near(law->intervals[0].lower * 1e6, 0.25, 0, 1e-5);
    rmt_law_close(law);
    law = open_law("bfk-resnet --scale=0.001");
    const double deviation = sqrt(2.0 / 3) * 1e-3;
    for (double y = -1.9; y < 1.95; y += 0.1) {
        /* Its third cumulant over deviation^3 is of order c. */
        near(density_at(law, 1 + deviation * y) * deviation, sqrt(4 - y * y) / (2 * M_PI), 0, 0.02);
    }
    rmt_law_close(law);
}

Test(bfk_moments, refuses)
{
    static const struct {
        const char *line, *word;
    } cases[] = {
        {"bfk --depth=0", "--depth=0"},         {"bfk --depth=-3", "--depth=-3"},
        {"bfk --depth=10001", "10000"},         {"bfk --depth=2.5", "--depth"},
        {"bfk", "depth"},                       {"bfk --activation=relo --depth=3", "did you mean relu"},
        {"bfk --activation=liner --depth=3", "did you mean linear"},
        {"bfk --activation=softplus --depth=3", "there are linear, relu"},
        {"bfk-resnet --scale=0", "--scale=0"},  {"bfk-resnet --scale=-1", "--scale=-1"},
        {"bfk-resnet --scale=nan", "scale"},    {"bfk-resnet --scale=1e9", "1000"},
        {"bfk-resnet", "scale"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hodo_error error = {0};
        rmt_law *law;
        cr_assert_eq(rmt_law_open(&law, &error, "%s", cases[i].line), HODO_INVALID, "%s", cases[i].line);
        cr_assert_null(law);
        cr_assert_not_null(strstr(error.message, cases[i].word), "%s: %s", cases[i].line, error.message);
    }
    rmt_law *law = open_law("bfk-resnet --scale=1000");
    double moment[RMT_MOMENTS_MOST];
    hodo_error error = {0};
    cr_assert_eq(rmt_law_moments(law, RMT_MOMENTS_MOST, moment, &error), HODO_NUMERIC);
    cr_assert_not_null(strstr(error.message, "ask for at most"));
    const hodo_stream stream = hodo_stream_open(1, "tests/rmt/bfk", 0);
    cr_assert_eq(rmt_law_draw(law, 8, &stream, moment, &error), HODO_INVALID);
    rmt_law_close(law);
}
