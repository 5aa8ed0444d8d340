/* Training to a given loss, the same for every width and parametrization, whatever their learning rates are
 * worth: gradient descent on all samples at every step, along the layers' own rates, in steps that each take
 * the same share of the loss (ours).
 *
 *     f~ = f - f_0,   L = 1/(2n) sum (f~ - y)^2,   W_k <- W_k - eta_t rate_k grad_k,
 *     eta_t = min(share L_t, L_t - target L_0) / sum_k rate_k ||grad_k||^2
 *
 * f~ begins at 0, so that L_0 is one number at every width; f_0 is of order 1 in ntp and vanishes as
 * width^-1/2 in spectral, and would bend the lines that a figure draws. The denominator is the decay of L in
 * a unit of time, so that a step takes `share` of L to first order, and every network takes about
 * log(1/target)/share steps along the path of gradient flow. The last steps are Newton's on L = target L_0,
 * backwards where one went too far: they end within LOSS_MATCHED_TOLERANCE of it, and no number has to be
 * interpolated.
 */
#ifndef SPECTRAL_CONDITION_LOSS_MATCHED_H
#define SPECTRAL_CONDITION_LOSS_MATCHED_H

#include "data/dataset.h"
#include "experiments/spectral-condition/width_network.h"

#define LOSS_MATCHED_TOLERANCE 1e-4 /* of the target; a change is a power below 1 of what the loss fell by */

typedef struct loss_matched_setting {
    double target; /* of the first loss, in (0, 1) */
    double share;  /* of the loss a step, in (0, 1) */
    size_t most;   /* steps */
} loss_matched_setting;

typedef struct loss_matched_end {
    double first, loss; /* before the first step, and at the end */
    double time;        /* sum of eta_t */
    size_t steps;
    bool reached; /* |loss - target first| <= tolerance target first */
} loss_matched_end;

/* Trains `of`; the pass over it has as many samples as the data set and ends forward, on the trained weights.
 * HODO_INVALID for a row that divides its steps by a norm, or an optimiser whose steps are not the gradient:
 * they follow no flow; HODO_MISMATCH for shapes, HODO_NO_MEMORY. A network that leaves all bounds, or
 * has no gradient, has not reached it. */
hodo_status loss_matched_train(hodo_arena *arena, width_network *of, hodo_pass *pass, const hodo_dataset *data,
                               const loss_matched_setting *setting, loss_matched_end *end, hodo_error *error);

/* Steps to expect: for cost functions. */
double loss_matched_steps(const loss_matched_setting *setting);

#endif
