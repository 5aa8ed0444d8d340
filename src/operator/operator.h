/* A symmetric linear operator that is known by what it does: a callback that applies it to a block of vectors.
 *
 * Everything in this room asks an operator only for y = A x, so a matrix that is never formed, a product of
 * layers or a Hessian serve alike, and a user's own callback is all that is needed. Vectors are the ROWS of x
 * and y, because the weights of a layer are (outputs, inputs) row-major and base/skinny.h then reads them once,
 * in order, for the whole block. The price of a block is its memory and that its vectors move in lockstep.
 *
 *     static hodo_status apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error);
 *     const hodo_operator mine = {.apply = apply, .context = &data, .dimension = n, .precision = HODO_DOUBLE};
 *
 * What is asked of an operator, and by which file:
 *
 *     its largest eigenvalue, proved from both sides; nonnegative operators     largest_eigenvalue.h
 *     either end with its eigenvector, of any operator, again and again while
 *         it changes a little                                                   ritz_pair.h
 *     both ends roughly, once; the tridiagonal matrices themselves              lanczos.h
 *     means of f(A), its distribution function, moments                         lanczos_quadrature.h
 *     its trace, or a smooth picture of its density                             spectral_density.h
 *     the same from Chebyshev moments: three vectors of memory, where the basis
 *         of Lanczos is too large                                               kernel_polynomial.h
 *
 * The operator is real and symmetric: that is the caller's promise, which nothing here can check cheaply. Its
 * vectors are of its precision; norms and dot products are summed in double either way.
 */
#ifndef HODO_OPERATOR_OPERATOR_H
#define HODO_OPERATOR_OPERATOR_H

#include "base/matrix.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A real symmetric (dimension, dimension) matrix by its callback. */
typedef struct hodo_operator {
    /* y <- x A^T = x A; x and y (vectors, dimension), row-major, disjoint; any number of vectors >= 1 (a
     * callback with room for fewer refuses with HODO_INVALID). It may use scratch of its context: one call at a
     * time. */
    hodo_status (*apply)(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error);
    void *context;
    size_t dimension;
    hodo_precision precision;
    bool nonnegative; /* known to have no eigenvalue below 0, as J J^T: bounds its spectrum from below */
    /* What an application costs, for plans and tables; 0 where unknown. */
    double multiply_adds; /* a vector */
    double entries_read;  /* a block: entries of matrices that have to come from memory */
} hodo_operator;

/* y <- A x. HODO_INVALID when the operator has no callback or the dimension 0, HODO_MISMATCH when x or y is not
 * (vectors, dimension) of its precision; else what the callback returns. */
hodo_status hodo_operator_apply(const hodo_operator *symmetric, hodo_matrix x, hodo_matrix y,
                                hodo_error *error);

/* The operator of a dense symmetric matrix (n, n), which must outlive it. No memory of its own. */
hodo_operator hodo_operator_dense(const hodo_matrix *symmetric);

#ifdef __cplusplus
}
#endif

#endif
