/* m2(j) of every kind of layer against Monte Carlo, and what the test would say of a wrong m2.
 *
 * Each case simulates networks of widths m and 2m and takes 2 X(2m) - X(m), which leaves a bias of order
 * (j/m)^2, below the standard errors here. Seeds are fixed. Of the CASES * DEEPEST comparisons, each
 * two-sided at 4.5 standard errors (7e-6), a right theory fails one with a chance below 3e-4. */
#include "near.h"
#include "rmt/angle/layer_law.h"
#include "rmt/angle/mask_stream.h"
#include "simulated_network.h"

#define ALARM 4.5
/* A wrong theory has to lie this far outside. */
#define POWER 8.0

enum { DEEPEST = 4, DEPTH = DEEPEST + 2 };

typedef struct moment_case {
    branch_kind kind;
    bool orthogonal;
    double branch_scale;
    size_t width, networks; /* of width m; half as many of width 2m */
    int law;                /* the layer of rmt/angle/layer_law.h, or PERSISTING */
    double wrong_growth;    /* of m2 a layer, in beta^2: a theory to be rejected at j = DEEPEST; 0: none */
} moment_case;

enum { RELU, RELU_ORTHOGONAL, LINEAR, LINEAR_ORTHOGONAL, TWO_MATRIX, PERSISTING };

static const char *const laws[][2] = {
    [RELU] = {"relu", "gaussian"},
    [RELU_ORTHOGONAL] = {"relu", "orthogonal"},
    [LINEAR] = {"linear", "gaussian"},
    [LINEAR_ORTHOGONAL] = {"linear", "orthogonal"},
    [TWO_MATRIX] = {"two-matrix", "gaussian"},
};

/* 1 + 2 beta^2 j is the free-mask theory for the ReLU stream, and the first order in beta^2 for the others. */
static const moment_case cases[] = {
    {RELU_BRANCH, false, 0.7, 64, 800, PERSISTING, 2},
    {RELU_BRANCH, false, 1.0, 64, 800, RELU, 1},
    {FREE_MASK_BRANCH, false, 0.7, 64, 600, RELU, 1.5},
    {LINEAR_BRANCH, false, 0.7, 64, 600, LINEAR, 2},
    {LINEAR_BRANCH, false, 1.0, 64, 600, LINEAR, 2},
    {TWO_MATRIX_BRANCH, false, 0.7, 64, 400, TWO_MATRIX, 2},
    {TWO_MATRIX_BRANCH, false, 1.0, 64, 400, TWO_MATRIX, 2},
    {RELU_BRANCH, true, 1.0, 48, 160, RELU_ORTHOGONAL, 2},
    {LINEAR_BRANCH, true, 0.7, 48, 160, LINEAR_ORTHOGONAL, 2},
};

enum { CASES = sizeof cases / sizeof cases[0] };

static double excess_of(const moment_case *c, size_t j)
{
    double excess[DEEPEST + 1];
    if (c->law == PERSISTING) {
        cr_assert_eq(rmt_resnet_excess(c->branch_scale, DEEPEST + 1, excess, NULL), HODO_OK);
        return excess[j];
    }
    return (double)j *
           rmt_layer_growth(rmt_layer_law_find(laws[c->law][0], laws[c->law][1], NULL), c->branch_scale);
}

static void check(size_t index)
{
    const moment_case *c = &cases[index];
    simulated_network network = {c->kind, c->orthogonal, c->width, DEPTH, c->branch_scale};
    estimate narrow[DEPTH - 1], wide[DEPTH - 1];
    simulate_second_moments(&network, c->networks, 11 + 2 * index, narrow);
    network.width *= 2;
    simulate_second_moments(&network, c->networks / 2, 12 + 2 * index, wide);
    for (size_t j = 1; j <= DEEPEST; j++) {
        const estimate measured = extrapolate(narrow[j], wide[j]);
        const double theory = 1 + excess_of(c, j), z = z_score(measured, theory);
        cr_assert(fabs(z) <= ALARM, "case %zu, j = %zu: measured %.5g +- %.2g, theory %.5g, z = %.2f", index, j,
                  measured.mean, measured.standard_error, theory, z);
    }
    const estimate last = extrapolate(narrow[DEEPEST], wide[DEEPEST]);
    const double wrong = 1 + DEEPEST * c->wrong_growth * c->branch_scale * c->branch_scale;
    cr_assert(fabs(z_score(last, wrong)) >= POWER, "case %zu: %.5g passes for %.5g +- %.2g", index, wrong,
              last.mean, last.standard_error);
}

/* One process each, so that one case's failure does not hide another's. */
Test(second_moment, relu_stream) { check(0); }
Test(second_moment, relu_mlp) { check(1); }
Test(second_moment, free_masks) { check(2); }
Test(second_moment, linear_stream) { check(3); }
Test(second_moment, linear_mlp) { check(4); }
Test(second_moment, two_matrix_stream) { check(5); }
Test(second_moment, two_matrix_mlp) { check(6); }
Test(second_moment, orthogonal_relu_mlp) { check(7); }
Test(second_moment, orthogonal_linear_stream) { check(8); }

Test(second_moment, every_case_is_run)
{
    cr_assert_eq((int)CASES, 9);
}
