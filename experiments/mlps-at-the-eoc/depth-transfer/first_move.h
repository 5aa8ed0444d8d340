/* How far each layer moves in the first step of gradient descent, at large width (ours).
 *
 * A step from the residual r = -y at rate eta moves the preactivations of layer k by
 *
 *     h_k(x)' - h_k(x) = -(eta/(n gamma)) sum_s r_s sum_{j<=k} rho_j(s, x) J_jk(x) J_jk(s)^T g_k(s),
 *
 * J_jk = d h_k/d h_j, g_k = d h_l/d h_k. If J_jk(x) J_jk(s)^T were a multiple of the identity (its mean), this
 * would be K_k(x, x_s) g_k: the estimate of our reconstruction, rms = eta Theta_k |r|/(gamma sqrt m_k) with
 * Theta_k in [k/4, k]. It is not: g_k has as many components as the layer has units, and products of Gaussian
 * matrices are far from isometries. By the moments of Gaussian matrices, to leading order in 1/m at fixed
 * ratios of widths,
 *
 *     E |h_k' - h_k|^2 = (eta/(n gamma))^2 sum_{s,s'} y_s y_s' sum_{j=1}^k B_j M_j,
 *     M_j = K_j rho_j' + rho_j K_j' - rho_j rho_j',
 *     B_k = G_k(s, s'),   B_j = R'_j(s, x) R'_j(s', x) B_{j+1} + (m_k/m_j) F_j G_{j+1}(s, s'),
 *     F_j = R'_j(s, s') + 2 (1 - Delta) (2 Delta - 2 + R'_j(s, x) + R'_j(s', x)),
 *
 * K_j = K_j(x, x_s), K_j' = K_j(x, x_s') and rho likewise, R'_j(s, x) = R'(rho_j(s, x)),
 * G_j = prod_{i=j}^{l-1} R'_i(s, s'); F_j is the mean of phi'(h(s)) phi'(h(x))^2 phi'(h(s')) sigma^4. For one
 * input and abs this is sum_j (2 j - 1) (1 + m_k sum_{i=j}^{k-1} 1/m_i), so that
 *
 *     rms(h_k' - h_k) ~ k^((3 - p)/2) for p < 3, and not k^(1 - p/2): updates of all layers stay Theta(1) from
 *     p = 3 on (there with a logarithm), not from p = 2.
 */
#ifndef FIRST_MOVE_H
#define FIRST_MOVE_H

#include "base/arena.h"
#include "base/matrix.h"

typedef struct first_move {
    size_t samples, depth;
    double delta;
    double *cosine, *slope; /* (l, n, n) rho_k, R'(rho_k), k = 1 .. l */
    double *kernel;         /* (l, n, n) K_k */
    double *backward;       /* (l, n, n) G_k, k = 1 .. l */
} first_move;

/* Of inputs x (n, d) with rows of norm 1. Errors of rmt_tangent_limit_alloc. */
hodo_status first_move_open(hodo_arena *arena, hodo_matrix x, double delta, size_t depth, first_move *made,
                            hodo_error *error);

/* full, plain (l - 1,) <- |h_k' - h_k| gamma/eta / sqrt m_k, rms over the n inputs, k = 1 .. l - 1, for targets
 * y (n, 1) and widths m_k (l - 1,); plain is the estimate in which J J^T is its mean. HODO_NO_MEMORY. */
hodo_status first_move_sizes(hodo_arena *arena, const first_move *of, hodo_matrix y, const double *widths,
                             double *full, double *plain, hodo_error *error);

#endif
