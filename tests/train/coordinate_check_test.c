#include "near.h"
#include "net/model.h"
#include "small_run.h"
#include "linear_network.h"
#include "train/coordinate_check.h"

enum { WIDTH = 7, LAYERS = 3, STEPS = 3, WIDEST = 7 };

static const double eta = 0.3;
static const double rates[LAYERS] = {0.7, 1.1, 0.4};
static const size_t widths[LAYERS + 1] = {SMALL_INPUTS, WIDTH, WIDTH, SMALL_OUTPUTS};

/* The small task with linear units by the definitions, in plain loops: V_l = a_l W_l, h_l = V_l h_{l-1}, loss
 * 1/(2n) sum |f - y|^2, V_l <- V_l - eta a_l^2 rate_l dloss/dV_l. */
typedef struct by_hand {
    double v[LAYERS][WIDEST][WIDEST], x[SMALL_ROWS][WIDEST], y[SMALL_ROWS][WIDEST];
    double h[LAYERS + 1][SMALL_ROWS][WIDEST], multiplier[LAYERS];
} by_hand;

static void layer_forward(const double v[WIDEST][WIDEST], size_t l, const double *from, double *to)
{
    for (size_t i = 0; i < widths[l + 1]; i++) {
        to[i] = 0;
        for (size_t j = 0; j < widths[l]; j++) {
            to[i] += v[i][j] * from[j];
        }
    }
}

static void forward(by_hand *of)
{
    for (size_t s = 0; s < SMALL_ROWS; s++) {
        for (size_t j = 0; j < SMALL_INPUTS; j++) {
            of->h[0][s][j] = of->x[s][j];
        }
        for (size_t l = 0; l < LAYERS; l++) {
            layer_forward(of->v[l], l, of->h[l][s], of->h[l + 1][s]);
        }
    }
}

static void begin(const small_task *task, by_hand *of)
{
    for (size_t k = 0; k < LAYERS; k++) {
        of->multiplier[k] = hodo_weight_layer(&task->architecture, k)->multiplier;
        for (size_t i = 0; i < widths[k + 1]; i++) {
            for (size_t j = 0; j < widths[k]; j++) {
                of->v[k][i][j] = of->multiplier[k] * hodo_matrix_get(task->network.weights[k], i, j);
            }
        }
    }
    for (size_t s = 0; s < SMALL_ROWS; s++) {
        for (size_t j = 0; j < SMALL_INPUTS; j++) {
            of->x[s][j] = hodo_matrix_get(task->x, s, j);
        }
        for (size_t j = 0; j < SMALL_OUTPUTS; j++) {
            of->y[s][j] = hodo_matrix_get(task->y, s, j);
        }
    }
    forward(of);
}

static void step(by_hand *of)
{
    double slope[LAYERS][WIDEST][WIDEST] = {{{0}}};
    for (size_t s = 0; s < SMALL_ROWS; s++) {
        double g[WIDEST], below[WIDEST];
        for (size_t i = 0; i < SMALL_OUTPUTS; i++) {
            g[i] = (of->h[LAYERS][s][i] - of->y[s][i]) / SMALL_ROWS;
        }
        for (size_t l = LAYERS; l-- > 0;) {
            for (size_t j = 0; j < widths[l]; j++) {
                below[j] = 0;
                for (size_t i = 0; i < widths[l + 1]; i++) {
                    slope[l][i][j] += g[i] * of->h[l][s][j];
                    below[j] += of->v[l][i][j] * g[i];
                }
            }
            for (size_t j = 0; j < widths[l]; j++) {
                g[j] = below[j];
            }
        }
    }
    for (size_t l = 0; l < LAYERS; l++) {
        for (size_t i = 0; i < widths[l + 1]; i++) {
            for (size_t j = 0; j < widths[l]; j++) {
                of->v[l][i][j] -= eta * of->multiplier[l] * of->multiplier[l] * rates[l] * slope[l][i][j];
            }
        }
    }
    forward(of);
}

/* size, change, own of feature l, `now` against `then`. */
static void expected(const by_hand *now, const by_hand *then, size_t l, double want[HODO_COORDINATES])
{
    double size = 0, change = 0, own = 0;
    for (size_t s = 0; s < SMALL_ROWS; s++) {
        double alone[WIDEST] = {0};
        if (l > 0) {
            layer_forward(now->v[l - 1], l - 1, then->h[l - 1][s], alone);
        }
        for (size_t i = 0; i < widths[l]; i++) {
            size += fabs(now->h[l][s][i]);
            change += pow(now->h[l][s][i] - then->h[l][s][i], 2);
            own += pow(alone[i] - then->h[l][s][i], 2);
        }
    }
    const double entries = (double)(SMALL_ROWS * widths[l]);
    want[HODO_COORDINATE_SIZE] = size / entries;
    want[HODO_COORDINATE_CHANGE] = sqrt(change / entries);
    want[HODO_COORDINATE_OWN] = sqrt(own / entries);
}

