#include "near.h"
#include "net/gradient.h"
#include "small_task.h"
#include "train/cohort.h"

#include <malloc.h>
#include <string.h>

static hodo_training plain(const small_task *task, const char *optimiser)
{
    hodo_error error = {0};
    const hodo_training training = {.loss = {&hodo_loss_square, 1.0 / SMALL_OUTPUTS},
                                    .batch = task->x.rows,
                                    .steps = 100,
                                    .optimiser = hodo_optimiser_find(optimiser, &error)};
    cr_assert_not_null(training.optimiser.kind, "%s", error.message);
    return training;
}

static hodo_cohort *take(small_task *task, const hodo_training *training, const hodo_cell_setting *cells,
                         size_t count)
{
    hodo_error error = {0};
    hodo_cohort *cohort = hodo_cohort_take(task->arena, &task->network, training, cells, count, &error);
    cr_assert_not_null(cohort, "%s", error.message);
    return cohort;
}

static void step(small_task *task, hodo_cohort *cohort, int steps)
{
    hodo_error error = {0};
    for (int t = 0; t < steps; t++) {
        cr_assert_eq(hodo_cohort_step(cohort, task->x, task->y, t > 0, &error), HODO_OK, "%s", error.message);
    }
}

/* max |a - b| over all weights. */
static double distance(const hodo_network *a, const hodo_network *b)
{
    double most = 0.0;
    for (size_t k = 0; k < a->architecture->weight_count; k++) {
        for (size_t i = 0; i < a->weights[k].rows; i++) {
            for (size_t j = 0; j < a->weights[k].columns; j++) {
                most = fmax(most,
                            fabs(hodo_matrix_get(a->weights[k], i, j) - hodo_matrix_get(b->weights[k], i, j)));
            }
        }
    }
    return most;
}

/* One step of descent is W - eta rate grad, by the loss's own derivative:
 * L(W - e G) - L(W) ~ -e sum rate |G|^2. */
Test(cohort, a_small_step_lowers_the_loss_by_eta_times_the_gradients)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 7, 1);
    const double rates[] = {2.0, 0.5, 3.0}, eta = 1e-7;
    hodo_training training = plain(&task, "sgd");
    training.rates = rates;
    hodo_cohort *cohort = take(&task, &training, &(hodo_cell_setting){eta, 1.0}, 1);
    hodo_error error = {0};
    hodo_pass *pass = hodo_pass_take(task.arena, &task.network, SMALL_ROWS, HODO_FIRST_ORDER, &error);
    double before, after, norms[3], fall = 0.0;
    const hodo_matrix gradient = hodo_matrix_take(task.arena, HODO_DOUBLE, SMALL_ROWS, SMALL_OUTPUTS, &error);
    cr_assert_eq(hodo_pass_forward(pass, task.x, NULL, &error), HODO_OK);
    hodo_loss_value(training.loss, 1, hodo_pass_output(pass), task.y, &before, &error);
    hodo_loss_gradient(training.loss, 1, hodo_pass_output(pass), task.y, gradient, &error);
    cr_assert_eq(hodo_pass_backward(pass, gradient, &error), HODO_OK);
    cr_assert_eq(hodo_gradient_norms(pass, norms, &error), HODO_OK);
    for (size_t k = 0; k < 3; k++) {
        fall += rates[k] * norms[k];
    }
    step(&task, cohort, 1);
    near(hodo_cohort_cell(cohort, 0)->loss, before, 0.0, 1e-14);
    cr_assert_eq(hodo_cohort_evaluate(cohort, 0, task.x, task.y, &after, NULL, &error), HODO_OK);
    near((before - after) / (eta * fall), 1.0, 0.0, 1e-5); /* curvature: eta lambda, and rounding 1e-16/1e-7 */
    small_task_close(&task);
}

/* Every optimiser: what a cell does depends on the cell alone, not on its company. */
Test(cohort, cells_are_those_of_separate_runs_bit_for_bit)
{
    static const char *const optimisers[] = {"sgd", "momentum", "adam", "sign-sgd", "muon"};
    for (size_t o = 0; o < sizeof optimisers / sizeof optimisers[0]; o++) {
        small_task task;
        small_task_open(&task, HODO_FLOAT, "relu", 8, 2);
        hodo_training training = plain(&task, optimisers[o]);
        training.centred = true;
        const hodo_cell_setting cells[] = {{0.02, 1.0}, {0.05, 0.5}, {0.01, 3.0}};
        hodo_cohort *together = take(&task, &training, cells, 3);
        step(&task, together, 9);
        for (size_t c = 0; c < 3; c++) {
            hodo_cohort *alone = take(&task, &training, &cells[c], 1);
            step(&task, alone, 9);
            const double off =
                distance(&hodo_cohort_cell(together, c)->network, &hodo_cohort_cell(alone, 0)->network);
            cr_assert_eq(off, 0.0, "%s, cell %zu: %g", optimisers[o], c, off);
            cr_assert_eq(hodo_cohort_cell(together, c)->loss, hodo_cohort_cell(alone, 0)->loss);
            cr_assert(distance(&hodo_cohort_cell(together, c)->network, hodo_cohort_initial(together)) > 1e-4);
        }
        small_task_close(&task);
    }
}

