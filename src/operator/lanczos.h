/* The Lanczos process with full reorthogonalisation, for a block of independent starts in lockstep.
 *
 * From a start v, k applications give a tridiagonal T with the same first 2k moments: v^T A^j v = |v|^2
 * (T^j)_11 for j < 2k (Golub and Meurant 2010, chapter 4). Its eigenvalues are the Ritz values; y_i, the last
 * entry of T's i-th eigenvector, gives the residual bound beta_k |y_i|, within which some eigenvalue of A lies.
 * Each start has a recurrence of its own (this is not block Lanczos), so a result depends on its start alone,
 * but the operator is applied to all of them at once. Every new vector is made orthogonal to all before it,
 * once more where the first time left rounding: Ritz values have no ghosts. That costs memory for all vectors,
 * starts * (steps + 1) * dimension, and starts * steps^2 * dimension multiply-adds.
 *
 * For the spectrum as a whole, and an interval that holds it; an end to a tolerance is ritz_pair.h's or
 * largest_eigenvalue.h's.
 */
#ifndef HODO_OPERATOR_LANCZOS_H
#define HODO_OPERATOR_LANCZOS_H

#include "base/arena.h"
#include "operator/operator.h"
#include "operator/probes.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The tridiagonal matrices T of all starts. */
typedef struct hodo_lanczos {
    size_t starts, steps;
    size_t *taken;  /* (starts,) steps until the space was invariant; steps at most */
    double *alpha;  /* (starts, steps) the diagonal of T */
    double *beta;   /* (starts, steps) beside it: beta[k] couples k and k + 1; the last one taken is the
                     * residual */
    double *square; /* (starts,) |v|^2 */
} hodo_lanczos;

/* Runs `steps` steps from the rows of start (starts, dimension), which is left alone. Results live in the
 * arena. HODO_INVALID for no step or more than the dimension; HODO_NUMERIC when the operator gives a number
 * that is not finite or a start is zero; HODO_MISMATCH for another dimension or precision; HODO_NO_MEMORY. */
hodo_status hodo_lanczos_run(const hodo_operator *symmetric, hodo_matrix start, size_t steps, hodo_arena *arena,
                             hodo_lanczos *lanczos, hodo_error *error);

/* Of one start: Ritz values ascending (taken,), the squared first entries of T's eigenvectors (they sum to 1),
 * and the residual bounds, each (taken,); weight and residual may be NULL. HODO_NO_MEMORY, HODO_NUMERIC when
 * LAPACK gives up. */
hodo_status hodo_lanczos_ritz(const hodo_lanczos *lanczos, size_t start, double *value, double *weight,
                              double *residual, hodo_error *error);

/* The smallest and the largest Ritz value over probes and their residual bounds. Ritz values lie inside the
 * spectrum. */
typedef struct hodo_extremes {
    double lowest, lowest_residual;
    double highest, highest_residual;
} hodo_extremes;

/* The ends of the spectrum as far as `steps` steps from the probes see them. Errors as hodo_lanczos_run and
 * hodo_lanczos_ritz. */
hodo_status hodo_lanczos_extremes(const hodo_operator *symmetric, const hodo_probes *probes, size_t steps,
                                  hodo_extremes *extremes, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
