#include "near.h"
#include "net/network.h"
#include "train/rate_curve.h"

/* One linear layer on whitened inputs, X^T X / n = I: gradient descent on 1/(2n) sum (f - y)^2 contracts every
 * weight alike, so that after t steps the loss is
 *
 *     floor + excess (1 - eta rate)^(2 t),     best rate of eta: 1/rate, diverges from 2/rate on.
 */
enum { ROWS = 8, INPUTS = 2 };

typedef struct whitened {
    hodo_arena *arena, *scratch;
    hodo_architecture architecture;
    hodo_network network;
    hodo_dataset data;
    hodo_source source;
    hodo_training training;
    double rate, floor, excess;
} whitened;

static void whitened_open(whitened *task, hodo_precision precision, size_t steps, double rate)
{
    static const double start[INPUTS] = {0.3, -0.4}, truth[INPUTS] = {1.5, 0.8}, noise = 0.7;
    hodo_error error = {0};
    *task = (whitened){.arena = hodo_arena_alloc(), .scratch = hodo_arena_alloc(), .rate = rate};
    const hodo_layer layer = hodo_feature(hodo_layer_dense(INPUTS, 1, 1, true));
    cr_assert_eq(hodo_architecture_make(task->arena, INPUTS, 1, &layer, 1, &task->architecture, &error),
                 HODO_OK, "%s", error.message);
    cr_assert_eq(hodo_network_take(task->arena, &task->architecture, precision, &task->network, &error),
                 HODO_OK);
    task->data = (hodo_dataset){.count = ROWS,
                                .inputs = INPUTS,
                                .x = hodo_matrix_take(task->arena, precision, ROWS, INPUTS, &error),
                                .y = hodo_matrix_take(task->arena, precision, ROWS, 1, &error)};
    for (size_t j = 0; j < INPUTS; j++) {
        hodo_matrix_set(task->network.weights[0], 0, j, start[j]);
        task->excess += 0.5 * (start[j] - truth[j]) * (start[j] - truth[j]);
    }
    for (size_t s = 0; s < ROWS; s++) {
        double y = (s & 4) != 0 ? noise : -noise; /* orthogonal to the inputs */
        for (size_t j = 0; j < INPUTS; j++) {
            const double x = (s >> j & 1) != 0 ? 1 : -1; /* columns of a Hadamard matrix */
            hodo_matrix_set(task->data.x, s, j, x);
            y += truth[j] * x;
        }
        hodo_matrix_set(task->data.y, s, 0, y);
    }
    task->floor = 0.5 * noise * noise;
    task->source = hodo_source_full(&task->data);
    task->training = (hodo_training){.loss = {&hodo_loss_square, 0},
                                     .batch = ROWS,
                                     .steps = steps,
                                     .optimiser = hodo_optimiser_find("sgd", &error),
                                     .rates = &task->rate};
}

static void whitened_close(whitened *task)
{
    hodo_arena_free(task->scratch);
    hodo_arena_free(task->arena);
}

static hodo_rate_curve curve_of(whitened *task)
{
    return (hodo_rate_curve){.scratch = task->scratch,
                             .initial = &task->network,
                             .training = &task->training,
                             .source = &task->source};
}

/* The mean over the last tenth of the steps, at more rates than one cohort has, those beyond 2/rate included:
 * they grow and are infinite once they are past the limit of divergence. */
Test(rate_curve, losses_are_those_of_the_closed_form)
{
    enum { STEPS = 40, RATES = 2 * HODO_RATE_COHORT + 3 };
    whitened task;
    whitened_open(&task, HODO_DOUBLE, STEPS, 0.25);
    hodo_rate_curve curve = curve_of(&task);
    double etas[RATES], losses[RATES];
    for (size_t i = 0; i < RATES; i++) {
        etas[i] = 0.1 * exp2((double)i / 2);
    }
    hodo_error error = {0};
    cr_assert_eq(hodo_rate_curve_losses(&curve, etas, RATES, losses, &error), HODO_OK, "%s", error.message);
    size_t diverged = 0;
    for (size_t i = 0; i < RATES; i++) {
        const double contraction = 1 - etas[i] * task.rate;
        double mean = 0;
        for (size_t t = STEPS - STEPS / 10; t < STEPS; t++) {
            mean += (task.floor + task.excess * pow(contraction, 2.0 * (double)t)) / (STEPS / 10);
        }
        if (fabs(contraction) < 1.1) {
            near(losses[i], mean, 0, 1e-9);
        } else {
            cr_assert(isinf(losses[i]), "eta = %g: %g", etas[i], losses[i]);
            diverged++;
        }
    }
    cr_assert_gt(diverged, (size_t)4);
    cr_assert(curve.work > STEPS * (double)(RATES - diverged) && curve.work < STEPS * (double)RATES);
    whitened_close(&task);
}

/* The best rate of eta is 1/rate, whatever the guess: seen after one step, where the loss is a parabola in eta
 * itself. The parabola in log2 eta is then off by what its third derivative does over the window. */
static void the_best_rate_is(double rate, double guess, hodo_precision precision)
{
    /* (1 - 2^x)^2 = (x ln 2)^2 (1 + x ln 2 + ...): three points h apart put the vertex at most h^2 ln(2)/2 off,
     * and the terms that follow are a tenth of that. */
    static const double octaves = 0.25;
    const double bend = 1.2 * octaves * octaves * 0.5 * log(2);
    whitened task;
    whitened_open(&task, precision, 2, rate);
    hodo_rate_curve curve = curve_of(&task);
    const hodo_rate_grid grid = {
        .factor = exp2(octaves), .offset = 0.3, .rise = 0.02, .first = 5, .more = 4, .most = 60};
    hodo_rate_search found;
    hodo_error error = {0};
    cr_assert_eq(hodo_rate_search_run(&grid, guess, hodo_rate_curve_losses, &curve, &found, &error), HODO_OK,
                 "%s", error.message);
    cr_assert(found.end == HODO_RATE_FOUND && !found.cliff);
    near(log2(found.eta * rate), 0, bend, 0);
    near(found.loss, task.floor, 0, 0.5 * grid.rise); /* what the cubic bends within the window */
    whitened_close(&task);
}

Test(rate_curve, the_best_rate_of_whitened_data)
{
    the_best_rate_is(1, 1, HODO_DOUBLE);
    the_best_rate_is(0.01, 1, HODO_DOUBLE);
    the_best_rate_is(37, 1, HODO_FLOAT);
}

Test(rate_curve, refuses)
{
    whitened task;
    hodo_error error = {0};
    double loss;
    whitened_open(&task, HODO_DOUBLE, 0, 1);
    hodo_rate_curve curve = curve_of(&task);
    cr_assert_eq(hodo_rate_curve_losses(&curve, &(double){1}, 1, &loss, &error), HODO_INVALID);
    whitened_close(&task);
    whitened_open(&task, HODO_DOUBLE, 5, 1);
    curve = curve_of(&task);
    cr_assert_eq(hodo_rate_curve_losses(&curve, &(double){-1}, 1, &loss, &error), HODO_INVALID);
    cr_assert_eq(hodo_rate_curve_losses(&curve, &(double){-1}, 1, &loss, NULL), HODO_INVALID);
    whitened_close(&task);
}
