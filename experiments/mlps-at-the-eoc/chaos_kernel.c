#include "experiments/mlps-at-the-eoc/chaos_kernel.h"

#include "base/eigenvalue.h"
#include "probe/tangent_kernel.h"
#include "rmt/ntk/tangent_limit.h"

#include <math.h>

/* excerpt: kernel */
hodo_status chaos_kernel_measure(hodo_arena *arena, const chaos_network_setting *setting,
                                 const hodo_stream *stream, hodo_matrix kernel, hodo_error *error)
{
    const size_t n = setting->inputs;
    const hodo_matrix x = hodo_matrix_take(arena, setting->precision, n, n, error), itself = {.data = NULL};
    if (x.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_zero(x);
    for (size_t i = 0; i < n; i++) {
        hodo_matrix_set(x, i, i, 1.0);
    }
    chaos_network made;
    hodo_status status = chaos_network_open(arena, setting, stream, &made, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_tangent_kernel *work =
        hodo_tangent_kernel_take(arena, &made.network, HODO_KERNEL_OUTPUT, HODO_KERNEL_BY_GRAMS, 0, n, error);
    return work == NULL ? error->status
                        : hodo_tangent_kernel_measure(work, x, itself, NULL /* rates 1 */, kernel, error);
}
/* end: kernel */

/* Multiply-adds of a skinny pass that take as long as one draw. */
static const double draw = 40.0;

double chaos_kernel_cost(const chaos_network_setting *setting)
{
    static const double start = 1.5e6; /* of a cell, whatever its size */
    return start + chaos_network_weights(setting) * (draw + 2.0 * (double)setting->inputs);
}

chaos_kernel_entries chaos_kernel_summary(hodo_matrix kernel, size_t depth)
{
    const double n = (double)kernel.rows, l = (double)depth;
    chaos_kernel_entries mean = {0};
    for (size_t i = 0; i < kernel.rows; i++) {
        const double own = hodo_matrix_get(kernel, i, i) / l;
        mean.diagonal += own / n;
        mean.diagonal_square += (own - 1.0) * (own - 1.0) / n;
        for (size_t j = 0; j < i; j++) {
            mean.off += hodo_matrix_get(kernel, i, j) / l / (n * (n - 1.0) / 2.0);
        }
    }
    return mean;
}

static rmt_tangent_pair limit_at(double delta, size_t depth)
{
    rmt_tangent_pair pair = rmt_tangent_pair_start(rmt_cosine_of(0.0));
    while (pair.depth < depth) {
        rmt_tangent_pair_step(delta, &pair);
    }
    return pair;
}

double chaos_limit_ratio(double delta, size_t depth) { return limit_at(delta, depth).kernel / (double)depth; }

double chaos_limit_condition(double delta, size_t depth, size_t n)
{
    const rmt_tangent_pair pair = limit_at(delta, depth);
    return rmt_tangent_condition_of(&pair, n);
}

hodo_status chaos_kernel_error(hodo_arena *arena, hodo_matrix kernel, double delta, size_t depth,
                               double *relative, hodo_error *error)
{
    const size_t n = kernel.rows;
    const double off = limit_at(delta, depth).kernel, own = (double)depth;
    double *difference = hodo_arena_take(arena, n * (n + 1), sizeof *difference, error);
    if (difference == NULL) {
        return HODO_NO_MEMORY;
    }
    double *values = difference + n * n;
    for (size_t i = 0; i < n * n; i++) {
        difference[i] = hodo_matrix_get(kernel, i / n, i % n) - (i % (n + 1) == 0 ? own : off);
    }
    const hodo_status status = hodo_symmetric_eigenvalues(difference, n, values, error);
    *relative = fmax(fabs(values[0]), fabs(values[n - 1])) / fmax(own + (double)(n - 1) * off, own - off);
    return status;
}
