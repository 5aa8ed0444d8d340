/* Which units of a chain can matter: those that an input reaches and that an output reads.
 *
 * Level l stands between A_l and A_l+1; level 0 holds the inputs, level `count` the outputs. A unit is reached
 * when a reached one feeds it (through the weights where D is not 0, or through the skip), and read when it
 * feeds one that is read (through the weights where E is not 0, or through the skip). Weights themselves are
 * taken for non-zero. All outputs are read and all inputs reached.
 */
#ifndef HODO_OPERATOR_CHAIN_LIVE_H
#define HODO_OPERATOR_CHAIN_LIVE_H

#include "operator/chain.h"

typedef struct hodo_level {
    size_t width; /* of the whole level */
    size_t live;
    size_t *index; /* (live,) ascending */
    size_t *place; /* (width,) the place of a unit among the live ones; SIZE_MAX for the others */
} hodo_level;

/* levels (count + 1,), their arrays from the arena. Widths are those of the layers, which follow each other. */
hodo_status hodo_chain_live(hodo_arena *arena, const hodo_chain_layer *layers, size_t count, hodo_level *levels,
                            hodo_error *error);

#endif
