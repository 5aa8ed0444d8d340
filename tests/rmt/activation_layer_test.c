#include "near.h"
#include "rmt/angle/activation_width.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_width.h"
#include "rmt/angle/sample_gram.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

/* Quadrature of rmt/jacobian/gaussian_panels.h, squared and divided. */
#define QUADRATURE 1e-12
/* The integrals over t. */
#define INTEGRAL 1e-9

static hodo_nonlinearity shape_of(const char *name)
{
    return (hodo_nonlinearity){hodo_activation_find(name, NULL), 1, 0.5};
}

static rmt_activation_layer layer_of(const char *name, bool orthogonal, double length)
{
    const hodo_nonlinearity shape = shape_of(name);
    rmt_activation_layer layer;
    hodo_error error;
    cr_assert_eq(rmt_activation_layer_at(&shape, orthogonal, length, &layer, &error), HODO_OK, "%s",
                 error.message);
    return layer;
}

/* E phi'^4/(E phi'^2)^2 in closed form: two values of the derivative, a mask of density p, Gaussian
 * integrals. */
Test(activation_layer, closed_forms)
{
    for (double q = 0.01; q < 100; q *= 3) {
        near(layer_of("linear", false, q).kappa, 1, 0, 0);
        near(layer_of("linear", true, q).kappa, 0, 0, 0);
        near(layer_of("abs", false, q).kappa, 1, 0, 0);
        near(layer_of("abs", true, q).kappa, 0, 0, 0);
        near(layer_of("relu", false, q).kappa, 2, 0, 0);
        near(layer_of("relu", true, q).kappa, 1, 0, 0);
        const double a = 2.25, b = 0.25;
        near(layer_of("abrelu", false, q).kappa, 2 * (a * a + b * b) / ((a + b) * (a + b)), 0, QUADRATURE);
        near(layer_of("hard-tanh", false, q).kappa, 1 / erf(1 / sqrt(2 * q)), 0, QUADRATURE);
        near(layer_of("erf", false, q).kappa, (1 + 4 * q) / sqrt(1 + 8 * q), 0, QUADRATURE);
        near(layer_of("erf", true, q).kappa, (1 + 4 * q) / sqrt(1 + 8 * q) - 1, QUADRATURE, QUADRATURE);
    }
    /* At length 0 everything is linear; at a great one tanh is all tails. */
    near(layer_of("tanh", false, 0).kappa, 1, 0, 0);
    near(layer_of("tanh", false, 1e-6).kappa, 1, 1e-5, 0);
    cr_assert_gt(layer_of("tanh", false, 1e4).kappa, 50);
}

/* Every row by Monte Carlo, its kappa to 6 standard errors. */
Test(activation_layer, every_row_by_monte_carlo)
{
    enum { DRAWS = 40000 };
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        const rmt_activation_layer layer = layer_of(row->name, false, 1.7);
        double second = 0, fourth = 0, cross = 0, second_square = 0, fourth_square = 0;
        for (size_t i = 0; i < DRAWS; i++) {
            const double s = sqrt(layer.length) * gsl_ran_ugaussian(random);
            const double d = pow(row->derivative(s, 1, 0.5), 2);
            second += d / DRAWS;
            fourth += d * d / DRAWS;
            cross += d * d * d / DRAWS;
            second_square += d * d / DRAWS;
            fourth_square += d * d * d * d / DRAWS;
        }
        /* Delta method for fourth/second^2. */
        const double kappa = fourth / (second * second);
        const double vf = fourth_square - fourth * fourth, vs = second_square - second * second,
                     c = cross - fourth * second;
        const double relative = vf / (fourth * fourth) + 4 * vs / (second * second) - 4 * c / (fourth * second);
        near(layer.kappa, kappa, 1e-10 + 6 * kappa * sqrt(fmax(0, relative) / DRAWS), 0);
    }
    gsl_rng_free(random);
}

