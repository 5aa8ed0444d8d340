#include "near.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/layer_law.h"
#include "rmt/angle/network.h"

#include <string.h>

/* Sums of at most DEPTH positive terms: DEPTH eps, with room. */
#define ROUNDING 1e-13

enum { DEPTH = 300 };

/* Excesses without a pattern, so that no closed form is met by chance. */
static void awkward(double *excess, size_t count)
{
    for (size_t j = 0; j < count; j++) {
        excess[j] = 1 + sin(3.7 * (double)j) + 0.1 * (double)j;
    }
}

/* The rule is (1/n^2) sum over pairs of trained layers of m2(min): the pairs themselves, summed. */
Test(angle, rule_is_the_sum_over_pairs)
{
    double excess[DEPTH], all[DEPTH];
    awkward(excess, DEPTH);
    rmt_compose_all(excess, DEPTH, all);
    for (size_t n = 1; n <= DEPTH; n += 13) {
        double pairs = 0;
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                pairs += excess[i < j ? i : j] / ((double)n * (double)n);
            }
        }
        near(rmt_compose(excess, n), pairs, 0, ROUNDING);
        near(all[n - 1], pairs, 0, ROUNDING);
    }
}

/* Unequal layers: the pairs again, and equal weights of any size are the rule itself. */
Test(angle, weighted_rule_is_the_sum_over_pairs)
{
    double excess[DEPTH], weight[DEPTH], equal[DEPTH];
    awkward(excess, DEPTH);
    for (size_t j = 0; j < DEPTH; j++) {
        weight[j] = 1.5 + cos(1.9 * (double)j);
        equal[j] = 0.3;
    }
    for (size_t n = 1; n <= DEPTH; n += 13) {
        double pairs = 0, sum = 0;
        for (size_t i = 0; i < n; i++) {
            sum += weight[i];
            for (size_t j = 0; j < n; j++) {
                pairs += weight[i] * weight[j] * excess[i < j ? i : j];
            }
        }
        near(rmt_compose_weighted(excess, weight, n), pairs / (sum * sum), 0, ROUNDING);
        near(rmt_compose_weighted(excess, equal, n), rmt_compose(excess, n), 0, ROUNDING);
    }
}

/* In place, for a linear sequence, it is the closed form. */
Test(angle, linear_growth_has_a_closed_form)
{
    double excess[DEPTH];
    for (size_t j = 0; j < DEPTH; j++) {
        excess[j] = 0.37 * (double)j;
    }
    rmt_compose_all(excess, DEPTH, excess);
    for (size_t n = 1; n <= DEPTH; n++) {
        near(rmt_compose_linear(0.37, n), excess[n - 1], 0, ROUNDING);
    }
    near(rmt_compose_linear(0.37, 1), 0, 0, 0);
}

/* cos^2 + sin^2 = 1, and an angle of 1e-9 keeps its digits. */
Test(angle, small_angles_keep_their_digits)
{
    for (double tangent = 1e-9; tangent < 1e9; tangent *= 10) {
        near(tan(rmt_theta(tangent * tangent)), tangent, 0, 1e-6 * (tangent > 1e6) + 1e-9);
        near(rmt_cos(tangent * tangent), cos(rmt_theta(tangent * tangent)), 1e-15, 1e-15);
    }
    near(rmt_theta(1e-18), 1e-9, 0, 1e-15);
    near(rmt_theta(INFINITY), M_PI / 2, 0, 0);
    near(rmt_cos(INFINITY), 0, 0, 0);
}

typedef struct law_case {
    const char *activation, *weights;
    double kappa;
} law_case;

