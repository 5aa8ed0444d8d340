/* Where a training loop's batches come from: a callback that fills the batch of step t. Full batches, epochs
 * in a shuffled order and endless online streams are rows of the same face.
 *
 * The batch of a step is a pure function of the source and t, so that a run can be resumed at any step and
 * two runs see the same data. Batches are of the precision of the matrices that are handed in.
 */
#ifndef HODO_TRAIN_SOURCE_H
#define HODO_TRAIN_SOURCE_H

#include "base/random.h"
#include "data/dataset.h"

#include <stdbool.h>

typedef struct hodo_source {
    /* x (batch, inputs) and y (batch, outputs) <- the batch of step t. */
    hodo_status (*fill)(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error);
    void *context;
    bool constant; /* every step has the same batch */
} hodo_source;

/* The rows 0 .. batch - 1 of a data set at every step: full-batch descent when batch = count. */
hodo_source hodo_source_full(const hodo_dataset *dataset);

/* Epochs: each passes once over the data set in an order of its own, drawn from `stream`; a remainder that
 * fills no batch is left out of its epoch. The context lives in the arena. */
hodo_status hodo_source_epochs(hodo_arena *arena, const hodo_dataset *dataset, size_t batch, hodo_stream stream,
                               hodo_source *source, hodo_error *error);

#endif
