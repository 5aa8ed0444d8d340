/* One end of an operator's spectrum with its eigenvector, from where the caller left off: Lanczos with full
 * orthogonalisation and thick restart (Wu and Simon 2000), in work space that is taken once.
 *
 * The space grows by one application a step. Gram-Schmidt on A q gives a whole column of the projected matrix,
 * so that a restart, which keeps the best Ritz vectors u_i and the common direction of their residuals, needs
 * no recurrence of its own. After every application the wanted Ritz pair (theta, u) is certified: with
 * r = |A u - theta u| = beta |last entry of its coordinates|, some eigenvalue lies within r of theta, and
 * |error of theta| <= r^2/gap. That it is the extreme one is certain only in probability.
 *
 * For an operator that changes a little between two calls, as a Hessian during training, the next call starts
 * from a mixture of the Ritz vectors it keeps and some fresh noise: the runners-up stand ready when two
 * eigenvalues cross. A newcomer whose eigenvector is orthogonal to all of them has to grow from the noise: with
 * noise of 0.1 one that overtakes by 20% is seen in 1 to 3 calls, by 5% in 3 to 17 (dimensions 300 to 10^5), by
 * less perhaps never: hodo_ritz_space_forget now and then. The price is steps + 1 + HODO_RITZ_KEPT vectors
 * of memory.
 *
 * Beside largest_eigenvalue.h: this one works in float or double, restarts, so that its memory does not grow
 * with the applications, finds either end of an indefinite operator, and proves that what it found is an
 * eigenvalue; that one proves from above, too, that none is larger. hodo_lanczos_run keeps no vectors.
 */
#ifndef HODO_OPERATOR_RITZ_PAIR_H
#define HODO_OPERATOR_RITZ_PAIR_H

#include "base/arena.h"
#include "base/random.h"
#include "operator/operator.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HODO_RITZ_KEPT 3 /* Ritz vectors that outlive a call, and a restart keeps; steps must exceed it */

/* Which eigenvalue is wanted. */
typedef enum hodo_ritz_end { HODO_RITZ_HIGHEST = 0, HODO_RITZ_LOWEST, HODO_RITZ_LARGEST_MODULUS } hodo_ritz_end;

/* What was found of it. */
typedef struct hodo_ritz_pair {
    double value;        /* theta */
    double residual;     /* r: an eigenvalue lies in [value - residual, value + residual], up to rounding */
    size_t applications; /* of the operator to one vector */
} hodo_ritz_pair;

typedef struct hodo_ritz_space hodo_ritz_space; /* work space and the kept vectors, in an arena */

/* Work space for operators of this dimension and precision, whose spaces grow to `steps` vectors between
 * restarts (cut to the dimension). The stream's tensor numbers from `tensor` up make the noise: one a call.
 * NULL: HODO_INVALID for a dimension of 0 or steps <= HODO_RITZ_KEPT, HODO_NO_MEMORY. */
hodo_ritz_space *hodo_ritz_space_take(hodo_arena *arena, size_t dimension, hodo_precision precision,
                                      size_t steps, hodo_stream stream, uint32_t tensor, hodo_error *error);

/* Forgets the kept vectors: the next call starts from noise alone. */
void hodo_ritz_space_forget(hodo_ritz_space *space);

/* Iterates until residual <= tolerance max(|value|, size/10), size the largest modulus of a Ritz value, or the
 * space is invariant, at most `applications` times: an end near 0 has no relative error to reach. The
 * noise has `noise` times the length of the kept mixture (0.1 serves; ignored where nothing is kept).
 * HODO_INVALID for no application, a tolerance that is not positive or a noise that is negative, HODO_MISMATCH
 * for another dimension or precision, HODO_NUMERIC when the operator gives a number that is not finite, or the
 * limit came first: *pair and, after the limit, the kept vectors then still hold the best there is (NaN within
 * INFINITY before the first application). */
hodo_status hodo_ritz_pair_find(hodo_ritz_space *space, const hodo_operator *symmetric, hodo_ritz_end end,
                                double tolerance, double noise, size_t applications, hodo_ritz_pair *pair,
                                hodo_error *error);

/* The kept Ritz vectors, orthonormal rows, the wanted one first; fewer rows where the space was smaller, none
 * before the first call. A view, overwritten by the next call. */
hodo_matrix hodo_ritz_vectors(const hodo_ritz_space *space);

#ifdef __cplusplus
}
#endif

#endif