Test(activation_layer, angles_before_and_after_the_activation)
{
    const rmt_activation_layer relu = layer_of("relu", false, 1), erf_ = layer_of("erf", true, 2);
    near(rmt_theta(rmt_activation_tangent_square(&relu, RMT_FEATURE_POST, 1)), M_PI / 4, 0, 1e-15);
    near(rmt_activation_tangent_square(&relu, RMT_FEATURE_PRE, 1), 0, 0, 0);
    for (size_t n = 1; n < 100; n++) {
        near(rmt_activation_tangent_square(&relu, RMT_FEATURE_PRE, n),
             rmt_layer_tangent_square(rmt_layer_law_find("relu", "gaussian", NULL), 1, n), 0, 0);
        near(rmt_activation_tangent_square(&erf_, RMT_FEATURE_POST, n) -
                 rmt_activation_tangent_square(&erf_, RMT_FEATURE_PRE, n),
             9 / sqrt(17) - 1, 0, 1e-10);
    }
}

/* For masks the means are sums over binomials, for one value they are 1/(m-2), and two values that are nearly a
 * mask, or nearly one, tend to them: the integrals against closed forms. */
Test(activation_layer, width_steps_of_masks_and_integrals)
{
    for (int64_t m = 8; m < 3000; m = 3 * m + 1) {
        double law[40], layer[40];
        for (int relu = 0; relu < 2; relu++) {
            const char *name = relu ? "relu" : "linear";
            const rmt_activation_layer at = layer_of(name, false, 1);
            cr_assert_eq(rmt_width_tangent_square(rmt_layer_law_find(name, "gaussian", NULL), m, 40, law, NULL),
                         HODO_OK);
            cr_assert_eq(rmt_activation_width_tangent_square(&at, RMT_FEATURE_PRE, m, 40, layer, NULL),
                         HODO_OK);
            for (size_t n = 1; n <= 40; n++) {
                near(layer[n - 1], law[n - 1], 0, 1e-10);
            }
        }
        const double width = (double)m;
        rmt_activation_layer nearly = layer_of("abrelu", false, 1);
        nearly.shape.b = 1e-9; /* slopes 1 +- 1e-9 */
        rmt_width_step step;
        cr_assert_eq(rmt_width_step_at(&nearly, m, &step, NULL), HODO_OK);
        near(step.gaussian_constant, (width - 1) / (width - 2), 0, INTEGRAL);
        near(step.gaussian_factor, (width - 1) / (width - 2), 0, INTEGRAL);
        near(step.isotropic_constant, 0, INTEGRAL, 0);
        near(step.isotropic_factor, 1, 0, INTEGRAL);
    }
}

/* A, B, a, b of a smooth activation at a small width: means over drawn units. */
Test(activation_layer, width_step_by_monte_carlo)
{
    enum { M = 9, DRAWS = 60000 };
    const rmt_activation_layer layer = layer_of("tanh", false, 1.5);
    rmt_width_step step;
    cr_assert_eq(rmt_width_step_at(&layer, M, &step, NULL), HODO_OK);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    double sum[4] = {0}, square[4] = {0};
    for (size_t draw = 0; draw < DRAWS; draw++) {
        double second = 0, fourth = 0, total = 0, norm = 0;
        for (size_t i = 0; i < M; i++) {
            const double z = gsl_ran_ugaussian(random), s = sqrt(1.5) * gsl_ran_ugaussian(random);
            const double d = pow(1 - pow(tanh(s), 2), 2);
            second += d * z * z;
            fourth += d * d * z * z;
            total += d;
            norm += z * z;
        }
        const double x[4] = {(M - 1) * fourth / (second * second), (total - fourth / second) / second,
                             norm * fourth / (second * second) - 1,
                             norm * (total - fourth / second) / second / (M - 1)};
        for (size_t k = 0; k < 4; k++) {
            sum[k] += x[k] / DRAWS;
            square[k] += x[k] * x[k] / DRAWS;
        }
    }
    gsl_rng_free(random);
    const double theory[4] = {step.gaussian_constant, step.gaussian_factor, step.isotropic_constant,
                              step.isotropic_factor};
    for (size_t k = 0; k < 4; k++) {
        near(theory[k], sum[k], 5 * sqrt((square[k] - sum[k] * sum[k]) / DRAWS), 0);
    }
}

