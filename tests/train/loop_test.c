#include "near.h"
#include "small_run.h"
#include "train/control.h"
#include "train/source.h"

#include "net/model.h"

#include <string.h>

/* A data set whose row i says i in its first input and 10 i in its first target. */
static hodo_dataset numbered(hodo_arena *arena, size_t count)
{
    hodo_dataset dataset;
    hodo_error error = {0};
    cr_assert_eq(hodo_dataset_take(arena, count, SMALL_INPUTS, 0, &dataset, &error), HODO_OK, "%s",
                 error.message);
    dataset.y = hodo_matrix_take(arena, HODO_FLOAT, count, SMALL_OUTPUTS, &error);
    hodo_matrix_zero(dataset.x);
    hodo_matrix_zero(dataset.y);
    for (size_t i = 0; i < count; i++) {
        hodo_matrix_set(dataset.x, i, 0, (double)i);
        hodo_matrix_set(dataset.y, i, 0, 10.0 * (double)i);
    }
    return dataset;
}

Test(source, an_epoch_has_every_sample_once_with_its_target)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    enum { COUNT = 30, BATCH = 6 };
    const hodo_dataset dataset = numbered(arena, COUNT);
    const hodo_stream stream = hodo_stream_open(1, "loop_test", 0);
    hodo_source source;
    cr_assert_eq(hodo_source_epochs(arena, &dataset, BATCH, &stream, &source, &error), HODO_OK, "%s",
                 error.message);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, BATCH, SMALL_INPUTS, &error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_DOUBLE, BATCH, SMALL_OUTPUTS, &error);
    double order[2][COUNT];
    for (size_t epoch = 0; epoch < 2; epoch++) {
        int seen[COUNT] = {0};
        for (size_t t = 0; t < COUNT / BATCH; t++) {
            cr_assert_eq(source.fill(source.context, epoch * (COUNT / BATCH) + t, x, y, &error), HODO_OK);
            for (size_t s = 0; s < BATCH; s++) {
                const double i = hodo_matrix_get(x, s, 0);
                cr_assert_eq(hodo_matrix_get(y, s, 0), 10.0 * i);
                seen[(size_t)i]++;
                order[epoch][t * BATCH + s] = i;
            }
        }
        for (size_t i = 0; i < COUNT; i++) {
            cr_assert_eq(seen[i], 1, "epoch %zu, sample %zu: %d times", epoch, i, seen[i]);
        }
    }
    cr_assert_neq(memcmp(order[0], order[1], sizeof order[0]), 0, "both epochs in one order");
    /* A step is a pure function of its number. */
    cr_assert_eq(source.fill(source.context, 3, x, y, &error), HODO_OK);
    for (size_t s = 0; s < BATCH; s++) {
        cr_assert_eq(hodo_matrix_get(x, s, 0), order[0][3 * BATCH + s]);
    }
    cr_assert_eq(hodo_source_epochs(arena, &dataset, COUNT + 1, &stream, &source, &error), HODO_INVALID);
    hodo_arena_free(arena);
}

