#include "experiments/spectral-condition/gradient_limit.h"
#include "experiments/spectral-condition/first_gradient.h"
#include "near.h"
#include "probe/alignment.h"

#include <math.h>
#include <string.h>

/* The gradient of infinite width against closed forms, its own identities and a wide network. */

enum { SAMPLES = 12, INPUTS = 20 };

static void samples(hodo_arena *arena, hodo_matrix *x, hodo_matrix *y)
{
    const hodo_stream stream = hodo_stream_open(5, "tests/experiments/gradient_limit", 0);
    *x = hodo_matrix_take(arena, HODO_FLOAT, SAMPLES, INPUTS, NULL);
    *y = hodo_matrix_take(arena, HODO_FLOAT, SAMPLES, 1, NULL);
    hodo_random_normal_float(&stream, 0, 0, SAMPLES * INPUTS, 1.0f, x->data);
    for (size_t s = 0; s < SAMPLES; s++) {
        hodo_matrix_set(*y, s, 0, s % 2 == 0 ? 1 : -1);
    }
}

/* Two orthogonal inputs of one label: at the first layer K_h = d 1, and K_g has c = kappa_0(0) kappa_0(1/pi)
 * off its diagonal, so that its eigenvalues are d (1 + c), d (1 - c). */
Test(gradient_limit, two_orthogonal_samples_have_a_closed_form)
{
    float inputs[] = {2, 0, 0, 0, 0, 2, 0, 0}, targets[] = {1, 1};
    hodo_arena *arena = hodo_arena_alloc();
    gradient_limit limit;
    double values[2];
    const double c = 0.5 * (1 - acos(M_1_PI) / M_PI);
    cr_assert_eq(gradient_limit_find(arena, hodo_matrix_view(HODO_FLOAT, inputs, 2, 4),
                                     hodo_matrix_view(HODO_FLOAT, targets, 2, 1), 0, &limit, values, NULL),
                 HODO_OK);
    near(limit.stable_rank, 2 / (1 + c), 0, 1e-12);
    near(limit.alignment, sqrt(1 / (1 + c)), 0, 1e-12);
    near(values[1], sqrt((1 - c) / (1 + c)), 0, 1e-8);
    hodo_arena_free(arena);
}

/* One sample: rank one, alignment 1, at every layer. A readout of one row has rank one whatever the batch. */
Test(gradient_limit, one_sample_has_rank_one)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_matrix x, y;
    gradient_limit limit;
    samples(arena, &x, &y);
    for (size_t layer = 0; layer < GRADIENT_LIMIT_LAYERS; layer++) {
        cr_assert_eq(gradient_limit_find(arena, hodo_matrix_rows(x, 0, 1), hodo_matrix_rows(y, 0, 1), layer,
                                         &limit, NULL, NULL),
                     HODO_OK);
        near(limit.stable_rank, 1, 0, 1e-9);
        near(limit.alignment, 1, 0, 1e-9);
    }
    cr_assert_eq(gradient_limit_find(arena, x, y, 2, &limit, NULL, NULL), HODO_OK);
    near(limit.stable_rank, 1, 0, 1e-9);
    cr_assert(limit.alignment < 0.9);
    hodo_arena_free(arena);
}

/* The sum of squared values over the largest is the stable rank, with and without the spectrum. */
Test(gradient_limit, the_spectrum_gives_the_stable_rank)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_matrix x, y;
    samples(arena, &x, &y);
    for (size_t layer = 0; layer < GRADIENT_LIMIT_LAYERS; layer++) {
        gradient_limit with, without;
        double values[SAMPLES], sum = 0;
        cr_assert_eq(gradient_limit_find(arena, x, y, layer, &with, values, NULL), HODO_OK);
        cr_assert_eq(gradient_limit_find(arena, x, y, layer, &without, NULL, NULL), HODO_OK);
        for (size_t i = 0; i < SAMPLES; i++) {
            sum += values[i] * values[i];
        }
        near(sum, with.stable_rank, 0, 1e-9);
        near(with.stable_rank, without.stable_rank, 0, 1e-9);
        near(with.alignment, without.alignment, 0, 1e-9);
    }
    hodo_arena_free(arena);
}

/* The hidden gradients of networks of width 1024: their mean is off the limit by a few parts in 1024 and by the
 * scatter of eight draws, 1/sqrt(8 N) of each entry of the kernels. */
Test(gradient_limit, wide_networks_tend_to_it)
{
    enum { WIDTH = 1024, DRAWS = 8 };
    const double tolerance = 0.04;
    hodo_arena *arena = hodo_arena_alloc(), *scratch = hodo_arena_alloc();
    hodo_dataset data = {.count = SAMPLES, .inputs = INPUTS};
    samples(arena, &data.x, &data.y);
    gradient_limit limit;
    cr_assert_eq(gradient_limit_find(arena, data.x, data.y, 1, &limit, NULL, NULL), HODO_OK);
    double mean = 0;
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        const hodo_stream stream = hodo_stream_open(6, "tests/experiments/gradient_limit", draw);
        const width_network_setting setting = {.inputs = INPUTS, .width = WIDTH, .parametrization = "spectral"};
        width_network of;
        hodo_error error = {0};
        double values[SAMPLES];
        hodo_arena_reset(scratch);
        cr_assert_eq(width_network_open(scratch, &setting, &stream, &of, &error), HODO_OK, "%s", error.message);
        hodo_pass *pass = first_gradient(scratch, &of, &data, SAMPLES, &error);
        cr_assert(pass != NULL, "%s", error.message);
        cr_assert_eq(hodo_factored_singular_values(1.0, hodo_pass_weight_backward(pass, 1),
                                                   hodo_pass_weight_input(pass, 1), scratch, values, &error),
                     HODO_OK);
        for (size_t i = 0; i < SAMPLES; i++) {
            mean += values[i] * values[i] / (values[0] * values[0] * DRAWS);
        }
    }
    near(mean, limit.stable_rank, 0, tolerance);
    hodo_arena_free(scratch);
    hodo_arena_free(arena);
}

Test(gradient_limit, refuses_what_has_no_limit)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_matrix x, y;
    gradient_limit limit;
    hodo_error error;
    samples(arena, &x, &y);
    cr_assert_eq(gradient_limit_find(arena, x, hodo_matrix_rows(y, 0, 3), 1, &limit, NULL, &error),
                 HODO_MISMATCH);
    cr_assert_eq(gradient_limit_find(arena, x, y, 3, &limit, NULL, &error), HODO_INVALID);
    memset(x.data, 0, INPUTS * sizeof(float));
    cr_assert_eq(gradient_limit_find(arena, x, y, 1, &limit, NULL, &error), HODO_NUMERIC);
    hodo_matrix_zero(y);
    samples(arena, &x, &y);
    hodo_matrix_zero(y);
    cr_assert_eq(gradient_limit_find(arena, x, y, 1, &limit, NULL, &error), HODO_NUMERIC);
    hodo_arena_free(arena);
}
