/* Networks that learn: how weights, gradients and changes are aligned with what they multiply, over steps of
 * full batches, and whether the two parts of a feature's change cancel:
 *
 *     Delta(W h) = W_0 Delta h + Delta W h_t,    sum = ||Delta(W h)|| / (||W_0 Delta h|| + ||Delta W h_t||)
 *
 * with norms over all samples of the batch. The sum is at most 1; 0 would be perfect cancellation (arXiv
 * 2310.17813, claim 3), and at least 1/sqrt 2 whenever the parts do not point against each other.
 */
#ifndef SPECTRAL_CONDITION_STEP_ALIGNMENT_H
#define SPECTRAL_CONDITION_STEP_ALIGNMENT_H

#include "lab/experiment.h"

/* The rows of a cell whose part is the name of data: gradients at the start at every batch and width, then
 * `steps` steps of `learn` samples. */
hodo_status step_alignment_check(const hodo_cell *cell, hodo_error *error);
hodo_status step_alignment_rows(hodo_cell *cell, hodo_error *error);
double step_alignment_cost(const hodo_cell *cell);

#endif
