#include "rmt/finite/log_norm_law.h"

#include "base/random.h"
#include "effort.h"
#include "kolmogorov.h"
#include "near.h"
#include "rmt/law/law.h"
#include "rmt/finite/log_norm_moments.h"
#include "rmt/finite/norm_walk.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <stdlib.h>

static void quiet(void)
{
    (void)gsl_set_error_handler_off();
}

TestSuite(log_norm, .init = quiet);

static rmt_log_norm_law *make(bool relu, int64_t units, int64_t depth, int refine)
{
    rmt_log_norm_law *law = NULL;
    hodo_error error = {0};
    cr_assert_eq(rmt_log_norm_law_alloc(&law, relu, units, depth, refine, &error), HODO_OK, "%s",
                 error.message);
    return law;
}

/* One layer in closed form: chi-square, or its binomial mixture. */
Test(log_norm, one_layer_is_chi_square)
{
    static const unsigned units[] = {1, 2, 3, 30, 31, 400};
    for (size_t c = 0; c < sizeof units / sizeof units[0]; c++) {
        const unsigned m = units[c];
        rmt_log_norm_law *relu = make(true, m, 1, 1), *linear = make(false, m, 1, 1);
        for (double x = -6; x < 2; x += 0.17) {
            double f = 0, density = 0;
            const double most = 1 - ldexp(1, -(int)m); /* P(N >= 1) */
            for (unsigned n = 1; n <= m; n++) {
                const double weight = gsl_ran_binomial_pdf(n, 0.5, m) / most, chi = m * exp(x) / 2;
                f += weight * gsl_cdf_chisq_P(chi, n);
                density += weight * gsl_ran_chisq_pdf(chi, n) * chi;
            }
            near(rmt_log_norm_cumulative(relu, x), f, 1e-12, 0);
            near(rmt_log_norm_density(relu, x), density, 2e-12, 0);
            near(rmt_log_norm_cumulative(linear, x), gsl_cdf_chisq_P(m * exp(x), m), 1e-12, 0);
            near(rmt_log_norm_density(linear, x), gsl_ran_chisq_pdf(m * exp(x), m) * m * exp(x), 2e-11, 0);
        }
        rmt_log_norm_law_free(relu);
        rmt_log_norm_law_free(linear);
    }
}

/* Two layers are the convolution of one with itself: the trapezoid rule on analytic densities. */
Test(log_norm, two_layers_convolve)
{
    rmt_log_norm_law *one = make(true, 30, 1, 1), *two = make(true, 30, 2, 1);
    for (double x = -3; x < 2; x += 0.25) {
        double f = 0, density = 0;
        const double step = 1.0 / 64;
        for (double y = -40; y < 2.2; y += step) {
            f += step * rmt_log_norm_density(one, y) * rmt_log_norm_cumulative(one, x - y);
            density += step * rmt_log_norm_density(one, y) * rmt_log_norm_density(one, x - y);
        }
        near(rmt_log_norm_cumulative(two, x), f, 1e-11, 0);
        near(rmt_log_norm_density(two, x), density, 1e-11, 0);
    }
    rmt_log_norm_law_free(one);
    rmt_log_norm_law_free(two);
}

typedef struct law_case {
    int relu;
    int64_t units, depth;
} law_case;

static const law_case cases[] = {{1, 30, 1},     {1, 30, 10},        {1, 1, 1},      {1, 3, 5},   {0, 1, 1},
                                 {0, 30, 50},    {1, 100, 100},      {1, 1000, 1000}, {1, 100000, 3},
                                 {0, 2000, 500}, {1, 100000, 10000}, {1, 5, 10000}};

/* Mass, mean and variance of the density are those of the norm walk; twice the window and band change
 * nothing. */
Test(log_norm, moments_and_doubling)
{
    enum { PLACES = 20000 };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const law_case *of = &cases[c];
        rmt_log_norm_law *law = make(of->relu, of->units, of->depth, 1);
        rmt_log_norm_law *fine = make(of->relu, of->units, of->depth, 2);
        double lower, upper, mass = 0, mean = 0, variance = 0, before = 0;
        near(rmt_log_norm_window(law, &lower, &upper), 0, 1e-16, 0);
        rmt_norm_step walk;
        cr_assert_eq((of->relu ? rmt_norm_step_relu : rmt_norm_step_linear)(of->units, &walk, NULL), HODO_OK);
        const double depth = (double)of->depth, deviation = sqrt(depth * walk.variance);
        const double step = (upper - lower) / PLACES, rounding = 1e-12 * fmax(1, depth / 1000);
        for (int i = 0; i < PLACES; i++) {
            const double x = lower + (i + 0.5) * step, p = rmt_log_norm_density(law, x);
            const double f = rmt_log_norm_cumulative(law, x), from_mean = x - depth * walk.mean;
            mass += step * p;
            mean += step * p * from_mean;
            variance += step * p * from_mean * from_mean;
            near(p * deviation, rmt_log_norm_density(fine, x) * deviation, rounding, 0);
            near(f, rmt_log_norm_cumulative(fine, x), rounding, 0);
            cr_assert(f >= before - rounding);
            before = f;
        }
        near(mass, 1, 1e-12, 0);
        near(mean / deviation, 0, 1e-10, 0);
        near(variance / (deviation * deviation), 1, 1e-9, 0);
        near(rmt_log_norm_mean(law), depth * walk.mean, 0, 1e-15);
        near(rmt_log_norm_variance(law), depth * walk.variance, 0, 1e-15);
        near(rmt_log_norm_cumulative(law, upper), 1, 0, 0);
        near(rmt_log_norm_cumulative(law, lower - 1), 0, 0, 0);
        near(rmt_log_norm_density(law, upper + 1), 0, 0, 0);
        rmt_log_norm_law_free(law);
        rmt_log_norm_law_free(fine);
    }
}

