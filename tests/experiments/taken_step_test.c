#include "experiments/feature-speed/taken_step.h"
#include "experiments/feature-speed/teacher_batches.h"
#include "near.h"
#include "net/tower.h"
#include "probe/stacked.h"

/* A step taken by hand, W_k <- W_k - eta grad_k, and what is seen of it from the weights alone. */

enum { SAMPLES = 5, INPUTS = 4, WIDTH = 12 };
static const double eta = 1e-3;

/* Weights differ by 1e-3 of themselves: their difference keeps 1e-13, and sums of a few hundred terms lose a
 * digit or two. */
static const double rounding = 1e-10;

typedef struct scene {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_speeds *speeds; /* along the flow, before the step: the factored tangent */
    taken_step step;
    hodo_matrix x, y;
} scene;

static void check(hodo_status status, const hodo_error *error)
{
    cr_assert_eq(status, HODO_OK, "%s", error->message);
}

static void play(scene *on, const hodo_tower *tower)
{
    const hodo_stream stream = hodo_stream_open(3, "tests/experiments/taken-step", tower->depth);
    hodo_error error = {0};
    *on = (scene){.arena = hodo_arena_alloc()};
    check(hodo_tower_architecture(on->arena, tower, &on->architecture, &error), &error);
    check(hodo_network_take(on->arena, &on->architecture, HODO_DOUBLE, &on->network, &error), &error);
    on->x = hodo_matrix_take(on->arena, HODO_DOUBLE, SAMPLES, INPUTS, &error);
    on->y = hodo_matrix_take(on->arena, HODO_DOUBLE, SAMPLES, 1, &error);
    hodo_random_normal_double(&stream, 1000, 0, SAMPLES * INPUTS, 1.0, on->x.data);
    hodo_random_normal_double(&stream, 1001, 0, SAMPLES, 1.0, on->y.data);
    on->speeds = hodo_speeds_take(on->arena, &on->network, SAMPLES, HODO_FIRST_ORDER, &error);
    cr_assert_not_null(on->speeds, "%s", error.message);
    check(hodo_speeds_measure(on->speeds, on->x, on->y, (hodo_loss){&hodo_loss_square, 0},
                              (hodo_flow){.kind = HODO_EQUAL, .eta = 1.0}, &stream, &error),
          &error);
    check(taken_step_take(on->arena, &on->network, SAMPLES, &on->step, &error), &error);
    taken_step_begin(&on->step, &on->network);
    for (size_t k = 0; k < on->architecture.weight_count; k++) {
        if (hodo_weight_layer(&on->architecture, k)->trained) {
            hodo_gradient_weight(on->speeds->pass, k, 0, -eta, 1.0, on->network.weights[k]);
        }
    }
    taken_step_end(&on->step, &on->network, eta);
    check(taken_step_velocity(&on->step, on->x, false, &error), &error);
}

/* The dense tangent along the difference of weights is the factored one along the flow, entry by entry. */
Test(taken_step, velocity_is_the_flows)
{
    const double scales[] = {1.0, 0.4};
    for (size_t i = 0; i < 2; i++) {
        const hodo_tower tower = {.inputs = INPUTS,
                                  .width = WIDTH,
                                  .depth = 6,
                                  .branch_scale = &scales[i],
                                  .train_input = true,
                                  .train_output = true,
                                  .normalise = i == 1};
        scene on;
        play(&on, &tower);
        for (size_t v = 1; v < on.architecture.feature_count; v++) {
            const hodo_matrix got = hodo_pass_feature_tangent(on.step.speeds->pass, v);
            const hodo_matrix want = hodo_pass_feature_tangent(on.speeds->pass, v);
            const double size = hodo_matrix_norm(want);
            cr_assert(size > 0.0);
            for (size_t s = 0; s < got.rows; s++) {
                for (size_t j = 0; j < got.columns; j++) {
                    near(hodo_matrix_get(got, s, j), hodo_matrix_get(want, s, j), rounding * size, 0);
                }
            }
        }
        hodo_arena_free(on.arena);
    }
}

/* f_2 = V f_1 of a linear network is linear in its one trained matrix: differences over any share of the step
 * are its speed; and f_1, below, does not move. */
Test(taken_step, differences_of_a_linear_feature)
{
    const hodo_tower tower = {.inputs = INPUTS,
                              .width = WIDTH,
                              .depth = 3,
                              .nonlinearity = {hodo_activation_find("linear", NULL), 0, 0}};
    scene on;
    play(&on, &tower);
    const hodo_matrix velocity = hodo_pass_feature_tangent(on.step.speeds->pass, 2);
    const double speed = hodo_rms(hodo_matrix_norm(velocity), velocity.rows * velocity.columns);
    const double shares[] = {1.0, 0.25, 1e-3};
    for (size_t i = 0; i < 3; i++) {
        hodo_error error = {0};
        double got;
        check(taken_step_difference(&on.step, on.x, 2, shares[i], &got, &error), &error);
        near(got, speed, 0, rounding / shares[i]);
        check(taken_step_difference(&on.step, on.x, 1, shares[i], &got, &error), &error);
        near(got, 0.0, 0, 0);
    }
    hodo_arena_free(on.arena);
}

/* A short share of a step of a ReLU network moves features at their velocity, a long one does not: the witness
 * would see a velocity that is wrong by a thousandth. */
Test(taken_step, differences_approach_the_velocity)
{
    const hodo_tower tower = {.inputs = INPUTS, .width = WIDTH, .depth = 8, .output_deviation = 1.0};
    scene on;
    play(&on, &tower);
    const hodo_matrix velocity = hodo_pass_feature_tangent(on.step.speeds->pass, 7);
    const double speed = hodo_rms(hodo_matrix_norm(velocity), velocity.rows * velocity.columns);
    hodo_error error = {0};
    double near_by, far;
    check(taken_step_difference(&on.step, on.x, 7, 1e-6, &near_by, &error), &error);
    check(taken_step_difference(&on.step, on.x, 7, 1e3, &far, &error), &error);
    near(near_by, speed, 0, 1e-5);
    cr_assert(fabs(far / speed - 1.0) > 1e-3, "%.3g", far / speed);
    hodo_arena_free(on.arena);
}

/* Every sample once an epoch; the same batch whenever it is asked for. */
Test(teacher_batches, epochs)
{
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_stream stream = hodo_stream_open(4, "tests/experiments/teacher", 7);
    hodo_error error = {0};
    teacher_batches batches;
    check(teacher_batches_take(arena, &stream, INPUTS, 6, 2, &batches, &error), &error);
    double sum = 0.0, all = 0.0, first = NAN;
    for (size_t t = 0; t < 3; t++) {
        check(teacher_batches_fill(&batches, t, &error), &error);
        first = t == 0 ? hodo_matrix_get(batches.x, 0, 0) : first;
        for (size_t s = 0; s < 2; s++) {
            sum += hodo_matrix_get(batches.y, s, 0);
        }
    }
    for (size_t s = 0; s < 6; s++) {
        all += hodo_matrix_get(batches.set.y, s, 0);
    }
    near(sum, all, 1e-12, 0);
    check(teacher_batches_fill(&batches, 0, &error), &error);
    near(hodo_matrix_get(batches.x, 0, 0), first, 0, 0);
    cr_assert_eq(teacher_batches_take(arena, &stream, INPUTS, 6, 7, &batches, &error), HODO_INVALID);
    hodo_arena_free(arena);
}
