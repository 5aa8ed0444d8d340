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
#include "data/digit_stream.h"
#include "data/synthetic.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A callback with its context. */
typedef struct hodo_source {
    /* x (batch, inputs) and y (batch, outputs) <- the batch of step t. */
    hodo_status (*fill)(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error);
    void *context; /* handed to `fill` */
    bool constant; /* every step has the same batch */
} hodo_source;

/* The rows 0 .. batch - 1 of a data set, which is not copied, at every step: full-batch descent when batch =
 * count. Its `fill` answers HODO_MISMATCH when asked for more rows than there are, other columns, or targets
 * of a set without. */
hodo_source hodo_source_full(const hodo_dataset *dataset);

/* Epochs over a data set, each in an order of its own (data/batches.h). The context lives in the arena; one
 * thread at a time. HODO_INVALID for a batch of 0 or larger than the set, HODO_NO_MEMORY; its `fill` answers
 * HODO_MISMATCH for a batch of another size, and as hodo_batches_step and hodo_dataset_gather. */
hodo_status hodo_source_epochs(hodo_arena *arena, const hodo_dataset *dataset, size_t batch,
                               const hodo_stream *stream, hodo_source *source, hodo_error *error);

/* Online: step t has samples first + t batch, ... of a synthetic task, each seen once. `first` sets a
 * training stream apart from a test set that has the indices below. HODO_NO_MEMORY; its `fill` answers as
 * hodo_task_draw. */
hodo_status hodo_source_task(hodo_arena *arena, const hodo_task *task, uint64_t first, hodo_source *source,
                             hodo_error *error);

/* Online: images t batch, ... of the endless deformed digits, with their labels as targets of 10 classes.
 * HODO_NO_MEMORY; its `fill` answers HODO_MISMATCH for a batch of another size or shape, and as
 * hodo_target_write. */
hodo_status hodo_source_digits(hodo_arena *arena, const hodo_digit_stream *digits, size_t batch,
                               hodo_target target, hodo_source *source, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
