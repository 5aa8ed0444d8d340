/* The training loop: batches from a source, steps of a cohort, and a look at them now and then.
 *
 * The loop owns no policy: what is measured, printed or saved is the observer's, who is called before step t
 * for every t of its choosing and once after the last. It ends after `steps` steps or when no cell runs. t
 * counts all steps of the cohort: a second run goes on with the batches, and the rates, that one longer run
 * would have had.
 */
#ifndef HODO_TRAIN_LOOP_H
#define HODO_TRAIN_LOOP_H

#include "train/cohort.h"
#include "train/source.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A look at the cohort, or one that sets something. */
typedef struct hodo_observer hodo_observer;

/* What it does, and when. */
struct hodo_observer {
    /* Called before step t with the batch that the step will see, and at the end, t steps done, with that of
     * the last step (of the next one where no step was taken). A status other than HODO_OK ends the loop with
     * it. May be NULL. */
    hodo_status (*look)(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error);
    size_t every; /* looks at step 0, at every `every`-th and at the end; 0: at the end only */
    bool only_before_steps; /* not at the end: for those that set something for the step to come */
    void *context;          /* handed to `look` */
    const hodo_observer *next; /* another one, called after this; NULL: none */
};

/* Runs `steps` steps, or until no cell runs; x and y of a batch are taken from the arena. *taken (may be
 * NULL) <- the steps done by this run. HODO_NO_MEMORY, what the source or an observer fails with, and the
 * errors of hodo_cohort_step. */
hodo_status hodo_loop_run(hodo_arena *arena, hodo_cohort *cohort, const hodo_source *source, size_t steps,
                          const hodo_observer *observer, size_t *taken, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