Test(source, a_full_batch_is_constant_and_a_task_never_repeats)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_dataset dataset = numbered(arena, 9);
    const hodo_source full = hodo_source_full(&dataset);
    cr_assert(full.constant);
    hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 9, SMALL_INPUTS, &error);
    hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, 9, SMALL_OUTPUTS, &error);
    cr_assert_eq(full.fill(full.context, 5, x, y, &error), HODO_OK);
    near(hodo_matrix_get(y, 8, 0), 80.0, 0.0, 0.0);
    x.columns = 2;
    cr_assert_eq(full.fill(full.context, 5, x, y, &error), HODO_MISMATCH);

    const hodo_task_kind *kind = hodo_task_find("gaussian-clusters", &error);
    hodo_task_settings settings = hodo_task_defaults(kind);
    settings.inputs = SMALL_INPUTS;
    settings.classes = SMALL_OUTPUTS;
    const hodo_stream stream = hodo_stream_open(2, "loop_test", 0);
    const hodo_task *task = hodo_task_take(arena, &settings, &stream, &error);
    cr_assert_not_null(task, "%s", error.message);
    hodo_source online;
    cr_assert_eq(hodo_source_task(arena, task, 1000, &online, &error), HODO_OK);
    x.columns = SMALL_INPUTS;
    const hodo_matrix z = hodo_matrix_take(arena, HODO_FLOAT, 9, SMALL_INPUTS, &error);
    cr_assert_eq(online.fill(online.context, 0, x, y, &error), HODO_OK, "%s", error.message);
    cr_assert_eq(online.fill(online.context, 1, z, y, &error), HODO_OK);
    for (size_t s = 0; s < 9; s++) {
        cr_assert_neq(hodo_matrix_get(x, s, 0), hodo_matrix_get(z, s, 0));
    }
    const hodo_matrix direct = hodo_matrix_take(arena, HODO_FLOAT, 9, SMALL_INPUTS, &error);
    cr_assert_eq(hodo_task_draw(task, 1009, 9, direct, y, NULL, &error), HODO_OK);
    cr_assert_eq(memcmp(direct.data, z.data, 9 * SMALL_INPUTS * sizeof(float)), 0);
    hodo_arena_free(arena);
}

Test(loop, looks_when_told_and_at_the_end)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 6, 1);
    hodo_error error = {0};
    const hodo_training training = {.loss = {&hodo_loss_square, 0},
                                    .batch = SMALL_ROWS,
                                    .steps = 10,
                                    .optimiser = hodo_optimiser_find("sgd", &error)};
    const hodo_source source = {.fill = small_run_batch, .context = &task, .constant = true};
    diary rare = {0}, always = {0};
    const hodo_observer second = {.look = diary_note, .every = 1, .context = &always};
    const hodo_observer first = {.look = diary_note, .every = 4, .context = &rare, .next = &second};
    size_t taken;
    cr_assert_eq(
        hodo_loop_run(task.arena, small_run_take(&task, &training, 0.05, 1.0), &source, 10, &first, &taken, &error),
        HODO_OK, "%s", error.message);
    cr_assert_eq(taken, 10);
    cr_assert_eq(rare.looks, 4); /* 0, 4, 8 and the end */
    cr_assert(rare.at[0] == 0 && rare.at[1] == 4 && rare.at[2] == 8 && rare.at[3] == 10);
    cr_assert_eq(always.looks, 11);
    for (size_t i = 2; i < 11; i++) {
        cr_assert(always.loss[i] < always.loss[i - 1]);
    }
    small_task_close(&task);
}

/* Just below 2/lambda_max every step lowers the loss's quadratic part; with c = 3.9 it is a catapult. What is
 * checked: eta lambda = c at every step, lambda being recomputed for the weights as they are. */