/* An actual network of 30 units and 4 matrices has the exact law; the normal of leading order, mean -5L/(2m),
 * variance 5L/m, and the exact law of one layer more are told apart. */
Test(log_norm, draws_tell_the_exact_law_from_the_leading_order)
{
    enum { UNITS = 30, DEPTH = 4, GRID = 200 };
    const size_t draws = (size_t)(20000 * test_effort());
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, NULL, "log-norm --units=%d --depth=%d", UNITS, DEPTH), HODO_OK);
    rmt_log_norm_law *deeper = make(true, UNITS, DEPTH + 1, 1);
    double *values = malloc(draws * sizeof *values), place[GRID], exact[GRID], leading[GRID], wrong[GRID],
           mean = 0;
    for (size_t k = 0; k < draws; k++) {
        const hodo_stream stream = hodo_stream_open(22, "test/log-norm", k);
        cr_assert_eq(law->row->draw(law, 1, &stream, &values[k], NULL), HODO_OK);
        mean += values[k] / (double)draws;
    }
    double variance = 0;
    for (size_t k = 0; k < draws; k++) {
        variance += (values[k] - mean) * (values[k] - mean) / (double)(draws - 1);
    }
    for (size_t i = 0; i < GRID; i++) {
        place[i] = -5 + 8 * (double)i / (GRID - 1);
        leading[i] = gsl_cdf_ugaussian_P((place[i] + 2.5 * DEPTH / UNITS) / sqrt(5.0 * DEPTH / UNITS));
        wrong[i] = rmt_log_norm_cumulative(deeper, place[i]);
    }
    cr_assert_eq(law->row->cumulative(law, place, GRID, exact, NULL), HODO_OK);
    const double limit = kolmogorov_limit(draws), d = kolmogorov_distance(place, exact, GRID, values, draws);
    const double of_leading = kolmogorov_distance(place, leading, GRID, values, draws);
    const double of_wrong = kolmogorov_distance(place, wrong, GRID, values, draws);
    cr_assert(d < limit && of_leading > 1.25 * limit && of_wrong > 1.25 * limit,
              "exact %g, leading order %g, a layer more %g, limit %g", d, of_leading, of_wrong, limit);
    /* A layer has -.0884, .191 and not -.0833, .167. */
    const double n = (double)draws, mean_error = 3.9 * sqrt(0.191148 * DEPTH / n);
    const double variance_error = 3.9 * 0.191148 * DEPTH * sqrt(2.2 / n);
    near(mean, -0.0883957 * DEPTH, mean_error, 0);
    near(variance, 0.191148 * DEPTH, variance_error, 0);
    cr_assert(fabs(variance - 5.0 * DEPTH / UNITS) > 2 * variance_error);
    free(values);
    rmt_log_norm_law_free(deeper);
    rmt_law_close(law);
}

/* Two units: a quarter of the masks are empty, and the draws are those that are not. */
Test(log_norm, draws_of_a_narrow_network_are_conditional)
{
    enum { GRID = 100 };
    const size_t draws = (size_t)(10000 * test_effort());
    for (int relu = 0; relu < 2; relu++) {
        rmt_law *law;
        cr_assert_eq(
            rmt_law_open(&law, NULL, "log-norm --units=2 --depth=3 --activation=%s", relu ? "relu" : "linear"),
            HODO_OK);
        double *values = malloc(draws * sizeof *values), place[GRID], exact[GRID];
        for (size_t k = 0; k < draws; k++) {
            const hodo_stream stream = hodo_stream_open(23, "test/log-norm", k);
            cr_assert_eq(law->row->draw(law, 1, &stream, &values[k], NULL), HODO_OK);
        }
        for (size_t i = 0; i < GRID; i++) {
            place[i] = -10 + 14 * (double)i / (GRID - 1);
        }
        cr_assert_eq(law->row->cumulative(law, place, GRID, exact, NULL), HODO_OK);
        const double d = kolmogorov_distance(place, exact, GRID, values, draws);
        cr_assert(d < kolmogorov_limit(draws), "relu %d: %g against %g", relu, d, kolmogorov_limit(draws));
        free(values);
        rmt_law_close(law);
    }
}

