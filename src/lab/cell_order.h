/* The order of the cells, and what they cost: the longest first, so that the last worker to end is not one that
 * has just begun the longest cell. */
#ifndef HODO_LAB_CELL_ORDER_H
#define HODO_LAB_CELL_ORDER_H

#include "lab/engine.h"

#include <stdio.h>

typedef struct hodo_cell_order {
    double *costs; /* (run->cells,) finite and positive; 1 each when the experiment states none */
    size_t *cells; /* (count,) cells to compute, the longest first, equal ones in their own order */
    size_t count;
    double pending; /* cost of those */
    double total;   /* cost of all cells */
} hodo_cell_order;

/* Orders the cells for which `done` (may be NULL) is false. HODO_INVALID when a cost is not positive. */
hodo_status hodo_cell_order_make(const hodo_run *run, bool (*done)(const void *context, size_t cell),
                                 const void *context, hodo_cell_order *order, hodo_error *error);
void hodo_cell_order_clear(hodo_cell_order *order);

/* Every cell's check(), before anything is computed. */
hodo_status hodo_cells_check(const hodo_run *run, hodo_error *error);

/* --plan: cells with their values and costs, the total, and an estimate of the time on `workers` workers, from
 * timing the cheapest cells for about a second. */
hodo_status hodo_plan_print(const hodo_run *run, size_t workers, FILE *file, hodo_error *error);

#endif
