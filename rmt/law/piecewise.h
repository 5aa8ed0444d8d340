/* A function on [start, 1] as Chebyshev series on pieces, halved until they are resolved, and its integral from
 * 0 (Trefethen, Approximation Theory and Approximation Practice, 2013, chapters 3, 8 and 19; halving as in
 * Pachon, Platte and Trefethen 2010).
 *
 * A piece has RMT_PIECE_TERMS terms. It is resolved when its last terms weigh less than 1e-15 of the unit mass,
 * or are rounding beside the first. A function with noise of its own, which halving does not lower, is taken as
 * it is when the noise is below 1e-8 of the piece: halving forever would only cost time.
 */
#ifndef RMT_PIECEWISE_H
#define RMT_PIECEWISE_H

#include "base/status.h"

#include <stddef.h>

enum { RMT_PIECE_TERMS = 32 };

typedef struct rmt_piece {
    double lower, upper;
    double before;                        /* integral from 0 to `lower` */
    double value[RMT_PIECE_TERMS];        /* series of the function, first term whole */
    double integral[RMT_PIECE_TERMS + 1]; /* series of the integral from `lower` */
} rmt_piece;

typedef struct rmt_piecewise {
    rmt_piece *pieces; /* (count,), ascending; owned */
    size_t count;
    double total; /* integral from 0 to 1 */
} rmt_piecewise;

/* value[i] of the function at t[i]. */
typedef hodo_status (*rmt_piecewise_function)(const void *context, const double *t, size_t count, double *value,
                                              hodo_error *error);

/* The function is asked inside (start, 1) only; the first series is continued to 0. 0 <= start < 1/2.
 * HODO_NUMERIC when the function is too rough, HODO_NO_MEMORY, and what the function returns. On failure
 * nothing is left behind. */
hodo_status rmt_piecewise_open(rmt_piecewise *piecewise, double start, rmt_piecewise_function function,
                               const void *context, hodo_error *error);
void rmt_piecewise_close(rmt_piecewise *piecewise);

/* Of one piece, at t: the function, and the integral from 0. */
double rmt_piece_value(const rmt_piece *piece, double t);
double rmt_piece_integral(const rmt_piece *piece, double t);

/* Integral from 0 to t, 0 <= t <= 1; and the t at which it is `integral` (of a function that is not
 * negative). */
double rmt_piecewise_integral(const rmt_piecewise *piecewise, double t);
double rmt_piecewise_inverse(const rmt_piecewise *piecewise, double integral);

#endif
