#include "base/eigenvalue.h"

#include <lapacke.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

/* Squared below LAPACK's 32-bit integers, which count its workspace; the longer side is counted once only. */
static const size_t side_most = 46340;

static hodo_status check(const double *matrix, size_t rows, size_t columns, hodo_error *error)
{
    const size_t less = rows < columns ? rows : columns, more = rows < columns ? columns : rows;
    if (less < 1 || less > side_most || more > INT_MAX) {
        return hodo_fail(error, HODO_INVALID,
                         "a matrix of %zu by %zu: eigenvalues need 1 to %zu of the lesser and at "
                         "most %d of the other",
                         rows, columns, side_most, INT_MAX);
    }
    for (size_t i = 0; i < rows * columns; i++) {
        if (!isfinite(matrix[i])) {
            return hodo_fail(error, HODO_INVALID,
                             "entry (%zu, %zu) of a matrix is %g: eigenvalues need finite numbers", i / columns,
                             i % columns, matrix[i]);
        }
    }
    return HODO_OK;
}

static hodo_status report(lapack_int info, const char *what, size_t rows, size_t columns, hodo_error *error)
{
    if (info == 0) {
        return HODO_OK;
    }
    if (info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR) {
        return hodo_fail(error, HODO_NO_MEMORY,
                         "no memory for the %s of a %zu by %zu matrix: take a smaller one", what, rows,
                         columns);
    }
    return hodo_fail(error, HODO_NUMERIC, "LAPACK did not find the %s of a %zu by %zu matrix (info %d)", what,
                     rows, columns, (int)info);
}

hodo_status hodo_symmetric_eigenvalues(double *matrix, size_t n, double *eigenvalues, hodo_error *error)
{
    const hodo_status status = check(matrix, n, n, error);
    if (status != HODO_OK) {
        return status;
    }
    /* A row-major lower triangle is a column-major upper one: LAPACK then transposes nothing. */
    const lapack_int info =
        LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'N', 'U', (lapack_int)n, matrix, (lapack_int)n, eigenvalues);
    return report(info, "eigenvalues", n, n, error);
}

hodo_status hodo_squared_singular_values(double *matrix, size_t rows, size_t columns, double *values,
                                         hodo_error *error)
{
    hodo_status status = check(matrix, rows, columns, error);
    if (status != HODO_OK) {
        return status;
    }
    const size_t count = rows < columns ? rows : columns;
    double *singular = malloc(count * sizeof *singular);
    if (singular == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu singular values: take a smaller matrix",
                         count);
    }
    /* Row-major (rows, columns) is the transpose in column-major; the singular values are the same. */
    const lapack_int info = LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'N', (lapack_int)columns, (lapack_int)rows, matrix,
                                           (lapack_int)columns, singular, NULL, (lapack_int)columns, NULL,
                                           (lapack_int)count);
    status = report(info, "singular values", rows, columns, error);
    for (size_t i = 0; status == HODO_OK && i < rows; i++) {
        values[i] = i < rows - count ? 0 : singular[rows - 1 - i] * singular[rows - 1 - i];
    }
    free(singular);
    return status;
}
