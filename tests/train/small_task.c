#include "small_task.h"

#include <criterion/criterion.h>
#include <math.h>

void small_task_normal(hodo_matrix a, const hodo_stream *stream, uint32_t tensor)
{
    double *const draws = malloc(a.rows * a.columns * sizeof *draws);
    cr_assert_not_null(draws);
    hodo_random_normal_double(stream, tensor, 0, a.rows * a.columns, 1.0, draws);
    for (size_t i = 0; i < a.rows; i++) {
        for (size_t j = 0; j < a.columns; j++) {
            hodo_matrix_set(a, i, j, draws[i * a.columns + j]);
        }
    }
    free(draws);
}

void small_task_open(small_task *task, hodo_precision precision, const char *activation, size_t width,
                     uint64_t seed)
{
    hodo_error error = {0};
    task->arena = hodo_arena_alloc();
    const hodo_nonlinearity phi = {hodo_activation_find(activation, &error), 0.5, 0.5};
    cr_assert_not_null(phi.activation, "%s", error.message);
    const double root = sqrt((double)width);
    const hodo_layer layers[] = {
        hodo_feature(
            hodo_multiplied(1.0 / sqrt(SMALL_INPUTS), hodo_layer_dense(SMALL_INPUTS, width, 1.0, true))),
        hodo_layer_activation(phi),
        hodo_feature(hodo_multiplied(1.0 / root, hodo_layer_dense(width, width, 1.0, true))),
        hodo_layer_activation(phi),
        hodo_feature(hodo_multiplied(1.0 / root, hodo_layer_dense(width, SMALL_OUTPUTS, 1.0, true))),
    };
    hodo_status status = hodo_architecture_make(task->arena, SMALL_INPUTS, 1, layers,
                                                sizeof layers / sizeof layers[0], &task->architecture, &error);
    cr_assert_eq(status, HODO_OK, "%s", error.message);
    status = hodo_network_take(task->arena, &task->architecture, precision, &task->network, &error);
    cr_assert_eq(status, HODO_OK, "%s", error.message);
    const hodo_stream stream = hodo_stream_open(seed, "small_task", 0);
    for (size_t k = 0; k < task->architecture.weight_count; k++) {
        small_task_normal(task->network.weights[k], &stream, (uint32_t)k);
    }
    task->x = hodo_matrix_take(task->arena, precision, SMALL_ROWS, SMALL_INPUTS, &error);
    task->y = hodo_matrix_take(task->arena, precision, SMALL_ROWS, SMALL_OUTPUTS, &error);
    cr_assert(task->x.data != NULL && task->y.data != NULL);
    small_task_normal(task->x, &stream, 100);
    hodo_matrix_zero(task->y);
    for (size_t s = 0; s < SMALL_ROWS; s++) {
        hodo_matrix_set(task->y, s, (s * s + seed) % SMALL_OUTPUTS, 1.0);
    }
}

void small_task_close(small_task *task)
{
    hodo_arena_free(task->arena);
}