Test(log_norm, refuses)
{
    rmt_log_norm_law *law;
    cr_assert_eq(rmt_log_norm_law_alloc(&law, true, 0, 1, 1, NULL), HODO_INVALID);
    cr_assert_eq(rmt_log_norm_law_alloc(&law, true, 1, 0, 1, NULL), HODO_INVALID);
    cr_assert_eq(rmt_log_norm_law_alloc(&law, true, RMT_LOG_NORM_WIDEST + 1, 1, 1, NULL), HODO_INVALID);
    cr_assert_eq(rmt_log_norm_law_alloc(&law, true, 1, 1, 0, NULL), HODO_INVALID);
    cr_assert_null(law);
    rmt_log_norm_law_free(NULL);
    rmt_law *row;
    cr_assert_eq(rmt_law_open(&row, NULL, "log-norm --units=3"), HODO_INVALID);
    cr_assert_eq(rmt_law_open(&row, NULL, "log-norm --units=3 --depth=2 --activation=tanh"), HODO_INVALID);
}

/* Two linear units: X is the logarithm of an exponential, whose moments are derivatives of Gamma at 1. */
Test(log_norm, moments_of_gumbel)
{
    static const double gamma = 0.57721566490153286, zeta3 = 1.2020569031595943;
    const double square = M_PI * M_PI;
    const double want[] = {
        -gamma, gamma * gamma + square / 6, -(gamma * gamma * gamma + gamma * square / 2 + 2 * zeta3),
        pow(gamma, 4) + gamma * gamma * square + 8 * gamma * zeta3 + 3 * square * square / 20};
    double moment[4];
    cr_assert_eq(rmt_log_norm_moments(false, 2, 1, 4, moment, NULL), HODO_OK);
    for (size_t k = 0; k < 4; k++) {
        near(moment[k], want[k], 0, 1e-13);
    }
}

/* One layer to order 8: the trapezoid rule on the binomial mixture of chi-square densities, whose terms down to
 * one unit on reach far below the window of the grid. */
Test(log_norm, one_layers_moments_to_order_8)
{
    enum { ORDER = 8 };
    static const unsigned units[] = {1, 3, 30, 47};
    for (size_t c = 0; c < sizeof units / sizeof units[0]; c++) {
        const unsigned m = units[c];
        const double most = 1 - ldexp(1, -(int)m), step = 1.0 / 32;
        double want[ORDER] = {0}, size[ORDER] = {0}, moment[ORDER];
        for (double x = -160; x < 5; x += step) {
            double density = 0;
            const double chi = m * exp(x) / 2;
            for (unsigned n = 1; n <= m; n++) {
                density += gsl_ran_binomial_pdf(n, 0.5, m) / most * gsl_ran_chisq_pdf(chi, n) * chi;
            }
            double power = step * density;
            for (size_t k = 0; k < ORDER; k++) {
                want[k] += power *= x;
                size[k] += fabs(power);
            }
        }
        hodo_error error = {0};
        rmt_law *law;
        cr_assert_eq(rmt_law_open(&law, &error, "log-norm --units=%u --depth=1", m), HODO_OK, "%s",
                     error.message);
        cr_assert_eq(rmt_law_moments(law, ORDER, moment, &error), HODO_OK, "%s", error.message);
        for (size_t k = 0; k < ORDER; k++) {
            near(moment[k], want[k], 1e-11 * size[k], 0);
        }
        rmt_law_close(law);
    }
}

/* Layers add: moments at depth 5 are binomial sums of those at 2 and 3. */
Test(log_norm, moments_add_with_depth)
{
    enum { ORDER = 12 };
    double two[ORDER + 1] = {1}, three[ORDER + 1] = {1}, five[ORDER];
    cr_assert_eq(rmt_log_norm_moments(true, 7, 2, ORDER, two + 1, NULL), HODO_OK);
    cr_assert_eq(rmt_log_norm_moments(true, 7, 3, ORDER, three + 1, NULL), HODO_OK);
    cr_assert_eq(rmt_log_norm_moments(true, 7, 5, ORDER, five, NULL), HODO_OK);
    for (size_t k = 1; k <= ORDER; k++) {
        double sum = 0, binomial = 1;
        for (size_t j = 0; j <= k; j++) {
            sum += binomial * two[j] * three[k - j];
            binomial *= (double)(k - j) / (double)(j + 1);
        }
        near(five[k - 1], sum, 0, 1e-11);
    }
}
