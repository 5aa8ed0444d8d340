/* The gradient on the first rows of a set, as a pass that has run backward. */
#ifndef SPECTRAL_CONDITION_FIRST_GRADIENT_H
#define SPECTRAL_CONDITION_FIRST_GRADIENT_H

#include "data/dataset.h"
#include "experiments/spectral-condition/width_network.h"
#include "net/gradient.h"

/* Forward and backward of the network's loss on rows 0 .. batch - 1 of data->x and ->y; what layers keep lies
 * in the arena. The backward pass stops above the input. NULL with *error: HODO_MISMATCH for more rows than
 * there are, HODO_NUMERIC, HODO_NO_MEMORY. */
hodo_pass *first_gradient(hodo_arena *arena, width_network *of, const hodo_dataset *data, size_t batch,
                          hodo_error *error);

#endif
