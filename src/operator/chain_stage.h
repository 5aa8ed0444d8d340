/* One layer of a compressed chain: what is left of A = skip I + scale D W E between the live units below and
 * above it.
 *
 * `weights` holds the rows and columns that carry something, diagonals and scale folded in. Where the skip
 * keeps units alive that the weights do not touch, places say which live units the rows and columns are; a
 * layer without that needs no gathering at all.
 */
#ifndef HODO_OPERATOR_CHAIN_STAGE_H
#define HODO_OPERATOR_CHAIN_STAGE_H

#include "operator/chain_live.h"

typedef struct hodo_stage {
    size_t below, above;  /* live units */
    hodo_matrix weights;  /* (rows, columns) */
    const size_t *row;    /* (rows,) places among the units above; NULL: all of them */
    const size_t *column; /* (columns,) places below; NULL: all of them */
    const size_t *carry;  /* (above,) where a unit's skip comes from below, or SIZE_MAX; NULL: no skip */
    double skip, scale;   /* scale is 1 where it is folded in */
} hodo_stage;

/* Room for products that are gathered and scattered: (vectors, widest) each. */
typedef struct hodo_stage_scratch {
    hodo_matrix gathered, product;
} hodo_stage_scratch;

hodo_status hodo_stage_take(hodo_arena *arena, const hodo_chain_layer *layer, const hodo_level *below,
                            const hodo_level *above, hodo_stage *stage, hodo_error *error);

/* y <- x A^T, (vectors, below) to (vectors, above), and y <- x A. x and y are disjoint. */
hodo_status hodo_stage_through(const hodo_stage *stage, const hodo_stage_scratch *scratch, size_t workers,
                               hodo_matrix x, hodo_matrix y, hodo_error *error);
hodo_status hodo_stage_back(const hodo_stage *stage, const hodo_stage_scratch *scratch, size_t workers,
                            hodo_matrix x, hodo_matrix y, hodo_error *error);

/* out (above, below) <- A. */
void hodo_stage_dense(const hodo_stage *stage, hodo_matrix out);

#endif
