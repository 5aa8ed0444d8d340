#include "experiments/mlps-at-the-eoc/kernel_watch.h"

#include "operator/largest_eigenvalue.h"
#include "probe/tangent_kernel.h"

struct kernel_watch {
    hodo_tangent_kernel *work;
    hodo_matrix x, first, kernel; /* (n, d); K_0 and K_t (n, n) in double */
    hodo_largest *largest;
};

/* Kernels of data have a top far above the rest: a few tens of steps close the bounds. */
enum { LANCZOS_STEPS = 200 };

static const hodo_matrix itself; /* data NULL: the kernel of x with x */

kernel_watch *kernel_watch_take(hodo_arena *arena, hodo_network *network, hodo_matrix x,
                                const hodo_stream *stream, hodo_error *error)
{
    kernel_watch *watch = hodo_arena_zero(arena, 1, sizeof *watch, error);
    if (watch == NULL) {
        return NULL;
    }
    const size_t n = x.rows;
    watch->x = x;
    watch->work =
        hodo_tangent_kernel_take(arena, network, HODO_KERNEL_OUTPUT, HODO_KERNEL_BY_GRAMS, 0, n, error);
    watch->first = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    watch->kernel = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    watch->largest = hodo_largest_take(arena, n, LANCZOS_STEPS, stream, 0, error);
    const bool all = watch->work != NULL && watch->first.data != NULL && watch->kernel.data != NULL &&
                     watch->largest != NULL;
    return all && hodo_tangent_kernel_measure(watch->work, x, itself, NULL, watch->first, error) == HODO_OK
               ? watch
               : NULL;
}

hodo_status kernel_watch_look(kernel_watch *watch, kernel_seen *seen, hodo_error *error)
{
    hodo_status status = hodo_tangent_kernel_measure(watch->work, watch->x, itself, NULL, watch->kernel, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_operator kernel = hodo_operator_dense(&watch->kernel);
    kernel.nonnegative = true; /* J J^T */
    hodo_largest_bounds bounds;
    status = hodo_largest_run(watch->largest, &kernel, HODO_LARGEST_CERTIFIED, false, KERNEL_WATCH_TOLERANCE,
                              &bounds, error);
    seen->lower = bounds.lower;
    seen->upper = bounds.upper;
    return status != HODO_OK ? status
                             : hodo_kernel_drift_measure(watch->first, watch->kernel, &seen->drift, error);
}
