#include "operator/lanczos_quadrature.h"

#include <math.h>

hodo_status hodo_lanczos_quadrature(const hodo_operator *operator, const hodo_probes * probes, size_t steps,
                                    hodo_arena *arena, hodo_quadrature *quadrature, hodo_error *error)
{
    if (probes->count < 1 || operator->dimension<1) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu probes of dimension %zu: quadrature needs at least 1 of each",
                         probes->count, operator->dimension);
    }
    hodo_arena *scratch = hodo_arena_alloc();
    if (scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for Lanczos quadrature: close other programs");
    }
    hodo_lanczos lanczos;
    const hodo_matrix start = hodo_matrix_take(scratch, operator->precision, probes->count, operator->dimension,
                                               error);
    hodo_status status = start.data == NULL ? HODO_NO_MEMORY : HODO_OK;
    if (status == HODO_OK) {
        hodo_probes_draw(probes, start);
        status = hodo_lanczos_run(operator, start, steps, scratch, &lanczos, error);
    }
    if (status == HODO_OK) {
        *quadrature = (hodo_quadrature){.probes = probes->count, .steps = steps};
        quadrature->count = hodo_arena_take(arena, probes->count, sizeof *quadrature->count, error);
        quadrature->node = hodo_arena_zero(arena, probes->count * steps, sizeof *quadrature->node, error);
        quadrature->weight = hodo_arena_zero(arena, probes->count * steps, sizeof *quadrature->weight, error);
        status = quadrature->count == NULL || quadrature->node == NULL || quadrature->weight == NULL
                     ? HODO_NO_MEMORY
                     : HODO_OK;
    }
    for (size_t s = 0; status == HODO_OK && s < probes->count; s++) {
        quadrature->count[s] = lanczos.taken[s];
        status = hodo_lanczos_ritz(&lanczos, s, quadrature->node + s * steps, quadrature->weight + s * steps,
                                   NULL, error);
    }
    hodo_arena_free(scratch);
    return status;
}

/* The standard error of a mean from the sums of the draws and of their squares. */
static double standard_error_of(double sum, double sum_square, size_t draws)
{
    const double n = (double)draws;
    return draws < 2 ? NAN : sqrt(fmax(0, sum_square - sum * sum / n) / (n * (n - 1)));
}

void hodo_quadrature_mean(const hodo_quadrature *quadrature, double (*f)(double x, const void *context),
                          const void *context, double *mean, double *standard_error)
{
    double first = 0, sum = 0, sum_square = 0; /* about the first probe's, so that nothing cancels */
    for (size_t s = 0; s < quadrature->probes; s++) {
        double value = 0;
        for (size_t i = 0; i < quadrature->count[s]; i++) {
            const size_t at = s * quadrature->steps + i;
            value += quadrature->weight[at] * f(quadrature->node[at], context);
        }
        first = s == 0 ? value : first;
        sum += value - first;
        sum_square += (value - first) * (value - first);
    }
    *mean = first + sum / (double)quadrature->probes;
    if (standard_error != NULL) {
        *standard_error = standard_error_of(sum, sum_square, quadrature->probes);
    }
}

/* One probe's F at x: half of a node's weight at the node, lines between, 0 and 1 outside of them. A single
 * node, or nodes that coincide, are a step. */
static double cumulative_of(const double *node, const double *weight, size_t count, double x)
{
    if (x < node[0]) {
        return 0;
    }
    if (x >= node[count - 1]) {
        return 1;
    }
    size_t low = 0, high = count - 1; /* node[low] <= x < node[high] */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (node[middle] <= x) {
            low = middle;
        } else {
            high = middle;
        }
    }
    double below = 0;
    for (size_t i = 0; i < low; i++) {
        below += weight[i];
    }
    const double left = below + weight[low] / 2, right = below + weight[low] + weight[high] / 2;
    return left + (right - left) * (x - node[low]) / (node[high] - node[low]);
}

void hodo_quadrature_cumulative(const hodo_quadrature *quadrature, const double *x, size_t count,
                                double *cumulative, double *standard_error)
{
    for (size_t i = 0; i < count; i++) {
        double sum = 0, sum_square = 0;
        for (size_t s = 0; s < quadrature->probes; s++) {
            const size_t at = s * quadrature->steps;
            const double f = cumulative_of(quadrature->node + at, quadrature->weight + at, quadrature->count[s],
                                           x[i]);
            sum += f;
            sum_square += f * f;
        }
        cumulative[i] = sum / (double)quadrature->probes;
        if (standard_error != NULL) {
            standard_error[i] = standard_error_of(sum, sum_square, quadrature->probes);
        }
    }
}

hodo_status hodo_quadrature_without_lowest(hodo_quadrature *quadrature, double mass, hodo_error *error)
{
    if (!(mass >= 0 && mass < 1)) {
        return hodo_fail(error, HODO_INVALID, "an atom of mass %g: it must be at least 0 and below 1", mass);
    }
    for (size_t s = 0; s < quadrature->probes; s++) {
        double left = mass, *weight = quadrature->weight + s * quadrature->steps;
        for (size_t i = 0; i < quadrature->count[s]; i++) {
            const double given = fmin(left, weight[i]);
            left -= given;
            weight[i] = (weight[i] - given) / (1 - mass);
        }
    }
    return HODO_OK;
}

hodo_status hodo_quadrature_moments(const hodo_quadrature *quadrature, double margin, double least,
                                    size_t count, hodo_arena *arena, hodo_chebyshev_moments *moments,
                                    hodo_error *error)
{
    if (count < 2 || count > 2 * quadrature->steps) {
        return hodo_fail(error, HODO_INVALID, "%zu moments from %zu steps of Lanczos: 2 to %zu are exact",
                         count, quadrature->steps, 2 * quadrature->steps);
    }
    double lower = INFINITY, upper = -INFINITY;
    for (size_t s = 0; s < quadrature->probes; s++) {
        const double *node = quadrature->node + s * quadrature->steps;
        lower = fmin(lower, node[0]);
        upper = fmax(upper, node[quadrature->count[s] - 1]);
    }
    hodo_spectral_interval_widen(margin, least, &lower, &upper);
    *moments = (hodo_chebyshev_moments){
        .lower = lower, .upper = upper, .probes = quadrature->probes, .count = count};
    moments->moment = hodo_arena_zero(arena, quadrature->probes * count, sizeof *moments->moment, error);
    if (moments->moment == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t s = 0; s < quadrature->probes; s++) {
        double *moment = moments->moment + s * count;
        for (size_t i = 0; i < quadrature->count[s]; i++) {
            const size_t at = s * quadrature->steps + i;
            const double theta = acos(2 * (quadrature->node[at] - lower) / (upper - lower) - 1);
            for (size_t k = 0; k < count; k++) {
                moment[k] += quadrature->weight[at] * cos((double)k * theta);
            }
        }
    }
    return HODO_OK;
}
