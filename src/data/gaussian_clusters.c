/* Gaussian clusters: means at the corners of a regular simplex of random orientation. */
#include "data/synthetic_rule.h"

#include "base/real.h"

#include <math.h>

static hodo_status check(const hodo_task_settings *settings, hodo_error *error)
{
    if (settings->classes > settings->inputs) {
        return hodo_fail(
            error, HODO_INVALID,
            "%zu clusters in %zu dimensions: their means stand on orthonormal directions, so at most as "
            "many clusters as inputs",
            settings->classes, settings->inputs);
    }
    return HODO_OK;
}

/* Makes row c orthogonal to the rows before it and of norm 1. Twice is enough (Kahan; Parlett 1980). */
static void orthonormalise(double *q, size_t c, size_t d)
{
    double *row = q + c * d;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t other = 0; other <= c; other++) {
            const double *from = q + other * d;
            double dot = 0;
            for (size_t j = 0; j < d; j++) {
                dot += row[j] * from[j];
            }
            if (other == c) {
                const double scale = 1 / sqrt(dot);
                for (size_t j = 0; j < d; j++) {
                    row[j] *= scale;
                }
            } else {
                for (size_t j = 0; j < d; j++) {
                    row[j] -= dot * from[j];
                }
            }
        }
    }
}

static hodo_status make(hodo_arena *arena, hodo_task *task, hodo_error *error)
{
    const size_t classes = task->settings.classes, d = task->settings.inputs;
    double *means = hodo_task_truth_normals(arena, task, classes * d, error); /* (C, d) */
    if (means == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t c = 0; c < classes; c++) {
        orthonormalise(means, c, d);
    }
    for (size_t j = 0; j < d; j++) {
        double centre = 0;
        for (size_t c = 0; c < classes; c++) {
            centre += means[c * d + j] / (double)classes;
        }
        for (size_t c = 0; c < classes; c++) {
            means[c * d + j] = task->settings.separation * M_SQRT1_2 * (means[c * d + j] - centre);
        }
    }
    task->normals = d;
    task->truth = hodo_matrix_view(HODO_DOUBLE, means, classes, d);
    return HODO_OK;
}

typedef struct cluster_context {
    const hodo_task *task;
    const hodo_task_block *block;
    hodo_matrix x;
} cluster_context;

static void cluster_piece(void *context_, size_t row, size_t column, size_t count, const float *z)
{
    const cluster_context *context = context_;
    const hodo_matrix truth = context->task->truth;
    const double *mean = (const double *)truth.data + context->block->labels[row] * truth.stride + column;
    WITH_REAL(
        context->x.precision, real *x = (real *)context->x.data + row * context->x.stride + column;
        for (size_t j = 0; j < count; j++) { x[j] = (real)(mean[j] + (double)z[j]); });
}

static void draw(const hodo_task *task, hodo_task_block *block, hodo_matrix x)
{
    cluster_context context = {task, block, x};
    hodo_task_normals(task, block->first, block->count, cluster_piece, &context);
}

const struct hodo_task_rule hodo_gaussian_clusters = {
    .classes = true, .check = check, .make = make, .draw = draw};
