/* The steepest step under the spectral norm: of all Delta W of ||Delta W||_* <= r the one that lowers the
 * linearised loss most is r U V^T, G = U S V^T the gradient, and lowers it by r sum S, the nuclear norm
 * (Bernstein and Newhouse 2024; the dual of the spectral norm). Other steps of the same spectral norm are held
 * against that. */
#ifndef SPECTRAL_CONDITION_STEEPEST_H
#define SPECTRAL_CONDITION_STEEPEST_H

#include "lab/experiment.h"

/* The rows of a cell whose part is DATA/descent, at the largest N and every batch x, of the hidden matrix at
 * the start: "polar", "muon", "gradient", "sign", each value <G, step>/(||step||_* ||G||_nuclear); and
 * "polar-loss", ..., the loss that a step of spectral norm `radius` times ||W||_* takes away, over the same.
 * theory: of the first three from the singular values. */
hodo_status steepest_check(const hodo_cell *cell, hodo_error *error);
hodo_status steepest_rows(hodo_cell *cell, hodo_error *error);
double steepest_cost(const hodo_cell *cell);

#endif
