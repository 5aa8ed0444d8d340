/* What the benchmarks of passes share: the clock, and the floor that no pass can beat, reading its weights
 * from memory once. */
#ifndef HODO_TESTS_BENCH_FLOOR_H
#define HODO_TESTS_BENCH_FLOOR_H

#include "base/matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline _Noreturn void fail(const hodo_error *error)
{
    fprintf(stderr, "%s\n", error->message);
    exit(1);
}

/* What a program begins with: BLAS on one thread, and the arena of its networks. */
static inline hodo_arena *start_alone(void)
{
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        fprintf(stderr, "no memory for an arena\n");
        exit(1);
    }
    return arena;
}

/* Reads every number once, in order, into eight sums: the floor for a pass. */
static inline double read_once(hodo_matrix all)
{
    typedef float lanes __attribute__((vector_size(64)));
    const lanes *data = all.data;
    lanes sums[8] = {0};
    const size_t count = all.rows * all.columns * hodo_precision_size(all.precision) / sizeof(lanes);
    for (size_t i = 0; i + 8 <= count; i += 8) {
        for (size_t k = 0; k < 8; k++) {
            sums[k] += data[i + k];
        }
    }
    double total = 0.0;
    for (size_t k = 0; k < 8; k++) {
        total += (double)sums[k][0];
    }
    return total;
}

#endif
