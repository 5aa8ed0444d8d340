/* Eigenvalues and squared singular values of dense matrices, values only, by LAPACK in double.
 *
 * Spectra near a hard edge are asked as squared singular values of the factor, never as eigenvalues of the
 * product: forming A A^T loses every eigenvalue below 1e-16 of the largest, and a deep Jacobian has many.
 */
#ifndef HODO_BASE_EIGENVALUE_H
#define HODO_BASE_EIGENVALUE_H

#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The eigenvalues of a symmetric matrix (n, n), ascending, into eigenvalues (n,). Only the entries on and below
 * the diagonal of the row-major matrix are read; it is destroyed. Absolute error a few n eps ||A||.
 * HODO_INVALID for n = 0, an n above 46340 (LAPACK counts its work space, n^2, in 32 bits) or an entry that is
 * not finite, HODO_NO_MEMORY, HODO_NUMERIC when LAPACK gives up. */
hodo_status hodo_symmetric_eigenvalues(double *matrix, size_t n, double *eigenvalues, hodo_error *error);

/* The eigenvalues of A A^T, A (rows, columns) row-major and destroyed, ascending, into values (rows,): the
 * squares of the singular values, after rows - columns exact zeros when rows > columns. The singular values
 * have an absolute error of a few eps ||A||. The same errors, the limit being that of the shorter side. */
hodo_status hodo_squared_singular_values(double *matrix, size_t rows, size_t columns, double *values,
                                         hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