static hodo_training training_of(const double *of_rates)
{
    return (hodo_training){.loss = {.kind = &hodo_loss_square},
                           .batch = SMALL_ROWS,
                           .steps = STEPS,
                           .rates = of_rates,
                           .optimiser = hodo_optimiser_find("sgd", NULL)};
}

Test(coordinate_check, a_linear_network_by_hand)
{
    small_task task;
    small_task_open(&task, HODO_DOUBLE, "linear", WIDTH, 3);
    const hodo_source source = {.fill = small_run_batch, .context = &task, .constant = true};
    const hodo_training training = training_of(rates);
    hodo_coordinate_record record;
    hodo_error error = {0};
    fine(hodo_coordinate_check(task.arena, &task.network, &training, (hodo_cell_setting){eta, 1}, &source,
                               task.x, STEPS, &record, &error),
       error);
    cr_assert_eq(record.features, LAYERS + 1);
    cr_assert_eq(record.finite, STEPS + 1);
    cr_assert_eq(record.stop, HODO_RUNNING);
    by_hand now, then;
    begin(&task, &now);
    then = now;
    for (size_t t = 0; t <= STEPS; t++) {
        for (size_t l = 0; l <= LAYERS; l++) {
            double want[HODO_COORDINATES];
            expected(&now, &then, l, want);
            for (size_t which = 0; which < HODO_COORDINATES; which++) {
                const double got = hodo_coordinate_value(&record, (hodo_coordinate)which, t, l);
                if (which == HODO_COORDINATE_OWN && l == 0) {
                    cr_assert(isnan(got), "the input has no weights");
                } else {
                    near(got, want[which], 1e-13, 1e-11);
                }
            }
        }
        near(hodo_coordinate_value(&record, HODO_COORDINATE_OWN, t, 1),
             hodo_coordinate_value(&record, HODO_COORDINATE_CHANGE, t, 1), 1e-13, 1e-11);
        step(&now);
    }
    small_task_close(&task);
}

/* The blindness that `own` is for: weights that rest while their feature moves. */
Test(coordinate_check, resting_weights_move_with_those_below)
{
    static const double resting[LAYERS] = {0.7, 0.0, 0.4};
    small_task task;
    small_task_open(&task, HODO_FLOAT, "relu", WIDTH, 4);
    const hodo_source source = {.fill = small_run_batch, .context = &task};
    const hodo_training training = training_of(resting);
    hodo_coordinate_record record;
    hodo_error error = {0};
    fine(hodo_coordinate_check(task.arena, &task.network, &training, (hodo_cell_setting){eta, 1}, &source,
                               task.x, STEPS, &record, &error),
       error);
    for (size_t t = 1; t <= STEPS; t++) {
        near(hodo_coordinate_value(&record, HODO_COORDINATE_OWN, t, 2), 0.0, 0.0, 0.0);
        cr_assert(hodo_coordinate_value(&record, HODO_COORDINATE_CHANGE, t, 2) > 1e-3);
        cr_assert(hodo_coordinate_value(&record, HODO_COORDINATE_OWN, t, 3) > 1e-3);
    }
    small_task_close(&task);
}

/* What diverges is infinite from then on, and no error; a stop rule of the training is not heeded. */
Test(coordinate_check, growth_is_followed_to_the_end_of_floats)
{
    small_task task;
    small_task_open(&task, HODO_FLOAT, "linear", WIDTH, 5);
    const hodo_source source = {.fill = small_run_batch, .context = &task, .constant = true};
    hodo_training training = training_of(NULL);
    training.stop = (hodo_stop_rule){.learned = 1e9, .diverged = 1e-9, .check = 1};
    hodo_coordinate_record record;
    hodo_error error = {0};
    fine(hodo_coordinate_check(task.arena, &task.network, &training, (hodo_cell_setting){1e4, 1}, &source,
                               task.x, 8, &record, &error),
       error);
    cr_assert(record.finite >= 2 && record.finite <= 8, "%zu finite looks", record.finite);
    cr_assert_eq(record.stop, HODO_DIVERGED);
    cr_assert_neq(record.reason[0], '\0');
    for (size_t t = 0; t <= 8; t++) {
        for (size_t l = 1; l <= LAYERS; l++) {
            for (size_t which = 0; which < HODO_COORDINATES; which++) {
                const double value = hodo_coordinate_value(&record, (hodo_coordinate)which, t, l);
                cr_assert(t < record.finite ? isfinite(value) : value == INFINITY);
            }
        }
    }
    cr_assert(hodo_coordinate_value(&record, HODO_COORDINATE_CHANGE, record.finite - 1, LAYERS) > 1e6);
    small_task_close(&task);
}

