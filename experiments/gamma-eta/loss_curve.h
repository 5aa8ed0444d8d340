/* Loss against time: what a cell's batch losses were, and what is read off them.
 *
 * The loss of step t is that of its batch before the step, so that t = 0 is the initial one. Batch losses
 * scatter; on log axes their noise is averaged over bins of equal ratio, which are single steps at first:
 * a plateau of three steps is seen as well as one of three hundred.
 */
#ifndef GAMMA_ETA_LOSS_CURVE_H
#define GAMMA_ETA_LOSS_CURVE_H

#include "train/loop.h"

/* Records the batch losses of a cohort's cells while they run. */
typedef struct loss_recorder {
    size_t cells, steps;
    double *loss; /* (cells, steps); NaN from the step on at which a cell stopped */
} loss_recorder;

/* Room for a cohort, all NaN. */
hodo_status loss_recorder_take(hodo_arena *arena, size_t cells, size_t steps, loss_recorder *recorder,
                               hodo_error *error);

/* To be handed to the loop; `recorder` must outlive it. */
hodo_observer loss_recorder_observer(loss_recorder *recorder);

/* Mean of the batch losses first .. end - 1; NaN when one of them is missing. */
double loss_curve_mean(const double *loss, size_t first, size_t end);

/* A bin of steps first .. end - 1 and its place sqrt(first (end - 1)) on a log axis. */
typedef struct loss_bin {
    size_t first, end;
    double place;
} loss_bin;

/* Steps 1 .. steps - 1 in bins whose ends grow by 10^(1/per_decade), none of them empty: as many as fit,
 * from the arena, *count of them. */
loss_bin *loss_curve_bins(hodo_arena *arena, size_t steps, double per_decade, size_t *count, hodo_error *error);

/* The time at which the binned loss (count,) first comes below `level`: between the places of two bins by a
 * straight line in log time. NaN when it never does, or when the first bin is below already. */
double loss_curve_crossing(const loss_bin *bins, const double *binned, size_t count, double level);

#endif