Test(activation_layer, refuses)
{
    const hodo_nonlinearity tanh_ = shape_of("tanh"), dead = {hodo_activation_find("abrelu", NULL), 0, 0};
    rmt_activation_layer layer;
    rmt_width_step step;
    hodo_error error;
    cr_assert_eq(rmt_activation_layer_at(&tanh_, false, -1, &layer, &error), HODO_INVALID);
    cr_assert_eq(rmt_activation_layer_at(&tanh_, false, NAN, &layer, &error), HODO_INVALID);
    cr_assert_eq(rmt_activation_layer_at(&tanh_, false, INFINITY, &layer, &error), HODO_INVALID);
    cr_assert_eq(rmt_activation_layer_at(&dead, false, 1, &layer, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "vanishes"));
    layer = layer_of("tanh", false, 1);
    cr_assert_eq(rmt_width_step_at(&layer, 2, &step, &error), HODO_INVALID);
    cr_assert_eq(rmt_width_step_at(&layer, INT64_C(1) << 40, &step, &error), HODO_INVALID);
}

/* c against its definition, r^T G r/(|r| |G r|), and the two closed cases. */
Test(sample_gram, factor_is_an_angle_between_residuals)
{
    const double gram[] = {2, 0.5, 0.3, 0.5, 1, -0.2, 0.3, -0.2, 3}, r[] = {0.4, -1, 0.7};
    double moved[3] = {0}, form = 0, norm = 0, length = 0, tangent_square, many;
    for (size_t s = 0; s < 3; s++) {
        for (size_t t = 0; t < 3; t++) {
            moved[s] += gram[3 * s + t] * r[t];
        }
        form += r[s] * moved[s];
        norm += r[s] * r[s];
        length += moved[s] * moved[s];
    }
    cr_assert_eq(rmt_gram_tangent_square(gram, r, 3, 1, &tangent_square, NULL), HODO_OK);
    near(rmt_cos(tangent_square), form / sqrt(norm * length), 0, 1e-14);
    near(rmt_cos(rmt_gram_stacked(0.7, tangent_square)), rmt_cos(0.7) * rmt_cos(tangent_square), 0, 1e-14);
    /* Residuals with R R^T = 1 are many outputs; an eigenvector has no angle. */
    const double identity[] = {1, 0, 0, 0, 1, 0, 0, 0, 1}, ones[] = {1, 1, 1};
    cr_assert_eq(rmt_gram_tangent_square(gram, identity, 3, 3, &tangent_square, NULL), HODO_OK);
    cr_assert_eq(rmt_gram_tangent_square_many(gram, 3, &many, NULL), HODO_OK);
    near(many, tangent_square, 0, 1e-14);
    const double equal[] = {2, 0.6, 0.6, 0.6, 2, 0.6, 0.6, 0.6, 2};
    cr_assert_eq(rmt_gram_tangent_square(equal, ones, 3, 1, &tangent_square, NULL), HODO_OK);
    near(tangent_square, 0, 1e-15, 0);
    cr_assert_eq(rmt_gram_tangent_square_many(equal, 3, &tangent_square, NULL), HODO_OK);
    cr_assert_eq(rmt_gram_tangent_square_equal(3, 0.3, &many, NULL), HODO_OK);
    near(many, tangent_square, 0, 1e-14);
}

Test(sample_gram, refuses)
{
    const double skew[] = {1, 0.5, 0.4, 1}, zero[] = {0, 0, 0, 0}, r[] = {1, 1}, nan_[] = {NAN, 0, 0, 1};
    double t;
    hodo_error error;
    cr_assert_eq(rmt_gram_tangent_square(skew, r, 2, 1, &t, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "symmetric"));
    cr_assert_eq(rmt_gram_tangent_square(zero, r, 2, 1, &t, &error), HODO_INVALID);
    cr_assert_eq(rmt_gram_tangent_square(nan_, r, 2, 1, &t, &error), HODO_INVALID);
    cr_assert_eq(rmt_gram_tangent_square_many(zero, 2, &t, &error), HODO_INVALID);
    cr_assert_eq(rmt_gram_tangent_square(zero, r, 0, 1, &t, &error), HODO_INVALID);
    cr_assert_eq(rmt_gram_tangent_square_equal(0, 0, &t, &error), HODO_INVALID);
    cr_assert_eq(rmt_gram_tangent_square_equal(5, -0.3, &t, &error), HODO_INVALID);
    cr_assert_eq(rmt_gram_tangent_square_equal(5, 1.1, &t, &error), HODO_INVALID);
    cr_assert_eq(rmt_gram_tangent_square_equal(5, NAN, &t, &error), HODO_INVALID);
}
