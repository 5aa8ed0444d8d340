#include "near.h"
#include "small_run.h"
#include "train/cohort.h"

#include <string.h>

/* What stops a cell and what does not, and what a look at a cohort leaves alone. */

static hodo_training plain(const char *optimiser)
{
    hodo_error error = {0};
    const hodo_training training = {.loss = {&hodo_loss_square, 0},
                                    .batch = SMALL_ROWS,
                                    .steps = 100,
                                    .optimiser = hodo_optimiser_find(optimiser, &error)};
    cr_assert_not_null(training.optimiser.kind, "%s", error.message);
    return training;
}

static const hodo_cell_state *step(hodo_cohort *cohort, hodo_matrix x, hodo_matrix y, bool same)
{
    hodo_error error = {0};
    cr_assert_eq(hodo_cohort_step(cohort, x, y, same, &error), HODO_OK, "%s", error.message);
    return hodo_cohort_cell(cohort, 0);
}

/* The second hidden layer never lives: its inputs are relu, its weights negative. */
static void kill_layer(small_task *task)
{
    const hodo_matrix w = task->network.weights[1];
    for (size_t i = 0; i < w.rows; i++) {
        for (size_t j = 0; j < w.columns; j++) {
            hodo_matrix_set(w, i, j, -fabs(hodo_matrix_get(w, i, j)));
        }
    }
}

/* Frozen outputs of another batch, asked for in between, are not those of the batch that is the same. */
Test(stop, a_look_at_another_batch_changes_no_step)
{
    small_task task;
    hodo_error error = {0};
    small_task_open(&task, HODO_DOUBLE, "tanh", 7, 1);
    hodo_training training = plain("sgd");
    training.centred = true;
    const hodo_matrix other = hodo_matrix_take(task.arena, HODO_DOUBLE, SMALL_ROWS, SMALL_INPUTS, &error);
    const hodo_stream stream = hodo_stream_open(1, "stop_test", 0);
    small_task_normal(other, &stream, 0);
    hodo_cohort *looked = small_run_take(&task, &training, 0.1, 0.5), *left = small_run_take(&task, &training, 0.1, 0.5);
    for (int t = 0; t < 4; t++) {
        hodo_matrix frozen;
        step(left, task.x, task.y, t > 0);
        step(looked, task.x, task.y, t > 0);
        cr_assert_eq(hodo_cohort_frozen(looked, t % 2 == 0 ? other : task.x, &frozen, &error), HODO_OK);
        cr_assert_eq(hodo_cohort_cell(looked, 0)->loss, hodo_cohort_cell(left, 0)->loss, "step %d", t);
    }
    /* The batch in the same place, but changed, and not promised to be the same. */
    hodo_matrix_scale(1.5, task.x);
    step(left, task.x, task.y, false);
    double loss;
    cr_assert_eq(hodo_cohort_evaluate(looked, 0, task.x, task.y, &loss, NULL, &error), HODO_OK);
    near(hodo_cohort_cell(left, 0)->loss, loss, 0, 1e-14);
    small_task_close(&task);
}

/* A square loss at its minimum and a layer of dead units both leave no gradient. */
Test(stop, a_solved_loss_is_learned_a_dead_layer_stuck)
{
    static const char *const optimisers[] = {"sgd", "muon"};
    for (size_t o = 0; o < 2; o++) {
        for (int dead = 0; dead < 2; dead++) {
            small_task task;
            small_task_open(&task, HODO_FLOAT, "relu", 8, 4);
            hodo_training training = plain(optimisers[o]);
            training.centred = true;
            training.stop.check = 1;
            if (dead) {
                kill_layer(&task);
            } else {
                hodo_matrix_zero(task.y);
            }
            const hodo_cell_state *cell = step(small_run_take(&task, &training, 0.1, 1.0), task.x, task.y, false);
            cr_assert_eq(cell->stop, dead ? HODO_STUCK : HODO_LEARNED, "%s, dead %d: %s, %s", optimisers[o], dead,
                         hodo_stop_name(cell->stop), cell->reason);
            small_task_close(&task);
        }
    }
}

/* A readout of 0 leaves the others without a gradient: they rest for a step, also where a norm would divide. */
Test(stop, a_readout_of_zeros_learns_by_every_optimiser)
{
    static const char *const optimisers[] = {"sgd", "adam", "muon"};
    for (size_t o = 0; o < sizeof optimisers / sizeof optimisers[0]; o++) {
        for (int norm = HODO_NORM_NONE; norm <= HODO_NORM_FROBENIUS_RELATIVE; norm++) {
            small_task task;
            small_task_open(&task, HODO_FLOAT, "relu", 8, 4);
            hodo_matrix_zero(task.network.weights[2]);
            hodo_training training = plain(optimisers[o]);
            training.optimiser.norm = (hodo_step_norm)norm;
            hodo_cohort *cohort = small_run_take(&task, &training, 0.1, 1.0);
            const hodo_cell_state *cell = step(cohort, task.x, task.y, false);
            cr_assert_eq(cell->stop, HODO_RUNNING, "%s, norm %d: %s", optimisers[o], norm, cell->reason);
            cell = step(cohort, task.x, task.y, true);
            cr_assert_eq(cell->stop, HODO_RUNNING, "%s, norm %d: %s", optimisers[o], norm, cell->reason);
            /* A readout of 0 stays there when its steps are relative to its own norm. */
            const bool moved = hodo_matrix_norm(cell->network.weights[2]) > 0.0;
            cr_assert_eq(moved, norm != HODO_NORM_FROBENIUS_RELATIVE, "%s, norm %d", optimisers[o], norm);
            small_task_close(&task);
        }
    }
}

