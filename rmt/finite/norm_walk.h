/* The walk of log ||f_l||^2 through an MLP at critical variance: its steps are independent, and exactly
 *
 *     ReLU, variance 2/m:   log(||relu f_l||^2 / ||relu f_{l-1}||^2) = log((2/m) chi^2_N),  N ~ Binomial(m, 1/2)
 *     linear, variance 1/m: log(||f_l||^2 / ||f_{l-1}||^2)           = log((1/m) chi^2_m)
 *
 * and the same for ||b_l||^2 backwards. With psi the digamma function, in natural logarithms,
 *
 *     mean = log(4/m) + E[psi(N/2)],     variance = E[psi'(N/2)] + Var[psi(N/2)],
 *
 * given N >= 1 in every layer (ours). To leading order -5/(2m) and 5/m for
 * ReLU, -1/m and 2/m for linear layers: the factors by which norms drift and spread grow with L/m.
 */
#ifndef RMT_NORM_WALK_H
#define RMT_NORM_WALK_H

#include "base/status.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Its first two cumulants. */
typedef struct rmt_norm_step {
    double mean, variance; /* of one layer's log ratio of squared norms; absolute error below 1e-14 */
} rmt_norm_step;

/* The step at this width. HODO_INVALID when width is outside 1..10^9. */
hodo_status rmt_norm_step_relu(int64_t width, rmt_norm_step *step, hodo_error *error);
hodo_status rmt_norm_step_linear(int64_t width, rmt_norm_step *step, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
