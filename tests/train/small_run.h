/* Runs of the small task: a cohort of one cell, its batch as a source that never changes, and a diary that an
 * observer keeps. */
#ifndef HODO_TESTS_TRAIN_SMALL_RUN_H
#define HODO_TESTS_TRAIN_SMALL_RUN_H

#include "small_task.h"
#include "train/loop.h"

/* A cohort of one cell at (eta, gamma). */
hodo_cohort *small_run_take(small_task *task, const hodo_training *training, double eta, double gamma);

/* hodo_source.fill of the task's batch at every step; the context is the task. */
hodo_status small_run_batch(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error);

typedef struct diary {
    size_t looks, at[64];
    double loss[64], sharpness[64];
} diary;

/* hodo_observer.look that writes the first cell into a diary. */
hodo_status diary_note(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                       hodo_error *error);

#endif
