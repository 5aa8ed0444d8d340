/* What the networks of this paper's training figures learn: n inputs x ~ N(0, I_d) with
 * y = H_2(<w, x>)/sqrt(2), ||w|| = 1 of random direction, of variance 1 (data/synthetic.h), in shuffled
 * mini-batches. Synthetic by choice: what is claimed of them holds for any data. */
#ifndef HODO_EXPERIMENTS_TEACHER_BATCHES_H
#define HODO_EXPERIMENTS_TEACHER_BATCHES_H

#include "train/source.h"

typedef struct teacher_batches {
    hodo_dataset set;
    hodo_source source;
    hodo_matrix x, y; /* (batch, inputs), (batch, 1), double: the batch that was filled last */
} teacher_batches;

/* HODO_INVALID for a batch above `samples`. */
hodo_status teacher_batches_check(int64_t batch, int64_t samples, hodo_error *error);

/* Draws apart from those of `stream`'s own tensors. HODO_INVALID for a batch above `samples`. */
hodo_status teacher_batches_take(hodo_arena *arena, const hodo_stream *stream, size_t inputs, size_t samples,
                                 size_t batch, teacher_batches *batches, hodo_error *error);

/* x, y <- the batch of step t. */
hodo_status teacher_batches_fill(teacher_batches *batches, size_t t, hodo_error *error);

#endif