/* f~ = 0 at the start, so the first loss is that of the zero function whatever gamma is; and the smaller gamma,
 * the closer f~(t) is to a limit with error O(gamma), at eta ~ gamma^2 (lazy training). */
Test(cohort, centred_output_starts_at_zero_and_is_lazy_for_small_gamma)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "tanh", 9, 3);
    hodo_training training = plain(&task, "sgd");
    training.centred = true;
    hodo_error error = {0};
    hodo_matrix outputs[3];
    for (int i = 0; i < 3; i++) {
        const double gamma = i == 0 ? 1e-2 : i == 1 ? 1e-3 : 1e-6;
        hodo_cohort *cohort = take(&task, &training, &(hodo_cell_setting){0.3 * gamma * gamma, gamma}, 1);
        step(&task, cohort, 20);
        near(hodo_cohort_cell(cohort, 0)->first_loss, 1.0 / SMALL_OUTPUTS, 0.0, 1e-14);
        outputs[i] = hodo_matrix_take(task.arena, HODO_DOUBLE, SMALL_ROWS, SMALL_OUTPUTS, &error);
        cr_assert_eq(hodo_cohort_outputs(cohort, 0, task.x, outputs[i], &error), HODO_OK, "%s", error.message);
    }
    double far = 0.0, close = 0.0, size = 0.0;
    for (size_t s = 0; s < SMALL_ROWS; s++) {
        for (size_t c = 0; c < SMALL_OUTPUTS; c++) {
            const double limit = hodo_matrix_get(outputs[2], s, c);
            far = fmax(far, fabs(hodo_matrix_get(outputs[0], s, c) - limit));
            close = fmax(close, fabs(hodo_matrix_get(outputs[1], s, c) - limit));
            size = fmax(size, fabs(limit));
        }
    }
    cr_assert(size > 0.1, "%g", size);
    near(far / close, 10.0, 0.0, 0.1); /* first order in gamma: 10, second-order terms below 10% */
    small_task_close(&task);
}

Test(cohort, stops_say_why)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "relu", 8, 4);
    hodo_training training = plain(&task, "sgd");
    training.stop = (hodo_stop_rule){.learned = 0.3, .check = 1};
    const hodo_cell_setting cells[] = {{1e6, 1.0}, {0.02, 1.0}, {1e-9, 1.0}};
    hodo_cohort *cohort = take(&task, &training, cells, 3);
    step(&task, cohort, 400);
    const hodo_stop want[] = {HODO_DIVERGED, HODO_LEARNED, HODO_RUNNING};
    for (size_t c = 0; c < 3; c++) {
        const hodo_cell_state *cell = hodo_cohort_cell(cohort, c);
        cr_assert_eq(cell->stop, want[c], "cell %zu %s: %s, loss %g", c, hodo_stop_name(cell->stop),
                     cell->reason, cell->loss);
        cr_assert((cell->stop == HODO_RUNNING) == (cell->reason[0] == '\0'));
    }
    cr_assert_eq(hodo_cohort_running(cohort), 1);
    small_task_close(&task);
}

Test(cohort, dead_units_are_stuck_not_learned)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "relu", 8, 5);
    for (size_t i = 0; i < 8; i++) {
        for (size_t j = 0; j < 8; j++) {
            const hodo_matrix w = task.network.weights[1];
            hodo_matrix_set(w, i, j, -fabs(hodo_matrix_get(w, i, j))); /* inputs are relu: never positive */
        }
    }
    hodo_training training = plain(&task, "sgd");
    training.stop.check = 5;
    hodo_cohort *cohort = take(&task, &training, &(hodo_cell_setting){0.1, 1.0}, 1);
    step(&task, cohort, 3);
    cr_assert_eq(hodo_cohort_cell(cohort, 0)->stop, HODO_STUCK, "%s", hodo_cohort_cell(cohort, 0)->reason);
    small_task_close(&task);
}

