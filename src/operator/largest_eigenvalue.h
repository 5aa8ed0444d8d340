/* The largest eigenvalue of a positive semidefinite operator (J J^T, W^T W, a Gauss-Newton matrix), bracketed
 * from both sides by one Lanczos process, again and again without an allocation.
 *
 *     lower <= lambda_max always: the largest Ritz value
 *     lambda_max <= upper but with probability HODO_LARGEST_FAILURE over the start, whatever the operator
 *
 * A Krylov space alone cannot know what its start does not see. The start is therefore v = (w + z) / |w + z|,
 * w any vector that is known to be good (or nothing) and z standard normal: for any fixed unit vector u the
 * component of w + z along u has a density of at most 1/sqrt(2 pi), so |<v, u>| >= c = failure sqrt(pi/2) /
 * |w + z| but with probability `failure`, and tridiagonal_top.h turns c into the upper bound. It adapts to
 * the spectrum: gaps make it converge faster than Chebyshev polynomials would, ln(2/c) / (2 sqrt(tolerance))
 * applications are the worst.
 *
 * Two rules to stop. CERTIFIED: upper <= (1 + tolerance) lower. SEEN: the residual r of the Ritz pair has
 * min(r, r^2 / gap) <= tolerance lower, gap = theta_1 - (theta_2 + r_2) to where the second Ritz pair may
 * lie: lower is then that close to an eigenvalue, the largest if the start's space has seen it. SEEN is what
 * a warm start makes cheap; certificates cost the same warm or cold, since they have to look where w does not
 * point, and are always cold: the kept w came of the same z, which the argument above forbids. z stays the same
 * so that what it has of a growing eigenvector adds up over warm runs; `upper` of a warm run is therefore no
 * proof, only what the argument would give. All in double; vectors are kept, orthogonal to rounding.
 * Where no upper bound is needed, or the operator is indefinite, in float or too large for a basis of all
 * steps: ritz_pair.h.
 */
#ifndef HODO_OPERATOR_LARGEST_EIGENVALUE_H
#define HODO_OPERATOR_LARGEST_EIGENVALUE_H

#include "base/arena.h"
#include "base/random.h"
#include "operator/operator.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HODO_LARGEST_FAILURE 1e-6 /* probability that an upper bound does not hold */
#define HODO_LARGEST_LEAST 1e-13 /* tolerances below are rounding */

typedef struct hodo_largest hodo_largest; /* work space, and the vector that the next run starts from */

/* When to stop: see above. */
typedef enum hodo_largest_rule { HODO_LARGEST_CERTIFIED = 0, HODO_LARGEST_SEEN } hodo_largest_rule;

/* What a run found. */
typedef struct hodo_largest_bounds {
    double lower, upper; /* of lambda_max; upper may be INFINITY under SEEN */
    size_t applications;
    bool warm; /* the start used the vector of the run before */
} hodo_largest_bounds;

/* For operators of `dimension`, with room for min(dimension, steps) steps: (steps + 4) * dimension doubles.
 * The normal vector is tensor `tensor` of the stream. NULL with HODO_INVALID for 0 of either,
 * HODO_NO_MEMORY. */
hodo_largest *hodo_largest_take(hodo_arena *arena, size_t dimension, size_t steps, const hodo_stream *stream,
                                uint32_t tensor, hodo_error *error);

/* Another one for operators of the same dimension, with a vector of its own, that works in the memory of
 * `largest`: the two take turns. NULL with HODO_NO_MEMORY. */
hodo_largest *hodo_largest_beside(hodo_arena *arena, const hodo_largest *largest, hodo_error *error);

/* One run, warm when there was one before that ended well, the rule is SEEN and `warm` is true. The operator
 * is in double. The zero operator has the bounds 0 and 0. HODO_INVALID for a tolerance outside
 * [HODO_LARGEST_LEAST, 1) or an operator that is not nonnegative; HODO_MISMATCH for its dimension or
 * precision; HODO_NUMERIC when it gives a number that is not finite, or when the steps were not enough:
 * *bounds then holds what they gave. */
hodo_status hodo_largest_run(hodo_largest *largest, const hodo_operator *symmetric, hodo_largest_rule rule,
                             bool warm, double tolerance, hodo_largest_bounds *bounds, hodo_error *error);

/* The next run is cold whatever it is told. */
void hodo_largest_forget(hodo_largest *largest);

/* The unit Ritz vector of `lower` of the last run, (dimension,). */
const double *hodo_largest_vector(const hodo_largest *largest);

#ifdef __cplusplus
}
#endif

#endif
