#include <config.h> /* sched_getaffinity is a GNU extension */

#include "base/pool.h"

#include <cblas.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct shared {
    atomic_size_t next; /* the first item that nobody has taken */
    atomic_bool failed;
    size_t items;
    hodo_pool_task task;
    void *context;
    pthread_mutex_t lock; /* guards first_failure */
    hodo_error first_failure;
} shared;

typedef struct seat {
    shared *work;
    size_t worker;
} seat;

static void take_items(shared *work, size_t worker)
{
    while (!atomic_load(&work->failed)) {
        const size_t item = atomic_fetch_add(&work->next, 1);
        if (item >= work->items) {
            return;
        }
        hodo_error error = {HODO_OK, ""};
        const hodo_status status = work->task(work->context, item, worker, &error);
        if (status != HODO_OK) {
            (void)pthread_mutex_lock(&work->lock);
            if (!atomic_exchange(&work->failed, true)) {
                error.status = status; /* a task may fail without a message */
                work->first_failure = error;
            }
            (void)pthread_mutex_unlock(&work->lock);
        }
    }
}

static void *thread_main(void *argument)
{
    const seat *own = argument;
    take_items(own->work, own->worker);
    return NULL;
}

hodo_status hodo_pool_run(size_t workers, size_t items, hodo_pool_task task, void *context, hodo_error *error)
{
    workers = workers > items ? items : workers;
    workers = workers < 1 ? 1 : workers;
    shared work = {.items = items, .task = task, .context = context, .lock = PTHREAD_MUTEX_INITIALIZER};
    atomic_init(&work.next, 0);
    atomic_init(&work.failed, false);
    pthread_t *threads = calloc(workers, sizeof *threads);
    seat *seats = calloc(workers, sizeof *seats);
    if (threads == NULL || seats == NULL) {
        free(threads);
        free(seats);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu workers: lower --threads", workers);
    }
    /* The caller is worker 0. Where the system refuses a thread, those that there are do the work:
     * the results are the same. */
    size_t started = 1;
    while (started < workers) {
        seats[started] = (seat){&work, started};
        if (pthread_create(&threads[started], NULL, thread_main, &seats[started]) != 0) {
            break;
        }
        started++;
    }
    take_items(&work, 0);
    for (size_t i = 1; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    free(threads);
    free(seats);
    (void)pthread_mutex_destroy(&work.lock);
    if (!atomic_load(&work.failed)) {
        return HODO_OK;
    }
    if (error != NULL) {
        *error = work.first_failure;
    }
    return work.first_failure.status;
}

size_t hodo_pool_processors(void)
{
    /* What this process may use (taskset, a cluster's binding), not what the machine has. */
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0) {
        return (size_t)CPU_COUNT(&allowed);
    }
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

void hodo_pool_single_blas_thread(void)
{
    openblas_set_num_threads(1);
}
