#include "train/loop.h"

/* All observers of the chain whose turn step t is; at the end it is everybody's. */
static hodo_status look(const hodo_observer *observer, bool end, hodo_cohort *cohort, size_t t, hodo_matrix x,
                        hodo_matrix y, hodo_error *error)
{
    for (; observer != NULL; observer = observer->next) {
        const bool due =
            end ? !observer->only_before_steps : observer->every > 0 && t % observer->every == 0;
        if (due && observer->look != NULL) {
            const hodo_status status = observer->look(observer->context, cohort, t, x, y, error);
            if (status != HODO_OK) {
                return status;
            }
        }
    }
    return HODO_OK;
}

hodo_status hodo_loop_run(hodo_arena *arena, hodo_cohort *cohort, const hodo_source *source, size_t steps,
                          const hodo_observer *observer, size_t *taken, hodo_error *error)
{
    const hodo_network *initial = hodo_cohort_initial(cohort);
    const hodo_matrix x = hodo_matrix_take(arena, initial->precision, hodo_cohort_batch(cohort),
                                           initial->architecture->inputs, error);
    const hodo_matrix y = hodo_matrix_take(arena, initial->precision, hodo_cohort_batch(cohort),
                                           initial->architecture->outputs, error);
    if (x.data == NULL || y.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = HODO_OK;
    const size_t first = hodo_cohort_taken(cohort);
    size_t t = first;
    for (; t - first < steps && hodo_cohort_running(cohort) > 0; t++) {
        const bool same = source->constant && t > first;
        if (!same) {
            status = source->fill(source->context, t, x, y, error);
        }
        if (status == HODO_OK) {
            status = look(observer, false, cohort, t, x, y, error);
        }
        if (status == HODO_OK) {
            status = hodo_cohort_step(cohort, x, y, same, error);
        }
        if (status != HODO_OK) {
            break;
        }
    }
    if (status == HODO_OK && t == first) {
        status = source->fill(source->context, t, x, y, error);
    }
    if (status == HODO_OK) {
        status = look(observer, true, cohort, t, x, y, error);
    }
    if (taken != NULL) {
        *taken = t - first;
    }
    return status;
}
