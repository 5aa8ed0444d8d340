#include "base/matrix.h"
#include "base/real.h"

#include <assert.h>
#include <cblas.h>
#include <stdint.h>
#include <string.h>

size_t hodo_precision_size(hodo_precision precision)
{
    return precision == HODO_FLOAT ? sizeof(float) : sizeof(double);
}

hodo_matrix hodo_matrix_view(hodo_precision precision, void *data, size_t rows, size_t columns)
{
    return (hodo_matrix){data, rows, columns, columns, precision};
}

hodo_matrix hodo_matrix_take(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                             hodo_error *error)
{
    const size_t size = hodo_precision_size(precision);
    size_t row_bytes;
    if (__builtin_mul_overflow(columns, size, &row_bytes)) {
        hodo_fail(error, HODO_NO_MEMORY, "a row of %zu elements overflows: lower the width", columns);
        return hodo_matrix_view(precision, NULL, 0, 0);
    }
    return hodo_matrix_view(precision, hodo_arena_take(arena, rows, row_bytes, error), rows, columns);
}

hodo_matrix hodo_matrix_rows(hodo_matrix a, size_t first, size_t count)
{
    assert(first + count <= a.rows);
    a.data = (char *)a.data + first * a.stride * hodo_precision_size(a.precision);
    a.rows = count;
    return a;
}

double hodo_matrix_get(hodo_matrix a, size_t row, size_t column)
{
    assert(row < a.rows && column < a.columns);
    const size_t at = row * a.stride + column;
    return a.precision == HODO_FLOAT ? (double)((const float *)a.data)[at] : ((const double *)a.data)[at];
}

void hodo_matrix_set(hodo_matrix a, size_t row, size_t column, double value)
{
    assert(row < a.rows && column < a.columns);
    WITH_REAL(a.precision, ((real *)a.data)[row * a.stride + column] = (real)value;);
}

void hodo_matrix_multiply(double alpha, hodo_matrix a, bool transpose_a, hodo_matrix b, bool transpose_b,
                          double beta, hodo_matrix c)
{
    const size_t inner = transpose_a ? a.rows : a.columns;
    assert((transpose_a ? a.columns : a.rows) == c.rows);
    assert((transpose_b ? b.columns : b.rows) == inner);
    assert((transpose_b ? b.rows : b.columns) == c.columns);
    assert(a.precision == c.precision && b.precision == c.precision);
    const CBLAS_TRANSPOSE op_a = transpose_a ? CblasTrans : CblasNoTrans;
    const CBLAS_TRANSPOSE op_b = transpose_b ? CblasTrans : CblasNoTrans;
    const blasint m = (blasint)c.rows, n = (blasint)c.columns, k = (blasint)inner;
    const blasint stride_a = (blasint)a.stride, stride_b = (blasint)b.stride, stride_c = (blasint)c.stride;
    if (c.precision == HODO_FLOAT) {
        cblas_sgemm(CblasRowMajor, op_a, op_b, m, n, k, (float)alpha, a.data, stride_a, b.data, stride_b,
                    (float)beta, c.data, stride_c);
    } else {
        cblas_dgemm(CblasRowMajor, op_a, op_b, m, n, k, alpha, a.data, stride_a, b.data, stride_b, beta,
                    c.data, stride_c);
    }
}

void hodo_matrix_zero(hodo_matrix a)
{
    const size_t size = hodo_precision_size(a.precision);
    for (size_t i = 0; i < a.rows; i++) {
        memset((char *)a.data + i * a.stride * size, 0, a.columns * size);
    }
}

void hodo_matrix_copy(hodo_matrix from, hodo_matrix to)
{
    assert(from.rows == to.rows && from.columns == to.columns && from.precision == to.precision);
    const size_t size = hodo_precision_size(from.precision);
    for (size_t i = 0; i < from.rows; i++) {
        memcpy((char *)to.data + i * to.stride * size, (const char *)from.data + i * from.stride * size,
               from.columns * size);
    }
}

/* An exponent of ones: infinite or NaN. Integer sums, unlike those of floats, vectorise as they stand. */
static bool finite_floats(const float *row, size_t count)
{
    const uint32_t ones = UINT32_C(0x7f800000);
    uint32_t found = 0;
    for (size_t j = 0; j < count; j++) {
        uint32_t bits;
        memcpy(&bits, &row[j], sizeof bits);
        found |= (bits & ones) == ones;
    }
    return found == 0;
}

