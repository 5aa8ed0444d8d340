#include "net/zoo.h"
#include "probe/angle.h"
#include "probe/stacked.h"

#include <string.h>

/* The feature speed formula, exactly, on the zoo and on towers; and what the probe refuses. */

enum { SAMPLES = 4 };

/* Thm 2.1 is an identity of inner products of a few hundred terms in double. */
static const double formula_tolerance = 1e-10;

typedef struct probe_run {
    hodo_architecture architecture;
    hodo_network network;
    hodo_speeds *speeds;
} probe_run;

static void start(probe_run *run, hodo_arena *arena, size_t which, hodo_nonlinearity phi, size_t samples)
{
    hodo_error error = {0};
    ok(zoo[which].make(arena, phi, &run->architecture, &error), error);
    ok(hodo_network_take(arena, &run->architecture, HODO_DOUBLE, &run->network, &error), error);
    run->speeds = hodo_speeds_take(arena, &run->network, samples, HODO_FIRST_ORDER, &error);
    cr_assert_not_null(run->speeds, "%s", error.message);
}

/* ||f_v'|| cos ||b_v|| from the numbers of the table: rms * rms * entries * cos. */
static double left_side(const probe_run *run, size_t samples, size_t member, size_t v)
{
    const hodo_speed *row = hodo_speeds_at(run->speeds, member, v);
    const size_t entries = samples * run->architecture.widths[run->architecture.feature_slot[v]];
    return row->speed * row->cosine * row->backward_rms * (double)entries;
}

/* Every network, every activation, many samples stacked, three kinds of rates. */
Test(angle, feature_speed_formula)
{
    double given[64];
    for (size_t at = 0; at < 64; at++) {
        given[at] = 0.01 * (double)(1 + at % 9);
    }
    const hodo_flow flows[] = {{HODO_BALANCED, 0.7, NULL}, {HODO_EQUAL, 0.1, NULL}, {HODO_GIVEN, 0.0, given}};
    for (size_t which = 0; which < zoo_count; which++) {
        for (size_t row = 0; row < zoo_phi_count(); row++) {
            hodo_arena *arena = hodo_arena_alloc();
            probe_run run;
            start(&run, arena, which, zoo_phi(row), SAMPLES);
            const hodo_stream stream = hodo_stream_open(12, "tests/probe/formula", 100 * which + row);
            const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, &stream, 1000);
            const hodo_matrix y = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_OUTPUTS, &stream, 1001);
            for (size_t flow = 0; flow < 3; flow++) {
                hodo_error error = {0};
                ok(hodo_speeds_measure(run.speeds, x, y, (hodo_loss){&hodo_loss_square, 0}, flows[flow],
                                       &stream, &error),
                   error);
                for (size_t j = 0; j < zoo[which].members; j++) {
                    for (size_t v = 0; v < run.speeds->features; v++) {
                        const hodo_speed *at = hodo_speeds_at(run.speeds, j, v);
                        if (at->moves) {
                            near(left_side(&run, SAMPLES, j, v), at->loss_decay, 0, formula_tolerance);
                            near(at->formula_defect, 0.0, formula_tolerance, 0);
                            near(cos(at->angle), at->cosine, 1e-14, 0);
                            near(at->sensitivity * at->loss_decay, at->speed, 0, 1e-14);
                            near(at->aligned_speed, at->speed * at->cosine, 0, 1e-14);
                        }
                    }
                    /* balanced: the loss decays at rate eta, an equal share a layer */
                    if (flow == 0) {
                        const hodo_speed *end = hodo_speeds_at(run.speeds, j, run.speeds->features - 1);
                        near(end->loss_decay, 0.7, 0, 1e-13);
                    }
                }
            }
            hodo_arena_free(arena);
        }
    }
}

/* Power: the formula of one sample alone, with that sample's gradient, is false by far when there are
 * several, for the other samples move the feature too. */
Test(angle, formula_is_false_per_sample)
{
    hodo_arena *arena = hodo_arena_alloc();
    probe_run run;
    start(&run, arena, 1, zoo_phi(1), SAMPLES);
    const hodo_stream stream = hodo_stream_open(13, "tests/probe/sample", 0);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_INPUTS, &stream, 1000);
    const hodo_matrix y = zoo_normal(arena, HODO_DOUBLE, SAMPLES, ZOO_OUTPUTS, &stream, 1001);
    hodo_error error = {0};
    ok(hodo_speeds_measure(run.speeds, x, y, (hodo_loss){&hodo_loss_square, 0}, (hodo_flow){.kind = HODO_EQUAL},
                           &stream, &error),
       error);
    const size_t v = run.speeds->features - 2;
    const hodo_matrix velocity = hodo_pass_feature_tangent(run.speeds->pass, v);
    const hodo_matrix backward = hodo_pass_feature_backward(run.speeds->pass, v);
    double defect = 0.0;
    for (size_t s = 0; s < SAMPLES; s++) {
        double decay = 0.0;
        for (size_t k = 0; k < run.architecture.feature_depth[v]; k++) {
            const hodo_matrix g = hodo_pass_weight_backward(run.speeds->pass, k);
            const hodo_matrix h = hodo_pass_weight_input(run.speeds->pass, k);
            decay += run.speeds->rates[k] * zoo_dot(g, g, s, 1) * zoo_dot(h, h, s, 1);
        }
        defect += fabs(-zoo_dot(velocity, backward, s, 1) / decay - 1.0) / SAMPLES;
    }
    cr_assert(defect > 0.1, "%.3g", defect);
    hodo_arena_free(arena);
}

/* A linear network of orthogonal matrices has K_v = const I: the angle is 0, and the formula for the
 * angle keeps its digits there (acos(cos) would be off by sqrt(eps) = 1e-8). */
