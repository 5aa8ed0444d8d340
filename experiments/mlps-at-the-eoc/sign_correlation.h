/* The correlation of two series of signs, and what remains of it when one of them is shuffled in blocks of
 * time.
 *
 * Pearson's correlation of sign(x_t) and sign(y_t), which for two-valued series is the phi coefficient: 1
 * where the signs are always equal, -1 where they never are. A sign of 0 counts as 0. Series in time are not
 * independent draws: an interval comes from independent runs alone, one correlation each. Shuffled in whole
 * blocks a series keeps its own correlation in time up to their length and its share of either sign, and
 * loses the company of the other.
 */
#ifndef SIGN_CORRELATION_H
#define SIGN_CORRELATION_H

#include "base/arena.h"
#include "base/random.h"
#include "base/status.h"

#include <stddef.h>

/* NaN for fewer than two pairs, or where one of the series has one sign only: there is nothing to correlate. */
double sign_correlation(const double *x, const double *y, size_t count);

/* *mean and *deviation <- of the correlation over `shuffles` orders of the blocks of x, every order equally
 * likely; the last block may be shorter. Random words are those of tensors 0 .. shuffles - 1 of the stream.
 * NaN where the correlation itself is. HODO_INVALID for a block of 0 or fewer than two shuffles,
 * HODO_NO_MEMORY. */
hodo_status sign_correlation_shuffled(hodo_arena *arena, const double *x, const double *y, size_t count,
                                      size_t block, size_t shuffles, const hodo_stream *stream, double *mean,
                                      double *deviation, hodo_error *error);

#endif