/* Gradients of 1e-24, whose squares are no floats, are not those of dead units. */
Test(stop, a_small_gradient_is_not_stuck)
{
    small_task task;
    small_task_open(&task, HODO_FLOAT, "relu", 8, 4);
    hodo_training training = plain("sgd");
    training.stop.check = 1;
    const hodo_cell_state *cell = step(small_run_take(&task, &training, 1e20, 1e24), task.x, task.y, false);
    cr_assert_eq(cell->stop, HODO_RUNNING, "%s", cell->reason);
    small_task_close(&task);
}

/* A linear loss of a centred output starts at 0, and no later loss is a multiple of that. */
Test(stop, a_first_loss_of_zero_measures_nothing)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 7, 2);
    hodo_training training = plain("sgd");
    training.loss.kind = &hodo_loss_linear;
    training.centred = true;
    hodo_cohort *cohort = small_run_take(&task, &training, 0.1, 1.0);
    near(step(cohort, task.x, task.y, false)->loss, 0, 0, 0);
    hodo_matrix_scale(-1.0, task.y); /* what went down now has gone up */
    const hodo_cell_state *cell = step(cohort, task.x, task.y, true);
    cr_assert(cell->loss > 1e-3);
    cr_assert_eq(cell->stop, HODO_RUNNING, "%s", cell->reason);
    small_task_close(&task);
}

Test(stop, a_diverged_cell_has_no_loss)
{
    small_task task;
    small_task_open(&task, HODO_FLOAT, "relu", 8, 4);
    hodo_training training = plain("sgd");
    training.stop.diverged = 1e300;
    hodo_cohort *cohort = small_run_take(&task, &training, 1e25, 1.0);
    const hodo_cell_state *cell = NULL;
    for (int t = 0; t < 4; t++) {
        cell = step(cohort, task.x, task.y, t > 0);
    }
    cr_assert_eq(cell->stop, HODO_DIVERGED, "%s, loss %g", hodo_stop_name(cell->stop), cell->loss);
    cr_assert(isnan(cell->loss) && isfinite(cell->largest_loss), "%g %g", cell->loss, cell->largest_loss);
    small_task_close(&task);
}

/* f is a float, f/gamma is not. */
Test(stop, outputs_are_finite_or_refused)
{
    small_task task;
    small_task_open(&task, HODO_FLOAT, "relu", 8, 4);
    const hodo_training training = plain("sgd");
    hodo_error error = {0};
    const hodo_matrix out = hodo_matrix_take(task.arena, HODO_FLOAT, SMALL_ROWS, SMALL_OUTPUTS, &error);
    hodo_cohort *cohort = small_run_take(&task, &training, 0.1, 1e-38);
    hodo_matrix_scale(1e4, task.network.weights[2]);
    cr_assert_eq(hodo_cohort_outputs(cohort, 0, task.x, out, &error), HODO_OK, "%s", error.message);
    cohort = small_run_take(&task, &training, 0.1, 1e-38);
    cr_assert_eq(hodo_cohort_outputs(cohort, 0, task.x, out, &error), HODO_NUMERIC);
    cr_assert_not_null(strstr(error.message, "gamma 1e-38"), "%s", error.message);
    small_task_close(&task);
}

Test(stop, refuses)
{
    small_task task;
    small_task_open(&task, HODO_FLOAT, "relu", 8, 9);
    hodo_error error = {0};
    const hodo_cell_setting setting = {0.1, 1.0};
    const double wild[] = {1, NAN, 1};
    hodo_training bad[7];
    for (size_t i = 0; i < 7; i++) {
        bad[i] = plain("sgd");
    }
    bad[0].loss.kind = NULL;
    bad[1].rates = wild;
    bad[2].stop.learned = -1;
    bad[3].stop.diverged = NAN;
    bad[4].schedule = hodo_schedule_find("cosine", &error);
    bad[4].schedule.floor = 2;
    bad[5].schedule = hodo_schedule_find("warmup", &error);
    bad[5].schedule.warmup = 101;
    bad[6].schedule = hodo_schedule_find("cosine", &error);
    bad[6].steps = 0;
    for (size_t i = 0; i < 7; i++) {
        cr_assert_null(hodo_cohort_take(task.arena, &task.network, &bad[i], &setting, 1, &error), "%zu", i);
        cr_assert_eq(error.status, HODO_INVALID, "%zu: %s", i, error.message);
    }
    const hodo_training training = plain("sgd");
    hodo_cohort *cohort = small_run_take(&task, &training, 0.1, 1.0);
    const hodo_matrix x = hodo_matrix_take(task.arena, HODO_DOUBLE, SMALL_ROWS, SMALL_INPUTS, &error);
    const hodo_matrix y = hodo_matrix_take(task.arena, HODO_DOUBLE, SMALL_ROWS, SMALL_OUTPUTS, &error);
    hodo_matrix frozen;
    cr_assert_eq(hodo_cohort_step(cohort, x, task.y, false, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_cohort_step(cohort, task.x, y, false, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_cohort_frozen(cohort, hodo_matrix_rows(task.x, 0, 3), &frozen, &error), HODO_MISMATCH);
    cr_assert_null(frozen.data);
    small_task_close(&task);
}
