/* Full-batch gradient descent of a network of infinite width at the edge of chaos: linear in its weights, so
 * that its limiting tangent kernel K_l (rmt/ntk/tangent_limit.h) is all that its outputs have. Theory of the
 * figure on depth; ours, for our reconstruction of arXiv 2502.13110. Nothing is fitted.
 *
 * With N = (h_l - h_l at the start)/gamma, loss 1/(2n) sum_s (N_s - y_s)^2 and eta = eta0 m^q the residual
 * r = N - y obeys r <- r - (eta0 m^q / (gamma^2 n)) K_l r, whatever the growth p of the widths. The largest
 * stable eta0 is 2 n gamma^2/(m^q lambda_max(K_l)): K_l(x, x) = l, K_l(x, x') -> l/4, so it falls as 1/l for
 * every p.
 * With q = 1 and gamma = sqrt m the factor is 1.
 */
#ifndef KERNEL_DESCENT_H
#define KERNEL_DESCENT_H

#include "base/arena.h"
#include "base/matrix.h"

typedef struct kernel_descent {
    size_t samples, steps;
    double scale;     /* m^q/gamma^2 */
    double *kernel;   /* (n, n) K_l */
    double *targets;  /* (n,) */
    double *residual; /* (2, n) scratch */
    double edge;      /* 2 n/(scale lambda_max) */
} kernel_descent;

/* kernel (n, n) and y (n, 1); everything in the arena. HODO_NO_MEMORY, HODO_NUMERIC. */
hodo_status kernel_descent_open(hodo_arena *arena, const double *kernel, hodo_matrix y, double scale,
                                size_t steps, kernel_descent *made, hodo_error *error);

/* A hodo_rate_trial (train/rate_search.h): the mean of the losses before each of the last tenth of the steps at
 * rates eta0, as train/rate_curve.h has it for networks. INFINITY where the loss passed a million times its
 * first value. context is a kernel_descent. */
hodo_status kernel_descent_losses(void *context, const double *etas, size_t count, double *losses,
                                  hodo_error *error);

#endif
