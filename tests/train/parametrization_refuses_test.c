#include "net/model.h"
#include "train/started.h"

#include <string.h>

/* Names, roles, gains, and everything that is refused. */

Test(parametrization, names)
{
    static const char *const names[] = {"sp", "ntp", "ntk", "mup", "mf-mup", "fsc", "fsc-static", "fsc-resnet",
                                        "spectral", "spectral-direct", "frobenius-relative", "nup", "depth-mup",
                                        "completep"};
    hodo_error error = {0};
    size_t rows = 0;
    while (hodo_parametrizations[rows].name != NULL) {
        cr_assert_not_null(hodo_parametrizations[rows].doc);
        cr_assert(strlen(hodo_parametrizations[rows].doc) > 20);
        rows++;
    }
    cr_assert_eq(rows, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < rows; i++) {
        cr_assert_eq(hodo_parametrization_find(names[i], &error), &hodo_parametrizations[i], "%s", names[i]);
    }
    cr_assert_null(hodo_parametrization_find("muP", &error));
    cr_assert_not_null(strstr(error.message, "'muP'"), "%s", error.message);
    for (size_t i = 0; i < rows; i++) {
        cr_assert_not_null(strstr(error.message, names[i]), "%s is not in: %s", names[i], error.message);
    }
    cr_assert_null(hodo_parametrization_find("", NULL));
    cr_assert_eq(hodo_parametrization_find("fsc", NULL)->automatic, HODO_AUTOMATIC_FSC);
    cr_assert_eq(hodo_parametrization_find("fsc-static", NULL)->automatic, HODO_AUTOMATIC_NONE);
    near(hodo_parametrization_find("nup", NULL)->width_growth, 2.0, 0, 0);
    near(hodo_parametrization_find("nup", NULL)->richness, 1.0, 0, 0);
}

Test(parametrization, monomials)
{
    const hodo_monomial all = {3.0, -0.5, 1.0, 2.0, -1.5, 0.5};
    near(hodo_monomial_value(&all, 16.0, 4.0, 5.0, 9.0), 3.0 / 4.0 * 4.0 * 25.0 / 27.0 * 0.5, 0, 1e-15);
    near(hodo_monomial_value(&all, 4.0, 16.0, 5.0, 9.0), 3.0 / 2.0 * 16.0 * 25.0 / 27.0, 0, 1e-15);
    const hodo_monomial none = {0};
    near(hodo_monomial_value(&none, 4.0, 16.0, 5.0, 9.0), 0.0, 0, 0);
}

/* Gain where phi went before, whatever stands between; not after a norm, a residual's end, or a scale alone. */
Test(parametrization, roles_and_gains)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const double one = 1.0;
    const hodo_nonlinearity relu = {hodo_activation_find("relu", NULL), 0, 0};
    const hodo_layer layers[] = {
        hodo_layer_dense(4, 4, 1.0, true),      hodo_layer_dense(4, 4, 1.0, false),
        hodo_layer_activation(relu),            hodo_layer_scale(&one),
        hodo_layer_dense(4, 4, 1.0, true),      hodo_layer_open(),
        hodo_layer_activation(relu),            hodo_layer_dense(4, 4, 1.0, true),
        hodo_layer_open(),                      hodo_layer_dense(4, 4, 1.0, true),
        hodo_layer_close(&one, &one),           hodo_layer_activation(relu),
        hodo_layer_norm(HODO_LAYER_NORM_RMS, 0.0),    hodo_layer_dense(4, 4, 1.0, true),
        hodo_layer_close(&one, &one),           hodo_layer_dense(4, 4, 1.0, true),
        hodo_layer_activation(relu),            hodo_layer_orthogonal(4, 9, 1.0, true),
        hodo_layer_activation(relu),            hodo_layer_dense(9, 4, 1.0, true),
    };
    static const hodo_role roles[] = {HODO_INPUT, HODO_HIDDEN, HODO_HIDDEN, HODO_BRANCH, HODO_BRANCH,
                                      HODO_BRANCH, HODO_HIDDEN, HODO_HIDDEN, HODO_OUTPUT};
    /* sp at gain 3: 1/2 each; the orthogonal (9, 4) has entries of rms gain/3 */
    static const double gains[] = {0.5, 0.5, 1.5, 1.5, 0.5, 0.5, 0.5, 4.5, 1.0};
    hodo_architecture architecture;
    const size_t count = sizeof layers / sizeof layers[0];
    ok(hodo_architecture_make(arena, 4, 1, layers, count, &architecture, &error), error);
    double rates[9];
    const hodo_scales scales = {4.0, 9.0, 3.0};
    ok(hodo_parametrization_apply(hodo_parametrization_find("sp", NULL), &scales, HODO_STEP_GRADIENT,
                                  &architecture, rates, &error),
       error);
    for (size_t k = 0; k < 9; k++) {
        cr_assert_eq(hodo_role_of(&architecture, k), roles[k], "matrix %zu", k);
        near(hodo_weight_layer(&architecture, k)->gain, gains[k], 0, 1e-15);
        near(rates[k], k == 1 ? 0.0 : 1.0, 0, 0);
    }
    const hodo_layer alone = hodo_layer_dense(4, 4, 1.0, true);
    ok(hodo_architecture_make(arena, 4, 1, &alone, 1, &architecture, &error), error);
    cr_assert_eq(hodo_role_of(&architecture, 0), HODO_OUTPUT);
    hodo_arena_free(arena);
}

