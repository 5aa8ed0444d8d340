/* Progress of one training: a line on stderr with step, epoch, loss, rate and time left, rewritten on a
 * terminal, every ten seconds otherwise. Printed by the watch (lab/watch.h), so that a step never waits for a
 * terminal.
 */
#ifndef HODO_HODO_TRAIN_PROGRESS_H
#define HODO_HODO_TRAIN_PROGRESS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct hodo_train_progress hodo_train_progress;

/* Watches `steps` steps, `epoch` of them an epoch, and signals; prints nothing where quiet. NULL with *error.
 * Ends with hodo_train_progress_end, which accepts NULL. */
hodo_train_progress *hodo_train_progress_begin(size_t steps, double epoch, bool quiet, hodo_error *error);
void hodo_train_progress_end(hodo_train_progress *progress);

/* Step t is about to be taken; `loss` is that of the batch before, NAN where there is none. */
void hodo_train_progress_step(hodo_train_progress *progress, size_t t, double loss);

/* The signal that asks to stop, or 0. */
int hodo_train_progress_signal(const hodo_train_progress *progress);

#endif
