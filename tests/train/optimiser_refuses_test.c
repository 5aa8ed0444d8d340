#include "linear_network.h"

#include <string.h>

/* What is refused, by which status, and that the message names what was wrong. */

static void take_fails(linear_network *linear, hodo_optimiser_settings settings, const char *word)
{
    hodo_error error = {0};
    cr_assert_null(hodo_optimiser_take(linear->arena, &settings, &linear->network, &error), "%s", word);
    cr_assert_eq(error.status, HODO_INVALID);
    cr_assert_not_null(strstr(error.message, word), "'%s' names no %s", error.message, word);
}

Test(optimiser, finds_every_row_by_its_name)
{
    hodo_error error = {0};
    size_t rows = 0;
    for (; hodo_optimisers[rows] != NULL; rows++) {
        const hodo_optimiser_settings found =
            hodo_optimiser_find(hodo_optimiser_name(hodo_optimisers[rows]), &error);
        cr_assert_eq(found.kind, hodo_optimisers[rows]);
        cr_assert(strlen(hodo_optimiser_doc(found.kind)) > 10);
    }
    cr_assert_eq(rows, 5);
    cr_assert_null(hodo_optimiser_find("lion", &error).kind);
    cr_assert_eq(error.status, HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "'lion'"));
    cr_assert_not_null(strstr(error.message, "sgd, momentum, adam, sign-sgd, muon"));
    cr_assert_eq(hodo_optimiser_step_kind(hodo_optimiser_find("sgd", NULL).kind), HODO_STEP_GRADIENT);
    cr_assert_eq(hodo_optimiser_step_kind(hodo_optimiser_find("adam", NULL).kind), HODO_STEP_ENTRYWISE);
    cr_assert_eq(hodo_optimiser_step_kind(hodo_optimiser_find("muon", NULL).kind), HODO_STEP_ORTHOGONAL);
}

Test(optimiser, negative_numbers_are_defaults)
{
    linear_network linear;
    hodo_error error = {0};
    linear_start(&linear, HODO_FLOAT, 2, 2);
    for (size_t i = 0; hodo_optimisers[i] != NULL; i++) {
        const hodo_optimiser_settings found =
            hodo_optimiser_find(hodo_optimiser_name(hodo_optimisers[i]), &error);
        const hodo_optimiser_settings asked = {found.kind, -3, -1, -1, -0.5, -1, -1, HODO_NORM_NONE};
        const hodo_optimiser *optimiser = hodo_optimiser_take(linear.arena, &asked, &linear.network, &error);
        cr_assert_not_null(optimiser, "%s", error.message);
        const hodo_optimiser_settings got = hodo_optimiser_resolved(optimiser);
        near(got.momentum, found.momentum, 0, 0);
        near(got.beta1, found.beta1, 0, 0);
        near(got.beta2, found.beta2, 0, 0);
        near(got.epsilon, found.epsilon, 0, 0);
        cr_assert_eq(got.nesterov, found.nesterov);
        cr_assert_eq(got.newton_schulz_steps, found.newton_schulz_steps);
    }
    linear_end(&linear);
}

Test(optimiser, settings_out_of_range)
{
    linear_network linear;
    linear_start(&linear, HODO_FLOAT, 2, 3);
    hodo_optimiser_settings s;
    static const double bad[] = {1.0, 1.5, NAN, INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        s = hodo_optimiser_find("momentum", NULL), s.momentum = bad[i];
        take_fails(&linear, s, "momentum");
        s = hodo_optimiser_find("adam", NULL), s.beta1 = bad[i];
        take_fails(&linear, s, "beta1");
        s = hodo_optimiser_find("adam", NULL), s.beta2 = bad[i];
        take_fails(&linear, s, "beta2");
    }
    static const double bad_epsilon[] = {0.0, 1e-40, NAN, INFINITY};
    for (size_t i = 0; i < sizeof bad_epsilon / sizeof bad_epsilon[0]; i++) {
        s = hodo_optimiser_find("adam", NULL), s.epsilon = bad_epsilon[i];
        take_fails(&linear, s, "epsilon");
    }
    s = hodo_optimiser_find("momentum", NULL), s.nesterov = 2;
    take_fails(&linear, s, "nesterov");
    s = hodo_optimiser_find("muon", NULL), s.newton_schulz_steps = 0;
    take_fails(&linear, s, "newton_schulz_steps");
    s = hodo_optimiser_find("muon", NULL), s.norm = (hodo_step_norm)7;
    take_fails(&linear, s, "norm 7");
    /* what a row does not have */
    s = hodo_optimiser_find("sgd", NULL), s.momentum = 0.9;
    take_fails(&linear, s, "sgd has no momentum");
    s = hodo_optimiser_find("adam", NULL), s.nesterov = 1;
    take_fails(&linear, s, "adam has no nesterov");
    s = hodo_optimiser_find("sign-sgd", NULL), s.epsilon = 1e-8;
    take_fails(&linear, s, "sign-sgd has no epsilon");
    s = hodo_optimiser_find("lion", NULL);
    take_fails(&linear, s, "kind");
    linear_end(&linear);
}

