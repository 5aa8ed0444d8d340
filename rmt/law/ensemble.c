#include "rmt/law/ensemble.h"

#include <math.h>

/* Beyond this no matrix fits into memory; it keeps the conversion to an integer defined. */
#define DIMENSION_MOST 1e12

double *rmt_ensemble_gaussian(hodo_arena *arena, const hodo_stream *stream, uint32_t tensor, size_t rows,
                              size_t columns, double variance, hodo_error *error)
{
    double *matrix = NULL;
    if (columns <= HODO_TENSOR_LIMIT / 2 / rows) {
        matrix = hodo_arena_take(arena, rows * columns, sizeof *matrix, error);
    } else {
        (void)hodo_fail(error, HODO_NO_MEMORY,
                        "a matrix of %zu by %zu has too many entries: take a smaller width", rows, columns);
    }
    if (matrix != NULL) {
        hodo_random_normal_double(stream, tensor, 0, rows * columns, sqrt(variance), matrix);
    }
    return matrix;
}

/* The integer `low`, or the next one with this probability. */
static size_t next_with(const hodo_stream *stream, uint32_t tensor, double low, double probability)
{
    double uniform;
    hodo_random_uniform(stream, tensor, 0, 1, &uniform);
    return (size_t)low + (uniform < probability ? 1 : 0);
}

size_t rmt_ensemble_rank(const hodo_stream *stream, uint32_t tensor, double mean)
{
    const double low = floor(mean);
    return next_with(stream, tensor, low, mean - low);
}

size_t rmt_ensemble_columns(const hodo_stream *stream, uint32_t tensor, size_t rows, double ratio)
{
    const double m = (double)rows, low = fmin(floor(m / ratio), DIMENSION_MOST);
    /* w m/low + (1 - w) m/(low + 1) = ratio. */
    return next_with(stream, tensor, low, 1 - (ratio * (low + 1) - m) * low / m);
}
