/* Controllers: observers of the training loop that set the rates of the step to come from what they measure.
 *
 *     sharpness   cell->sharpness <- rate lambda_max(G), G the Gauss-Newton matrix of the batch's loss of f~
 *                 in the weights: the schedule `sharpness` then steps by eta_t rate = c / lambda_max (ours,
 *                 after arXiv 2502.13110). At every step with every = 1; refreshed less often 2 < c diverges.
 *     automatic   cell->rates <- the measured rates of feature speed control (train/automatic_rates.h), with
 *                 the readout's scale solved for at the first step and left alone afterwards.
 *
 * Chain them before the observers that print: hodo_observer.next.
 */
#ifndef HODO_TRAIN_CONTROL_H
#define HODO_TRAIN_CONTROL_H

#include "train/automatic_rates.h"
#include "train/loop.h"

#ifdef __cplusplus
extern "C" {
#endif

/* *observer <- one that follows the sharpness of every cell of the cohort, every so many steps (0 stands for
 * 1), with starts drawn from `stream`. Work space comes from the arena at the first look. HODO_INVALID when
 * the optimiser does not step along the gradient, divides its steps by a norm, or the trained matrices'
 * rates are not all equal and positive (lambda_max is then that of another matrix), HODO_NO_MEMORY. What it
 * is called with later it answers with the errors of hodo_cohort_frozen and hodo_curvature_take. A cell
 * whose lambda_max is not finite or not positive stops (0: it is stuck). */
hodo_status hodo_control_sharpness(hodo_arena *arena, hodo_cohort *cohort, size_t every,
                                   const hodo_stream *stream, hodo_observer *observer, hodo_error *error);

/* *observer <- one that sets the rates of a cohort of one cell, whose eta multiplies the measured rates
 * (settings.eta is not read). readout_scale (1,) or NULL as in hodo_automatic_rates_take. HODO_INVALID for
 * more cells, a centred output, a gamma that is not 1, an optimiser whose steps are not the gradient, or
 * `normalised`, and as hodo_automatic_rates_take; HODO_NO_MEMORY. Where no rate can be measured the cell is
 * stuck, with the reason. */
hodo_status hodo_control_automatic(hodo_arena *arena, hodo_cohort *cohort,
                                   const hodo_automatic_settings *settings, double *readout_scale,
                                   hodo_observer *observer, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
