#include "base/pool.h"

#include <criterion/criterion.h>
#include <stdatomic.h>
#include <stdio.h>

enum { ITEMS = 5000, WORKERS = 4 };

typedef struct tally {
    atomic_int visits[ITEMS];
    atomic_int outside; /* worker numbers beyond the pool */
} tally;

static hodo_status count_visit(void *context, size_t item, size_t worker, hodo_error *error)
{
    (void)error;
    tally *all = context;
    atomic_fetch_add(&all->visits[item], 1);
    if (worker >= WORKERS) {
        atomic_fetch_add(&all->outside, 1);
    }
    return HODO_OK;
}

/* Every item is computed exactly once, whatever the number of workers. */
Test(pool, every_item_once)
{
    for (size_t workers = 1; workers <= WORKERS; workers++) {
        static tally all;
        for (size_t i = 0; i < ITEMS; i++) {
            atomic_init(&all.visits[i], 0);
        }
        cr_assert_eq(hodo_pool_run(workers, ITEMS, count_visit, &all, NULL), HODO_OK);
        for (size_t i = 0; i < ITEMS; i++) {
            cr_assert_eq(atomic_load(&all.visits[i]), 1, "item %zu, %zu workers", i, workers);
        }
        cr_assert_eq(atomic_load(&all.outside), 0);
    }
    cr_assert_eq(hodo_pool_run(3, 0, count_visit, NULL, NULL), HODO_OK);
}

static hodo_status fail_at(void *context, size_t item, size_t worker, hodo_error *error)
{
    (void)worker;
    atomic_int *done = context;
    if (item == 100) {
        return hodo_fail(error, HODO_NUMERIC, "item %zu fell", item);
    }
    atomic_fetch_add(done, 1);
    return HODO_OK;
}

/* A failure is returned with its message, and stops the taking of items. */
Test(pool, first_failure_stops)
{
    for (size_t workers = 1; workers <= WORKERS; workers++) {
        atomic_int done;
        atomic_init(&done, 0);
        hodo_error error = {0};
        cr_assert_eq(hodo_pool_run(workers, 10000000, fail_at, &done, &error), HODO_NUMERIC);
        cr_assert_str_eq(error.message, "item 100 fell");
        cr_assert_eq(error.status, HODO_NUMERIC);
        cr_assert(atomic_load(&done) < 9000000, "%d items after the failure", atomic_load(&done));
        cr_assert(workers > 1 || atomic_load(&done) == 100);
    }
}

/* Two workers do work at the same time: each waits for the other. */
static hodo_status meet(void *context, size_t item, size_t worker, hodo_error *error)
{
    (void)item;
    (void)worker;
    atomic_int *present = context;
    atomic_fetch_add(present, 1);
    for (long turn = 0; atomic_load(present) < 2; turn++) {
        if (turn > 2000000000L) {
            return hodo_fail(error, HODO_NUMERIC, "alone");
        }
    }
    return HODO_OK;
}

Test(pool, workers_run_together)
{
    atomic_int present;
    atomic_init(&present, 0);
    cr_assert_eq(hodo_pool_run(2, 2, meet, &present, NULL), HODO_OK);
    cr_assert(hodo_pool_processors() >= 1);
}
