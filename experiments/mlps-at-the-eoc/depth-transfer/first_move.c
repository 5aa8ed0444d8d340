#include "experiments/mlps-at-the-eoc/depth-transfer/first_move.h"

#include "rmt/ntk/tangent_limit.h"

#include <math.h>

static hodo_status sweep(const double *gram, first_move *made, hodo_error *error)
{
    const size_t n = made->samples, pairs = n * n;
    rmt_tangent_limit *limit = rmt_tangent_limit_alloc(made->delta, gram, n, error);
    if (limit == NULL) {
        return error->status;
    }
    for (size_t k = 0; k < made->depth; k++) {
        rmt_tangent_limit_kernel(limit, made->kernel + k * pairs);
        rmt_tangent_limit_step(limit);
    }
    rmt_tangent_limit_free(limit);
    for (size_t pair = 0; pair < pairs; pair++) {
        rmt_cosine cosine = rmt_cosine_of(gram[pair]);
        for (size_t k = 0; k < made->depth; k++) {
            made->cosine[k * pairs + pair] = 1 - cosine.gap;
            made->slope[k * pairs + pair] = rmt_cosine_slope(made->delta, cosine);
            cosine = rmt_cosine_next(made->delta, cosine);
        }
        double product = 1; /* G_l, and down from there */
        for (size_t k = made->depth; k-- > 0;) {
            product *= k + 1 < made->depth ? made->slope[k * pairs + pair] : 1;
            made->backward[k * pairs + pair] = product;
        }
    }
    return HODO_OK;
}

hodo_status first_move_open(hodo_arena *arena, hodo_matrix x, double delta, size_t depth, first_move *made,
                            hodo_error *error)
{
    const size_t n = x.rows, pairs = n * n;
    *made = (first_move){.samples = n, .depth = depth, .delta = delta};
    double *gram = hodo_arena_take(arena, pairs, sizeof *gram, error);
    double **arrays[] = {&made->cosine, &made->slope, &made->kernel, &made->backward};
    bool room = gram != NULL;
    for (size_t i = 0; room && i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = hodo_arena_take(arena, depth * pairs, sizeof **arrays[i], error);
        room = *arrays[i] != NULL;
    }
    if (!room) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) { /* norms are 1 but for rounding to float, which is taken out */
        const hodo_matrix row = hodo_matrix_rows(x, i, 1);
        for (size_t j = 0; j <= i; j++) {
            const hodo_matrix other = hodo_matrix_rows(x, j, 1);
            const double norms = hodo_matrix_norm(row) * hodo_matrix_norm(other);
            const double cosine = i == j ? 1 : hodo_matrix_dot(row, other) / norms;
            gram[i * n + j] = gram[j * n + i] = fmax(-1, fmin(1, cosine));
        }
    }
    return sweep(gram, made, error);
}

/* Layer k + 1 and input x: sum over s, s' of what the header says, times n^2. */
typedef struct layer_input {
    const first_move *of;
    const double *y, *widths;
    size_t k, x;
    double *b; /* (n, n) scratch */
} layer_input;

/* excerpt: moves */
/* B_j turns into B_{j-1}; layers are counted from 0. */
static void descend(const layer_input *at, size_t j)
{
    const size_t n = at->of->samples, pairs = n * n;
    const double delta = at->of->delta, ratio = at->widths[at->k] / at->widths[j - 1];
    const double *slope = at->of->slope + (j - 1) * pairs, *of_x = slope + at->x * n;
    const double *above = at->of->backward + j * pairs;
    for (size_t s = 0; s < n; s++) {
        for (size_t t = 0; t < n; t++) {
            const double f = slope[s * n + t] + 2 * (1 - delta) * (2 * delta - 2 + of_x[s] + of_x[t]);
            at->b[s * n + t] = of_x[s] * of_x[t] * at->b[s * n + t] + ratio * f * above[s * n + t];
        }
    }
}

static double full_square(const layer_input *at)
{
    const size_t n = at->of->samples, pairs = n * n;
    double sum = 0;
    for (size_t pair = 0; pair < pairs; pair++) {
        at->b[pair] = at->of->backward[at->k * pairs + pair];
    }
    for (size_t j = at->k + 1; j-- > 0;) {
        const double *kernel = at->of->kernel + j * pairs + at->x * n;
        const double *cosine = at->of->cosine + j * pairs + at->x * n;
        for (size_t s = 0; s < n; s++) {
            for (size_t t = 0; t < n; t++) {
                const double both = kernel[s] * cosine[t] + cosine[s] * kernel[t] - cosine[s] * cosine[t];
                sum += at->y[s] * at->y[t] * at->b[s * n + t] * both;
            }
        }
        if (j > 0) {
            descend(at, j);
        }
    }
    return sum;
}
/* end: moves */

static double plain_square(const layer_input *at)
{
    const size_t n = at->of->samples, pairs = n * n;
    const double *kernel = at->of->kernel + at->k * pairs + at->x * n;
    const double *backward = at->of->backward + at->k * pairs;
    double sum = 0;
    for (size_t s = 0; s < n; s++) {
        for (size_t t = 0; t < n; t++) {
            sum += at->y[s] * at->y[t] * kernel[s] * kernel[t] * backward[s * n + t];
        }
    }
    return sum;
}

hodo_status first_move_sizes(hodo_arena *arena, const first_move *of, hodo_matrix y, const double *widths,
                             double *full, double *plain, hodo_error *error)
{
    const size_t n = of->samples;
    double *targets = hodo_arena_take(arena, n, sizeof *targets, error);
    double *b = hodo_arena_take(arena, n * n, sizeof *b, error);
    if (targets == NULL || b == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t s = 0; s < n; s++) {
        targets[s] = hodo_matrix_get(y, s, 0);
    }
    for (size_t k = 0; k + 1 < of->depth; k++) {
        double squares = 0, plain_squares = 0;
        for (size_t x = 0; x < n; x++) {
            const layer_input at = {of, targets, widths, k, x, b};
            squares += full_square(&at) / (double)n;
            plain_squares += plain_square(&at) / (double)n;
        }
        full[k] = sqrt(squares / widths[k]) / (double)n;
        plain[k] = sqrt(plain_squares / widths[k]) / (double)n;
    }
    return HODO_OK;
}
