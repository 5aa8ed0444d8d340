#include "base/skinny_vector.h"

#include <assert.h>

/* The definition, with the loops in an order that reads W once. Sums as in hodo_rows_dot: eight
 * partial ones, so that the compiler may use whatever vectors it has. */
enum { PARTIAL_SUMS = 8 };

#define PLAIN_THROUGH(REAL)                                                        \
    for (size_t i = 0; i < w.rows; i++) {                                          \
        const REAL *row = (const REAL *)w.data + i * w.stride;                     \
        for (size_t s = 0; s < x.rows; s++) {                                      \
            const REAL *in = (const REAL *)x.data + s * x.stride;                  \
            REAL sums[PARTIAL_SUMS] = {0};                                         \
            size_t j = 0;                                                          \
            for (; j + PARTIAL_SUMS <= w.columns; j += PARTIAL_SUMS) {             \
                for (size_t p = 0; p < PARTIAL_SUMS; p++) {                        \
                    sums[p] += row[j + p] * in[j + p];                             \
                }                                                                  \
            }                                                                      \
            for (size_t p = 0; j < w.columns; j++, p++) {                          \
                sums[p] += row[j] * in[j];                                         \
            }                                                                      \
            ((REAL *)y.data)[s * y.stride + i] =                                   \
                ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7])); \
        }                                                                          \
    }

#define PLAIN_BACK(REAL)                                           \
    for (size_t i = 0; i < w.rows; i++) {                          \
        const REAL *row = (const REAL *)w.data + i * w.stride;     \
        for (size_t s = 0; s < x.rows; s++) {                      \
            const REAL in = ((const REAL *)x.data)[s * x.stride + i]; \
            REAL *out = (REAL *)y.data + s * y.stride;             \
            for (size_t j = 0; j < w.columns; j++) {               \
                out[j] += in * row[j];                             \
            }                                                      \
        }                                                          \
    }

static bool always(void)
{
    return true;
}

static void plain_through(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    if (x.precision == HODO_FLOAT) {
        PLAIN_THROUGH(float)
    } else {
        PLAIN_THROUGH(double)
    }
}

static void plain_back(hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    hodo_matrix_zero(y);
    if (x.precision == HODO_FLOAT) {
        PLAIN_BACK(float)
    } else {
        PLAIN_BACK(double)
    }
}

const hodo_skinny_kernel hodo_skinny_kernels[] = {
#if defined(__x86_64__)
    {"avx512", hodo_skinny_avx512_supported, hodo_skinny_avx512_through, hodo_skinny_avx512_back},
    {"avx2", hodo_skinny_avx2_supported, hodo_skinny_avx2_through, hodo_skinny_avx2_back},
#endif
    {"plain", always, plain_through, plain_back},
    {NULL, NULL, NULL, NULL},
};

static const hodo_skinny_kernel *fastest(void)
{
    const hodo_skinny_kernel *kernel = hodo_skinny_kernels;
    while (!kernel->supported()) {
        kernel++;
    }
    return kernel;
}

/* GEMM scales for nothing; the kernels stay the plain products that they are. */
static void scale(double alpha, hodo_matrix y)
{
    if (alpha != 1.0) {
        hodo_matrix_scale(alpha, y);
    }
}

void hodo_rows_through(double alpha, hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    assert(x.columns == w.columns && x.rows == y.rows && y.columns == w.rows);
    assert(x.precision == w.precision && y.precision == w.precision);
    if (x.rows >= HODO_SKINNY_ROWS) {
        hodo_matrix_multiply(alpha, x, false, w, true, 0.0, y);
    } else if (x.rows > 0) {
        fastest()->through(x, w, y);
        scale(alpha, y);
    }
}

void hodo_rows_back(double alpha, hodo_matrix x, hodo_matrix w, hodo_matrix y)
{
    assert(x.columns == w.rows && x.rows == y.rows && y.columns == w.columns);
    assert(x.precision == w.precision && y.precision == w.precision);
    if (x.rows >= HODO_SKINNY_ROWS) {
        hodo_matrix_multiply(alpha, x, false, w, false, 0.0, y);
    } else if (x.rows > 0) {
        fastest()->back(x, w, y);
        scale(alpha, y);
    }
}