static bool finite_doubles(const double *row, size_t count)
{
    const uint64_t ones = UINT64_C(0x7ff0000000000000);
    uint64_t found = 0;
    for (size_t j = 0; j < count; j++) {
        uint64_t bits;
        memcpy(&bits, &row[j], sizeof bits);
        found |= (bits & ones) == ones;
    }
    return found == 0;
}

bool hodo_matrix_finite(hodo_matrix a)
{
    bool finite = true;
    for (size_t i = 0; i < a.rows && finite; i++) {
        finite = a.precision == HODO_FLOAT
                     ? finite_floats((const float *)a.data + i * a.stride, a.columns)
                     : finite_doubles((const double *)a.data + i * a.stride, a.columns);
    }
    return finite;
}

void hodo_matrix_scale(double alpha, hodo_matrix y)
{
    WITH_REAL(y.precision, for (size_t s = 0; s < y.rows; s++) {
        const real factor = (real)alpha;
        real *row = (real *)y.data + s * y.stride;
        for (size_t j = 0; j < y.columns; j++) {
            row[j] *= factor;
        }
    });
}

void hodo_rows_add(const double *coefficient, hodo_matrix x, hodo_matrix y)
{
    assert(x.rows == y.rows && x.columns == y.columns && x.precision == y.precision);
    WITH_REAL(y.precision, for (size_t s = 0; s < y.rows; s++) {
        const real factor = (real)coefficient[s];
        const real *from = (const real *)x.data + s * x.stride;
        real *to = (real *)y.data + s * y.stride;
        for (size_t j = 0; j < y.columns; j++) {
            to[j] += factor * from[j];
        }
    });
}

void hodo_rows_scale(const double *coefficient, hodo_matrix y)
{
    WITH_REAL(y.precision, for (size_t s = 0; s < y.rows; s++) {
        const real factor = (real)coefficient[s];
        real *row = (real *)y.data + s * y.stride;
        for (size_t j = 0; j < y.columns; j++) {
            row[j] *= factor;
        }
    });
}

void hodo_rows_combine(const double *first, hodo_matrix x, const double *second, hodo_matrix y, hodo_matrix out)
{
    assert(x.rows == y.rows && x.columns == y.columns && x.precision == y.precision);
    assert(x.rows == out.rows && x.columns == out.columns && x.precision == out.precision);
    WITH_REAL(x.precision, for (size_t s = 0; s < x.rows; s++) {
        const real a = (real)first[s];
        const real b = (real)second[s];
        const real *u = (const real *)x.data + s * x.stride;
        const real *v = (const real *)y.data + s * y.stride;
        real *to = (real *)out.data + s * out.stride;
        for (size_t j = 0; j < x.columns; j++) {
            to[j] = a * u[j] + b * v[j];
        }
    });
}

void hodo_matrix_multiply_entries(hodo_matrix x, hodo_matrix y, hodo_matrix out)
{
    assert(x.rows == y.rows && x.columns == y.columns && x.precision == y.precision);
    assert(x.rows == out.rows && x.columns == out.columns && x.precision == out.precision);
    WITH_REAL(x.precision, for (size_t s = 0; s < x.rows; s++) {
        const real *u = (const real *)x.data + s * x.stride;
        const real *v = (const real *)y.data + s * y.stride;
        real *to = (real *)out.data + s * out.stride;
        for (size_t j = 0; j < x.columns; j++) {
            to[j] = u[j] * v[j];
        }
    });
}

void hodo_matrix_convert(hodo_matrix from, hodo_matrix to)
{
    assert(from.rows == to.rows && from.columns == to.columns);
    if (from.precision == to.precision) {
        hodo_matrix_copy(from, to);
        return;
    }
    for (size_t i = 0; i < from.rows; i++) {
        if (to.precision == HODO_DOUBLE) {
            const float *in = (const float *)from.data + i * from.stride;
            double *out = (double *)to.data + i * to.stride;
            for (size_t j = 0; j < to.columns; j++) {
                out[j] = (double)in[j];
            }
        } else {
            const double *in = (const double *)from.data + i * from.stride;
            float *out = (float *)to.data + i * to.stride;
            for (size_t j = 0; j < to.columns; j++) {
                out[j] = (float)in[j];
            }
        }
    }
}