/* The kappa table, and 1 + 2 beta^2 for every branch to first order. */
Test(angle, kappa_table)
{
    static const law_case cases[] = {
        {"relu", "gaussian", 2},
        {"relu", "orthogonal", 1},
        {"linear", "gaussian", 1},
        {"linear", "orthogonal", 0},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const rmt_layer_law *law = rmt_layer_law_find(cases[c].activation, cases[c].weights, NULL);
        cr_assert_not_null(law);
        near(law->kappa, cases[c].kappa, 0, 0);
        near(rmt_layer_growth(law, 1), cases[c].kappa, 0, 0);
        near(rmt_layer_growth(law, 0), 0, 0, 0);
        near(rmt_layer_growth(law, 1e-4), 2e-8, 0, 2e-8);
        if (law->kappa > 0) {
            /* cos ~ sqrt(3/(kappa n)), with a relative correction of order 1/n. */
            const double n = 1e6;
            near(rmt_cos(rmt_layer_tangent_square(law, 1, (size_t)n)), sqrt(3 / (law->kappa * n)), 0, 3 / n);
        }
    }
    hodo_error error = {0};
    cr_assert_null(rmt_layer_law_find("rellu", "gauss", &error));
    cr_assert_eq(error.status, HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "relu with gaussian"), "%s", error.message);
}

/* The last row of the table of known numbers: L = 200 at branch scale 1. */
Test(angle, mlp_at_depth_200)
{
    rmt_network network;
    double tangent_square[198];
    cr_assert_eq(rmt_network_set(&network, rmt_architecture_find("mlp", NULL), 200, 1, NULL), HODO_OK);
    cr_assert_eq(rmt_network_profile(&network, tangent_square, NULL), HODO_OK);
    near(rmt_cos(tangent_square[197]), 0.0870, 5e-5, 0);
    near(rmt_theta(tangent_square[197]), 1.4836, 5e-5, 0);
    near(tangent_square[0], 0, 0, 0);
}

/* The table of architectures is complete, its names differ, its profiles start at angle 0 and open. */
Test(angle, architectures)
{
    for (const rmt_architecture *row = rmt_architectures; row->name != NULL; row++) {
        rmt_network network;
        double tangent_square[58];
        cr_assert_eq(rmt_architecture_find(row->name, NULL), row);
        cr_assert_eq(rmt_network_set(&network, row, 60, row->residual ? 0.3 : 1, NULL), HODO_OK);
        cr_assert_eq(rmt_network_profile(&network, tangent_square, NULL), HODO_OK);
        near(tangent_square[0], 0, 1e-15, 0);
        for (size_t i = 1; i < 58; i++) {
            cr_assert(tangent_square[i] > tangent_square[i - 1], "%s, n = %zu", row->name, i + 1);
        }
    }
    hodo_error error = {0};
    cr_assert_null(rmt_architecture_find("resnt", &error));
    cr_assert_not_null(strstr(error.message, "did you mean resnet?"));
}

Test(angle, refuses_what_has_no_angle)
{
    const rmt_architecture *mlp = rmt_architecture_find("mlp", NULL),
                           *resnet = rmt_architecture_find("resnet", NULL);
    rmt_network network;
    hodo_error error = {0};
    cr_assert_eq(rmt_network_set(&network, mlp, 2, 1, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "depth 2 "));
    cr_assert_eq(rmt_network_set(&network, mlp, (int64_t)RMT_DEEPEST + 1, 1, &error), HODO_INVALID);
    cr_assert_eq(rmt_network_set(&network, mlp, 10, 0.5, &error), HODO_INVALID);
    cr_assert_eq(rmt_network_set(&network, resnet, 10, -0.1, &error), HODO_INVALID);
    cr_assert_eq(rmt_network_set(&network, resnet, 10, 1.0000001, &error), HODO_INVALID);
    cr_assert_eq(rmt_network_set(&network, resnet, 10, NAN, &error), HODO_INVALID);
    cr_assert_eq(rmt_check_layer(1, 10, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "2..9"));
    cr_assert_eq(rmt_check_layer(10, 10, &error), HODO_INVALID);
    cr_assert_eq(rmt_check_layer(2, 10, &error), HODO_OK);
    cr_assert_eq(rmt_check_layer(9, 10, &error), HODO_OK);
    double branch_scale;
    cr_assert_eq(rmt_branch_scale_at(2, 100, &branch_scale, &error), HODO_OK);
    near(branch_scale, 0.2, 0, 1e-15);
    cr_assert_eq(rmt_branch_scale_at(11, 100, &branch_scale, &error), HODO_INVALID);
    cr_assert_eq(rmt_branch_scale_at(-1, 100, &branch_scale, &error), HODO_INVALID);
    cr_assert_eq(rmt_branch_scale_at(NAN, 100, &branch_scale, &error), HODO_INVALID);
}
