#include "rmt/kernel/bfk_draw.h"

#include "base/arena.h"
#include "base/eigenvalue.h"
#include "base/matrix.h"

#include <math.h>
#include <string.h>

/* What a draw works on: T and two more of its shape, all (width, width), and a feature twice, (width,). */
typedef struct bench {
    hodo_arena *arena;
    size_t width;
    double *kernel, *weights, *product, *feature, *next;
} bench;

static hodo_status bench_open(bench *b, size_t width, hodo_error *error)
{
    *b = (bench){.arena = hodo_arena_alloc(), .width = width};
    if (width == 0) {
        return hodo_fail(error, HODO_INVALID, "a kernel of width 0 has no eigenvalues: width at least 1");
    }
    if (b->arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a kernel of width %zu: lower the width", width);
    }
    double **const pieces[] = {&b->kernel, &b->weights, &b->product, &b->feature, &b->next};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        *pieces[i] = hodo_arena_zero(b->arena, width, (i < 3 ? width : 1) * sizeof(double), error);
        if (*pieces[i] == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    return HODO_OK;
}

static void add_identity(bench *b, double weight)
{
    for (size_t i = 0; i < b->width; i++) {
        b->kernel[i * b->width + i] += weight;
    }
}

/* T <- A T A^T, A the first `columns` columns of the weights and T the first rows and columns of the kernel. */
static void conjugate(bench *b, size_t columns)
{
    const size_t m = b->width;
    const hodo_matrix a = {b->weights, m, columns, m, HODO_DOUBLE},
                      t = {b->kernel, columns, columns, m, HODO_DOUBLE};
    const hodo_matrix product = {b->product, m, columns, m, HODO_DOUBLE},
                      whole = {b->kernel, m, m, m, HODO_DOUBLE};
    hodo_matrix_multiply(1, a, false, t, false, 0, product);
    hodo_matrix_multiply(1, product, false, a, true, 0, whole);
}

static hodo_status bench_close(bench *b, double scale, double *values, hodo_status status, hodo_error *error)
{
    if (status == HODO_OK) {
        status = hodo_symmetric_eigenvalues(b->kernel, b->width, values, error);
    }
    for (size_t i = 0; status == HODO_OK && i < b->width; i++) {
        values[i] *= scale;
    }
    hodo_arena_free(b->arena);
    return status;
}

/* Moves the columns of the weights, and the rows and columns of the kernel, where the feature is positive to
 * the front; keeps those entries of the feature. Returns their number. */
static size_t keep_active(bench *b)
{
    const size_t m = b->width;
    size_t active = 0;
    for (size_t j = 0; j < m; j++) {
        if (!(b->feature[j] > 0)) {
            continue;
        }
        b->feature[active] = b->feature[j];
        memmove(&b->kernel[active * m], &b->kernel[j * m], m * sizeof(double));
        for (size_t i = 0; i < m; i++) {
            b->weights[i * m + active] = b->weights[i * m + j];
        }
        active++;
        /* Columns of the kernel's rows follow below, when the rows are in place. */
        b->next[active - 1] = (double)j;
    }
    for (size_t i = 0; i < active; i++) {
        for (size_t k = 0; k < active; k++) {
            b->kernel[i * m + k] = b->kernel[i * m + (size_t)b->next[k]];
        }
    }
    return active;
}

/* f <- A f, made of length one: only its signs matter. */
static void advance_feature(bench *b, size_t columns)
{
    double square = 0;
    for (size_t i = 0; i < b->width; i++) {
        double sum = 0;
        for (size_t j = 0; j < columns; j++) {
            sum += b->weights[i * b->width + j] * b->feature[j];
        }
        b->next[i] = sum;
        square += sum * sum;
    }
    for (size_t i = 0; i < b->width; i++) {
        b->feature[i] = square > 0 ? b->next[i] / sqrt(square) : 0;
    }
}

hodo_status rmt_bfk_draw(const rmt_bfk_depth *depth, size_t width, const hodo_stream *stream, double *values,
                         hodo_error *error)
{
    bench b;
    hodo_status status = bench_open(&b, width, error);
    if (status == HODO_OK) {
        const double deviation = sqrt((depth->masked ? 2.0 : 1.0) / (double)width);
        add_identity(&b, 1);
        hodo_random_normal_double(stream, 0, 0, width, 1, b.feature);
        for (size_t v = 2; v <= depth->depth; v++) {
            hodo_random_normal_double(stream, (uint32_t)v, 0, width * width, deviation, b.weights);
            size_t columns = width;
            if (depth->masked) {
                columns = keep_active(&b);
                advance_feature(&b, columns);
            }
            conjugate(&b, columns);
            add_identity(&b, 1);
        }
    }
    return bench_close(&b, 1 / (double)depth->depth, values, status, error);
}

hodo_status rmt_bfk_resnet_draw(double time, size_t width, const hodo_stream *stream, double *values,
                                hodo_error *error)
{
    if (!(time <= RMT_BFK_RESNET_DRAW_MOST)) {
        return hodo_fail(error, HODO_INVALID,
                         "scale %g takes more steps than are sampled: at most %g, beyond which draw `bfk`",
                         sqrt(time), sqrt(RMT_BFK_RESNET_DRAW_MOST));
    }
    const double steps = fmax(RMT_BFK_RESNET_STEPS_LEAST, ceil(RMT_BFK_RESNET_STEPS * time));
    bench b;
    hodo_status status = bench_open(&b, width, error);
    if (status == HODO_OK) {
        const double step = time / steps, square = 2 * step / (1 + sqrt(1 - 2 * step)), skip = sqrt(1 - square);
        const double deviation = sqrt(square / (double)width);
        add_identity(&b, 0.5);
        for (uint32_t l = 1; l <= (uint32_t)steps; l++) {
            hodo_random_normal_double(stream, l, 0, width * width, deviation, b.weights);
            for (size_t i = 0; i < width; i++) {
                b.weights[i * width + i] += skip;
            }
            conjugate(&b, width);
            add_identity(&b, l < (uint32_t)steps ? 1 : 0.5);
        }
    }
    return bench_close(&b, 1 / steps, values, status, error);
}
