/* Angles against Monte Carlo, layer by layer, and the power of the comparison: the free-mask theory, the
 * profile without the masks above, and the infinite-width angle of a narrow network must all fail.
 *
 * Infinite-width theory is compared with 2 X(2m) - X(m), which leaves a bias of order 1/m^2 below the standard
 * errors here; finite-width theory is exact and compared at its own width. Seeds are fixed. Each test
 * makes at most 40 comparisons, two-sided at 4.5 standard errors (7e-6): a chance of 3e-4 a test that
 * a right theory fails, below 3e-3 for all of them. */
#include "near.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/angle_free_mask.h"
#include "rmt/angle/angle_width.h"
#include "rmt/angle/mask_stream.h"
#include "rmt/angle/network.h"
#include "rmt/finite/norm_walk.h"
#include "simulated_network.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#define ALARM 4.5
#define POWER 6.0

enum { DEEPEST = 64 };

/* 2 X(2m) - X(m) of 1/cos^2 at every feature. */
static void simulate_wide(simulated_network network, size_t networks, unsigned long seed, estimate *out)
{
    estimate narrow[DEEPEST], wide[DEEPEST];
    simulate_angles(&network, networks, seed, narrow);
    network.width *= 2;
    simulate_angles(&network, networks / 2, seed + 1, wide);
    for (size_t i = 0; i < network.depth - 2; i++) {
        out[i] = extrapolate(narrow[i], wide[i]);
    }
}

/* Features v = 3 .. L-1 (at v = 2 the angle is 0 in every network), at most 40 of them. */
static void compare(const estimate *measured, const double *tangent_square, size_t count)
{
    for (size_t i = 1; i < count; i += 1 + count / 40) {
        const double z = z_score(measured[i], 1 + tangent_square[i]);
        cr_assert(fabs(z) <= ALARM, "feature %zu: 1/cos^2 measured %.5g +- %.2g, theory %.5g, z = %.2f", i + 2,
                  measured[i].mean, measured[i].standard_error, 1 + tangent_square[i], z);
    }
}

/* The ReLU ResNet at c = 2: its whole profile agrees, and the same data reject free masks at the last
 * feature, and below it the theory that forgets what b_v knows of the masks. */
Test(angle_simulation, relu_resnet)
{
    enum { LAYERS = 48 };
    const double beta = 2 / sqrt(LAYERS);
    estimate measured[DEEPEST];
    double profile[LAYERS - 2], excess[LAYERS - 2], wrong;
    simulate_wide((simulated_network){RELU_BRANCH, false, 40, LAYERS, beta}, 700, 21, measured);
    cr_assert_eq(rmt_resnet_profile(beta, LAYERS, profile, NULL), HODO_OK);
    compare(measured, profile, LAYERS - 2);

    const estimate last = measured[LAYERS - 3];
    cr_assert_eq(rmt_wrong_free_mask_angle(beta, LAYERS - 2, &wrong, NULL), HODO_OK);
    cr_assert(z_score(last, 1 + wrong) >= POWER, "free masks %.5g pass for %.5g +- %.2g", 1 + wrong, last.mean,
              last.standard_error);

    enum { LOW = 12 }; /* n trained layers below, a quarter of the way up: isotropic b_v would give */
    cr_assert_eq(rmt_resnet_excess(beta, LAYERS - 2, excess, NULL), HODO_OK);
    const double isotropic = 1 + rmt_compose(excess, LOW);
    cr_assert(z_score(measured[LOW - 1], isotropic) >= ALARM, "isotropic %.5g passes for %.5g +- %.2g",
              isotropic, measured[LOW - 1].mean, measured[LOW - 1].standard_error);
}

/* The free-mask theory is right of the network that it describes: only its premise is wrong. */
Test(angle_simulation, network_with_free_masks)
{
    enum { LAYERS = 48 };
    const double beta = 2 / sqrt(LAYERS);
    estimate measured[DEEPEST];
    double free_masks[LAYERS - 2], truth;
    simulate_wide((simulated_network){FREE_MASK_BRANCH, false, 40, LAYERS, beta}, 300, 31, measured);
    for (size_t n = 1; n <= LAYERS - 2; n++) {
        cr_assert_eq(rmt_wrong_free_mask_angle(beta, n, &free_masks[n - 1], NULL), HODO_OK);
    }
    compare(measured, free_masks, LAYERS - 2);
    cr_assert_eq(rmt_resnet_last(beta, LAYERS, &truth, NULL), HODO_OK);
    cr_assert(z_score(measured[LAYERS - 3], 1 + truth) <= -POWER);
}

typedef struct fresh_case {
    const char *architecture;
    branch_kind kind;
    double branch_scale, wrong_kappa; /* 2 is the note's 1 + 2 beta^2 j */
} fresh_case;

