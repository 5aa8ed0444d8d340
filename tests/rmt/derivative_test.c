/* The length map and the law of phi'^2, against plain quadrature and known fixed points. */
#include "near.h"
#include "rmt/jacobian/derivative_law.h"
#include "rmt/jacobian/length_map.h"

#include <criterion/parameterized.h>
#include <gsl/gsl_errno.h>
#include <string.h>

static void init(void)
{
    gsl_set_error_handler_off();
}

TestSuite(derivative, .init = init);

static hodo_nonlinearity shape_of(const char *name)
{
    return (hodo_nonlinearity){hodo_activation_find(name, NULL), 0.8, 0.3};
}

/* The trapezoidal rule on [-12, 12], exact to rounding for functions analytic in a strip wider than its step,
 * and cut at kinks by taking a multiple of the step. */
static double plain_mean(const hodo_nonlinearity *shape, double q, bool derivative)
{
    enum { STEPS = 400000 };
    const double h = 24.0 / STEPS;
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
        const double z = -12 + h * i;
        const double f = derivative ? shape->activation->derivative(sqrt(q) * z, shape->a, shape->b)
                                    : shape->activation->value(sqrt(q) * z, shape->a, shape->b);
        sum += h * f * f * exp(-z * z / 2) / sqrt(2 * M_PI);
    }
    return sum;
}

Test(derivative, means)
{
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        const hodo_nonlinearity shape = shape_of(row->name);
        for (double q = 0.01; q < 50; q *= 11) {
            double square, derivative_square;
            cr_assert_eq(rmt_length_means(&shape, q, &square, &derivative_square, NULL), HODO_OK);
            /* A jump of phi' costs the plain rule half a step, 3e-5. */
            const double jump = row->homogeneous || strcmp(row->name, "hard-tanh") == 0 ? 6e-5 : 0;
            near(square, plain_mean(&shape, q, false), 0, jump > 0 ? 1e-8 : 1e-12);
            near(derivative_square, plain_mean(&shape, q, true), jump, 1e-12);
        }
    }
}

/* Williams 1997: E[erf^2] = (2/pi) asin(2q/(1+2q)), E[erf'^2] = (4/pi)/sqrt(1+4q). */
Test(derivative, erf_in_closed_form)
{
    const hodo_nonlinearity shape = shape_of("erf");
    for (double q = 1e-6; q < 1e4; q *= 7) {
        double square, derivative_square;
        cr_assert_eq(rmt_length_means(&shape, q, &square, &derivative_square, NULL), HODO_OK);
        near(square, 2 / M_PI * asin(2 * q / (1 + 2 * q)), 0, 1e-12);
        near(derivative_square, 4 / M_PI / sqrt(1 + 4 * q), 0, 1e-12);
    }
}

Test(derivative, fixed_points)
{
    rmt_fixed_point point;
    hodo_nonlinearity shape = shape_of("gelu");
    /* Half-stable critical points with a bias (Roberts, Yaida and Hanin 2022, section 5.3.4), of which the
     * length is known. */
    rmt_length_setting setting = {.critical = true, .length = (3 + sqrt(17)) / 2};
    cr_assert_eq(rmt_length_fixed_point(&shape, &setting, &point, NULL), HODO_OK);
    near(point.weight_variance, 1.98305, 1e-4, 0);
    near(point.bias_variance, 0.17292, 1e-4, 0);
    shape = shape_of("silu");
    setting.length = 14.32017;
    cr_assert_eq(rmt_length_fixed_point(&shape, &setting, &point, NULL), HODO_OK);
    near(point.weight_variance, 1.98800, 1e-4, 0);
    near(point.bias_variance, 0.55514, 1e-4, 0);
    shape = shape_of("relu");
    setting.length = 0;
    cr_assert_eq(rmt_length_fixed_point(&shape, &setting, &point, NULL), HODO_OK);
    near(point.weight_variance, 2, 1e-15, 0);
    /* Both equations at once, for every smooth row. */
    static const char *const names[] = {"tanh", "erf", "hard-tanh"};
    for (int i = 0; i < 3; i++) {
        shape = shape_of(names[i]);
        double square, derivative_square;
        setting = (rmt_length_setting){.critical = true, .bias_variance = 0.02};
        cr_assert_eq(rmt_length_fixed_point(&shape, &setting, &point, NULL), HODO_OK);
        cr_assert_eq(rmt_length_means(&shape, point.length, &square, &derivative_square, NULL), HODO_OK);
        near(point.weight_variance * derivative_square, 1, 1e-12, 0);
        near(point.weight_variance * square + 0.02, point.length, 0, 1e-12);
        setting = (rmt_length_setting){.weight_variance = 1.8, .bias_variance = 0.02};
        cr_assert_eq(rmt_length_fixed_point(&shape, &setting, &point, NULL), HODO_OK);
        cr_assert_eq(rmt_length_means(&shape, point.length, &square, &derivative_square, NULL), HODO_OK);
        near(1.8 * square + 0.02, point.length, 0, 1e-12);
        near(1.8 * derivative_square, point.susceptibility, 0, 1e-12);
        setting = (rmt_length_setting){.critical = true};
        cr_assert_eq(rmt_length_fixed_point(&shape, &setting, &point, NULL), HODO_OK);
        cr_assert_eq(point.length, 0);
    }
}

