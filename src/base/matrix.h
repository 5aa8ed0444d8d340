/* Row-major matrix views over BLAS.
 *
 * A view is a pointer, a shape and a stride; it owns nothing. Its precision is a run-time tag, so
 * that a network's passes are written once and run in float (training) or double (where differences
 * cancel). A batch is a matrix whose rows are samples. Per-row operations take one coefficient a
 * row: that is what lets networks which share their weights and differ in a scale run as the rows
 * of one batch. Dot products and norms are accumulated in double whatever the precision.
 *
 * Shapes are the caller's promise and are checked by assertion only; public functions above this
 * layer check theirs and return a status.
 */
#ifndef HODO_BASE_MATRIX_H
#define HODO_BASE_MATRIX_H

#include "base/arena.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of the elements: 32 or 64 bits. */
typedef enum hodo_precision { HODO_FLOAT = 0, HODO_DOUBLE = 1 } hodo_precision;

/* A view; passed by value. */
typedef struct hodo_matrix {
    void *data; /* (rows, columns), element (i, j) at data[i * stride + j]; not owned */
    size_t rows, columns, stride; /* stride >= columns, in elements */
    hodo_precision precision;
} hodo_matrix;

/* Bytes of one element. */
size_t hodo_precision_size(hodo_precision precision);

/* A dense matrix (rows, columns) taken from the arena, not initialised; data is NULL, with HODO_NO_MEMORY in
 * *error, on failure. */
hodo_matrix hodo_matrix_take(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                             hodo_error *error);

/* A view of memory that is already there: data (rows, columns), stride = columns. */
hodo_matrix hodo_matrix_view(hodo_precision precision, void *data, size_t rows, size_t columns);

/* Rows first .. first + count - 1 of a, as a view (count, columns). */
hodo_matrix hodo_matrix_rows(hodo_matrix a, size_t first, size_t count);

/* Element (row, column) of a, for tests and small loops; not for inner loops. */
double hodo_matrix_get(hodo_matrix a, size_t row, size_t column);

/* The same: a(row, column) <- value, rounded to the precision of a. */
void hodo_matrix_set(hodo_matrix a, size_t row, size_t column, double value);

/* C <- alpha op(A) op(B) + beta C, op(X) = X or its transpose (GEMM): op(a) (n, k), op(b) (k, m), c (n, m), all
 * of one precision; c is neither a nor b. */
void hodo_matrix_multiply(double alpha, hodo_matrix a, bool transpose_a, hodo_matrix b, bool transpose_b,
                          double beta, hodo_matrix c);

void hodo_matrix_zero(hodo_matrix a);                    /* a <- 0 */
void hodo_matrix_copy(hodo_matrix from, hodo_matrix to); /* to <- from, of one shape and precision */

/* Whether no entry of a is infinite or NaN. */
bool hodo_matrix_finite(hodo_matrix a);

/* y <- alpha y. */
void hodo_matrix_scale(double alpha, hodo_matrix y);

/* to <- from, of one shape, rounded into the precision of `to`. */
void hodo_matrix_convert(hodo_matrix from, hodo_matrix to);

/* out <- x * y, entry by entry, all of one shape and precision; out may be x or y. */
void hodo_matrix_multiply_entries(hodo_matrix x, hodo_matrix y, hodo_matrix out);

/* y[s, :] <- y[s, :] + coefficient[s] x[s, :]; coefficient has one entry a row. */
void hodo_rows_add(const double *coefficient, hodo_matrix x, hodo_matrix y);

/* out[s, :] <- first[s] x[s, :] + second[s] y[s, :]; out may be x or y. */
void hodo_rows_combine(const double *first, hodo_matrix x, const double *second, hodo_matrix y,
                       hodo_matrix out);

/* y[s, :] <- coefficient[s] y[s, :]. */
void hodo_rows_scale(const double *coefficient, hodo_matrix y);

/* out[s] = <x[s, :], y[s, :]>, accumulated in double in the order of base/dot.h; out has one entry a row. x may
 * be y. */
void hodo_rows_dot(hodo_matrix x, hodo_matrix y, double *out);

/* Sum of x_ij y_ij over all entries: the dot products of the rows, added in double in their order. x may be y:
 * ||x||_F^2. */
double hodo_matrix_dot(hodo_matrix x, hodo_matrix y);

/* ||x||_F, the root of hodo_matrix_dot(x, x). */
double hodo_matrix_norm(hodo_matrix x);

#ifdef __cplusplus
}
#endif

#endif
