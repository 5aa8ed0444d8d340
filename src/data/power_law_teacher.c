/* A linear teacher on inputs whose covariance decays as a power: capacity and source. */
#include "data/synthetic_rule.h"

#include <math.h>

static hodo_status make(hodo_arena *arena, hodo_task *task, hodo_error *error)
{
    const size_t d = task->settings.inputs;
    double *w = hodo_task_truth_normals(arena, task, d, error);
    double *root = hodo_arena_take(arena, d, sizeof *root, error);
    double *coefficient = hodo_arena_take(arena, d, sizeof *coefficient, error);
    if (w == NULL || root == NULL || coefficient == NULL) {
        return HODO_NO_MEMORY;
    }
    double variance = 0;
    for (size_t i = d; i-- > 0;) { /* the smallest first */
        variance += pow((double)(i + 1), -task->settings.alpha - task->settings.beta);
    }
    for (size_t i = 0; i < d; i++) {
        root[i] = pow((double)(i + 1), -task->settings.alpha / 2);
        /* Only the sign is drawn. */
        w[i] = copysign(pow((double)(i + 1), -task->settings.beta / 2) / sqrt(variance), w[i]);
        coefficient[i] = root[i] * w[i];
    }
    task->normals = d;
    task->root = root;
    task->coefficient = coefficient;
    task->truth = hodo_matrix_view(HODO_DOUBLE, w, 1, d);
    return HODO_OK;
}

const struct hodo_task_rule hodo_power_law_teacher = {.make = make, .draw = hodo_task_linear};