Test(control, steps_of_c_over_lambda_max)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 12, 2);
    hodo_error error = {0};
    hodo_training training = {.loss = {&hodo_loss_square, 0},
                              .centred = true,
                              .batch = SMALL_ROWS,
                              .steps = 25,
                              .optimiser = hodo_optimiser_find("sgd", &error),
                              .schedule = hodo_schedule_find("sharpness", &error)};
    training.schedule.product = 1.5;
    const hodo_source source = {.fill = small_run_batch, .context = &task, .constant = true};
    const hodo_stream stream = hodo_stream_open(3, "loop_test", 0);
    hodo_cohort *cohort = small_run_take(&task, &training, 1.0, 0.5);
    cr_assert_eq(hodo_cohort_step(cohort, task.x, task.y, false, &error), HODO_INVALID, "no lambda yet");
    cohort = small_run_take(&task, &training, 1.0, 0.5);
    diary seen = {0};
    hodo_observer follow;
    const hodo_observer notes = {.look = diary_note, .every = 1, .context = &seen};
    cr_assert_eq(hodo_control_sharpness(task.arena, cohort, 1, &stream, &follow, &error), HODO_OK, "%s",
                 error.message);
    follow.next = &notes;
    cr_assert_eq(hodo_loop_run(task.arena, cohort, &source, 25, &follow, NULL, &error), HODO_OK, "%s",
                 error.message);
    const hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    cr_assert_eq(cell->stop, HODO_RUNNING, "%s", cell->reason);
    near(cell->eta * seen.sharpness[24], 1.5, 0.0, 1e-12);
    cr_assert(fabs(seen.sharpness[24] / seen.sharpness[0] - 1.0) > 1e-3, "lambda_max never moved");
    cr_assert(seen.loss[25] < 0.5 * seen.loss[1]);

    const double uneven[] = {1.0, 2.0, 1.0};
    training.rates = uneven;
    cohort = small_run_take(&task, &training, 1.0, 0.5);
    cr_assert_eq(hodo_control_sharpness(task.arena, cohort, 1, &stream, &follow, &error), HODO_INVALID);
    small_task_close(&task);
}

/* With measured rates the loss falls by eta a step to first order, an equal share from each matrix. */
Test(control, automatic_rates_lower_the_loss_by_eta)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    double scale = 1.0;
    const hodo_model model = {.kind = HODO_MLP,
                              .inputs = SMALL_INPUTS,
                              .width = 40,
                              .depth = 4,
                              .outputs = SMALL_OUTPUTS,
                              .nonlinearity = {hodo_activation_find("tanh", &error), 0, 0},
                              .normalise = true,
                              .readout_scale = &scale};
    hodo_architecture architecture;
    cr_assert_eq(hodo_model_architecture(arena, &model, &architecture, &error), HODO_OK, "%s", error.message);
    hodo_network network;
    const hodo_stream stream = hodo_stream_open(4, "loop_test", 0);
    cr_assert_eq(hodo_network_take(arena, &architecture, HODO_DOUBLE, &network, &error), HODO_OK);
    cr_assert_eq(hodo_network_draw(&network, &stream, &error), HODO_OK);
    for (size_t k = 0; k < architecture.weight_count; k++) {
        hodo_matrix_scale(1.0 / sqrt((double)network.weights[k].columns), network.weights[k]);
    }
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 6, 5); /* for its batch */
    const hodo_source source = {.fill = small_run_batch, .context = &task, .constant = true};
    const hodo_training training = {.loss = {&hodo_loss_square, 0},
                                    .batch = SMALL_ROWS,
                                    .steps = 1,
                                    .optimiser = hodo_optimiser_find("sgd", &error)};
    const double eta = 1e-4;
    hodo_cohort *cohort =
        hodo_cohort_take(arena, &network, &training, &(hodo_cell_setting){eta, 1.0}, 1, &error);
    cr_assert_not_null(cohort, "%s", error.message);
    hodo_observer automatic;
    const hodo_automatic_settings settings = {.mode = HODO_COSINE_MEASURED};
    cr_assert_eq(hodo_control_automatic(arena, cohort, &settings, &scale, &automatic, &error), HODO_OK, "%s",
                 error.message);
    cr_assert_eq(hodo_loop_run(arena, cohort, &source, 1, &automatic, NULL, &error), HODO_OK, "%s",
                 error.message);
    const hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    cr_assert_eq(cell->stop, HODO_RUNNING, "%s", cell->reason);
    double after;
    cr_assert_eq(hodo_cohort_evaluate(cohort, 0, task.x, task.y, &after, NULL, &error), HODO_OK);
    near((cell->first_loss - after) / eta, 1.0, 0.0, 0.01); /* second order: eta times the curvature */
    cr_assert(scale != 1.0);
    small_task_close(&task);
    hodo_arena_free(arena);
}
