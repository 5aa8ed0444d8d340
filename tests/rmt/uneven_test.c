/* Deep Jacobians of layers of different widths and smooth activations: their second moment in closed form, the
 * limit of a linear network, and real networks. */
#include "near.h"
#include "rmt/jacobian/derivative_law.h"
#include "rmt/law/compare.h"
#include "rmt/opened_law.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

static void init(void)
{
    gsl_set_error_handler_off();
}

TestSuite(uneven, .init = init);

enum { LAYERS = 3 };

static const struct uneven_case {
    const char *activation, *weights;
    double width[LAYERS + 1];
} cases[] = {
    {"tanh", "gaussian", {2, 1, 1.5, 1}},
    {"tanh", "orthogonal", {2, 1, 1.5, 1}},
    {"erf", "gaussian", {1, 0.5, 2, 1}},
    {"erf", "orthogonal", {1, 3, 1, 2}},
};

/* tau(J J^T) = 1 and, each free factor adding its variance over its share of the last width,
 *     m_2 = 1 + sum_l ((E[d^2] - 1)/nu_l + 1/nu_(l-1))                             Gaussian,
 * with 1/nu_(l-1) - 1/nu_l, where positive, in place of 1/nu_(l-1) for orthogonal matrices. */
Test(uneven, second_moment)
{
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        const struct uneven_case *it = &cases[c];
        const double *n = it->width;
        char line[160];
        (void)snprintf(line, sizeof line, "jacobian --activation=%s --weights=%s --length=0.8 --depth=3 "
                       "--widths=%g,%g,%g,%g", it->activation, it->weights, n[0], n[1], n[2], n[3]);
        rmt_law *law = open_law(line);
        rmt_derivative_law *derivative;
        const hodo_nonlinearity shape = {hodo_activation_find(it->activation, NULL), 0, 0};
        cr_assert_eq(rmt_derivative_law_open(&shape, 0.8, &derivative, NULL), HODO_OK);
        double d[2], moment[2], want = 1, narrowest = n[0];
        rmt_derivative_moments(derivative, 2, d);
        rmt_derivative_law_close(derivative);
        for (int l = 1; l <= LAYERS; l++) {
            const double before = n[LAYERS] / n[l - 1], here = n[LAYERS] / n[l];
            want += (d[1] - 1) * here + (strcmp(it->weights, "gaussian") == 0 ? before : fmax(before - here, 0));
            narrowest = fmin(narrowest, n[l]);
        }
        cr_assert_eq(rmt_law_moments(law, 2, moment, NULL), HODO_OK);
        near(moment[0], 1, 0, 1e-8);
        near(moment[1], want, 0, 1e-8);
        cr_assert_eq(law->atom_count, narrowest < n[LAYERS] ? 1u : 0u);
        if (law->atom_count == 1) {
            near(law->atoms[0].mass, 1 - narrowest / n[LAYERS], 1e-15, 0);
        }
        rmt_law_close(law);
    }
}

/* At length q tanh has E[d^2] = 1 + O(q^2): at 1e-5 its law is that of the linear network. */
Test(uneven, linear_limit)
{
    static const char widths[] = "--depth=2 --widths=1.5,1,2";
    rmt_law *smooth, *linear;
    hodo_error error = {0};
    cr_assert_eq(rmt_law_open(&smooth, &error, "jacobian --activation=tanh --length=1e-5 %s", widths), HODO_OK, "%s",
                 error.message);
    cr_assert_eq(rmt_law_open(&linear, &error, "jacobian --activation=linear %s", widths), HODO_OK);
    near(smooth->intervals[0].upper, linear->intervals[0].upper, 0, 1e-8);
    for (double x = 0.5; x < 6; x += 0.5) {
        near(density_at(smooth, x), density_at(linear, x), 0, 1e-8);
    }
    rmt_law_close(smooth);
    rmt_law_close(linear);
}

/* Real networks, to a false-alarm rate of 1e-4; those of a wide layer fall. */
Test(uneven, real_networks)
{
    rmt_law *law = open_law("jacobian --activation=tanh --length=0.8 --depth=2 --widths=2,1,1");
    rmt_law *wrong = open_law("jacobian --activation=tanh --length=0.8 --depth=2 --widths=1,4,1");
    rmt_comparison found;
    hodo_error error = {0};
    cr_assert_eq(rmt_compare(law, 96, 40, 3, &found, &error), HODO_OK, "%s", error.message);
    cr_assert(found.agrees);
    cr_assert_eq(rmt_compare_with(law, wrong, 96, 40, 3, &found, &error), HODO_OK, "%s", error.message);
    cr_assert(!found.agrees);
    rmt_law_close(wrong);
    rmt_law_close(law);
}

Test(uneven, refusals)
{
    rmt_law *law;
    hodo_error error = {0};
    cr_assert_eq(rmt_law_open(&law, &error, "jacobian --activation=tanh --length=1 --depth=2 --widths=0.5,1,1"),
                 HODO_INVALID);
    cr_assert(strstr(error.message, "give it at least 1") != NULL, "%s", error.message);
    cr_assert_eq(rmt_law_open(&law, &error, "jacobian --activation=abrelu --shape=1,0.3 --depth=1 --widths=1,2"),
                 HODO_INVALID);
}
