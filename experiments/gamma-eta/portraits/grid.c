#include "experiments/gamma-eta/portraits/grid.h"

#include <math.h>

typedef struct examiner {
    hodo_arena *arena;
    const landscape *of;
    double *accuracies; /* (cells,) of the cohort */
} examiner;

static hodo_status examine(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                           hodo_error *error)
{
    const examiner *one = context;
    (void)t, (void)x, (void)y;
    return landscape_accuracies(one->arena, one->of, cohort, one->accuracies, error);
}

hodo_status portrait_grid(hodo_arena *scratch, const landscape *of, const portrait_request *asked, double gamma,
                          landscape_outcome *outcomes, double *accuracies, double *half, hodo_error *error)
{
    double least, most, etas[PORTRAIT_CELLS_MOST];
    hodo_status status = HODO_OK;
    portrait_window(asked->square, asked->depth, of->setting.steps, gamma, &least, &most);
    *half = (most - least) / 2 / (double)asked->cells;
    for (size_t i = 0; i < asked->cells; i++) {
        etas[i] = pow(10, least + *half * (2 * (double)i + 1));
    }
    for (size_t i = 0; status == HODO_OK && i < asked->cells; i += LANDSCAPE_COHORT) {
        const size_t left = asked->cells - i, count = left < LANDSCAPE_COHORT ? left : LANDSCAPE_COHORT;
        examiner one = {scratch, of, accuracies + i};
        const hodo_observer at_end = {.look = examine, .context = &one};
        status = landscape_run(scratch, of, gamma, etas + i, count, &at_end, outcomes + i, error);
    }
    return status;
}