/* Every kind of network: `own` is there for every feature with weights of its own; the input is not judged. */
Test(coordinate_check, mlp_resnet_and_cnn)
{
    static const hodo_model models[] = {
        {.kind = HODO_MLP, .inputs = 16, .width = 6, .depth = 4, .outputs = 2},
        {.kind = HODO_RESNET, .inputs = 16, .width = 6, .depth = 5, .outputs = 2, .normalise = true},
        {.kind = HODO_CNN,
         .inputs = 16,
         .width = 2,
         .outputs = 2,
         .channels = 1,
         .height = 4,
         .image_width = 4}};
    const hodo_stream stream = hodo_stream_open(9, "coordinate_check", 0);
    for (size_t m = 0; m < 3; m++) {
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {0};
        hodo_architecture architecture;
        hodo_network network;
        fine(hodo_model_architecture(arena, &models[m], &architecture, &error), error);
        for (size_t k = 0; k < architecture.weight_count; k++) {
            hodo_weight_layer(&architecture, k)->gain =
                1 / sqrt((double)hodo_weight_layer(&architecture, k)->fan_in);
        }
        fine(hodo_network_take(arena, &architecture, HODO_FLOAT, &network, &error), error);
        fine(hodo_network_draw(&network, &stream, &error), error);
        const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 5, 16, &error);
        const hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, 5, 2, &error);
        small_task_normal(x, &stream, 100);
        small_task_normal(y, &stream, 101);
        hodo_dataset data = {.count = 5, .inputs = 16, .x = x, .y = y};
        const hodo_source source = hodo_source_full(&data);
        hodo_training training = training_of(NULL);
        training.batch = 5;
        hodo_coordinate_record record;
        fine(hodo_coordinate_check(arena, &network, &training, (hodo_cell_setting){0.01, 1}, &source, x, 2,
                                 &record, &error),
           error);
        for (size_t l = 1; l < record.features; l++) {
            cr_assert(hodo_coordinate_value(&record, HODO_COORDINATE_OWN, 2, l) > 0);
            cr_assert(hodo_coordinate_value(&record, HODO_COORDINATE_CHANGE, 2, l) > 0);
            cr_assert_eq(hodo_coordinate_judged(&architecture, HODO_COORDINATE_CHANGE, 1, l),
                         HODO_DEMAND_CONSTANT);
            cr_assert_eq(hodo_coordinate_judged(&architecture, HODO_COORDINATE_OWN, 1, l),
                         l == 1 ? HODO_DEMAND_NONE : HODO_DEMAND_CONSTANT);
            cr_assert_eq(hodo_coordinate_judged(&architecture, HODO_COORDINATE_SIZE, 0, l),
                         l + 1 == record.features ? HODO_DEMAND_NO_GROWTH : HODO_DEMAND_CONSTANT);
            cr_assert_eq(hodo_coordinate_judged(&architecture, HODO_COORDINATE_CHANGE, 0, l), HODO_DEMAND_NONE);
        }
        cr_assert_eq(hodo_coordinate_judged(&architecture, HODO_COORDINATE_SIZE, 1, 0), HODO_DEMAND_NONE);
        hodo_arena_free(arena);
    }
}

Test(coordinate_check, refuses)
{
    small_task task;
    small_task_open(&task, HODO_FLOAT, "relu", WIDTH, 6);
    const hodo_source source = {.fill = small_run_batch, .context = &task};
    const hodo_training training = training_of(NULL);
    const hodo_cell_setting cell = {eta, 1};
    hodo_coordinate_record record;
    hodo_error error = {0};
    hodo_matrix probe = task.x;
    cr_assert_eq(
        hodo_coordinate_check(task.arena, &task.network, &training, cell, &source, probe, 0, &record, &error),
        HODO_INVALID);
    probe.rows = 0;
    cr_assert_eq(
        hodo_coordinate_check(task.arena, &task.network, &training, cell, &source, probe, 1, &record, &error),
        HODO_INVALID);
    probe = task.x;
    probe.columns--;
    cr_assert_eq(
        hodo_coordinate_check(task.arena, &task.network, &training, cell, &source, probe, 1, &record, &error),
        HODO_MISMATCH);
    probe = task.x;
    hodo_matrix_set(probe, 0, 0, INFINITY);
    cr_assert_eq(
        hodo_coordinate_check(task.arena, &task.network, &training, cell, &source, probe, 1, &record, &error),
        HODO_NUMERIC);
    cr_assert_eq(hodo_coordinate_check(task.arena, &task.network, &training, (hodo_cell_setting){-1, 1},
                                       &source, task.x, 1, &record, &error),
                 HODO_INVALID);
    small_task_close(&task);
}
