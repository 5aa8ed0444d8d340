/* Engines: how the cells of a run find a worker.
 *
 * An engine takes the cells in the given order, computes each (hodo_worker) and hands its record in (deliver).
 * The record is a line of text (lab/record.h) and all that travels: an engine whose workers are other
 * processes, such as MPI ranks, sends that line. To add an engine, add a row in engine.c.
 */
#ifndef HODO_LAB_ENGINE_H
#define HODO_LAB_ENGINE_H

#include "lab/cell.h"

typedef struct hodo_work {
    const hodo_run *run;
    const size_t *order; /* cells to compute, the longest first */
    size_t count;
    size_t workers;
    /* Takes a finished cell's record; called by any worker, at the same time as others. */
    hodo_status (*deliver)(void *context, size_t cell, const char *record, hodo_error *error);
    void *context;
} hodo_work;

typedef struct hodo_engine {
    const char *name, *doc;
    hodo_status (*run)(const hodo_work *work, hodo_error *error);
} hodo_engine;

/* The rows, ended by a NULL name; the first is the one that runs. */
extern const hodo_engine hodo_engines[];

/* What one worker keeps from cell to cell. */
typedef struct hodo_worker {
    hodo_arena *arena;
    hodo_cell cell;
} hodo_worker;

hodo_status hodo_worker_begin(hodo_worker *worker, const hodo_run *run, hodo_error *error);
void hodo_worker_end(hodo_worker *worker);

/* Computes a cell and leaves its rows in worker->cell. A failure's message names the cell. */
hodo_status hodo_worker_compute(hodo_worker *worker, size_t cell, hodo_error *error);

#endif
