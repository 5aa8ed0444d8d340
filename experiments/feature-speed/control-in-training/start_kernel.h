/* How fast the loss of one sample falls at the start under the rows of the paper's table, no factor fixed:
 *
 *     k = -loss'/(2 loss) = sum_l eta_l ||d f_L / d W_l||^2,        the mean of log10 k over draws of the
 * weights.
 *
 * The rows' weights are the same but for the readout's deviation, so that a draw serves all of them. Over the
 * weights (ours) E k = L^p (1/2 + 1/L) at every width: a mask is a fair coin apart from the weights
 * (rmt/angle/angle_width.h), each hidden matrix adds L^(p-1)/2, W_1 and W_L, whose inputs no mask halves, twice
 * that. E log k is at most log E k, and below it by no more than the mean logarithm of a term's L - 2 factors
 * at most, (2/m) chi^2_N.
 */
#ifndef FEATURE_SPEED_START_KERNEL_H
#define FEATURE_SPEED_START_KERNEL_H

#include "experiments/feature-speed/trained_tower.h"

/* logs[i] of schemes[i], NAN where its rates are measured or `draws` is 0. data's first row is the sample.
 * HODO_NO_MEMORY, and HODO_NUMERIC where a network has no slope. The arena is reset. */
hodo_status start_kernel_measure(hodo_arena *scratch, const char *const *schemes, size_t count, size_t width,
                                 size_t depth, const hodo_dataset *data, size_t draws,
                                 const hodo_stream *stream, double *logs, hodo_error *error);

/* log10 E k, and in *lowest the least that E log10 k can be. */
hodo_status start_kernel_law(double power, int64_t width, int64_t depth, double *law, double *lowest,
                             hodo_error *error);

/* Multiply-adds. */
double start_kernel_cost(size_t width, size_t depth, size_t inputs, size_t draws);

#endif
