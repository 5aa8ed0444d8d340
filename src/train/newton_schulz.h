/* Newton-Schulz: towards the nearest matrix with orthonormal rows or columns, by products alone.
 *
 *     X <- X / ||X||_F,   then `steps` times   X <- (a I + b A + c A^2) X,   A = X X^T
 *     (a, b, c) = (3.4445, -4.7750, 2.0315)
 *
 * Every singular value s goes to p(s) = a s + b s^3 + c s^5 and singular vectors stay: X = U S V^T tends
 * towards U V^T, the steepest descent step under the spectral norm. The coefficients are those of Muon (Jordan
 * et al. 2024): chosen for p'(0) = 3.4445, not for convergence to 1, so that five steps bring all of [.01, 1]
 * into [.682, 1.134] and further steps stay in a band. Values below .01 are raised by 3.4445^5 = 485 and remain
 * small. Frobenius normalisation bounds the largest by 1 without knowing it, at the price of such values: a
 * Gaussian (n, n) matrix has a share of about .02 sqrt(n)/pi of them (quarter-circle law), 9% at n = 200.
 *
 * A is formed on the smaller side, X^T X from the right when there are more rows than columns. With p <= q the
 * sides, a step is p^2 q + p^3 + 2 p^2 q multiplications by SYRK, SYRK and SYMM: 2/3 of what three GEMMs take
 * when p = q.
 */
#ifndef HODO_TRAIN_NEWTON_SCHULZ_H
#define HODO_TRAIN_NEWTON_SCHULZ_H

#include "base/arena.h"
#include "base/matrix.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The usual number of steps. */
enum {
    HODO_NEWTON_SCHULZ_STEPS = 5 /* Muon's */
};

/* The work space for matrices of one precision: one serves all layers of a network. */
typedef struct hodo_newton_schulz_scratch {
    hodo_precision precision; /* of the matrices, and of the three below */
    size_t side;              /* the largest min(rows, columns) that fits */
    size_t entries;           /* the largest rows * columns that fits */
    void *gram;               /* (side, side) */
    void *polynomial;         /* (side, side) */
    void *image;              /* (entries,) */
} hodo_newton_schulz_scratch;

/* Work space of this size, in the arena. HODO_NO_MEMORY names the size. */
hodo_status hodo_newton_schulz_take(hodo_arena *arena, hodo_precision precision, size_t side, size_t entries,
                                    hodo_newton_schulz_scratch *scratch, hodo_error *error);

/* Orthogonalises `matrix` (rows, columns) in place. HODO_MISMATCH when it does not fit the scratch;
 * HODO_NUMERIC when its Frobenius norm is not finite, or too small to be divided by: the matrix is then as
 * it was. The polar factor of 0 is taken as 0 (in double, of a matrix whose squares are). steps = 0 only
 * normalises. */
hodo_status hodo_newton_schulz(hodo_matrix matrix, size_t steps, const hodo_newton_schulz_scratch *scratch,
                               hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