Test(angle, linear_orthogonal_network_is_aligned)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_tower tower = {.inputs = 10,
                              .width = 30,
                              .depth = 20,
                              .hidden_initial = HODO_ORTHOGONAL,
                              .nonlinearity = {hodo_activation_find("linear", NULL), 0, 0}};
    const hodo_stream stream = hodo_stream_open(14, "tests/probe/orthogonal", 0);
    probe_run run;
    hodo_error error = {0};
    ok(hodo_tower_architecture(arena, &tower, &run.architecture, &error), error);
    ok(hodo_network_take(arena, &run.architecture, HODO_DOUBLE, &run.network, &error), error);
    run.speeds = hodo_speeds_take(arena, &run.network, 1, HODO_FIRST_ORDER, &error);
    const hodo_matrix x = zoo_normal(arena, HODO_DOUBLE, 1, 10, &stream, 1000);
    const hodo_matrix y = zoo_normal(arena, HODO_DOUBLE, 1, 1, &stream, 1001);
    ok(hodo_speeds_measure(run.speeds, x, y, (hodo_loss){&hodo_loss_square, 0}, (hodo_flow){0}, &stream,
                           &error),
       error);
    for (size_t v = 0; v < run.speeds->features; v++) {
        const hodo_speed *at = hodo_speeds_at(run.speeds, 0, v);
        cr_assert_eq(at->moves, v >= 2);
        near(at->angle, 0.0, 1e-13, 0);
        near(at->contribution, v >= 2 && v < 20 ? 1.0 / 18.0 : 0.0, 0, 1e-13);
    }
    hodo_arena_free(arena);
}

/* Pairs of stacked vectors, by hand. */
Test(angle, stacked_pairs)
{
    double u[] = {9.0, 9.0, 3.0, 0.0, 0.0, 4.0}, w[] = {9.0, 9.0, 0.0, 1.0, 1.0, 0.0};
    const hodo_matrix x = hodo_matrix_view(HODO_DOUBLE, u, 3, 2), y = hodo_matrix_view(HODO_DOUBLE, w, 3, 2);
    const hodo_pair right = hodo_stacked_pair(x, y, 1.0, 1, 2), back = hodo_stacked_pair(x, x, -1.0, 1, 2);
    near(right.x_norm, 5.0, 0, 1e-15);
    near(right.y_norm, sqrt(2.0), 0, 1e-15);
    near(right.cosine, 0.0, 0, 0);
    near(right.angle, M_PI / 2.0, 0, 1e-15);
    near(back.cosine, -1.0, 0, 1e-15);
    near(back.angle, M_PI, 0, 1e-15);
    w[2] = 3.0, w[3] = 0.0, w[4] = 0.0, w[5] = 4.0 + 1e-9; /* apart by 1e-9 times 3/25; acos would answer 0 */
    near(hodo_stacked_pair(x, y, 1.0, 1, 2).angle, 3.0e-9 / 25.0, 0, 1e-5);
    u[2] = 0.0, u[5] = 0.0;
    near(hodo_stacked_pair(x, y, 1.0, 1, 2).cosine, 0.0, 0, 0);
}

static void refused(const hodo_tower *tower, hodo_precision precision, hodo_flow flow, double target,
                    hodo_status status, const char *words)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(15, "tests/probe/refused", 0);
    probe_run run;
    hodo_error error = {0};
    ok(hodo_tower_architecture(arena, tower, &run.architecture, &error), error);
    ok(hodo_network_take(arena, &run.architecture, precision, &run.network, &error), error);
    run.speeds = hodo_speeds_take(arena, &run.network, 1, HODO_FIRST_ORDER, &error);
    const hodo_matrix x = zoo_normal(arena, precision, 1, tower->inputs, &stream, 1000);
    const hodo_matrix y = zoo_normal(arena, precision, 1, 1, &stream, 1001);
    hodo_matrix_set(y, 0, 0, target);
    const hodo_status got =
        hodo_speeds_measure(run.speeds, x, y, (hodo_loss){&hodo_loss_square, 0}, flow, &stream, &error);
    cr_assert_eq(got, status, "%s: %s", hodo_status_name(got), error.message);
    cr_assert_not_null(strstr(error.message, words), "%s", error.message);
    hodo_arena_free(arena);
}

/* Where there is no angle the probe says so; it never answers NaN. */
Test(angle, no_angle_is_a_status)
{
    const hodo_tower sound = {.inputs = 4, .width = 8, .depth = 5};
    const hodo_tower mute = {.inputs = 4, .width = 8, .depth = 5, .zero_output = true};
    const hodo_tower untrained = {.inputs = 4, .width = 8, .depth = 2};
    const hodo_tower fading = {.inputs = 4, .width = 8, .depth = 60, .hidden_gain = 0.01};
    const hodo_tower growing = {.inputs = 4, .width = 8, .depth = 60, .hidden_gain = 1e3};
    const hodo_flow balanced = {.kind = HODO_BALANCED}, equal = {.kind = HODO_EQUAL},
                    given = {.kind = HODO_GIVEN};
    refused(&mute, HODO_DOUBLE, balanced, 0.0, HODO_NUMERIC, "the loss has no slope");
    refused(&mute, HODO_DOUBLE, equal, 1.0, HODO_NUMERIC,
            "backward vector at feature 0 of member 0 has norm 0");
    refused(&untrained, HODO_DOUBLE, balanced, 1.0, HODO_INVALID, "no layer is trained");
    refused(&sound, HODO_DOUBLE, given, 1.0, HODO_INVALID, "said to be given");
    refused(&fading, HODO_FLOAT, balanced, 1.0, HODO_NUMERIC, "underflowed");
    refused(&growing, HODO_FLOAT, balanced, 1.0, HODO_NUMERIC, "not finite");
}