static const fresh_case fresh_cases[] = {
    {"linear-resnet", LINEAR_BRANCH, 0.5, 2},
    {"two-matrix-resnet", TWO_MATRIX_BRANCH, 0.5, 2},
};

static void compare_fresh(size_t index)
{
    enum { LAYERS = 14 };
    const fresh_case *c = &fresh_cases[index];
    estimate measured[DEEPEST];
    double profile[LAYERS - 2];
    rmt_network network;
    simulate_wide((simulated_network){c->kind, false, 48, LAYERS, c->branch_scale}, 1000, 41 + 2 * index,
                  measured);
    const rmt_architecture *architecture = rmt_architecture_find(c->architecture, NULL);
    cr_assert_eq(rmt_network_set(&network, architecture, LAYERS, c->branch_scale, NULL), HODO_OK);
    cr_assert_eq(rmt_network_profile(&network, profile, NULL), HODO_OK);
    compare(measured, profile, LAYERS - 2);
    const double wrong = 1 + rmt_compose_linear(c->wrong_kappa * c->branch_scale * c->branch_scale, LAYERS - 2);
    cr_assert(fabs(z_score(measured[LAYERS - 3], wrong)) >= POWER, "%.5g passes for %.5g +- %.2g", wrong,
              measured[LAYERS - 3].mean, measured[LAYERS - 3].standard_error);
}

Test(angle_simulation, linear_resnet) { compare_fresh(0); }
Test(angle_simulation, two_matrix_resnet) { compare_fresh(1); }

/* Finite width, m = 30, every feature of L = 10; the infinite-width angle of so narrow a network fails. */
static void compare_narrow(branch_kind kind, const char *activation, unsigned long seed)
{
    enum { LAYERS = 10, WIDTH = 30 };
    const rmt_layer_law *law = rmt_layer_law_find(activation, "gaussian", NULL);
    estimate measured[DEEPEST];
    double exact[LAYERS - 2];
    const simulated_network network = {kind, false, WIDTH, LAYERS, 1};
    simulate_angles(&network, 8000, seed, measured);
    cr_assert_eq(rmt_width_tangent_square(law, WIDTH, LAYERS - 2, exact, NULL), HODO_OK);
    compare(measured, exact, LAYERS - 2);
    const double infinite = 1 + rmt_layer_tangent_square(law, 1, LAYERS - 2);
    cr_assert(z_score(measured[LAYERS - 3], infinite) >= POWER, "%.5g passes for %.5g +- %.2g", infinite,
              measured[LAYERS - 3].mean, measured[LAYERS - 3].standard_error);
}

Test(angle_simulation, narrow_relu_mlp) { compare_narrow(RELU_BRANCH, "relu", 51); }
Test(angle_simulation, narrow_linear_mlp) { compare_narrow(LINEAR_BRANCH, "linear", 52); }

/* The checked number of the note, m = 30, L = 6: 3.126. */
Test(angle_simulation, thirty_by_six)
{
    estimate measured[4];
    double exact[4];
    const simulated_network network = {RELU_BRANCH, false, 30, 6, 1};
    simulate_angles(&network, 20000, 61, measured);
    cr_assert_eq(rmt_width_tangent_square(rmt_layer_law_find("relu", "gaussian", NULL), 30, 4, exact, NULL),
                 HODO_OK);
    compare(measured, exact, 4);
}

/* One ReLU layer of width 10: log((2/m) ||relu z||^2) over draws of z, against mean and variance; the leading
 * orders -5/(2m) and 5/m fail. */
Test(angle_simulation, norm_step)
{
    enum { WIDTH = 10, DRAWS = 200000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_taus2);
    gsl_rng_set(rng, 71);
    double sum = 0, square = 0, fourth = 0;
    rmt_norm_step step;
    cr_assert_eq(rmt_norm_step_relu(WIDTH, &step, NULL), HODO_OK);
    int kept = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
        double norm = 0;
        for (int i = 0; i < WIDTH; i++) {
            const double z = gsl_ran_gaussian_ziggurat(rng, 1);
            norm += z > 0 ? z * z : 0;
        }
        if (norm > 0) { /* the law is given at least one unit on */
            const double deviation = log(2 * norm / WIDTH) - step.mean;
            sum += deviation;
            square += deviation * deviation;
            fourth += pow(deviation, 4);
            kept++;
        }
    }
    gsl_rng_free(rng);
    const double count = kept, variance = square / count;
    const estimate mean = {step.mean + sum / count, sqrt(variance / count)};
    const estimate spread = {variance, sqrt((fourth / count - variance * variance) / count)};
    cr_assert(fabs(z_score(mean, step.mean)) <= ALARM);
    cr_assert(fabs(z_score(spread, step.variance)) <= ALARM);
    cr_assert(fabs(z_score(mean, -2.5 / WIDTH)) >= POWER);
    cr_assert(fabs(z_score(spread, 5.0 / WIDTH)) >= POWER);
}