/* The CNN of arXiv 2410.04642: convolutions divided by sqrt(C_in), the gain of phi through the pools too. */
Test(parametrization, cnn)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_model model = {.kind = HODO_CNN, .inputs = 192, .width = 4, .outputs = 10, .channels = 3,
                              .height = 8, .image_width = 8};
    const hodo_scales scales = {4.0, 4.0, 3.0};
    static const double fan_in[] = {3.0, 4.0, 32.0, 32.0}; /* channels, channels, 2 x 2 pixels of 2N, 8N */
    hodo_architecture architecture;
    double rates[4];
    ok(hodo_model_architecture(arena, &model, &architecture, &error), error);
    ok(hodo_parametrization_apply(hodo_parametrization_find("mup", NULL), &scales, HODO_STEP_GRADIENT,
                                  &architecture, rates, &error),
       error);
    cr_assert_eq(architecture.weight_count, 4);
    for (size_t k = 0; k < 4; k++) {
        const hodo_layer *layer = hodo_weight_layer(&architecture, k);
        near(layer->gain, k == 0 ? 1.0 : 3.0, 0, 0);
        near(layer->multiplier, k == 3 ? 1.0 / fan_in[k] : 1.0 / sqrt(fan_in[k]), 0, 1e-15);
        near(rates[k], 4.0, 0, 1e-15);
    }
    hodo_arena_free(arena);
}

static void refused(const hodo_parametrization *row, bool residual, hodo_scales scales, hodo_step_kind step,
                    const char *words)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    started run;
    const started_shape shape = {.inputs = 3, .width = 4, .depth = 4, .outputs = 2, .residual = residual};
    double rates[4];
    started_architecture(&run, arena, &shape, 1.0);
    const hodo_status status =
        hodo_parametrization_apply(row, &scales, step, &run.architecture, rates, &error);
    cr_assert_eq(status, HODO_INVALID);
    cr_assert_not_null(strstr(error.message, words), "%s", error.message);
    for (size_t k = 0; k < 4; k++) { /* untouched */
        near(started_layer(&run, k)->gain, 1.0, 0, 0);
        near(started_layer(&run, k)->multiplier, 1.0, 0, 0);
    }
    hodo_arena_free(arena);
}

Test(parametrization, refuses)
{
    const hodo_scales sound = {4.0, 4.0, 1.0};
    const hodo_parametrization *mup = hodo_parametrization_find("mup", NULL);
    const double bad[] = {0.0, -1.0, NAN, INFINITY};
    for (size_t i = 0; i < 4; i++) {
        refused(mup, false, (hodo_scales){bad[i], 4.0, 1.0}, HODO_STEP_GRADIENT, "must be positive and finite");
        refused(mup, false, (hodo_scales){4.0, bad[i], 1.0}, HODO_STEP_GRADIENT, "must be positive and finite");
        refused(mup, false, (hodo_scales){4.0, 4.0, bad[i]}, HODO_STEP_GRADIENT, "must be positive and finite");
    }
    refused(mup, false, sound, HODO_STEP_KINDS, "step kind 3");
    refused(mup, false, sound, (hodo_step_kind)-1, "step kind -1");
    static const char *const plain[] = {"ntk", "mf-mup", "fsc", "fsc-static", "nup"};
    for (size_t i = 0; i < 5; i++) {
        const hodo_parametrization *row = hodo_parametrization_find(plain[i], NULL);
        double scale = 7.0;
        hodo_error error = {0};
        refused(row, true, sound, HODO_STEP_GRADIENT, "no rule for weight matrix 1 (branch)");
        cr_assert_eq(hodo_parametrization_branch_scale(row, &sound, &scale, &error), HODO_INVALID);
        cr_assert_not_null(strstr(error.message, "residual branches"), "%s", error.message);
        near(scale, 7.0, 0, 0);
    }
    refused(hodo_parametrization_find("fsc-resnet", NULL), false, sound, HODO_STEP_GRADIENT,
            "no rule for weight matrix 1 (hidden)");
    hodo_parametrization lame = *mup;
    lame.role[HODO_OUTPUT].rate[HODO_STEP_ORTHOGONAL].constant = 0.0;
    refused(&lame, false, sound, HODO_STEP_ORTHOGONAL, "no orthogonal rate for weight matrix 3 (output)");
    { /* ... but where the matrix is not trained no rate is needed */
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        started run;
        const started_shape shape = {.inputs = 3, .width = 4, .depth = 4, .outputs = 2};
        double rates[4];
        started_architecture(&run, arena, &shape, 1.0);
        hodo_weight_layer(&run.architecture, 3)->trained = false;
        hodo_architecture *made = &run.architecture;
        ok(hodo_parametrization_apply(&lame, &sound, HODO_STEP_ORTHOGONAL, made, rates, &error), error);
        near(rates[3], 0.0, 0, 0);
        hodo_arena_free(arena);
    }
    lame.role[HODO_HIDDEN].multiplier.width = 1e9;
    refused(&lame, false, sound, HODO_STEP_GRADIENT, "a multiplier of inf");
}

Test(parametrization, branch_scales)
{
    static const char *const names[] = {"sp", "ntp", "mup", "spectral", "fsc-resnet", "depth-mup", "completep"};
    static const double want[] = {1.0, 1.0, 1.0, 1.0, 0.25, 0.25, 0.0625};
    const hodo_scales scales = {64.0, 16.0, 1.0};
    for (size_t i = 0; i < 7; i++) {
        double scale;
        hodo_error error = {0};
        const hodo_parametrization *row = hodo_parametrization_find(names[i], NULL);
        ok(hodo_parametrization_branch_scale(row, &scales, &scale, &error), error);
        near(scale, want[i], 0, 1e-15);
    }
}
