#include "train/rate_curve.h"

#include <math.h>

/* Sums of the batch losses of the last steps, one a cell. */
typedef struct tail {
    size_t cells, from, steps; /* steps from .. steps - 1 count */
    double sum[HODO_RATE_COHORT];
} tail;

/* Called before step t and at the end: what cells have is the loss of step t - 1. */
static hodo_status add(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                       hodo_error *error)
{
    (void)x, (void)y, (void)error;
    tail *of = context;
    for (size_t c = 0; t > of->from && t <= of->steps && c < of->cells; c++) {
        const hodo_cell_state *cell = hodo_cohort_cell(cohort, c);
        of->sum[c] += cell->stop == HODO_RUNNING ? cell->loss : 0;
    }
    return HODO_OK;
}

/* A cell that has learned stands still at its last loss. */
static double final_loss(const hodo_cell_state *cell, double sum, size_t counted)
{
    switch (cell->stop) {
    case HODO_RUNNING:
        return sum / (double)counted;
    case HODO_LEARNED:
        return cell->loss;
    default:
        return INFINITY;
    }
}

hodo_status hodo_rate_curve_losses(void *context, const double *etas, size_t count, double *losses,
                                   hodo_error *error)
{
    hodo_rate_curve *curve = context;
    const size_t steps = curve->training->steps;
    const size_t tenth = (size_t)(HODO_RATE_TAIL * (double)steps), counted = tenth > 0 ? tenth : 1;
    hodo_error own = {0};
    error = error != NULL ? error : &own;
    if (steps == 0) {
        return hodo_fail(error, HODO_INVALID, "a final loss after 0 steps: train for 1 or more");
    }
    for (size_t first = 0; first < count; first += HODO_RATE_COHORT) {
        const size_t cells = count - first < HODO_RATE_COHORT ? count - first : HODO_RATE_COHORT;
        hodo_cell_setting settings[HODO_RATE_COHORT];
        for (size_t c = 0; c < cells; c++) {
            settings[c] = (hodo_cell_setting){etas[first + c], curve->gamma > 0 ? curve->gamma : 1};
        }
        hodo_arena_reset(curve->scratch);
        hodo_cohort *cohort =
            hodo_cohort_take(curve->scratch, curve->initial, curve->training, settings, cells, error);
        if (cohort == NULL) {
            return error->status;
        }
        tail last = {.cells = cells, .from = steps - counted, .steps = steps};
        const hodo_observer observer = {.look = add, .every = 1, .context = &last};
        const hodo_status status =
            hodo_loop_run(curve->scratch, cohort, curve->source, steps, &observer, NULL, error);
        if (status != HODO_OK) {
            return status;
        }
        for (size_t c = 0; c < cells; c++) {
            const hodo_cell_state *cell = hodo_cohort_cell(cohort, c);
            losses[first + c] = final_loss(cell, last.sum[c], counted);
            curve->work += (double)cell->step;
        }
    }
    return HODO_OK;
}
