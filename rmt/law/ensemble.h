/* What the random matrices of the laws are made of.
 *
 * A dimension or a rank that a law wants to be a real number is rounded at random so that its mean is right:
 * rounded to the nearest, it would give every law of another ratio a bias of order 1/m that jumps from width to
 * width, which no extrapolation in 1/m removes (ours).
 */
#ifndef RMT_ENSEMBLE_H
#define RMT_ENSEMBLE_H

#include "base/arena.h"
#include "base/random.h"

/* A Gaussian matrix (rows, columns) of its own `tensor` of the stream, entries of this variance, from the
 * arena; NULL with HODO_NO_MEMORY in *error. */
double *rmt_ensemble_gaussian(hodo_arena *arena, const hodo_stream *stream, uint32_t tensor, size_t rows,
                              size_t columns, double variance, hodo_error *error);

/* floor(mean) or the next integer, so that the mean over streams is `mean` >= 0; integers stay. */
size_t rmt_ensemble_rank(const hodo_stream *stream, uint32_t tensor, double mean);

/* n >= 1, one of the two integers about rows/ratio, so that the mean of rows/n over streams is `ratio`,
 * which is at most `rows`. */
size_t rmt_ensemble_columns(const hodo_stream *stream, uint32_t tensor, size_t rows, double ratio);

#endif
