/* The limiting neural tangent kernel of (a,b)-ReLU MLPs at the edge of chaos (arXiv 2502.13110): with l weight
 * matrices in the neural tangent parametrization, W ~ N(0, 1) entries, no biases, as all widths grow
 *
 *     K_l(x, x') = |x| |x'| sum_{k=1}^l rho_k prod_{k'=k}^{l-1} R'(rho_k'),   rho_{k+1} = R(rho_k),
 *
 * rho_1 the cosine of the inputs (rmt/ntk/cosine_map.h). K_{l+1} = rho_{l+1} + R'(rho_l) K_l: one step a depth,
 * so that all depths cost as much as the last. K_l(x, x) = l |x|^2. The deficit l - K_l is kept beside K_l: it
 * grows by rho's gap and by (1 - R') K, and has its digits where two inputs are nearly one and l - K_l would
 * cancel.
 *
 * Deep down, for any rho_1 < 1 and any Delta > 0 (first orders of arXiv 2502.13110, the next ones ours):
 *
 *     1 - rho_k = 9 pi^2/(8 Delta^2 k^2) (1 - 3 ln k / k + O(1/k))
 *     K_l / l   = 1/4 + (3/8) ln l / l + O(1/l)
 *     condition of n equicorrelated inputs = 1 + n/3 + (2 n/3) ln l / l + O(1/l),
 *
 * from 1/theta_{k+1} = 1/theta_k + c + (3/2) c^2 theta_k + O(theta_k^2), theta = arccos rho and
 * c = 2 Delta/(3 pi). Delta enters K_l / l in O(1/l) only.
 */
#ifndef RMT_TANGENT_LIMIT_H
#define RMT_TANGENT_LIMIT_H

#include "base/status.h"
#include "rmt/ntk/cosine_map.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Two inputs of norm 1 at one depth. */
typedef struct rmt_tangent_pair {
    size_t depth;      /* l >= 1 */
    rmt_cosine cosine; /* rho_l */
    double kernel;     /* K_l */
    double deficit;    /* l - K_l >= 0 */
} rmt_tangent_pair;

/* At l = 1: K_1 = rho_1. */
rmt_tangent_pair rmt_tangent_pair_start(rmt_cosine cosine);

/* From l to l + 1. Delta in [0, 1]. */
void rmt_tangent_pair_step(double delta, rmt_tangent_pair *pair);

/* Of n >= 2 inputs of norm 1, each two with this kernel: the condition number, from the eigenvalues l + (n - 1)
 * K and l - K (n - 1 times). INFINITY where one is 0. */
double rmt_tangent_condition_of(const rmt_tangent_pair *pair, size_t n);

/* The asymptotes above at depth l: order 0 is the limit (of the gap, its leading power), 1 has the log. */
double rmt_tangent_gap_asymptote(double delta, double depth, int order);
double rmt_tangent_ratio_asymptote(double depth, int order); /* K_l / l */
double rmt_tangent_condition_asymptote(double depth, size_t n, int order); /* of n equicorrelated inputs */

/* The kernel matrix of n inputs given by their Gram matrix, at one depth after the other. */
typedef struct rmt_tangent_limit rmt_tangent_limit;

/* At depth 1. gram: (n, n), symmetric; only its entries on and below the diagonal are read. NULL: HODO_INVALID
 * for n = 0, Delta outside [0, 1], a diagonal entry that is not positive and finite, an entry that is not
 * finite or exceeds the norms of its inputs by more than rounding; HODO_NO_MEMORY. */
rmt_tangent_limit *rmt_tangent_limit_alloc(double delta, const double *gram, size_t n, hodo_error *error);
void rmt_tangent_limit_free(rmt_tangent_limit *limit); /* accepts NULL */

/* One depth further, for all pairs. */
void rmt_tangent_limit_step(rmt_tangent_limit *limit);
size_t rmt_tangent_limit_depth(const rmt_tangent_limit *limit); /* l */

/* kernel (n, n) <- K_l, symmetric to the bit. */
void rmt_tangent_limit_kernel(const rmt_tangent_limit *limit, double *kernel);

/* *condition <- the condition number of K_l by LAPACK, whose eigenvalues are right to n eps ||K||: INFINITY
 * where the smallest is below that, NaN on failure. Errors as hodo_symmetric_eigenvalues. */
hodo_status rmt_tangent_limit_condition(const rmt_tangent_limit *limit, double *condition, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
