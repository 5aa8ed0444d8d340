#include "lab/engine.h"

#include "base/pool.h"
#include "lab/record.h"

#include <stdlib.h>

hodo_status hodo_worker_begin(hodo_worker *worker, const hodo_run *run, hodo_error *error)
{
    worker->arena = hodo_arena_alloc();
    if (worker->arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a worker: lower --threads");
    }
    worker->cell = hodo_cell_of(run, worker->arena);
    return HODO_OK;
}

void hodo_worker_end(hodo_worker *worker)
{
    hodo_cell_clear(&worker->cell);
    hodo_arena_free(worker->arena);
    worker->arena = NULL;
}

hodo_status hodo_worker_compute(hodo_worker *worker, size_t cell, hodo_error *error)
{
    hodo_error cause = {HODO_OK, "no reason was given"};
    hodo_cell_point(&worker->cell, cell);
    const hodo_status status = worker->cell.run->experiment->compute(&worker->cell, &cause);
    if (status != HODO_OK) {
        char where[160];
        hodo_cell_describe(worker->cell.run, cell, where, sizeof where);
        return hodo_fail(error, status, "cell %zu (%s): %s", cell, where, cause.message);
    }
    return HODO_OK;
}

typedef struct crew {
    const hodo_work *work;
    hodo_worker *workers;
} crew;

static hodo_status compute_item(void *context, size_t item, size_t worker, hodo_error *error)
{
    const crew *own = context;
    const size_t cell = own->work->order[item];
    hodo_status status = hodo_worker_compute(&own->workers[worker], cell, error);
    if (status != HODO_OK) {
        return status;
    }
    char *record = hodo_record_of(&own->workers[worker].cell, error);
    if (record == NULL) {
        return HODO_NO_MEMORY;
    }
    status = own->work->deliver(own->work->context, cell, record, error);
    free(record);
    return status;
}

static hodo_status run_threads(const hodo_work *work, hodo_error *error)
{
    const size_t count = work->workers < work->count ? work->workers : work->count;
    crew own = {work, calloc(count + 1, sizeof *own.workers)};
    hodo_status status =
        own.workers == NULL ? hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu workers", count) : HODO_OK;
    size_t begun = 0;
    while (status == HODO_OK && begun < count) {
        status = hodo_worker_begin(&own.workers[begun], work->run, error);
        begun += status == HODO_OK;
    }
    if (status == HODO_OK && count > 0) {
        status = hodo_pool_run(count, work->count, compute_item, &own, error);
    }
    while (begun > 0) {
        hodo_worker_end(&own.workers[--begun]);
    }
    free(own.workers);
    return status;
}

const hodo_engine hodo_engines[] = {
    {"threads", "threads of this process", run_threads},
    {NULL, NULL, NULL},
};
