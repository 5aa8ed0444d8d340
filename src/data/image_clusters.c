/* Clusters that have the shape of images of digits (ours): dark rims, smooth bright strokes and blobs, classes
 * that differ in form, samples of a class that differ smoothly.
 *
 * A smooth field is f = A C A^T, C (MODES, MODES) of standard normals, A_ia = cos(pi a (i + 1/2)/side)
 * exp(-a^2/(2 modes_kept^2)), its rows scaled to norm 1: so every pixel of f is N(0, 1). A prototype is
 * p = g logistic((f - q)/stroke_edge), g = logistic((window_radius side - r)/(window_edge side)) at distance r
 * from the centre, q such that a share stroke_share of the pixels with g > 1/2 lies above: all classes have as
 * much ink.
 */
#include "data/synthetic_rule.h"

#include "base/real.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MODES = 6, MODE_PAIRS = MODES * MODES, BYTE_MOST = 255 };

/* A quarter of the disc, which is half of the square, is bright: the mean is near MNIST's. */
static const double modes_kept = 2.5, stroke_share = 0.25, stroke_edge = 0.15, window_radius = 0.4,
                    window_edge = 0.03;

static double logistic(double t)
{
    return 1 / (1 + exp(-t));
}

static size_t side_of(size_t inputs)
{
    size_t side = 0;
    while (side * side < inputs) {
        side++;
    }
    return side;
}

static hodo_status check(const hodo_task_settings *settings, hodo_error *error)
{
    const size_t side =
        settings->inputs <= HODO_TASK_SIDE_MOST * HODO_TASK_SIDE_MOST ? side_of(settings->inputs) : 0;
    if (side < MODES || side * side != settings->inputs) {
        return hodo_fail(error, HODO_INVALID,
                         "images of %zu pixels: they are square, of side %d to %d; 784 is 28 x 28",
                         settings->inputs, MODES, HODO_TASK_SIDE_MOST);
    }
    return HODO_OK;
}

/* field (side, side) <- A C A^T; every sum in the order of the modes, whatever the width of vectors. */
static void smooth_field(const float *basis, size_t side, const float *c, float *field)
{
    float half[MODES][HODO_TASK_SIDE_MOST] = {{0}}; /* C A^T, (MODES, side) */
    for (size_t a = 0; a < MODES; a++) {
        for (size_t b = 0; b < MODES; b++) {
            for (size_t j = 0; j < side; j++) {
                half[a][j] += c[a * MODES + b] * basis[b * side + j];
            }
        }
    }
    for (size_t i = 0; i < side; i++) {
        float *row = field + i * side;
        memset(row, 0, side * sizeof *row);
        for (size_t a = 0; a < MODES; a++) {
            for (size_t j = 0; j < side; j++) {
                row[j] += basis[a * side + i] * half[a][j];
            }
        }
    }
}

static void make_tables(size_t side, float *basis, float *window)
{
    for (size_t i = 0; i < side; i++) {
        double column[MODES], square = 0;
        for (size_t a = 0; a < MODES; a++) {
            const double mode = (double)a;
            column[a] = cos(M_PI * mode * ((double)i + 0.5) / (double)side) *
                        exp(-mode * mode / (2 * modes_kept * modes_kept));
            square += column[a] * column[a];
        }
        for (size_t a = 0; a < MODES; a++) {
            basis[a * side + i] = (float)(column[a] / sqrt(square));
        }
        for (size_t j = 0; j < side; j++) {
            const double centre = ((double)side - 1) / 2;
            const double r = hypot((double)i - centre, (double)j - centre);
            window[i * side + j] =
                (float)logistic((window_radius * (double)side - r) / (window_edge * (double)side));
        }
    }
}

static int rising(const void *a_, const void *b_)
{
    const float a = *(const float *)a_, b = *(const float *)b_;
    return (a > b) - (a < b);
}

/* The value above which lies a share stroke_share of the field within the disc. */
static double stroke_level(const float *field, const float *window, size_t pixels)
{
    float inside[HODO_TASK_SIDE_MOST * HODO_TASK_SIDE_MOST];
    size_t count = 0;
    for (size_t i = 0; i < pixels; i++) {
        if (window[i] > 0.5F) {
            inside[count++] = field[i];
        }
    }
    qsort(inside, count, sizeof *inside, rising);
    return (double)inside[(size_t)((1 - stroke_share) * (double)count)];
}

static hodo_status make(hodo_arena *arena, hodo_task *task, hodo_error *error)
{
    const size_t classes = task->settings.classes, d = task->settings.inputs, side = side_of(d);
    double *normals = hodo_task_truth_normals(arena, task, classes * MODE_PAIRS, error);
    task->basis = hodo_arena_take(arena, MODES * side, sizeof *task->basis, error);
    task->window = hodo_arena_take(arena, d, sizeof *task->window, error);
    task->truth = hodo_matrix_take(arena, HODO_DOUBLE, classes, d, error);
    if (normals == NULL || task->basis == NULL || task->window == NULL || task->truth.data == NULL) {
        return HODO_NO_MEMORY;
    }
    make_tables(side, task->basis, task->window);
    for (size_t k = 0; k < classes; k++) {
        float c[MODE_PAIRS], field[HODO_TASK_SIDE_MOST * HODO_TASK_SIDE_MOST];
        for (size_t m = 0; m < MODE_PAIRS; m++) {
            c[m] = (float)normals[k * MODE_PAIRS + m];
        }
        smooth_field(task->basis, side, c, field);
        const double level = stroke_level(field, task->window, d);
        double *prototype = (double *)task->truth.data + k * d;
        for (size_t i = 0; i < d; i++) {
            prototype[i] = (double)task->window[i] * logistic(((double)field[i] - level) / stroke_edge);
        }
    }
    task->normals = MODE_PAIRS;
    return HODO_OK;
}

typedef struct image_context {
    const hodo_task *task;
    const hodo_task_block *block;
    hodo_matrix x;
    size_t side;
    float c[MODE_PAIRS];
} image_context;

static void image_piece(void *context_, size_t row, size_t column, size_t count, const float *z)
{
    image_context *context = context_;
    memcpy(context->c + column, z, count * sizeof *z);
    if (column + count < MODE_PAIRS) {
        return;
    }
    float field[HODO_TASK_SIDE_MOST * HODO_TASK_SIDE_MOST];
    const hodo_task *task = context->task;
    const size_t d = task->settings.inputs;
    smooth_field(task->basis, context->side, context->c, field);
    const double *prototype = (const double *)task->truth.data + context->block->labels[row] * d;
    const float *window = task->window;
    const double noise = task->settings.noise;
    WITH_REAL(
        context->x.precision, real *x = (real *)context->x.data + row * context->x.stride;
        for (size_t i = 0; i < d; i++) {
            const double pixel = prototype[i] + noise * (double)window[i] * (double)field[i];
            x[i] = (real)(BYTE_MOST * (pixel < 0 ? 0 : pixel > 1 ? 1 : pixel));
        });
}

static void draw(const hodo_task *task, hodo_task_block *block, hodo_matrix x)
{
    image_context context = {.task = task, .block = block, .x = x, .side = side_of(task->settings.inputs)};
    hodo_task_normals(task, block->first, block->count, image_piece, &context);
}

const struct hodo_task_rule hodo_image_clusters = {
    .classes = true, .images = true, .check = check, .make = make, .draw = draw};
