#include "rmt/ntk/tangent_limit.h"

#include "base/eigenvalue.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

rmt_tangent_pair rmt_tangent_pair_start(rmt_cosine cosine)
{
    return (rmt_tangent_pair){1, cosine, 1 - cosine.gap, cosine.gap};
}

/* excerpt: recursion */
void rmt_tangent_pair_step(double delta, rmt_tangent_pair *pair)
{
    const rmt_cosine next = rmt_cosine_next(delta, pair->cosine);
    pair->deficit += next.gap + rmt_cosine_loss(delta, pair->cosine) * pair->kernel;
    pair->kernel = (1 - next.gap) + rmt_cosine_slope(delta, pair->cosine) * pair->kernel;
    pair->cosine = next;
    pair->depth++;
}
/* end: recursion */

double rmt_tangent_condition_of(const rmt_tangent_pair *pair, size_t n)
{
    const double together = (double)pair->depth + (double)(n - 1) * pair->kernel;
    const double least = fmin(together, pair->deficit), most = fmax(together, pair->deficit);
    return least > 0 ? most / least : INFINITY;
}

double rmt_tangent_gap_asymptote(double delta, double depth, int order)
{
    const double leading = 9 * M_PI * M_PI / (8 * delta * delta * depth * depth);
    return order == 0 ? leading : leading * (1 - 3 * log(depth) / depth);
}

double rmt_tangent_ratio_asymptote(double depth, int order)
{
    return order == 0 ? 0.25 : 0.25 + 0.375 * log(depth) / depth;
}

double rmt_tangent_condition_asymptote(double depth, size_t n, int order)
{
    const double inputs = (double)n;
    return order == 0 ? 1 + inputs / 3 : 1 + inputs / 3 + 2 * inputs / 3 * log(depth) / depth;
}

struct rmt_tangent_limit {
    double delta;
    size_t n;
    double *squares;         /* (n,) squared norms */
    rmt_tangent_pair *pairs; /* (n (n + 1)/2,): row i of the lower triangle begins at i (i + 1)/2 */
};

/* Of a Gram matrix whose entries are right to some eps. */
static const double rounding = 64 * DBL_EPSILON;

static hodo_status check_diagonal(double delta, const double *gram, size_t n, hodo_error *error)
{
    if (!(delta >= 0 && delta <= 1)) {
        return hodo_fail(error, HODO_INVALID, "Delta = %g is outside [0, 1]: give b^2/(a^2 + b^2)", delta);
    }
    if (n == 0 || n > SIZE_MAX / (n + 1) / sizeof(rmt_tangent_pair)) {
        return hodo_fail(error, HODO_INVALID, "a Gram matrix of %zu inputs: give at least 1, and not so many",
                         n);
    }
    for (size_t i = 0; i < n; i++) {
        if (!(gram[i * n + i] > 0 && gram[i * n + i] < INFINITY)) {
            return hodo_fail(error, HODO_INVALID,
                             "input %zu has the squared norm %g: the Gram matrix needs a positive diagonal",
                             i + 1, gram[i * n + i]);
        }
    }
    return HODO_OK;
}

static hodo_status start_pairs(rmt_tangent_limit *limit, const double *gram, hodo_error *error)
{
    const size_t n = limit->n;
    rmt_tangent_pair *pair = limit->pairs;
    for (size_t i = 0; i < n; i++) {
        limit->squares[i] = gram[i * n + i];
        for (size_t j = 0; j <= i; j++) {
            const double both = sqrt(limit->squares[i]) * sqrt(limit->squares[j]), product = gram[i * n + j];
            if (!(fabs(product) <= both * (1 + rounding))) {
                return hodo_fail(error, HODO_INVALID,
                                 "inputs %zu and %zu have the product %g, beyond that of their norms, %g: give "
                                 "a Gram matrix",
                                 i + 1, j + 1, product, both);
            }
            const rmt_cosine cosine = {fmax((both - product) / both, 0), fmax((both + product) / both, 0)};
            *pair++ = rmt_tangent_pair_start(i == j ? rmt_cosine_of(1) : cosine);
        }
    }
    return HODO_OK;
}

rmt_tangent_limit *rmt_tangent_limit_alloc(double delta, const double *gram, size_t n, hodo_error *error)
{
    if (check_diagonal(delta, gram, n, error) != HODO_OK) {
        return NULL;
    }
    rmt_tangent_limit *limit = malloc(sizeof *limit);
    if (limit != NULL) {
        *limit = (rmt_tangent_limit){.delta = delta,
                                     .n = n,
                                     .squares = malloc(n * sizeof *limit->squares),
                                     .pairs = malloc(n * (n + 1) / 2 * sizeof *limit->pairs)};
    }
    if (limit == NULL || limit->squares == NULL || limit->pairs == NULL) {
        (void)hodo_fail(error, HODO_NO_MEMORY, "no memory for the kernel of %zu inputs", n);
    } else if (start_pairs(limit, gram, error) == HODO_OK) {
        return limit;
    }
    rmt_tangent_limit_free(limit);
    return NULL;
}

void rmt_tangent_limit_free(rmt_tangent_limit *limit)
{
    if (limit != NULL) {
        free(limit->squares);
        free(limit->pairs);
        free(limit);
    }
}

void rmt_tangent_limit_step(rmt_tangent_limit *limit)
{
    for (size_t each = 0; each < limit->n * (limit->n + 1) / 2; each++) {
        rmt_tangent_pair_step(limit->delta, &limit->pairs[each]);
    }
}

size_t rmt_tangent_limit_depth(const rmt_tangent_limit *limit) { return limit->pairs[0].depth; }

void rmt_tangent_limit_kernel(const rmt_tangent_limit *limit, double *kernel)
{
    const rmt_tangent_pair *pair = limit->pairs;
    for (size_t i = 0; i < limit->n; i++) {
        for (size_t j = 0; j <= i; j++, pair++) {
            kernel[i * limit->n + j] =
                pair->kernel * (i == j ? limit->squares[i] : sqrt(limit->squares[i]) * sqrt(limit->squares[j]));
            kernel[j * limit->n + i] = kernel[i * limit->n + j];
        }
    }
}

hodo_status rmt_tangent_limit_condition(const rmt_tangent_limit *limit, double *condition, hodo_error *error)
{
    const size_t n = limit->n;
    double *kernel = malloc(n * (n + 1) * sizeof *kernel);
    if (kernel == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the eigenvalues of %zu inputs", n);
    }
    double *values = kernel + n * n;
    rmt_tangent_limit_kernel(limit, kernel);
    const hodo_status status = hodo_symmetric_eigenvalues(kernel, n, values, error);
    *condition = NAN;
    if (status == HODO_OK) {
        const double most = values[n - 1];
        *condition = values[0] > (double)n * DBL_EPSILON * most ? most / values[0] : INFINITY;
    }
    free(kernel);
    return status;
}
