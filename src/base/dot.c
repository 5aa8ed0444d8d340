#include "base/dot.h"
#include "base/matrix.h"

#include <assert.h>
#include <math.h>

#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8") /* else gcc 12 keeps the sums in memory: twice the time */
#endif

/* The definition; the tests hold the other kernels to its bits. */
#define PLAIN_DOT                                                                                       \
    double sums[HODO_DOT_SUMS] = {0};                                                                   \
    size_t j = 0;                                                                                       \
    for (; j + HODO_DOT_SUMS <= count; j += HODO_DOT_SUMS) {                                            \
        UNROLL                                                                                          \
        for (size_t k = 0; k < HODO_DOT_SUMS; k++) {                                                    \
            sums[k] += (double)u[j + k] * (double)v[j + k];                                             \
        }                                                                                               \
    }                                                                                                   \
    for (size_t k = 0; j < count; j++, k++) {                                                           \
        sums[k] += (double)u[j] * (double)v[j];                                                         \
    }                                                                                                   \
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));

static double plain_floats(const float *u, const float *v, size_t count)
{
    PLAIN_DOT
}

static double plain_doubles(const double *u, const double *v, size_t count)
{
    PLAIN_DOT
}

static bool always(void)
{
    return true;
}

const hodo_dot_kernel hodo_dot_kernels[] = {
#if defined(__x86_64__)
    {"avx2", hodo_dot_avx2_supported, hodo_dot_avx2_floats, hodo_dot_avx2_doubles},
#endif
    {"plain", always, plain_floats, plain_doubles},
    {NULL, NULL, NULL, NULL},
};

static const hodo_dot_kernel *fastest(void)
{
    const hodo_dot_kernel *kernel = hodo_dot_kernels;
    while (!kernel->supported()) {
        kernel++;
    }
    return kernel;
}

static double row_dot(const hodo_dot_kernel *kernel, hodo_matrix x, hodo_matrix y, size_t s)
{
    return x.precision == HODO_FLOAT ? kernel->floats((const float *)x.data + s * x.stride,
                                                      (const float *)y.data + s * y.stride, x.columns)
                                     : kernel->doubles((const double *)x.data + s * x.stride,
                                                       (const double *)y.data + s * y.stride, x.columns);
}

void hodo_rows_dot(hodo_matrix x, hodo_matrix y, double *out)
{
    assert(x.rows == y.rows && x.columns == y.columns && x.precision == y.precision);
    const hodo_dot_kernel *kernel = fastest();
    for (size_t s = 0; s < x.rows; s++) {
        out[s] = row_dot(kernel, x, y, s);
    }
}

double hodo_matrix_dot(hodo_matrix x, hodo_matrix y)
{
    assert(x.rows == y.rows && x.columns == y.columns && x.precision == y.precision);
    const hodo_dot_kernel *kernel = fastest();
    double total = 0.0;
    for (size_t s = 0; s < x.rows; s++) {
        total += row_dot(kernel, x, y, s);
    }
    return total;
}

double hodo_matrix_norm(hodo_matrix x)
{
    return sqrt(hodo_matrix_dot(x, x));
}
