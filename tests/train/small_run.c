#include "small_run.h"

#include <criterion/criterion.h>

hodo_status diary_note(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                       hodo_error *error)
{
    diary *into = context;
    (void)x, (void)y, (void)error;
    into->at[into->looks] = t;
    into->sharpness[into->looks] = hodo_cohort_cell(cohort, 0)->sharpness;
    into->loss[into->looks++] = hodo_cohort_cell(cohort, 0)->loss;
    return HODO_OK;
}

hodo_status small_run_batch(void *context, size_t t, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const small_task *task = context;
    (void)t, (void)error;
    hodo_matrix_copy(task->x, x);
    hodo_matrix_copy(task->y, y);
    return HODO_OK;
}

hodo_cohort *small_run_take(small_task *task, const hodo_training *training, double eta, double gamma)
{
    hodo_error error = {0};
    hodo_cohort *cohort =
        hodo_cohort_take(task->arena, &task->network, training, &(hodo_cell_setting){eta, gamma}, 1, &error);
    cr_assert_not_null(cohort, "%s", error.message);
    return cohort;
}
