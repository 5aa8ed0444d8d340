/* How fast samples come: batches gathered from a set as large as MNIST, against copying the same bytes in
 * order; the shuffle of an epoch; synthetic tasks, against the normals they are made of. */
#include "data/batches.h"
#include "data/synthetic.h"
#include "floor.h"

#include <math.h>
#include <string.h>

enum { COUNT = 60000, INPUTS = 784, BATCH = 64, BATCHES = COUNT / BATCH, DRAWN = 8192, ROUNDS = 7 };

typedef struct bench {
    hodo_stream stream;
    hodo_dataset set;
    size_t *order;
    hodo_matrix batch, targets, drawn;
    const hodo_task *task;
    hodo_error error;
} bench;

static void gather(bench *b)
{
    for (size_t t = 0; t < BATCHES; t++) {
        const size_t *indices = b->order + t * BATCH;
        if (hodo_dataset_gather(&b->set, indices, BATCH, b->batch, b->targets, &b->error) != HODO_OK) {
            fail(&b->error);
        }
    }
}

static void copy_in_order(bench *b)
{
    for (size_t t = 0; t < BATCHES; t++) {
        memcpy(b->batch.data, (float *)b->set.x.data + t * BATCH * INPUTS, sizeof(float) * BATCH * INPUTS);
        __asm__ volatile("" ::: "memory"); /* a copy that nobody reads is a copy all the same */
    }
}

static void shuffle(bench *b)
{
    hodo_epoch_order(&b->stream, 1, COUNT, b->order);
}

static void draw(bench *b)
{
    if (hodo_task_draw(b->task, 0, DRAWN, b->drawn, (hodo_matrix){0}, NULL, &b->error) != HODO_OK) {
        fail(&b->error);
    }
}

static void normals(bench *b)
{
    hodo_random_normal_float(&b->stream, 9, 0, (size_t)DRAWN * INPUTS, 1.0f, b->drawn.data);
}

static double best(bench *b, void (*run)(bench *))
{
    double least = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        const double start = seconds();
        run(b);
        least = fmin(least, seconds() - start);
    }
    return least;
}

int main(void)
{
    bench b = {.stream = hodo_stream_open(1, "data_bench", 0)};
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return 1;
    }
    b.order = hodo_arena_take(arena, COUNT, sizeof *b.order, &b.error);
    b.batch = hodo_matrix_take(arena, HODO_FLOAT, BATCH, INPUTS, &b.error);
    b.targets = hodo_matrix_take(arena, HODO_FLOAT, BATCH, 10, &b.error);
    b.drawn = hodo_matrix_take(arena, HODO_FLOAT, DRAWN, INPUTS, &b.error);
    if (b.order == NULL || b.batch.data == NULL || b.targets.data == NULL || b.drawn.data == NULL ||
        hodo_dataset_take(arena, COUNT, INPUTS, 10, &b.set, &b.error) != HODO_OK) {
        fail(&b.error);
    }
    hodo_random_normal_float(&b.stream, 0, 0, (size_t)COUNT * INPUTS, 1.0f, b.set.x.data);
    memset(b.set.labels, 3, COUNT);
    if (hodo_dataset_targets(arena, &b.set, HODO_ONE_HOT, &b.error) != HODO_OK) {
        fail(&b.error);
    }
    const double shuffling = best(&b, shuffle), gathering = best(&b, gather), copying = best(&b, copy_in_order);
    printf("data, %d samples of %d inputs\n", COUNT, INPUTS);
    printf("  shuffle of an epoch  %8.3f ms, %.1f ns a sample\n", shuffling * 1e3, shuffling * 1e9 / COUNT);
    printf("  batches of %d        %8.2f ms, %.3g samples/s; copying in order %.2f ms; ratio %.2f\n", BATCH,
           gathering * 1e3, COUNT / gathering, copying * 1e3, gathering / copying);
    const double floor_seconds = best(&b, normals);
    for (const hodo_task_kind *kind = hodo_task_kinds; kind->name != NULL; kind++) {
        hodo_task_settings settings = hodo_task_defaults(kind);
        settings.inputs = INPUTS;
        b.task = hodo_task_take(arena, &settings, &b.stream, &b.error);
        if (b.task == NULL) {
            fail(&b.error);
        }
        const double drawing = best(&b, draw);
        printf("  %-20s %8.2f ms, %.3g samples/s; %d normals a sample alone %.2f ms; ratio %.2f\n", kind->name,
               drawing * 1e3, DRAWN / drawing, INPUTS, floor_seconds * 1e3, drawing / floor_seconds);
    }
    hodo_arena_free(arena);
    return 0;
}
