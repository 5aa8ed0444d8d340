#include "near.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_free_mask.h"
#include "rmt/angle/angle_limit.h"
#include "rmt/angle/layer_law.h"
#include "rmt/angle/mask_stream.h"
#include "rmt/angle/network.h"


/* What rmt_resnet_limit promises. */
#define PROMISED 1e-12

typedef struct quoted {
    double scale, cosine;
} quoted;

/* Known: the table of phi(c). */
Test(limit, known_numbers)
{
    static const quoted cases[] = {{0.5, 0.9224}, {1, 0.7512}, {2, 0.4687}, {5, 0.1984}, {10, 0.0998}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double tangent_square;
        cr_assert_eq(rmt_resnet_limit(cases[c].scale, &tangent_square, NULL), HODO_OK);
        near(rmt_cos(tangent_square), cases[c].cosine, 5e-5, 0);
    }
}

/* The printed integral in y itself, square root at 0 and all, by the double-exponential rule in long
 * double: another variable, another rule. */
static long double printed_integral(long double time)
{
    const long double step = 0x1p-9L;
    long double sum = 0;
    for (int k = -2600; k <= 2600; k++) {
        const long double u = step * k, s = M_PI_2 * sinhl(u);
        const long double y = time / (1 + expl(-2 * s)), rest = time / (1 + expl(2 * s));
        const long double weight = time * M_PI_4 * coshl(u) / (coshl(s) * coshl(s));
        if (weight > 0 && isfinite(weight)) {
            sum += weight * rest * rest * rest * expl(-y) * atan2l(expl(-y / 2), sqrtl(-expm1l(-y)));
        }
    }
    return sum * step;
}

Test(limit, quadrature_keeps_its_promise)
{
    for (double scale = 0x1p-10; scale < 100; scale *= 1.7) {
        const long double time = (long double)scale * scale, pi = acosl(-1);
        const long double want = 2 * time / 3 + 4 / (3 * pi * time * time) * printed_integral(time);
        double tangent_square;
        cr_assert_eq(rmt_resnet_limit(scale, &tangent_square, NULL), HODO_OK);
        near(tangent_square, (double)want, 0, PROMISED);
    }
}

/* theta ~ c sqrt(2/3) and cos ~ 1/c, with the next terms: the remainders shrink as T^3 and e^-T. */
Test(limit, both_ends)
{
    double tangent_square;
    for (double scale = 1e-8; scale < 0.5; scale *= 3) {
        cr_assert_eq(rmt_resnet_limit(scale, &tangent_square, NULL), HODO_OK);
        near(tangent_square, rmt_resnet_limit_small(scale), 0.04 * pow(scale, 6), PROMISED);
        near(rmt_theta(tangent_square), scale * sqrt(2.0 / 3), 0, scale * scale);
    }
    for (double scale = 5.5; scale < 1e8; scale *= 3) {
        cr_assert_eq(rmt_resnet_limit(scale, &tangent_square, NULL), HODO_OK);
        near(tangent_square, rmt_resnet_limit_large(scale), 0, PROMISED);
        near(scale * rmt_cos(tangent_square), 1, 0.25 / (scale * scale), 0); /* (2 log 2 - 1)/(2T) and on */
    }
    cr_assert_eq(rmt_resnet_limit(0, &tangent_square, NULL), HODO_OK);
    near(tangent_square, 0, 0, 0);
    cr_assert_eq(rmt_resnet_limit(1e150, &tangent_square, NULL), HODO_OK);
    near(tangent_square, 1e300, 0, PROMISED);
}

/* Finite depth tends to the limit as 1/L, then L^(-3/2) (the square root of the arcsine at 1), then 1/L^2:
 * two steps of Richardson leave what is of order T^2/L^2. */
Test(limit, finite_depth_tends_to_it)
{
    static const double scales[] = {0.25, 0.5, 1, 2, 4};
    for (size_t s = 0; s < sizeof scales / sizeof scales[0]; s++) {
        const double scale = scales[s], root8 = sqrt(8);
        double at[3], limit;
        const int64_t depth = 10000;
        for (int i = 0; i < 3; i++) {
            const int64_t layers = depth << i;
            cr_assert_eq(rmt_resnet_last(scale / sqrt((double)layers), layers, &at[i], NULL), HODO_OK);
        }
        cr_assert_eq(rmt_resnet_limit(scale, &limit, NULL), HODO_OK);
        const double first = 2 * at[1] - at[0], second = 2 * at[2] - at[1];
        const double growth = (1 + scale * scale) * (1 + scale * scale) * (1 + scale * scale);
        near((root8 * second - first) / (root8 - 1), limit, growth / ((double)depth * (double)depth), 0);
    }
}

/* Fresh branches: kappa drops out in the limit, and 1 + 2c^2/3 is what the sum tends to. */
Test(limit, fresh_branches)
{
    static const char *const names[] = {"linear-resnet", "two-matrix-resnet"};
    for (int i = 0; i < 2; i++) {
        const rmt_architecture *row = rmt_architecture_find(names[i], NULL);
        const rmt_layer_law *law = rmt_layer_law_find(row->activation, row->weights, NULL);
        for (double scale = 0.1; scale < 10; scale *= 2) {
            double limit;
            cr_assert_eq(rmt_network_limit(row, scale, &limit, NULL), HODO_OK);
            near(limit, 2 * scale * scale / 3, 0, 1e-15);
            near(rmt_layer_tangent_square(law, scale / 1000, 1000000), limit, 0, (scale * scale + 4) / 1e6);
        }
    }
}

/* The wrong theory at c = 2: 0.5222 where the right one has 0.4687. */
Test(limit, free_masks_at_two)
{
    double wrong, right;
    cr_assert_eq(rmt_wrong_free_mask_limit(2, &wrong, NULL), HODO_OK);
    cr_assert_eq(rmt_resnet_limit(2, &right, NULL), HODO_OK);
    near(rmt_cos(wrong), 0.5222, 5e-5, 0);
    near(rmt_cos(right), 0.4687, 5e-5, 0);
}

Test(limit, refuses)
{
    static const double scales[] = {-1, -1e-300, NAN, INFINITY, 1e160};
    for (size_t s = 0; s < sizeof scales / sizeof scales[0]; s++) {
        double tangent_square;
        hodo_error error = {0};
        cr_assert_eq(rmt_resnet_limit(scales[s], &tangent_square, &error), HODO_INVALID);
        cr_assert_eq(rmt_fresh_branch_limit(scales[s], &tangent_square, &error), HODO_INVALID);
        cr_assert_eq(rmt_wrong_free_mask_limit(scales[s], &tangent_square, &error), HODO_INVALID);
        cr_assert_eq(rmt_wrong_free_mask_angle(scales[s], 3, &tangent_square, &error), HODO_INVALID);
    }
    double tangent_square;
    cr_assert_eq(rmt_network_limit(rmt_architecture_find("mlp", NULL), 1, &tangent_square, NULL), HODO_INVALID);
}
