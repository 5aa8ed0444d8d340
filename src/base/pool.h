/* A pool of workers that share a list of items. Each worker takes the next item until none is left;
 * each computes with one BLAS thread. The order in which items end is not fixed, so whatever an
 * item computes may depend on the item only, never on the worker. */
#ifndef HODO_BASE_POOL_H
#define HODO_BASE_POOL_H

#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Computes one item; `worker` in 0 .. workers - 1 names the scratch memory it may use. */
typedef hodo_status (*hodo_pool_task)(void *context, size_t item, size_t worker, hodo_error *error);

/* Runs items 0 .. items - 1 on `workers` threads (1 runs in the caller) and waits for all of them.
 * The first failure stops the taking of further items and is returned with its message. HODO_NO_MEMORY when there is
 * none for the workers. */
hodo_status hodo_pool_run(size_t workers, size_t items, hodo_pool_task task, void *context, hodo_error *error);

/* The CPUs this process may run on. */
size_t hodo_pool_processors(void);

/* One BLAS thread a worker; every program calls it once, before the first product. */
void hodo_pool_single_blas_thread(void);

#ifdef __cplusplus
}
#endif

#endif
