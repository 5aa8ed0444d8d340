#include "train/newton_schulz.h"
#include "base/real.h"

#include <assert.h>
#include <cblas.h>
#include <math.h>

static const double a = 3.4445, b = -4.7750, c = 2.0315;

static size_t smaller(size_t x, size_t y)
{
    return x < y ? x : y;
}

hodo_status hodo_newton_schulz_take(hodo_arena *arena, hodo_precision precision, size_t side, size_t entries,
                                    hodo_newton_schulz_scratch *scratch, hodo_error *error)
{
    size_t square;
    if (__builtin_mul_overflow(side, side, &square)) {
        return hodo_fail(error, HODO_NO_MEMORY, "a Gram matrix of side %zu overflows: lower the width", side);
    }
    const size_t size = hodo_precision_size(precision);
    *scratch = (hodo_newton_schulz_scratch){precision, side, entries,
                                            hodo_arena_take(arena, square, size, error),
                                            hodo_arena_take(arena, square, size, error),
                                            hodo_arena_take(arena, entries, size, error)};
    return scratch->gram != NULL && scratch->polynomial != NULL && scratch->image != NULL ? HODO_OK
                                                                                          : HODO_NO_MEMORY;
}

/* Lower triangle of out <- alpha x x^T + beta out, or of x^T x when `columns`. */
static void gram(double alpha, hodo_matrix x, bool columns, double beta, hodo_matrix out)
{
    const CBLAS_TRANSPOSE op = columns ? CblasTrans : CblasNoTrans;
    const blasint n = (blasint)out.rows, k = (blasint)(columns ? x.rows : x.columns);
    const blasint stride = (blasint)x.stride, stride_out = (blasint)out.stride;
    if (x.precision == HODO_FLOAT) {
        cblas_ssyrk(CblasRowMajor, CblasLower, op, n, k, (float)alpha, x.data, stride, (float)beta, out.data,
                    stride_out);
    } else {
        cblas_dsyrk(CblasRowMajor, CblasLower, op, n, k, alpha, x.data, stride, beta, out.data, stride_out);
    }
}

/* out <- s x, or x s from the right, s symmetric and given by its lower triangle. */
static void multiply_symmetric(hodo_matrix s, hodo_matrix x, bool right, hodo_matrix out)
{
    const CBLAS_SIDE side = right ? CblasRight : CblasLeft;
    const blasint m = (blasint)x.rows, n = (blasint)x.columns;
    const blasint stride_s = (blasint)s.stride, stride = (blasint)x.stride, stride_out = (blasint)out.stride;
    if (x.precision == HODO_FLOAT) {
        cblas_ssymm(CblasRowMajor, side, CblasLower, m, n, 1.0f, s.data, stride_s, x.data, stride, 0.0f,
                    out.data, stride_out);
    } else {
        cblas_dsymm(CblasRowMajor, side, CblasLower, m, n, 1.0, s.data, stride_s, x.data, stride, 0.0, out.data,
                    stride_out);
    }
}

/* Block by block, so that the columns that are written stay in cache. */
static void copy_lower_to_upper(hodo_matrix s)
{
    enum { BLOCK = 32 };
    const size_t n = s.rows;
    WITH_REAL(s.precision, real *data = s.data; for (size_t i0 = 0; i0 < n; i0 += BLOCK) {
        for (size_t j0 = 0; j0 <= i0; j0 += BLOCK) {
            for (size_t i = i0; i < smaller(i0 + BLOCK, n); i++) {
                for (size_t j = j0; j < smaller(j0 + BLOCK, i); j++) {
                    data[j * s.stride + i] = data[i * s.stride + j];
                }
            }
        }
    });
}

static void add_to_diagonal(double alpha, hodo_matrix s)
{
    WITH_REAL(s.precision, for (size_t i = 0; i < s.rows; i++) {
        ((real *)s.data)[i * s.stride + i] += (real)alpha;
    });
}

/* to <- alpha from, alpha in double: 1/norm of a small float matrix may not be a float. */
static void scale_into(double alpha, hodo_matrix from, hodo_matrix to)
{
    WITH_REAL(from.precision, for (size_t i = 0; i < from.rows; i++) {
        const real *in = (const real *)from.data + i * from.stride;
        real *out = (real *)to.data + i * to.stride;
        for (size_t j = 0; j < from.columns; j++) {
            out[j] = (real)(alpha * (double)in[j]);
        }
    });
}

/* to <- (a I + b A + c A^2) from, A the Gram matrix of the smaller side of `from`. */
static void step(hodo_matrix from, hodo_matrix to, const hodo_newton_schulz_scratch *scratch)
{
    const bool tall = from.rows > from.columns;
    const size_t side = smaller(from.rows, from.columns);
    const hodo_matrix square = hodo_matrix_view(from.precision, scratch->gram, side, side);
    const hodo_matrix polynomial = hodo_matrix_view(from.precision, scratch->polynomial, side, side);
    gram(1.0, from, tall, 0.0, square);
    copy_lower_to_upper(square);
    hodo_matrix_copy(square, polynomial);
    gram(c, square, false, b, polynomial); /* A = A^T: c A^2 + b A */
    add_to_diagonal(a, polynomial);
    multiply_symmetric(polynomial, from, tall, to);
}

hodo_status hodo_newton_schulz(hodo_matrix matrix, size_t steps, const hodo_newton_schulz_scratch *scratch,
                               hodo_error *error)
{
    const size_t side = smaller(matrix.rows, matrix.columns);
    if (matrix.precision != scratch->precision || side > scratch->side ||
        matrix.rows * matrix.columns > scratch->entries) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a matrix (%zu, %zu) for Newton-Schulz scratch of side %zu and %zu entries: take the "
                         "scratch for the largest matrix, and of its precision",
                         matrix.rows, matrix.columns, scratch->side, scratch->entries);
    }
    const double norm = hodo_matrix_norm(matrix);
    if (norm == 0.0) {
        return HODO_OK;
    }
    if (!(norm > 0.0) || !isfinite(norm) || !isfinite(1.0 / norm)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "a matrix (%zu, %zu) of Frobenius norm %g has no polar factor: it must be finite "
                         "and no smaller than a normal number",
                         matrix.rows, matrix.columns, norm);
    }
    /* Two matrices take turns; the first is chosen so that the last is the caller's. */
    const hodo_matrix image = hodo_matrix_view(matrix.precision, scratch->image, matrix.rows, matrix.columns);
    hodo_matrix from = steps % 2 == 1 ? image : matrix, to = steps % 2 == 1 ? matrix : image;
    scale_into(1.0 / norm, matrix, from);
    for (size_t i = 0; i < steps; i++) {
        step(from, to, scratch);
        const hodo_matrix last = from;
        from = to;
        to = last;
    }
    return HODO_OK;
}
