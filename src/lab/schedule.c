#include "lab/schedule.h"

#include <math.h>
#include <stdlib.h>

typedef struct item {
    double cost;
    size_t cell;
} item;

static int longest_first(const void *a, const void *b)
{
    const item *x = a, *y = b;
    return x->cost != y->cost ? (x->cost < y->cost) - (x->cost > y->cost)
                              : (x->cell > y->cell) - (x->cell < y->cell);
}

/* A cell that is only asked for its parameters: it has an arena, but computes nothing. */
static hodo_status for_each_cell(const hodo_run *run,
                                 hodo_status (*visit)(hodo_cell *cell, void *context, hodo_error *error),
                                 void *context, hodo_error *error)
{
    hodo_worker worker;
    hodo_status status = hodo_worker_begin(&worker, run, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < run->cells && status == HODO_OK; i++) {
        hodo_cell_point(&worker.cell, i);
        status = visit(&worker.cell, context, error);
    }
    hodo_worker_end(&worker);
    return status;
}

static hodo_status check_one(hodo_cell *cell, void *context, hodo_error *error)
{
    (void)context;
    hodo_error cause = {HODO_OK, "check gave no reason"};
    const hodo_status status = cell->run->experiment->check(cell, &cause);
    if (status == HODO_OK) {
        return status;
    }
    char where[160];
    hodo_cell_describe(cell->run, cell->index, where, sizeof where);
    return hodo_fail(error, status, "%s%s%s", where, where[0] != '\0' ? ": " : "", cause.message);
}

hodo_status hodo_schedule_cells_check(const hodo_run *run, hodo_error *error)
{
    return run->experiment->check != NULL ? for_each_cell(run, check_one, NULL, error) : HODO_OK;
}

static hodo_status cost_one(hodo_cell *cell, void *context, hodo_error *error)
{
    double *costs = context;
    const double cost = cell->run->experiment->cost(cell);
    if (!(cost > 0.0) || isinf(cost)) {
        char where[160];
        hodo_cell_describe(cell->run, cell->index, where, sizeof where);
        return hodo_fail(error, HODO_INVALID,
                         "%s: a cost of %.3g: the experiment's cost must be positive and finite", where, cost);
    }
    costs[cell->index] = cost;
    return HODO_OK;
}

hodo_status hodo_schedule_make(const hodo_run *run, bool (*done)(const void *context, size_t cell),
                               const void *context, hodo_schedule *schedule, hodo_error *error)
{
    *schedule = (hodo_schedule){.costs = malloc(run->cells * sizeof *schedule->costs),
                                .order = malloc(run->cells * sizeof *schedule->order)};
    item *items = malloc(run->cells * sizeof *items);
    hodo_status status = HODO_OK;
    if (schedule->costs == NULL || schedule->order == NULL || items == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory to order %zu cells: shorten a sweep", run->cells);
        goto done;
    }
    for (size_t i = 0; i < run->cells; i++) {
        schedule->costs[i] = 1.0;
    }
    if (run->experiment->cost != NULL) {
        status = for_each_cell(run, cost_one, schedule->costs, error);
    }
    for (size_t i = 0; i < run->cells && status == HODO_OK; i++) {
        schedule->total += schedule->costs[i];
        if (done == NULL || !done(context, i)) {
            items[schedule->count++] = (item){schedule->costs[i], i};
            schedule->pending += schedule->costs[i];
        }
    }
    qsort(items, schedule->count, sizeof *items, longest_first);
    for (size_t i = 0; i < schedule->count; i++) {
        schedule->order[i] = items[i].cell;
    }
done:
    free(items);
    if (status != HODO_OK) {
        hodo_schedule_clear(schedule);
    }
    return status;
}

void hodo_schedule_clear(hodo_schedule *schedule)
{
    free(schedule->costs);
    free(schedule->order);
    *schedule = (hodo_schedule){.costs = NULL};
}
