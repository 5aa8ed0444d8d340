#include "lab/cell_order.h"

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

hodo_status hodo_cells_check(const hodo_run *run, hodo_error *error)
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

hodo_status hodo_cell_order_make(const hodo_run *run, bool (*done)(const void *context, size_t cell),
                                 const void *context, hodo_cell_order *order, hodo_error *error)
{
    *order = (hodo_cell_order){.costs = malloc(run->cells * sizeof *order->costs),
                               .cells = malloc(run->cells * sizeof *order->cells)};
    item *items = malloc(run->cells * sizeof *items);
    hodo_status status = HODO_OK;
    if (order->costs == NULL || order->cells == NULL || items == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory to order %zu cells: shorten a sweep", run->cells);
        goto done;
    }
    for (size_t i = 0; i < run->cells; i++) {
        order->costs[i] = 1.0;
    }
    if (run->experiment->cost != NULL) {
        status = for_each_cell(run, cost_one, order->costs, error);
    }
    for (size_t i = 0; i < run->cells && status == HODO_OK; i++) {
        order->total += order->costs[i];
        if (done == NULL || !done(context, i)) {
            items[order->count++] = (item){order->costs[i], i};
            order->pending += order->costs[i];
        }
    }
    qsort(items, order->count, sizeof *items, longest_first);
    for (size_t i = 0; i < order->count; i++) {
        order->cells[i] = items[i].cell;
    }
done:
    free(items);
    if (status != HODO_OK) {
        hodo_cell_order_clear(order);
    }
    return status;
}

void hodo_cell_order_clear(hodo_cell_order *order)
{
    free(order->costs);
    free(order->cells);
    *order = (hodo_cell_order){.costs = NULL};
}
