#include "experiments/mlps-at-the-eoc/sign_correlation.h"

#include <math.h>

static double sign(double x) { return (double)((x > 0.0) - (x < 0.0)); }

double sign_correlation(const double *x, const double *y, size_t count)
{
    double sum_x = 0.0, sum_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0; /* sums of small integers: exact */
    for (size_t i = 0; i < count; i++) {
        const double a = sign(x[i]), b = sign(y[i]);
        sum_x += a;
        sum_y += b;
        xx += a * a;
        yy += b * b;
        xy += a * b;
    }
    const double n = (double)count;
    const double variances = (n * xx - sum_x * sum_x) * (n * yy - sum_y * sum_y);
    return variances > 0.0 ? (n * xy - sum_x * sum_y) / sqrt(variances) : NAN;
}

/* order <- a permutation of 0 .. count - 1 (Fisher and Yates). A word modulo i + 1 favours small places by less
 * than (i + 1)/2^32. */
static void permute(const hodo_stream *stream, uint32_t tensor, uint32_t *words, size_t *order, size_t count)
{
    hodo_random_words(stream, tensor, 0, count, words);
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (size_t i = count; i-- > 1;) {
        const size_t j = words[i] % (i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

hodo_status sign_correlation_shuffled(hodo_arena *arena, const double *x, const double *y, size_t count,
                                      size_t block, size_t shuffles, const hodo_stream *stream, double *mean,
                                      double *deviation, hodo_error *error)
{
    if (block == 0 || shuffles < 2) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu shuffles of blocks of %zu: give at least 2 shuffles, and blocks of at least 1",
                         shuffles, block);
    }
    *mean = *deviation = NAN;
    if (isnan(sign_correlation(x, y, count))) {
        return HODO_OK;
    }
    const size_t blocks = (count + block - 1) / block;
    uint32_t *words = hodo_arena_take(arena, blocks, sizeof *words, error);
    size_t *order = hodo_arena_take(arena, blocks, sizeof *order, error);
    double *shuffled = hodo_arena_take(arena, count, sizeof *shuffled, error);
    if (words == NULL || order == NULL || shuffled == NULL) {
        return HODO_NO_MEMORY;
    }
    double sum = 0.0, squares = 0.0;
    for (size_t s = 0; s < shuffles; s++) {
        size_t filled = 0;
        permute(stream, (uint32_t)s, words, order, blocks);
        for (size_t b = 0; b < blocks; b++) {
            const size_t first = order[b] * block, end = first + block < count ? first + block : count;
            for (size_t i = first; i < end; i++) {
                shuffled[filled++] = x[i];
            }
        }
        const double one = sign_correlation(shuffled, y, count);
        sum += one;
        squares += one * one;
    }
    *mean = sum / (double)shuffles;
    *deviation = sqrt(fmax(0.0, (squares - sum * *mean) / (double)(shuffles - 1)));
    return HODO_OK;
}
