#include "base/eigenvalue.h"
#include "train/started.h"

#include <string.h>

/* Spectral norms of drawn effective weights, by LAPACK: those of the direct form are what is asked, those of
 * Gaussian ones sigma (sqrt n_l + sqrt n_{l-1}). */

/* hodo_parametrization_after_draw asks the norm to 1e-6, of float weights too. */
static const double direct_tolerance = 2e-6;
/* The largest singular value of a Gaussian (n, m) matrix is off sqrt n + sqrt m by Tracy-Widom terms of
 * relative size n^-2/3 (mean -1.2, deviation 1.3, over 2 sqrt 2): .03 at the narrowest pair below, (64, 16). */
static const double tracy_widom = 0.12;

static double spectral(hodo_arena *arena, const started *run, size_t k)
{
    hodo_error error = {0};
    const hodo_matrix w = run->network.weights[k];
    const hodo_matrix copy = hodo_matrix_take(arena, HODO_DOUBLE, w.rows, w.columns, &error);
    double *values = hodo_arena_take(arena, w.rows, sizeof *values, &error);
    hodo_matrix_convert(w, copy);
    ok(hodo_squared_singular_values(copy.data, w.rows, w.columns, values, &error), error);
    return fabs(started_layer(run, k)->multiplier) * sqrt(values[w.rows - 1]);
}

static double target(const started *run, size_t k)
{
    const hodo_layer *layer = started_layer(run, k);
    return sqrt((double)layer->fan_out / (double)layer->fan_in);
}

/* Both laws of weights, both precisions. */
Test(parametrization_draw, direct_form_has_the_norm)
{
    const hodo_parametrization *row = hodo_parametrization_find("spectral-direct", NULL);
    const hodo_stream stream = hodo_stream_open(7, "tests/train/draw", 0);
    const started_shape shape = {.inputs = 11, .width = 50, .depth = 4, .outputs = 3};
    for (int variant = 0; variant < 4; variant++) {
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        double rates[4];
        started run;
        started_architecture(&run, arena, &shape, 1.0);
        for (size_t k = 0; k < 4; k++) {
            hodo_weight_layer(&run.architecture, k)->initial =
                variant % 2 == 0 ? HODO_GAUSSIAN : HODO_ORTHOGONAL;
        }
        hodo_architecture *made = &run.architecture;
        ok(hodo_parametrization_apply(row, &run.scales, HODO_STEP_GRADIENT, made, rates, &error), error);
        ok(hodo_network_take(arena, made, variant < 2 ? HODO_DOUBLE : HODO_FLOAT, &run.network, &error), error);
        ok(hodo_network_draw(&run.network, &stream, &error), error);
        ok(hodo_parametrization_after_draw(row, &run.network, arena, &error), error);
        for (size_t k = 0; k < 4; k++) {
            const double gain = k == 0 ? 1.0 : sqrt(2.0);
            near(spectral(arena, &run, k), gain * target(&run, k), 0, direct_tolerance);
        }
        hodo_matrix_zero(run.network.weights[2]);
        cr_assert_eq(hodo_parametrization_after_draw(row, &run.network, arena, &error), HODO_NUMERIC);
        cr_assert_not_null(strstr(error.message, "weight matrix 2"), "%s", error.message);
        hodo_arena_free(arena);
    }
}

/* Every other row leaves what was drawn alone, bit by bit. */
Test(parametrization_draw, others_are_left_alone)
{
    const hodo_stream stream = hodo_stream_open(8, "tests/train/draw", 0);
    for (const hodo_parametrization *row = hodo_parametrizations; row->name != NULL; row++) {
        const started_shape shape = {.inputs = 5, .width = 8, .depth = 3, .outputs = 2,
                                     .residual = row->role[HODO_HIDDEN].deviation.constant == 0.0};
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        started run;
        started_network(&run, arena, &shape, row, HODO_STEP_GRADIENT, &stream, 0);
        double before[64];
        memcpy(before, run.network.weights[1].data, sizeof before);
        ok(hodo_parametrization_after_draw(row, &run.network, arena, &error), error);
        const bool same = memcmp(before, run.network.weights[1].data, sizeof before) == 0;
        cr_assert_eq(same, !row->spectral_initial, "%s", row->name);
        hodo_arena_free(arena);
    }
}

