#include "experiments/spectral-condition/rate_law.h"

#include "lab/estimate.h"
#include "near.h"
#include "train/cohort.h"

#include <string.h>

/* The law against what a first step does: f(theta_1) - f(theta_0) of one sample, over eta and the residual. */
enum { INPUTS = 40, WIDTH = 256, SEEDS = 24 };

static const struct {
    width_network_setting network;
} cases[] = {
    {{.parametrization = "sp", .optimiser = "sgd"}},
    {{.parametrization = "ntp", .optimiser = "sgd"}},
    {{.parametrization = "mup", .optimiser = "sgd"}},
    {{.parametrization = "spectral", .optimiser = "sgd", .depth = 4}},
    {{.parametrization = "spectral-direct", .optimiser = "sgd"}},
    {{.parametrization = "sp", .optimiser = "adam"}},
    {{.parametrization = "ntp", .optimiser = "adam"}},
    {{.parametrization = "ntp", .optimiser = "adam", .one_rate = true}},
    {{.parametrization = "mup", .optimiser = "adam", .depth = 2}},
    {{.kind = HODO_RESNET, .parametrization = "depth-mup", .optimiser = "sgd", .depth = 6}},
    {{.kind = HODO_RESNET, .parametrization = "completep", .optimiser = "sgd", .depth = 6}},
    {{.kind = HODO_RESNET, .parametrization = "mup", .optimiser = "sgd", .depth = 4}},
};
enum { CASES = sizeof cases / sizeof cases[0] };

static double output_of(hodo_cohort *cohort, hodo_matrix x, hodo_matrix f)
{
    hodo_error error = {0};
    cr_assert_eq(hodo_cohort_outputs(cohort, 0, x, f, &error), HODO_OK, "%s", error.message);
    return hodo_matrix_get(f, 0, 0);
}

/* Theta of one network on one sample of norm sqrt(INPUTS). */
static double theta_of(width_network_setting setting, uint64_t seed)
{
    hodo_error error = {0};
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(seed, "rate_law_test", 0);
    width_network made;
    cr_assert_eq(width_network_open(arena, &setting, &stream, &made, &error), HODO_OK, "%s", error.message);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, 1, INPUTS, &error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_DOUBLE, 1, 1, &error);
    const hodo_matrix f = hodo_matrix_take(arena, HODO_DOUBLE, 1, 1, &error);
    double draw[INPUTS], norm = 0;
    hodo_random_normal_double(&stream, 1000, 0, INPUTS, 1, draw);
    for (size_t j = 0; j < INPUTS; j++) {
        norm += draw[j] * draw[j];
    }
    for (size_t j = 0; j < INPUTS; j++) {
        hodo_matrix_set(x, 0, j, draw[j] * sqrt(INPUTS / norm));
    }
    hodo_matrix_set(y, 0, 0, 30); /* f - y has one sign, and is never small */
    const hodo_training training = {
        .loss = made.loss, .batch = 1, .steps = 1, .optimiser = made.optimiser, .rates = made.rates};
    /* Far below any curvature; Adam's epsilon is far below any gradient. */
    const hodo_cell_setting cell = {1e-7 * exp2(rate_law(&setting, 1)), 1};
    hodo_cohort *cohort = hodo_cohort_take(arena, &made.network, &training, &cell, 1, &error);
    cr_assert_not_null(cohort, "%s", error.message);
    const double before = output_of(cohort, x, f);
    cr_assert_eq(hodo_cohort_step(cohort, x, y, false, &error), HODO_OK, "%s", error.message);
    const double change = output_of(cohort, x, f) - before;
    const bool proportional = strcmp(setting.optimiser, "sgd") == 0 && made.optimiser.norm == HODO_NORM_NONE;
    hodo_arena_free(arena);
    return change / cell.eta / (proportional ? 30 - before : 1);
}

Test(rate_law, is_what_a_first_step_does)
{
    for (size_t i = 0; i < CASES; i++) {
        width_network_setting setting = cases[i].network;
        setting.inputs = INPUTS;
        setting.width = WIDTH;
        setting.precision = HODO_DOUBLE;
        double ratios[SEEDS];
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            ratios[seed] = theta_of(setting, seed) * exp2(rate_law(&setting, 1));
        }
        /* What is systematic: terms of order depth / width, and INPUTS entries' mean of |x|. */
        const hodo_estimate mean = hodo_estimate_mean(ratios, SEEDS);
        cr_log_info("%s %s: %g +- %g", setting.optimiser, setting.parametrization, mean.value,
                    mean.standard_error);
        near(mean.value, 1, 4 * mean.standard_error + 0.04, 0);
        cr_assert_lt(mean.standard_error, 0.06);
    }
}

/* Exponents of the table of arXiv 2310.17813: Theta of a batch whose inputs are uncorrelated. */
static double exponent_at(width_network_setting narrow)
{
    width_network_setting wide = narrow;
    wide.width *= 2;
    return rate_law(&wide, 1000) - rate_law(&narrow, 1000);
}

static double exponent(const char *optimiser, const char *parametrization)
{
    return exponent_at((width_network_setting){
        .inputs = 10, .width = 1 << 20, .parametrization = parametrization, .optimiser = optimiser});
}

Test(rate_law, exponents)
{
    near(exponent("sgd", "sp"), -1, 1e-3, 0);
    near(exponent("sgd", "ntp"), 0, 1e-3, 0);
    near(exponent("sgd", "mup"), 0, 1e-3, 0);
    near(exponent("sgd", "spectral"), 0, 1e-3, 0);
    near(exponent("sgd", "spectral-direct"), 0, 2e-3, 0);
    near(exponent("adam", "sp"), -1.5, 1e-3, 0);
    near(exponent("adam", "ntp"), 0, 1e-3, 0);
    near(exponent("adam", "mup"), 0, 1e-3, 0);
    near(exponent_at((width_network_setting){.inputs = 10,
                                             .width = 1 << 20,
                                             .parametrization = "ntp",
                                             .optimiser = "adam",
                                             .one_rate = true}),
         -1, 2e-3, 0);
}

Test(rate_law, refuses)
{
    width_network_setting setting = {.inputs = 10, .width = 8, .parametrization = "mup", .optimiser = "muon"};
    cr_assert(isnan(rate_law(&setting, 1)));
    setting.optimiser = "nobody";
    cr_assert(isnan(rate_law(&setting, 1)));
}