Test(optimiser, families_are_not_trained)
{
    const double branch[] = {0.5, 1.0};
    const hodo_layer layers[] = {hodo_layer_dense(3, 3, 1, true), hodo_feature(hodo_layer_scale(branch))};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_architecture architecture;
    hodo_network network;
    hodo_error error = {0};
    fine(hodo_architecture_make(arena, 3, 2, layers, 2, &architecture, &error), error);
    fine(hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error), error);
    const hodo_optimiser_settings s = hodo_optimiser_find("sgd", NULL);
    cr_assert_null(hodo_optimiser_take(arena, &s, &network, &error));
    cr_assert_not_null(strstr(error.message, "family of 2"));
    hodo_arena_free(arena);
}

Test(optimiser, steps_that_cannot_be_taken)
{
    linear_network linear, other;
    hodo_error error = {0};
    linear_start(&linear, HODO_DOUBLE, 4, 4);
    linear_start(&other, HODO_DOUBLE, 4, 5);
    const hodo_optimiser_settings s = hodo_optimiser_find("sgd", NULL);
    hodo_optimiser *optimiser = hodo_optimiser_take(linear.arena, &s, &linear.network, &error);
    const double rates[] = {1, 1, 1}, wild[] = {1, NAN, INFINITY};
    cr_assert_eq(hodo_optimiser_step(optimiser, linear.pass, rates, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "backward"));
    linear_batch(&linear, 1);
    linear_batch(&other, 1);
    cr_assert_eq(hodo_optimiser_step(optimiser, other.pass, rates, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_optimiser_step(optimiser, linear.pass, wild, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "layer 2"));
    fine(hodo_optimiser_step(optimiser, linear.pass, rates, &error), error);
    fine(hodo_pass_forward(linear.pass, linear.x, NULL, &error), error); /* the backward vectors are stale */
    cr_assert_eq(hodo_optimiser_step(optimiser, linear.pass, rates, &error), HODO_INVALID);
    linear_end(&other);
    linear_end(&linear);
}

/* A gradient of exact zeros, as every matrix below a readout of zeros has: nothing moves, whatever divides. */
Test(optimiser, zero_gradients)
{
    static double before[LINEAR_MOST], after[LINEAR_MOST];
    for (size_t i = 0; hodo_optimisers[i] != NULL; i++) {
        for (int norm = HODO_NORM_NONE; norm <= HODO_NORM_FROBENIUS_RELATIVE; norm++) {
            linear_network linear;
            hodo_error error = {0};
            const double rates[] = {1, 1, 1};
            linear_start(&linear, HODO_FLOAT, 4, 6);
            hodo_optimiser_settings s = hodo_optimiser_find(hodo_optimiser_name(hodo_optimisers[i]), NULL);
            s.norm = (hodo_step_norm)norm;
            hodo_optimiser *optimiser = hodo_optimiser_take(linear.arena, &s, &linear.network, &error);
            linear_copy(linear.network.weights[0], before);
            hodo_matrix_zero(linear.slope);
            linear_batch(&linear, 1);
            hodo_matrix_zero(linear.slope);
            fine(hodo_pass_backward(linear.pass, linear.slope, &error), error);
            const hodo_status status = hodo_optimiser_step(optimiser, linear.pass, rates, &error);
            linear_copy(linear.network.weights[0], after);
            cr_assert(memcmp(before, after, sizeof *before * 48 * 9) == 0);
            fine(status, error);
            linear_end(&linear);
        }
    }
}
