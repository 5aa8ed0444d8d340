#include "experiments/mlps-at-the-eoc/depth-transfer/kernel_descent.h"

#include "base/eigenvalue.h"
#include "train/cohort.h"
#include "train/rate_curve.h"

#include <math.h>
#include <string.h>

hodo_status kernel_descent_open(hodo_arena *arena, const double *kernel, hodo_matrix y, double scale,
                                size_t steps, kernel_descent *made, hodo_error *error)
{
    const size_t n = y.rows;
    *made = (kernel_descent){.samples = n, .steps = steps, .scale = scale};
    made->kernel = hodo_arena_take(arena, n * n, sizeof *made->kernel, error);
    made->targets = hodo_arena_take(arena, n, sizeof *made->targets, error);
    made->residual = hodo_arena_take(arena, 2 * n, sizeof *made->residual, error);
    if (made->kernel == NULL || made->targets == NULL || made->residual == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        made->targets[i] = hodo_matrix_get(y, i, 0);
    }
    memcpy(made->kernel, kernel, n * n * sizeof *kernel); /* the eigenvalues destroy what they are found of */
    const hodo_status status = hodo_symmetric_eigenvalues(made->kernel, n, made->residual, error);
    made->edge = status == HODO_OK ? 2 * (double)n / (scale * made->residual[n - 1]) : NAN;
    memcpy(made->kernel, kernel, n * n * sizeof *kernel);
    return status;
}

/* excerpt: descent */
static double descend(const kernel_descent *of, double eta)
{
    const size_t n = of->samples;
    const double rate = eta * of->scale / (double)n;
    double *r = of->residual, *next = r + n, first = 0, sum = 0;
    const size_t tenth = (size_t)(HODO_RATE_TAIL * (double)of->steps), counted = tenth > 0 ? tenth : 1;
    for (size_t s = 0; s < n; s++) {
        r[s] = -of->targets[s];
    }
    for (size_t t = 0; t < of->steps; t++) {
        double loss = 0;
        for (size_t s = 0; s < n; s++) {
            double push = 0;
            for (size_t i = 0; i < n; i++) {
                push += of->kernel[s * n + i] * r[i];
            }
            next[s] = r[s] - rate * push;
            loss += r[s] * r[s] / (2 * (double)n);
        }
        memcpy(r, next, n * sizeof *r);
        first = t == 0 ? loss : first;
        if (!(loss <= HODO_DIVERGED_RATIO * first)) {
            return INFINITY;
        }
        sum += t + counted >= of->steps ? loss : 0;
    }
    return sum / (double)counted;
}
/* end: descent */

hodo_status kernel_descent_losses(void *context, const double *etas, size_t count, double *losses,
                                  hodo_error *error)
{
    (void)error;
    for (size_t i = 0; i < count; i++) {
        losses[i] = descend(context, etas[i]);
    }
    return HODO_OK;
}
