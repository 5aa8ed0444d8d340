/* A small network and batch for tests of training: 5 inputs, two hidden layers of `width` units, 3 outputs,
 * multipliers that are not 1, everything a pure function of the seed. */
#ifndef HODO_TESTS_TRAIN_SMALL_TASK_H
#define HODO_TESTS_TRAIN_SMALL_TASK_H

#include "net/network.h"

enum { SMALL_INPUTS = 5, SMALL_OUTPUTS = 3, SMALL_ROWS = 12 };

typedef struct small_task {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_matrix x, y; /* (SMALL_ROWS, inputs), (SMALL_ROWS, outputs) one-hot */
} small_task;

void small_task_open(small_task *task, hodo_precision precision, const char *activation, size_t width,
                     uint64_t seed);
void small_task_close(small_task *task);

/* Random numbers of either precision, entry by entry the same law. */
void small_task_normal(hodo_matrix a, const hodo_stream *stream, uint32_t tensor);

#endif