typedef struct place {
    double re, im;
} place;

/* g, psi, its slope and the potential against a plain sum, from far to as near to the cut as that can
 * follow. */
Test(derivative, stieltjes_transform_near_and_far)
{
    enum { STEPS = 1 << 20 };
    static const char *const names[] = {"tanh", "erf", "gelu", "silu"};
    static const place places[] = {{30, 10},     {1.2, 0.3},   {0.9, 1e-3},  {0.3, 1e-2},
                                   {-0.4, 1e-9}, {1e-4, 1e-4}, {-1e-6, 3e-6}};
    const double q = 0.3, h = 24.0 / STEPS;
    for (int n = 0; n < 4; n++) {
        const hodo_nonlinearity shape = shape_of(names[n]);
        rmt_derivative_law *law;
        cr_assert_eq(rmt_derivative_law_open(&shape, q, &law, NULL), HODO_OK);
        const double mean = rmt_derivative_mean_square(law);
        for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
            const double complex w = CMPLX(places[k].re, places[k].im);
            double complex g = 0, psi = 0, slope = 0, potential = 0;
            for (int i = 0; i <= STEPS; i++) {
                const double z = -12 + h * i, f = h * exp(-z * z / 2) / sqrt(2 * M_PI);
                const double s = shape.activation->derivative(sqrt(q) * z, 0, 0), d = s * s / mean;
                g += f / (w - d);
                psi += f * d / (w - d);
                slope -= f * d / ((w - d) * (w - d));
                potential += f * clog(1 - d / w);
            }
            rmt_derivative_point got;
            rmt_derivative_at(law, w, w - 1, &got);
            near(cabs(got.g - g), 0, 2e-11 * cabs(g), 0);
            near(cabs(got.psi - psi), 0, 2e-11 * cabs(psi), 0);
            near(cabs(got.difference - (psi - g)), 0, 2e-11 * (cabs(psi) + cabs(g)), 0);
            near(cabs(got.psi_slope - slope), 0, 1e-8 * cabs(slope), 0);
            near(cabs(rmt_derivative_potential(law, w, w - 1) - potential), 0, 2e-11 * (1 + cabs(potential)),
                 0);
        }
        rmt_derivative_law_close(law);
    }
}

/* On the cut itself: -Im g/pi is the density of d. For erf, d = sqrt(1 + 4q) exp(-2 q z^2). */
Test(derivative, density_on_the_cut)
{
    const double q = 0.4, most = sqrt(1 + 4 * q);
    const hodo_nonlinearity shape = shape_of("erf");
    rmt_derivative_law *law;
    cr_assert_eq(rmt_derivative_law_open(&shape, q, &law, NULL), HODO_OK);
    near(rmt_derivative_most(law), most, 0, 1e-13);
    near(rmt_derivative_small_exponent(law), 1 / (4 * q), 0, 1e-3);
    for (double d = 0.0123; d < most; d += 0.0517) {
        rmt_derivative_point got;
        rmt_derivative_at(law, CMPLX(d, 0.0), CMPLX(d - 1, 0.0), &got);
        const double z = sqrt(log(most / d) / (2 * q));
        near(-cimag(got.g) / M_PI, 2 * exp(-z * z / 2) / sqrt(2 * M_PI) / (4 * q * z * d), 0, 1e-9);
    }
    rmt_derivative_law_close(law);
}
