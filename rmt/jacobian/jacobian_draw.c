#include "rmt/jacobian/jacobian_draw.h"

#include "base/eigenvalue.h"
#include "base/matrix.h"
#include "rmt/law/ensemble.h"
#include "rmt/law/haar.h"

#include <math.h>

/* What one forward pass works in; all from one arena. */
typedef struct pass {
    const rmt_jacobian_network *network;
    const hodo_stream *stream;
    size_t width, widest;
    size_t *units;           /* (depth + 1,) or NULL: all equal */
    double *weight;          /* (n_l, n_{l-1}) or its transpose */
    double *jacobian, *next; /* (n_l, n_0) */
    double *x, *h;           /* (n_l,) */
    double *spare;           /* (2 widest,) */
} pass;

static size_t width_of(const pass *at, size_t layer)
{
    return at->units == NULL ? at->width : at->units[layer];
}

static uint32_t weight_tensor(size_t layer)
{
    return (uint32_t)(3 * layer);
}

static uint32_t bias_tensor(size_t layer)
{
    return (uint32_t)(3 * layer + 1);
}

static uint32_t unit_tensor(size_t layer)
{
    return (uint32_t)(3 * layer + 2);
}

/* W_l of mean-square entry weight_variance/n_{l-1}; *transposed when it lies as (n_{l-1}, n_l). */
static hodo_status draw_weight(pass *at, size_t layer, bool *transposed, hodo_error *error)
{
    const size_t rows = width_of(at, layer), columns = width_of(at, layer - 1);
    const double variance = at->network->point.weight_variance;
    *transposed = at->network->orthogonal && rows > columns;
    if (!at->network->orthogonal) {
        hodo_random_normal_double(at->stream, weight_tensor(layer), 0, rows * columns,
                                  sqrt(variance / (double)columns), at->weight);
        return HODO_OK;
    }
    const size_t few = *transposed ? columns : rows, many = *transposed ? rows : columns;
    const hodo_status status =
        rmt_haar_rows(at->stream, weight_tensor(layer), few, many, at->spare, at->weight, error);
    const double scale = sqrt(variance * (*transposed ? (double)rows / (double)columns : 1));
    for (size_t i = 0; status == HODO_OK && i < rows * columns; i++) {
        at->weight[i] *= scale;
    }
    return status;
}

/* x_0 of the length that makes h_1 have variance q*: weight_variance ||x_0||^2/n_0 + bias_variance = q*. */
static void draw_input(pass *at)
{
    const rmt_fixed_point *point = &at->network->point;
    const size_t n = width_of(at, 0);
    double square = 0;
    hodo_random_normal_double(at->stream, weight_tensor(0), 0, n, 1, at->x);
    for (size_t i = 0; i < n; i++) {
        square += at->x[i] * at->x[i];
    }
    const double wanted = fmax(0, point->length - point->bias_variance) / point->weight_variance;
    for (size_t i = 0; i < n; i++) {
        at->x[i] *= sqrt((double)n * wanted / square);
    }
}

/* x <- phi(h), J <- D W J. */
static hodo_status layer_pass(pass *at, size_t layer, hodo_error *error)
{
    const hodo_nonlinearity *shape = &at->network->shape;
    const hodo_activation *phi = shape->activation;
    const size_t rows = width_of(at, layer), columns = width_of(at, layer - 1), inputs = width_of(at, 0);
    bool transposed;
    const hodo_status status = draw_weight(at, layer, &transposed, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_matrix w = hodo_matrix_view(HODO_DOUBLE, at->weight, transposed ? columns : rows,
                                           transposed ? rows : columns);
    const double bias_scale = sqrt(at->network->point.bias_variance);
    hodo_random_normal_double(at->stream, bias_tensor(layer), 0, rows, bias_scale, at->h);
    hodo_matrix_multiply(1, w, transposed, hodo_matrix_view(HODO_DOUBLE, at->x, columns, 1), false, 1,
                         hodo_matrix_view(HODO_DOUBLE, at->h, rows, 1));
    if (layer == 1) { /* J_0 = I */
        for (size_t i = 0; i < rows; i++) {
            for (size_t j = 0; j < inputs; j++) {
                at->next[i * inputs + j] = transposed ? at->weight[j * rows + i] : at->weight[i * inputs + j];
            }
        }
    } else {
        hodo_matrix_multiply(1, w, transposed, hodo_matrix_view(HODO_DOUBLE, at->jacobian, columns, inputs),
                             false, 0, hodo_matrix_view(HODO_DOUBLE, at->next, rows, inputs));
    }
    for (size_t i = 0; i < rows; i++) {
        const double slope = phi->derivative(at->h[i], shape->a, shape->b);
        at->x[i] = phi->value(at->h[i], shape->a, shape->b);
        for (size_t j = 0; j < inputs; j++) {
            at->next[i * inputs + j] *= slope;
        }
    }
    double *const before = at->jacobian;
    at->jacobian = at->next;
    at->next = before;
    return HODO_OK;
}

static hodo_status take(pass *at, hodo_arena *arena, hodo_error *error)
{
    const rmt_jacobian_network *net = at->network;
    at->widest = at->width;
    if (net->widths != NULL) {
        at->units = hodo_arena_take(arena, net->depth + 1, sizeof *at->units, error);
        if (at->units == NULL) {
            return HODO_NO_MEMORY;
        }
        for (size_t l = 0; l <= net->depth; l++) {
            const double mean = (double)at->width * net->widths[l] / net->widths[net->depth];
            const size_t n = rmt_ensemble_rank(at->stream, unit_tensor(l), mean);
            at->units[l] = n > 0 ? n : 1;
            at->widest = at->units[l] > at->widest ? at->units[l] : at->widest;
        }
    }
    const size_t n = at->widest, most = HODO_TENSOR_LIMIT / 2;
    if (n > most / n) {
        return hodo_fail(error, HODO_NO_MEMORY,
                         "layers of %zu units have too many weights: take a smaller width", n);
    }
    at->weight = hodo_arena_take(arena, n * n, sizeof(double), error);
    at->jacobian = at->weight != NULL ? hodo_arena_take(arena, n * n, sizeof(double), error) : NULL;
    at->next = at->jacobian != NULL ? hodo_arena_take(arena, n * n, sizeof(double), error) : NULL;
    at->x = at->next != NULL ? hodo_arena_take(arena, n, sizeof(double), error) : NULL;
    at->h = at->x != NULL ? hodo_arena_take(arena, n, sizeof(double), error) : NULL;
    at->spare = at->h != NULL ? hodo_arena_take(arena, 2 * n, sizeof(double), error) : NULL;
    return at->spare != NULL ? HODO_OK : HODO_NO_MEMORY;
}

hodo_status rmt_jacobian_draw(const rmt_jacobian_network *network, size_t width, const hodo_stream *stream,
                              double *values, hodo_error *error)
{
    pass at = {.network = network, .stream = stream, .width = width};
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a network of width %zu: close other programs",
                         width);
    }
    hodo_status status = take(&at, arena, error);
    if (status == HODO_OK) {
        draw_input(&at);
    }
    for (size_t layer = 1; status == HODO_OK && layer <= network->depth; layer++) {
        status = layer_pass(&at, layer, error);
    }
    if (status == HODO_OK) {
        status = hodo_squared_singular_values(at.jacobian, width, width_of(&at, 0), values, error);
    }
    hodo_arena_free(arena);
    return status;
}
