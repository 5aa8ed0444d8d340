#include "near.h"
#include "small_run.h"
#include "train/cohort.h"

/* Frozen outputs that are kept by step: the bits of a pass, and no pass where they are known. */

enum { STEPS = 5 };

static hodo_training centred(void)
{
    hodo_error error = {0};
    const hodo_training training = {.loss = {&hodo_loss_square, 0},
                                    .centred = true,
                                    .batch = SMALL_ROWS,
                                    .steps = STEPS,
                                    .optimiser = hodo_optimiser_find("sgd", &error)};
    cr_assert_not_null(training.optimiser.kind, "%s", error.message);
    return training;
}

static hodo_frozen_memo *take(const small_task *task, size_t batch, size_t steps)
{
    hodo_error error = {0};
    hodo_frozen_memo *memo =
        hodo_frozen_memo_take(task->arena, HODO_DOUBLE, batch, SMALL_OUTPUTS, steps, &error);
    cr_assert_not_null(memo, "%s", error.message);
    return memo;
}

/* The losses of STEPS steps on the task's batch times 1, 2, ...: every step has its own. */
static void run(small_task *task, hodo_frozen_memo *memo, double *losses)
{
    hodo_error error = {0};
    const hodo_training training = centred();
    hodo_cohort *cohort = small_run_take(task, &training, 0.02, 0.5);
    const hodo_matrix x = hodo_matrix_take(task->arena, HODO_DOUBLE, SMALL_ROWS, SMALL_INPUTS, &error);
    cr_assert_eq(hodo_cohort_remember(cohort, memo, &error), HODO_OK, "%s", error.message);
    for (int t = 0; t < STEPS; t++) {
        hodo_matrix_copy(task->x, x);
        hodo_matrix_scale(1 + t, x);
        cr_assert_eq(hodo_cohort_step(cohort, x, task->y, false, &error), HODO_OK, "%s", error.message);
        losses[t] = hodo_cohort_cell(cohort, 0)->loss;
    }
}

/* Whether there is room for all steps or for two, the first cohort that makes them, and one that finds them. */
Test(frozen_memo, changes_no_bit)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 7, 1);
    double without[STEPS], with[STEPS];
    run(&task, NULL, without);
    for (size_t room = 2; room <= STEPS; room += 3) {
        hodo_frozen_memo *memo = take(&task, SMALL_ROWS, room);
        for (int again = 0; again < 2; again++) {
            run(&task, memo, with);
            for (int t = 0; t < STEPS; t++) {
                cr_assert_eq(with[t], without[t], "room %zu, cohort %d, step %d", room, again, t);
            }
        }
    }
    small_task_close(&task);
}

/* What is found is what was kept: wrong outputs at step 1 show there, and not before. */
Test(frozen_memo, is_read_and_not_computed_again)
{
    small_task task;
    hodo_error error = {0};
    small_task_open(&task, HODO_DOUBLE, "tanh", 7, 1);
    double without[STEPS], with[STEPS];
    run(&task, NULL, without);
    hodo_frozen_memo *memo = take(&task, SMALL_ROWS, STEPS);
    const hodo_matrix wrong = hodo_matrix_take(task.arena, HODO_DOUBLE, SMALL_ROWS, SMALL_OUTPUTS, &error);
    hodo_matrix_zero(wrong);
    cr_assert_eq(hodo_frozen_memo_keep(memo, 1, wrong, &error), HODO_OK);
    cr_assert_eq(hodo_frozen_memo_keep(memo, STEPS, wrong, &error), HODO_OK); /* beyond its room: left out */
    cr_assert_not(hodo_frozen_memo_recall(memo, STEPS, wrong));
    run(&task, memo, with);
    cr_assert_eq(with[0], without[0]);
    cr_assert_gt(fabs(with[1] - without[1]), 1e-6);
    small_task_close(&task);
}

/* A look at another batch before a step neither reads nor writes what belongs to the step's. */
Test(frozen_memo, a_look_at_another_batch_is_not_kept)
{
    small_task task;
    hodo_error error = {0};
    small_task_open(&task, HODO_DOUBLE, "tanh", 7, 1);
    double without[STEPS], with[STEPS];
    run(&task, NULL, without);
    hodo_frozen_memo *memo = take(&task, SMALL_ROWS, STEPS);
    const hodo_training training = centred();
    hodo_cohort *cohort = small_run_take(&task, &training, 0.02, 0.5);
    cr_assert_eq(hodo_cohort_remember(cohort, memo, &error), HODO_OK);
    const hodo_matrix other = hodo_matrix_take(task.arena, HODO_DOUBLE, SMALL_ROWS, SMALL_INPUTS, &error);
    hodo_matrix_copy(task.x, other);
    hodo_matrix_scale(-3, other);
    hodo_matrix frozen;
    cr_assert_eq(hodo_cohort_frozen(cohort, other, &frozen, &error), HODO_OK);
    const double looked = hodo_matrix_get(frozen, 0, 0);
    run(&task, memo, with);
    for (int t = 0; t < STEPS; t++) {
        cr_assert_eq(with[t], without[t], "step %d", t);
    }
    cr_assert_eq(hodo_cohort_frozen(cohort, task.x, &frozen, &error), HODO_OK);
    cr_assert_eq(hodo_cohort_frozen(cohort, other, &frozen, &error), HODO_OK);
    cr_assert_eq(hodo_matrix_get(frozen, 0, 0), looked);
    small_task_close(&task);
}

Test(frozen_memo, of_another_shape_is_refused)
{
    small_task task;
    hodo_error error = {0};
    small_task_open(&task, HODO_DOUBLE, "tanh", 7, 1);
    const hodo_training training = centred();
    hodo_cohort *cohort = small_run_take(&task, &training, 0.02, 0.5);
    cr_assert_eq(hodo_cohort_remember(cohort, take(&task, SMALL_ROWS + 1, 3), &error), HODO_MISMATCH);
    hodo_frozen_memo *single =
        hodo_frozen_memo_take(task.arena, HODO_FLOAT, SMALL_ROWS, SMALL_OUTPUTS, 3, &error);
    cr_assert_eq(hodo_cohort_remember(cohort, single, &error), HODO_MISMATCH);
    small_task_close(&task);
}
