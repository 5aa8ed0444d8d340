/* The tangent kernel on the probe samples, traced over outputs, with the parametrization's rates: the kernel by
 * which gradient flow moves the output (arXiv 2410.04642, section on silent alignment).
 */
#include "hodo/train_probe_rows.h"

#include "probe/kernel_alignment.h"
#include "probe/tangent_kernel.h"

/* Samples of a block of passes. */
enum { BLOCK = 64 };

typedef struct kernel_state {
    hodo_tangent_kernel *work;
    hodo_matrix first, now, targets; /* (n, n) at the start and at the look; (n, k) double */
} kernel_state;

void *hodo_train_probe_take_kernel(hodo_train_scene *scene, hodo_error *error)
{
    const size_t n = scene->probe_x.rows;
    kernel_state *own = hodo_arena_zero(scene->arena, 1, sizeof *own, error);
    if (own == NULL) {
        return NULL;
    }
    own->first = hodo_matrix_take(scene->arena, HODO_DOUBLE, n, n, error);
    own->now = hodo_matrix_take(scene->arena, HODO_DOUBLE, n, n, error);
    own->targets = hodo_matrix_take(scene->arena, HODO_DOUBLE, n, scene->probe_y.columns, error);
    own->work = hodo_tangent_kernel_take(scene->arena, &scene->cell->network, HODO_KERNEL_TRACED,
                                         HODO_KERNEL_BY_GRAMS, 0, n < BLOCK ? n : BLOCK, error);
    if (own->first.data == NULL || own->now.data == NULL || own->targets.data == NULL || own->work == NULL) {
        return NULL;
    }
    hodo_matrix_convert(scene->probe_y, own->targets);
    const hodo_matrix none = {.data = NULL};
    return hodo_tangent_kernel_measure(own->work, scene->probe_x, none, scene->rates, own->first, error) ==
                   HODO_OK
               ? own
               : NULL;
}

static hodo_status measure(hodo_train_scene *scene, const kernel_state *own, hodo_error *error)
{
    const hodo_matrix none = {.data = NULL};
    return hodo_tangent_kernel_measure(own->work, scene->probe_x, none, scene->rates, own->now, error);
}

hodo_status hodo_train_probe_kernel_alignment(hodo_train_scene *scene, void *state, double *values,
                                              hodo_error *error)
{
    const kernel_state *own = state;
    hodo_status status = measure(scene, own, error);
    for (int centred = 0; centred < 2 && status == HODO_OK; centred++) {
        status = hodo_kernel_target_alignment(own->now, own->targets, centred == 1, &values[centred], error);
    }
    return status;
}

hodo_status hodo_train_probe_kernel_drift(hodo_train_scene *scene, void *state, double *values,
                                          hodo_error *error)
{
    const kernel_state *own = state;
    hodo_kernel_drift drift;
    hodo_status status = measure(scene, own, error);
    if (status == HODO_OK) {
        status = hodo_kernel_drift_measure(own->first, own->now, &drift, error);
    }
    if (status == HODO_OK) {
        values[0] = drift.frobenius;
        values[1] = drift.spectral;
    }
    return status;
}