/* 5 rows in blocks of 12, and 29 in blocks of 12: both must be the plain mean over rows. */
Test(cohort, evaluation_does_not_depend_on_the_batch)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "relu", 8, 6);
    hodo_training training = plain(&task, "sgd");
    training.centred = true;
    const hodo_cell_setting setting = {0.05, 0.7};
    hodo_cohort *cohort = take(&task, &training, &setting, 1);
    step(&task, cohort, 5);
    hodo_error error = {0};
    enum { ROWS = 29 };
    const hodo_matrix x = hodo_matrix_take(task.arena, HODO_DOUBLE, ROWS, SMALL_INPUTS, &error);
    const hodo_matrix y = hodo_matrix_take(task.arena, HODO_DOUBLE, ROWS, SMALL_OUTPUTS, &error);
    const hodo_stream stream = hodo_stream_open(7, "cohort_test", 0);
    small_task_normal(x, &stream, 0);
    small_task_normal(y, &stream, 1);
    double sum = 0.0, right = 0.0, loss, accuracy;
    for (size_t s = 0; s < ROWS; s++) {
        cr_assert_eq(hodo_cohort_evaluate(cohort, 0, hodo_matrix_rows(x, s, 1), hodo_matrix_rows(y, s, 1),
                                          &loss, &accuracy, &error),
                     HODO_OK, "%s", error.message);
        sum += loss;
        right += accuracy;
    }
    cr_assert_eq(hodo_cohort_evaluate(cohort, 0, x, y, &loss, &accuracy, &error), HODO_OK, "%s", error.message);
    near(loss, sum / ROWS, 0.0, 1e-13);
    near(accuracy, right / ROWS, 1e-15, 0.0);
    cr_assert(accuracy > 0.0 && accuracy < 1.0);
    /* A look between two steps on the same batch must not change them. */
    hodo_cohort *other = take(&task, &training, &setting, 1);
    step(&task, other, 5);
    step(&task, other, 2);
    cr_assert_eq(hodo_cohort_step(cohort, task.x, task.y, true, &error), HODO_OK);
    cr_assert_eq(hodo_cohort_step(cohort, task.x, task.y, true, &error), HODO_OK);
    cr_assert_eq(distance(&hodo_cohort_cell(cohort, 0)->network, &hodo_cohort_cell(other, 0)->network), 0.0);
    small_task_close(&task);
}

Test(cohort, a_step_allocates_nothing)
{
    static const char *const optimisers[] = {"sgd", "momentum", "adam", "sign-sgd", "muon"};
    for (size_t o = 0; o < sizeof optimisers / sizeof optimisers[0]; o++) {
        small_task task;
        small_task_open(&task, HODO_FLOAT, "relu", 64, 8);
        hodo_training training = plain(&task, optimisers[o]);
        training.centred = true;
        training.stop.check = 2;
        hodo_cohort *cohort = take(&task, &training, &(hodo_cell_setting){0.01, 1.0}, 1);
        step(&task, cohort, 2);
        const size_t held = hodo_arena_held(task.arena), heap = mallinfo2().uordblks;
        step(&task, cohort, 4);
        cr_assert_eq(hodo_arena_held(task.arena), held, "%s", optimisers[o]);
        cr_assert_eq(mallinfo2().uordblks, heap, "%s", optimisers[o]);
        small_task_close(&task);
    }
}

Test(cohort, refuses)
{
    small_task task;
    small_task_open(&task, HODO_FLOAT, "relu", 8, 9);
    hodo_training training = plain(&task, "sgd");
    hodo_error error = {0};
    const hodo_cell_setting good = {0.1, 1.0}, no_rate = {0.0, 1.0}, no_gamma = {0.1, -1.0}, nan = {NAN, 1.0},
                            small = {0.1, 1e-3};
    cr_assert_null(hodo_cohort_take(task.arena, &task.network, &training, &good, 0, &error));
    cr_assert_null(hodo_cohort_take(task.arena, &task.network, &training, &no_rate, 1, &error));
    cr_assert_null(hodo_cohort_take(task.arena, &task.network, &training, &no_gamma, 1, &error));
    cr_assert_null(hodo_cohort_take(task.arena, &task.network, &training, &nan, 1, &error));
    training.centred = true;
    cr_assert_null(hodo_cohort_take(task.arena, &task.network, &training, &small, 1, &error));
    cr_assert_not_null(strstr(error.message, "double"), "%s", error.message);
    hodo_cohort *cohort = take(&task, &training, &good, 1);
    cr_assert_eq(hodo_cohort_step(cohort, hodo_matrix_rows(task.x, 0, 5), task.y, false, &error),
                 HODO_MISMATCH);
    cr_assert_eq(hodo_cohort_evaluate(cohort, 0, task.y, task.y, NULL, NULL, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_cohort_evaluate(cohort, 3, task.x, task.y, NULL, NULL, &error), HODO_INVALID);
    small_task_close(&task);
}
