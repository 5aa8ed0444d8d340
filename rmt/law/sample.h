/* What rmt/law/compare.h measures on independent random matrices of a law's ensemble: for each matrix its first
 * moments and the share of its eigenvalues below given places; for all together the averaged distribution
 * function.
 *
 * Matrix i of width m is the draw of the stream (seed, name of the law, m 2^32 + i): neither the number of
 * draws nor that of processors changes one of them.
 */
#ifndef RMT_SAMPLE_H
#define RMT_SAMPLE_H

#include "base/arena.h"
#include "rmt/law/compare.h"

#include <stdatomic.h>

enum {
    RMT_SAMPLE_COLUMNS = RMT_COMPARED_MOMENTS + RMT_COMPARED_PROBABILITIES,
    RMT_FINE_PLACES = 999, /* for the plain distance */
};

typedef struct rmt_sample {
    size_t width, draws, count;   /* numbers a draw: width, or 1 */
    double *row;                  /* (draws, RMT_SAMPLE_COLUMNS): moments, then shares at `place` */
    double *first;                /* (draws,): the least number of each draw; all of an extreme law's */
    const double *place;          /* (RMT_COMPARED_PROBABILITIES,), ascending */
    const double *fine;           /* (RMT_FINE_PLACES,), ascending */
    _Atomic uint64_t fine_count[RMT_FINE_PLACES]; /* numbers <= fine[j], of all draws */
} rmt_sample;

/* Fills `sample` (width, draws, place and fine are set by the caller), rows from the arena. */
hodo_status rmt_sample_draw(const rmt_law *ensemble, uint64_t seed, hodo_arena *arena, rmt_sample *sample,
                            hodo_error *error);

#endif
