#include "near.h"
#include "small_run.h"
#include "train/control.h"

#include <string.h>

/* Runs that go on, that take no step, and controllers that are asked for what they cannot measure. */

/* A batch that tells its step. */
static hodo_status step_batch(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const hodo_status status = small_run_batch(context, t, x, y, error);
    hodo_matrix_scale(1.0 + 0.1 * (double)t, x);
    return status;
}

/* Two runs of 3 and 4 steps are one of 7: the same batches, the same schedule, steps counted on. */
Test(loop, goes_on_where_it_stopped)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 6, 1);
    hodo_error error = {0};
    hodo_training training = {.loss = {&hodo_loss_square, 0},
                              .centred = true,
                              .batch = SMALL_ROWS,
                              .steps = 7,
                              .optimiser = hodo_optimiser_find("adam", &error),
                              .schedule = hodo_schedule_find("cosine", &error)};
    const hodo_source source = {.fill = step_batch, .context = &task};
    hodo_cohort *once = small_run_take(&task, &training, 0.05, 1.0), *twice = small_run_take(&task, &training, 0.05, 1.0);
    diary seen = {0};
    const hodo_observer notes = {.look = diary_note, .every = 2, .context = &seen};
    size_t taken;
    cr_assert_eq(hodo_loop_run(task.arena, once, &source, 7, NULL, NULL, &error), HODO_OK);
    cr_assert_eq(hodo_loop_run(task.arena, twice, &source, 3, NULL, NULL, &error), HODO_OK);
    cr_assert_eq(hodo_loop_run(task.arena, twice, &source, 4, &notes, &taken, &error), HODO_OK);
    cr_assert_eq(taken, 4);
    cr_assert_eq(hodo_cohort_taken(twice), 7);
    cr_assert(seen.looks == 3 && seen.at[0] == 4 && seen.at[1] == 6 && seen.at[2] == 7);
    cr_assert_eq(hodo_cohort_cell(once, 0)->loss, hodo_cohort_cell(twice, 0)->loss);
    for (size_t k = 0; k < 3; k++) {
        const hodo_matrix a = hodo_cohort_cell(once, 0)->network.weights[k];
        const hodo_matrix b = hodo_cohort_cell(twice, 0)->network.weights[k];
        cr_assert(memcmp(a.data, b.data, a.rows * a.columns * sizeof(double)) == 0, "matrix %zu", k);
    }
    small_task_close(&task);
}

static hodo_status sum_of_batch(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                                hodo_error *error)
{
    (void)cohort, (void)t, (void)y, (void)error;
    double *sum = context;
    for (size_t s = 0; s < x.rows; s++) {
        *sum += hodo_matrix_get(x, s, 0);
    }
    return HODO_OK;
}

Test(loop, a_run_of_no_steps_shows_the_batch_to_come)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 6, 1);
    hodo_error error = {0};
    const hodo_training training = {.loss = {&hodo_loss_square, 0},
                                    .batch = SMALL_ROWS,
                                    .steps = 1,
                                    .optimiser = hodo_optimiser_find("sgd", &error)};
    const hodo_source source = {.fill = small_run_batch, .context = &task, .constant = true};
    double sum = 0.0, want = 0.0;
    const hodo_observer observer = {.look = sum_of_batch, .context = &sum};
    cr_assert_eq(hodo_loop_run(task.arena, small_run_take(&task, &training, 0.05, 1.0), &source, 0, &observer, NULL, &error),
                 HODO_OK);
    sum_of_batch(&want, NULL, 0, task.x, task.y, &error);
    near(sum, want, 0, 0);
    small_task_close(&task);
}

/* Both controllers are about steps that are the gradient; and neither asks how many steps were planned. */
Test(control, refuses_steps_that_are_not_the_gradient)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 6, 1);
    hodo_error error = {0};
    const hodo_stream stream = hodo_stream_open(3, "loop_test", 0);
    hodo_training training = {.loss = {&hodo_loss_square, 0}, .batch = SMALL_ROWS};
    const hodo_automatic_settings settings = {.mode = HODO_COSINE_MEASURED}, normalised = {.normalised = true};
    hodo_observer observer;
    for (int bad = 0; bad < 2; bad++) {
        training.optimiser = hodo_optimiser_find(bad == 0 ? "adam" : "sgd", &error);
        training.optimiser.norm = bad == 0 ? HODO_NORM_NONE : HODO_NORM_SPECTRAL;
        hodo_cohort *cohort = small_run_take(&task, &training, 0.1, 1.0);
        cr_assert_eq(hodo_control_sharpness(task.arena, cohort, 1, &stream, &observer, &error), HODO_INVALID);
        cr_assert_eq(hodo_control_automatic(task.arena, cohort, &settings, NULL, &observer, &error), HODO_INVALID);
    }
    training.optimiser = hodo_optimiser_find("sgd", &error);
    hodo_cohort *cohort = small_run_take(&task, &training, 1e-4, 1.0);
    cr_assert_eq(hodo_control_automatic(task.arena, cohort, &normalised, NULL, &observer, &error), HODO_INVALID);
    const hodo_source source = {.fill = small_run_batch, .context = &task, .constant = true};
    cr_assert_eq(hodo_control_automatic(task.arena, cohort, &settings, NULL, &observer, &error), HODO_OK, "%s",
                 error.message);
    cr_assert_eq(hodo_cohort_step(cohort, task.x, task.y, false, &error), HODO_OK);
    cr_assert_eq(hodo_loop_run(task.arena, cohort, &source, 1, &observer, NULL, &error), HODO_OK, "%s",
                 error.message);
    for (size_t k = 0; k < 3; k++) {
        cr_assert(hodo_cohort_cell(cohort, 0)->rates[k] != 1.0, "rates were never measured");
    }
    small_task_close(&task);
}
