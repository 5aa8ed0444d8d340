/* The one lock on FFTW's planner, which alone of its functions keeps state between calls: making and destroying
 * plans from two threads at once corrupts it, executing does not. Whoever plans a transform, in any room or in a
 * program that calls FFTW itself, holds this lock. It is the only mutable thing of the process that is not passed,
 * because the planner is. */
#ifndef HODO_BASE_PLANNER_H
#define HODO_BASE_PLANNER_H

#ifdef __cplusplus
extern "C" {
#endif

/* Waits until nobody else plans; a thread that holds the lock must not take it again. */
void hodo_planner_lock(void);

/* Lets the next one plan; only by the thread that holds the lock. */
void hodo_planner_unlock(void);

#ifdef __cplusplus
}
#endif

#endif
