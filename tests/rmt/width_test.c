#include "near.h"
#include "rmt/finite/active_units.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_width.h"
#include "rmt/angle/layer_law.h"
#include "rmt/finite/norm_walk.h"

#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <string.h>

/* Sums over a binomial law of some dozens of terms, each within some eps. */
#define ROUNDING 1e-13

static const rmt_layer_law *law(const char *activation, const char *weights)
{
    return rmt_layer_law_find(activation, weights, NULL);
}

/* E[f(N) | N >= least] with binomial coefficients from logarithms of factorials. */
static double by_factorials(unsigned width, unsigned least, double (*f)(double, const void *),
                            const void *context)
{
    double total = 0, sum = 0;
    for (unsigned n = least; n <= width; n++) {
        const double p = exp(gsl_sf_lnchoose(width, n) - width * M_LN2);
        total += p;
        sum += p * f(n, context);
    }
    return sum / total;
}

static double identity(double n, const void *context)
{
    (void)context;
    return n;
}

static double squared(double n, const void *context)
{
    (void)context;
    return n * n;
}

static double inverse(double n, const void *context)
{
    (void)context;
    return 1 / (n - 2);
}

Test(width, binomial_means)
{
    for (int width = 3; width < 2000; width = width * 3 / 2 + 1) {
        const double m = width;
        near(rmt_active_mean(width, 0, identity, NULL), m / 2, 0, ROUNDING);
        near(rmt_active_mean(width, 0, squared, NULL), m / 4 + m * m / 4, 0, ROUNDING);
        near(rmt_active_inverse(width), by_factorials((unsigned)width, 3, inverse, NULL), 0, 1e-11);
    }
    near(rmt_active_inverse(3), 1, 0, ROUNDING);           /* N = 3 only */
    near(rmt_active_inverse(4), 4.0 / 5 + 0.5 / 5, 0, ROUNDING); /* N = 3 four times in five, else N = 4 */
    near(rmt_active_mean(1000000, 0, squared, NULL), 1e6 / 4 + 1e12 / 4, 0, ROUNDING);
    /* E[1/(N-2)] = (2/m)(1 + 5/m + ...) */
    near(rmt_active_inverse(1000000) * 500000, 1 + 5e-6, 1e-10, 0);
}

typedef struct known_width {
    int width, depth;
    double mean, digits;
} known_width;

/* Known: E[1/cos^2] at the last feature. */
Test(width, known_numbers)
{
    static const known_width cases[] = {{30, 6, 3.126, 5e-4}, {60, 62, 78.1, 0.05}, {200, 200, 240.6, 0.05}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double tangent_square[200];
        const size_t n = (size_t)cases[c].depth - 2;
        cr_assert_eq(rmt_width_tangent_square(law("relu", "gaussian"), cases[c].width, n, tangent_square, NULL),
                     HODO_OK);
        near(1 + tangent_square[n - 1], cases[c].mean, cases[c].digits, 0);
        if (cases[c].width == 200) {
            near(rmt_cos(tangent_square[n - 1]), 0.0645, 5e-5, 0);
        }
    }
}

/* The printed recursion, layer by layer, against the power. */
Test(width, power_is_the_recursion)
{
    for (int width = 5; width < 500; width = 2 * width + 3) {
        const double m = width;
        const double h = by_factorials((unsigned)width, 3, inverse, NULL);
        double rho = 0, linear = 0, excess;
        for (size_t j = 0; j < 60; j++) {
            cr_assert_eq(rmt_width_excess(law("relu", "gaussian"), width, j, &excess, NULL), HODO_OK);
            near(excess, rho, 0, 1e-10);
            cr_assert_eq(rmt_width_excess(law("linear", "gaussian"), width, j, &excess, NULL), HODO_OK);
            near(excess, linear, 0, 1e-12);
            rho = (m - 1) * h + (1 + h) * rho;
            linear += pow((m - 1) / (m - 2), (double)(j + 1));
        }
    }
}

/* Wide networks have the infinite-width angle, with a correction of order n/m. */
Test(width, wide_is_infinite)
{
    for (const rmt_layer_law *row = rmt_layer_laws; row->activation != NULL; row++) {
        if (row->inverse_active == NULL && row->kappa > 0) {
            continue;
        }
        double tangent_square[50];
        cr_assert_eq(rmt_width_tangent_square(row, 100000000, 50, tangent_square, NULL), HODO_OK);
        for (size_t n = 1; n <= 50; n++) {
            near(tangent_square[n - 1], rmt_layer_tangent_square(row, 1, n), 0, 2 * (double)n / 1e8);
        }
    }
}

Test(width, refuses)
{
    double tangent_square[2000];
    hodo_error error = {0};
    const rmt_layer_law *relu = law("relu", "gaussian");
    cr_assert_eq(rmt_width_tangent_square(relu, 2, 5, tangent_square, &error), HODO_INVALID);
    cr_assert_eq(rmt_width_tangent_square(relu, -7, 5, tangent_square, &error), HODO_INVALID);
    cr_assert_eq(rmt_width_tangent_square(relu, (int64_t)RMT_WIDEST + 1, 5, tangent_square, &error),
                 HODO_INVALID);
    cr_assert_eq(rmt_width_tangent_square(law("relu", "orthogonal"), 50, 5, tangent_square, &error),
                 HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "orthogonal"));
    cr_assert_eq(rmt_width_tangent_square(relu, 3, 2000, tangent_square, &error), HODO_NUMERIC);
    rmt_norm_step step;
    cr_assert_eq(rmt_norm_step_relu(0, &step, &error), HODO_INVALID);
    cr_assert_eq(rmt_norm_step_linear(0, &step, &error), HODO_INVALID);
}

static double log_mean(double n, const void *context)
{
    return log(4 / *(const double *)context) + gsl_sf_psi(n / 2);
}

static double log_square(double n, const void *context)
{
    return gsl_sf_psi_1(n / 2) + log_mean(n, context) * log_mean(n, context);
}

/* The step of the log norm: against the formula as printed, the quoted numbers, and the leading orders. */
Test(width, norm_walk)
{
    rmt_norm_step step;
    for (int width = 1; width < 900; width = 3 * width + 1) {
        const double m = width;
        const double mean = by_factorials((unsigned)width, 1, log_mean, &m);
        cr_assert_eq(rmt_norm_step_relu(width, &step, NULL), HODO_OK);
        near(step.mean, mean, 1e-13, 1e-12);
        near(step.variance, by_factorials((unsigned)width, 1, log_square, &m) - mean * mean, 1e-12, 1e-12);
    }
    cr_assert_eq(rmt_norm_step_relu(30, &step, NULL), HODO_OK);
    near(step.mean, -.0884, 5e-5, 0);
    near(step.variance, .191, 5e-4, 0);
    cr_assert_eq(rmt_norm_step_relu(100000, &step, NULL), HODO_OK);
    near(step.mean, -2.5e-5, 0, 1e-3);
    near(step.variance, 5e-5, 0, 1e-3);
    cr_assert_eq(rmt_norm_step_linear(100000, &step, NULL), HODO_OK);
    near(step.mean, -1e-5, 0, 1e-3);
    near(step.variance, 2e-5, 0, 1e-3);
    cr_assert_eq(rmt_norm_step_linear(2, &step, NULL), HODO_OK);
    near(step.mean, -0.57721566490153286, 0, 1e-14); /* log of an exponential variable */
    near(step.variance, M_PI * M_PI / 6, 0, 1e-14);
}
