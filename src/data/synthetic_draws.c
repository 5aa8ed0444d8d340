/* The random variables of synthetic tasks, as pure functions of (stream, sample), and the linear part of the
 * two teachers. */
#include "data/synthetic_rule.h"

#include "base/real.h"

enum { CHUNK = 4096, SUPERBLOCK = 64, PARTIAL_SUMS = 8 };

static const uint64_t tensor_draws = UINT64_C(1) << 32;

static uint32_t tensor_of(hodo_task_purpose purpose, uint64_t block)
{
    return (uint32_t)((uint64_t)purpose + HODO_TASK_PURPOSES * block);
}

void hodo_task_normals(const hodo_task *task, uint64_t first, size_t count, hodo_task_piece *use, void *context)
{
    float z[CHUNK];
    const size_t normals = task->normals;
    const uint64_t samples_a_tensor = tensor_draws / normals;
    for (size_t done = 0; done < count;) {
        const uint64_t within = (first + done) % samples_a_tensor, there = samples_a_tensor - within;
        const size_t rows = count - done < there ? count - done : (size_t)there;
        const uint32_t tensor = tensor_of(HODO_TASK_NORMALS, (first + done) / samples_a_tensor);
        const uint64_t start = within * normals;
        const size_t total = rows * normals;
        for (size_t at = 0, take; at < total; at += take) {
            /* All but the first chunk begin at a multiple of 64, where a fill does no work twice. */
            take = CHUNK - (size_t)((start + at) % SUPERBLOCK);
            take = take < total - at ? take : total - at;
            hodo_random_normal_float(&task->stream, tensor, start + at, take, 1.0f, z);
            for (size_t k = 0, length; k < take; k += length) {
                const size_t row = (at + k) / normals, column = (at + k) % normals;
                length = normals - column < take - k ? normals - column : take - k;
                use(context, done + row, column, length, z + k);
            }
        }
        done += rows;
    }
}

void hodo_task_labels(const hodo_task *task, hodo_task_block *block)
{
    uint32_t words[HODO_TASK_BLOCK];
    for (size_t done = 0; done < block->count;) {
        const uint64_t within = (block->first + done) % tensor_draws, there = tensor_draws - within;
        const size_t take = block->count - done < there ? block->count - done : (size_t)there;
        hodo_random_words(&task->stream, tensor_of(HODO_TASK_LABELS, (block->first + done) / tensor_draws),
                          within, take, words + done);
        done += take;
    }
    for (size_t i = 0; i < block->count; i++) {
        /* Each class has probability 1/C to within 2^-32. */
        block->labels[i] = (uint8_t)((uint64_t)words[i] * task->settings.classes >> 32);
    }
}

void hodo_task_noise(const hodo_task *task, uint64_t first, size_t count, double *noise)
{
    for (size_t done = 0; done < count;) {
        const uint64_t within = (first + done) % tensor_draws, there = tensor_draws - within;
        const size_t take = count - done < there ? count - done : (size_t)there;
        hodo_random_normal_double(&task->stream, tensor_of(HODO_TASK_NOISE, (first + done) / tensor_draws),
                                  within, take, 1.0, noise + done);
        done += take;
    }
}

double *hodo_task_truth_normals(hodo_arena *arena, const hodo_task *task, size_t count, hodo_error *error)
{
    double *normals = hodo_arena_take(arena, count, sizeof *normals, error);
    if (normals != NULL) {
        hodo_random_normal_double(&task->stream, tensor_of(HODO_TASK_TRUTH, 0), 0, count, 1.0, normals);
    }
    return normals;
}

typedef struct linear_context {
    const hodo_task *task;
    hodo_task_block *block;
    hodo_matrix x;
    double sums
        [PARTIAL_SUMS]; /* of the columns of each remainder mod 8, so that the cuts of a row do not matter */
} linear_context;

static void linear_piece(void *context_, size_t row, size_t column, size_t count, const float *z)
{
    linear_context *context = context_;
    const double *coefficient = context->task->coefficient + column;
    const double *root = context->task->root != NULL ? context->task->root + column : NULL;
    if (column == 0) {
        for (size_t k = 0; k < PARTIAL_SUMS; k++) {
            context->sums[k] = 0;
        }
    }
    size_t j = 0;
    for (; j < count && (column + j) % PARTIAL_SUMS != 0; j++) {
        context->sums[(column + j) % PARTIAL_SUMS] += coefficient[j] * (double)z[j];
    }
    double *sums = context->sums;
    for (; j + PARTIAL_SUMS <= count; j += PARTIAL_SUMS) {
        for (size_t k = 0; k < PARTIAL_SUMS; k++) {
            sums[k] += coefficient[j + k] * (double)z[j + k];
        }
    }
    for (size_t k = 0; j < count; j++, k++) {
        sums[k] += coefficient[j] * (double)z[j];
    }
    if (column + count == context->task->normals) {
        context->block->signal[row] =
            ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }
    WITH_REAL(
        context->x.precision, real *x = (real *)context->x.data + row * context->x.stride + column;
        if (root == NULL) {
            for (size_t i = 0; i < count; i++) {
                x[i] = (real)z[i];
            }
        } else {
            for (size_t i = 0; i < count; i++) {
                x[i] = (real)(root[i] * (double)z[i]);
            }
        });
}

void hodo_task_linear(const hodo_task *task, hodo_task_block *block, hodo_matrix x)
{
    linear_context context = {.task = task, .block = block, .x = x};
    hodo_task_normals(task, block->first, block->count, linear_piece, &context);
}