/* Condition 1 at the start: ||multiplier W||_* / sqrt(n_l/n_{l-1}) is 1 + sqrt(narrow/wide) times the gain, at
 * every width, in mup and spectral; sp's readout, for contrast, grows as sqrt(N). */
Test(parametrization_draw, norm_over_target_is_of_order_one)
{
    static const char *const names[] = {"mup", "spectral", "sp"};
    enum { OUTPUTS = 16 };
    for (size_t i = 0; i < 3; i++) {
        const hodo_parametrization *row = hodo_parametrization_find(names[i], NULL);
        for (size_t width = 64; width <= 256; width *= 2) {
            hodo_arena *arena = hodo_arena_alloc();
            const hodo_stream stream = hodo_stream_open(9, "tests/train/ratio", width);
            const started_shape shape = {.inputs = 16, .width = width, .depth = 3, .outputs = OUTPUTS};
            started run;
            started_network(&run, arena, &shape, row, HODO_STEP_GRADIENT, &stream, 0);
            const double narrow = sqrt(16.0 / (double)width), gain = sqrt(2.0);
            /* the readout's constant at k outputs: mup 1/N is short of sqrt(k)/N by sqrt(k), at every width */
            const double readout[] = {1.0 / sqrt(OUTPUTS), 1.0, sqrt((double)width / OUTPUTS)};
            const double want[] = {1.0 + narrow, 2.0 * gain, gain * (1.0 + narrow) * readout[i]};
            for (size_t k = 0; k < 3; k++) {
                near(spectral(arena, &run, k) / target(&run, k), want[k], 0, tracy_widom);
            }
            hodo_arena_free(arena);
        }
    }
}

static double count_nonzero(hodo_matrix row)
{
    double count = 0.0;
    for (size_t j = 0; j < row.columns; j++) {
        count += hodo_matrix_get(row, 0, j) != 0.0;
    }
    return count;
}

/* The closed forms by which parametrization_step_test.c knows ||Delta W||_* at batch 1, against LAPACK on the
 * difference of the weights before and after a step: ||grad||_F, sqrt(nonzero g, nonzero h), 1. */
Test(parametrization_draw, steps_of_rank_one)
{
    const started_shape shape = {.inputs = 9, .width = 40, .depth = 3, .outputs = 1};
    const double eta = 0.125, cancelled = 1e-12; /* W - W_0 loses a few digits of 16 */
    for (hodo_step_kind step = 0; step < HODO_STEP_KINDS; step++) {
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        const hodo_stream stream = hodo_stream_open(10, "tests/train/rank", 0);
        started run, after;
        started_network(&run, arena, &shape, hodo_parametrization_find("mup", NULL), step, &stream, 1);
        started_network(&after, arena, &shape, hodo_parametrization_find("mup", NULL), step, &stream, 1);
        const hodo_matrix x = started_inputs(arena, 1, 9, &stream, 1000);
        const hodo_matrix y = started_normal(arena, 1, 1, &stream, 1001);
        double norms[3];
        started_backward(&run, x, y);
        ok(hodo_gradient_norms(run.pass, norms, &error), error);
        started_step(&after, x, y, eta, step);
        for (size_t k = 0; k < 3; k++) {
            const double signs = count_nonzero(hodo_pass_weight_backward(run.pass, k)) *
                                 count_nonzero(hodo_pass_weight_input(run.pass, k));
            const double want[] = {sqrt(norms[k]), sqrt(signs), 1.0};
            const hodo_matrix w = after.network.weights[k], before = run.network.weights[k];
            for (size_t i = 0; i < w.rows * w.columns; i++) {
                ((double *)w.data)[i] -= ((const double *)before.data)[i];
            }
            const double change = started_layer(&run, k)->multiplier * eta * run.rates[k] * want[step];
            near(spectral(arena, &after, k), change, 0, cancelled);
        }
        hodo_arena_free(arena);
    }
}
