/* Networks that Muon trains, in the published scale (row `sp`) or that of the spectral condition (row
 * `spectral`):
 *
 *     Delta W = -eta rate Q,  rate = sqrt(max(1, n_l/n_{l-1})) or sqrt(n_l/n_{l-1}),  Q with singular values
 * near 1
 */
#ifndef SPECTRAL_CONDITION_MUON_TRAINING_H
#define SPECTRAL_CONDITION_MUON_TRAINING_H

#include "lab/experiment.h"

/* The rows of a cell whose part is DATA/PARAMETRIZATION, at every width: "loss" before every step (over the
 * first); "move", rms(f_1 - f_0); "change", ||W - W_0||_* over sqrt(n_l/n_{l-1}) of every layer after 1 and
 * all steps, with the rate's own as theory, in units of eta. */
hodo_status muon_training_check(const hodo_cell *cell, hodo_error *error);
hodo_status muon_training_rows(hodo_cell *cell, hodo_error *error);
double muon_training_cost(const hodo_cell *cell);

#endif
