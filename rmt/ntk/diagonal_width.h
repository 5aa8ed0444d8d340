/* How far the tangent kernel of one input strays from its limit at finite width (ours; arXiv 2502.13110 has
 * bounds). For (a,b)-ReLU networks at the edge of chaos with hidden widths m_1 .. m_{l-1} and one output
 *
 *     K(x, x) / |x|^2 = sum_{k=1}^l prod_{j<k} xi_j prod_{j>=k} zeta_j,
 *
 * xi_j the growth of |phi(h_j)|^2 a layer, zeta_j that of the backward vector, both of mean 1. To first order
 * in 1/m layers are independent, with q = 1 + 4 Delta (1 - Delta) = (a^4 + 6 a^2 b^2 + b^4)/(a^2 + b^2)^2
 *
 *     Var xi_j = Var zeta_j = (3 q - 1)/m_j,    Cov(xi_j, zeta_j) = (q - 1)/m_j,
 *
 * because phi^2 = sigma^-2 s^2 times a sign's number whose square has mean q. Hence the relative variance
 *
 *     Var K / l^2 = (1/l^2) sum_{j=1}^{l-1} (1/m_j) [(3 q - 1) ((l - j)^2 + j^2) + 2 (q - 1) j (l - j)],
 *
 * of the order of l/m at constant width and bounded in l for widths j^2 m. What is left out is of the order of
 * its square. The mean is exactly the limit's (Hanin and Nica 2019).
 */
#ifndef RMT_DIAGONAL_WIDTH_H
#define RMT_DIAGONAL_WIDTH_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Var K(x, x) / l^2 to first order in the inverse widths (depth - 1,), depth >= 1; Delta in [0, 1]. */
double rmt_tangent_diagonal_variance(double delta, const double *widths, size_t depth);

#ifdef __cplusplus
}
#endif

#endif
