/* The gradient of one weight matrix at infinite width, from the data alone: the theory that its rank and its
 * alignment are held against. Nothing is fitted.
 *
 * G = sum_s g_s h_s^T has the singular values sqrt(lambda_i(K_g K_h)) of the two Gram matrices of its rows. In
 *
 *     h_1 = W_1 x,  h_2 = W_2 phi(h_1),  f = W_3 phi(h_2),     phi = ReLU
 *
 * with Gaussian weights and a readout so small that f = 0 at the start (muP, the spectral parametrization),
 * both tend to kernels as width grows (arc-cosine kernels, Cho and Saul 2009; Jacot et al. 2018), up to
 * constants that no ratio of singular values sees:
 *
 *     K_h = |x_s| |x_t| rho,   rho_0 = <x_s, x_t>/(|x_s| |x_t|),  rho_l = kappa_1(rho_{l-1})      at layer l
 *     K_g = y_s y_t prod_{l' >= l} kappa_0(rho_{l'})                  over the activations above the layer
 *     kappa_0(rho) = 1 - acos(rho)/pi,   kappa_1(rho) = (sqrt(1 - rho^2) + rho (pi - acos(rho)))/pi
 *
 * That G's backward vectors may be taken as independent of its features is the usual assumption of independent
 * backward weights, exact in this limit. The combination into ranks and alignments is ours.
 */
#ifndef SPECTRAL_CONDITION_GRADIENT_LIMIT_H
#define SPECTRAL_CONDITION_GRADIENT_LIMIT_H

#include "base/arena.h"
#include "base/matrix.h"

enum { GRADIENT_LIMIT_LAYERS = 3 };

typedef struct gradient_limit {
    double stable_rank; /* ||G||_F^2 / ||G||_*^2 = tr(K_g K_h) / lambda_1 */
    double alignment;   /* ||H G^T||_F / (||G||_* ||H||_F) = sqrt(tr(K_h K_g K_h) / (lambda_1 tr K_h)) */
} gradient_limit;

/* The limit for the rows of x (n, d) with targets y (n, 1), at weight layer 0, 1 or 2. values (n,), or NULL:
 * the singular values over the largest, descending, 0 beyond the numerical rank; right to about 1e-8.
 * `scratch` is used, not reset. HODO_MISMATCH for shapes, HODO_INVALID for another layer, HODO_NUMERIC for a
 * row of norm 0 or not finite, or where all targets are 0; HODO_NO_MEMORY. */
hodo_status gradient_limit_find(hodo_arena *scratch, hodo_matrix x, hodo_matrix y, size_t layer,
                                gradient_limit *limit, double *values, hodo_error *error);

#endif
