#include "experiments/gamma-eta/loss_curve.h"

#include <math.h>

hodo_status loss_recorder_take(hodo_arena *arena, size_t cells, size_t steps, loss_recorder *recorder,
                               hodo_error *error)
{
    *recorder = (loss_recorder){cells, steps, hodo_arena_take(arena, cells * steps, sizeof(double), error)};
    if (recorder->loss == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < cells * steps; i++) {
        recorder->loss[i] = NAN;
    }
    return HODO_OK;
}

/* Called before step t: what cells have is the loss of step t - 1. */
static hodo_status record(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                          hodo_error *error)
{
    const loss_recorder *recorder = context;
    (void)x;
    (void)y;
    (void)error;
    for (size_t c = 0; t > 0 && t <= recorder->steps && c < recorder->cells; c++) {
        const hodo_cell_state *cell = hodo_cohort_cell(cohort, c);
        if (cell->stop == HODO_RUNNING) {
            recorder->loss[c * recorder->steps + t - 1] = cell->loss;
        }
    }
    return HODO_OK;
}

hodo_observer loss_recorder_observer(loss_recorder *recorder)
{
    return (hodo_observer){.look = record, .every = 1, .context = recorder};
}

double loss_curve_mean(const double *loss, size_t first, size_t end)
{
    double sum = 0.0;
    for (size_t t = first; t < end; t++) {
        sum += loss[t];
    }
    return sum / (double)(end - first);
}

loss_bin *loss_curve_bins(hodo_arena *arena, size_t steps, double per_decade, size_t *count, hodo_error *error)
{
    loss_bin *bins = hodo_arena_take(arena, steps, sizeof *bins, error);
    *count = 0;
    if (bins == NULL) {
        return NULL;
    }
    const double ratio = pow(10.0, 1.0 / per_decade);
    for (size_t first = 1; first < steps;) {
        const double grown = ceil((double)first * ratio);
        const size_t end = grown < (double)steps ? (size_t)grown : steps;
        bins[(*count)++] = (loss_bin){first, end, sqrt((double)first * (double)(end - 1))};
        first = end;
    }
    return bins;
}

double loss_curve_crossing(const loss_bin *bins, const double *binned, size_t count, double level)
{
    for (size_t b = 1; b < count; b++) {
        if (binned[b - 1] >= level && binned[b] < level) {
            const double share = (binned[b - 1] - level) / (binned[b - 1] - binned[b]);
            return bins[b - 1].place * pow(bins[b].place / bins[b - 1].place, share);
        }
    }
    return NAN;
}
