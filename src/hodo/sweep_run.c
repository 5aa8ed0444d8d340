/* The cells of a sweep on their workers. */
#include "hodo/sweep.h"

#include "base/pool.h"
#include "lab/progress.h"
#include "lab/watch.h"

#include <stdlib.h>

typedef struct run {
    hodo_sweep *sweep;
    hodo_sweep_task task;
    void *context;
    hodo_arena **arenas; /* (2 workers,): a worker's arena, and its scratch */
    hodo_progress progress;
} run;

/* Weights of a cell, about: what a step costs. */
static double cost_of(const hodo_sweep *sweep, size_t cell)
{
    const hodo_settings *shared = &sweep->settings->shared;
    const double size = (double)sweep->sizes->at[cell / sweep->seeds];
    const double width = sweep->of_depth ? (double)shared->width : size;
    const double depth = sweep->of_depth ? size : (double)shared->depth;
    return width * ((double)sweep->data.train.inputs + width * (depth - 2.0));
}

/* The largest sizes first. */
static hodo_status run_cell(void *context, size_t item, size_t worker, hodo_error *error)
{
    run *own = context;
    const size_t cell = own->sweep->cells - 1 - item;
    hodo_arena *arena = own->arenas[2 * worker], *scratch = own->arenas[2 * worker + 1];
    hodo_arena_reset(arena);
    hodo_arena_reset(scratch);
    hodo_sweep_cell at;
    hodo_status status = hodo_sweep_cell_open(own->sweep, cell, arena, &at, error);
    if (status == HODO_OK) {
        status = own->task(own->context, &at, arena, scratch, error);
    }
    hodo_progress_add(&own->progress, cost_of(own->sweep, cell));
    return status;
}

static void tick(void *context)
{
    run *own = context;
    hodo_progress_tick(&own->progress);
}

static void interrupted(void *context, int signal)
{
    (void)signal;
    run *own = context;
    atomic_store(&own->sweep->interrupted, true);
}

static hodo_status take_arenas(run *own, size_t workers, hodo_error *error)
{
    own->arenas = calloc(2 * workers, sizeof(hodo_arena *));
    bool all = own->arenas != NULL;
    for (size_t i = 0; all && i < 2 * workers; i++) {
        own->arenas[i] = hodo_arena_alloc();
        all = own->arenas[i] != NULL;
    }
    return all ? HODO_OK
               : hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu workers: lower --threads", workers);
}

static void free_arenas(run *own, size_t workers)
{
    for (size_t i = 0; own->arenas != NULL && i < 2 * workers; i++) {
        hodo_arena_free(own->arenas[i]);
    }
    free(own->arenas);
}

hodo_status hodo_sweep_run(hodo_sweep *sweep, hodo_sweep_task task, void *context, hodo_error *error)
{
    const hodo_settings *shared = &sweep->settings->shared;
    const size_t asked = (size_t)shared->threads, workers = asked < sweep->cells ? asked : sweep->cells;
    run own = {.sweep = sweep, .task = task, .context = context};
    char name[64];
    (void)snprintf(name, sizeof name, "hodo %s", shared->command->name);
    double pending = 0.0;
    for (size_t cell = 0; cell < sweep->cells; cell++) {
        pending += cost_of(sweep, cell);
    }
    const double begun = hodo_progress_clock();
    hodo_pool_single_blas_thread();
    hodo_progress_begin(&own.progress, name, shared->quiet ? NULL : stderr, sweep->cells, 0, pending);
    hodo_status status = take_arenas(&own, workers, error);
    hodo_watch *watch = status == HODO_OK ? hodo_watch_start(tick, interrupted, &own, error) : NULL;
    if (watch != NULL) {
        status = hodo_pool_run(workers, sweep->cells, run_cell, &own, error);
        hodo_watch_stop(watch);
    } else if (status == HODO_OK) {
        status = HODO_NO_MEMORY;
    }
    hodo_progress_end(&own.progress);
    free_arenas(&own, workers);
    sweep->wall = hodo_progress_clock() - begun;
    return status;
}
