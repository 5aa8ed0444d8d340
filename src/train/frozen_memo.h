/* Outputs f(theta_0) of the batches of steps, kept for the next cohort that starts from the same weights and
 * sees the same batches.
 *
 * A search trains one network again and again at other rates, on batches that are a function of the step. Its
 * frozen pass is the same every time: of the arithmetic of a cohort of two cells a fifth. What is kept has the
 * bits that the pass would give, so that no number depends on what ran before.
 */
#ifndef HODO_TRAIN_FROZEN_MEMO_H
#define HODO_TRAIN_FROZEN_MEMO_H

#include "base/arena.h"
#include "base/matrix.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Outputs by step, in the arena that it was taken from. */
typedef struct hodo_frozen_memo hodo_frozen_memo;

/* Room for the first `steps` steps, each made when it is first kept: outputs (batch, outputs) of `precision`.
 * One thread at a time. NULL with HODO_NO_MEMORY. */
hodo_frozen_memo *hodo_frozen_memo_take(hodo_arena *arena, hodo_precision precision, size_t batch,
                                        size_t outputs, size_t steps, hodo_error *error);

/* Whether it holds outputs of this shape (batch, outputs) and precision. */
bool hodo_frozen_memo_fits(const hodo_frozen_memo *memo, hodo_matrix outputs);

/* outputs (batch, outputs) <- those of step t; false, and nothing is written, where they are not known. */
bool hodo_frozen_memo_recall(const hodo_frozen_memo *memo, size_t t, hodo_matrix outputs);

/* Keeps a copy of the outputs (batch, outputs) of step t; those beyond the room, or kept before, are left out.
 * HODO_NO_MEMORY. */
hodo_status hodo_frozen_memo_keep(hodo_frozen_memo *memo, size_t t, hodo_matrix outputs, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
