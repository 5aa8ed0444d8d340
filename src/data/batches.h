/* Which samples a step sees: every epoch a new uniform permutation of the set, cut into batches.
 *
 * Position i of step t is position p = t B + i of one endless sequence; epoch p / n, place p mod n. A
 * batch may begin in one epoch and end in the next, so every sample is seen exactly once an epoch and
 * every batch is full. The permutation of an epoch is a pure function of (stream, epoch): Fisher and
 * Yates' shuffle (Durstenfeld 1964) whose exchange number i uses words 2i and 2i + 1 of tensor `epoch`
 * alone; each choice among k is off by less than k 2^-64. So step t can be asked for without the steps
 * before it: a run that is taken up again draws the same batches. The price is one shuffle (about 5 ns
 * a sample) whenever the epoch changes.
 *
 * The stream is the batches' own: they use its tensors by number of epoch.
 */
#ifndef HODO_DATA_BATCHES_H
#define HODO_DATA_BATCHES_H

#include "base/arena.h"
#include "base/random.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* order (count,) <- the permutation of 0 .. count - 1 of this epoch. count is at most
 * HODO_TENSOR_LIMIT / 2, by assertion. */
void hodo_epoch_order(const hodo_stream *stream, uint32_t epoch, size_t count, size_t *order);

/* The batches of one set, with the permutation of the epoch asked last. */
typedef struct hodo_batches hodo_batches;

/* Batches of `batch` of `count` samples; NULL with HODO_INVALID when batch is 0 or above count, when
 * count is 0 or beyond half a tensor, or HODO_NO_MEMORY. Lives in the arena; one thread at a time. */
hodo_batches *hodo_batches_take(hodo_arena *arena, const hodo_stream *stream, size_t count, size_t batch,
                                hodo_error *error);

/* indices (batch,) <- the samples of step t, in any order of asking. HODO_INVALID beyond epoch
 * 2^32 - 1. */
hodo_status hodo_batches_step(hodo_batches *batches, uint64_t step, size_t *indices, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
