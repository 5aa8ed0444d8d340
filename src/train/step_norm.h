/* Norms that a step is divided by, before its rate multiplies it (hodo_step_norm of parametrization.h):
 *
 *     HODO_NORM_SPECTRAL             factor = 1 / ||S||_*              direct spectral steps, arXiv 2310.17813
 *     HODO_NORM_FROBENIUS_RELATIVE   factor = ||W||_F / ||S||_F        LARS-like
 *
 * A step S that stands as a matrix is read by products with vectors (probe/spectral_norm.h) or entry by entry.
 * The gradient of a dense layer is S = a g^T h with n rows in g and h, and need not be formed:
 *
 *     ||S||_*      by products with g and h
 *     ||S||_F^2 = a^2 tr(g g^T h h^T),   two (n, n) Gram matrices
 *
 * which is less work where 2 n (rows + columns) <= rows columns. (lambda_max(Gg Gh) would give ||S||_* too, but
 * to form the Gram matrices takes longer than the few products of a warm start: .4 ms against .1 to .4 ms for
 * 64 samples of a (1024, 1024) layer.) The Gram matrices are formed in double whatever the network's precision,
 * because they square what the samples cancel: in float, samples whose contributions nearly cancel would leave
 * no digit.
 */
#ifndef HODO_TRAIN_STEP_NORM_H
#define HODO_TRAIN_STEP_NORM_H

#include "net/gradient.h"
#include "train/parametrization.h"

/* ||S||_* is right to this share: far below what a learning rate is known to, above the rounding of a float
 * gradient. A step with singular values of order 1 (Muon) has many of them next to the largest, where a warm
 * start may see the wrong one and six digits take hundreds of products: that one is certified cold,
 * to three. */
#define HODO_STEP_NORM_TOLERANCE 1e-6
#define HODO_STEP_NORM_TOLERANCE_ORTHOGONAL 1e-3

typedef struct hodo_step_norms hodo_step_norms;

/* Work space for one kind of norm of steps of one kind, for every trained weight of `network`; for the spectral
 * norm it keeps the singular vector of the call before. NULL with HODO_NO_MEMORY. */
hodo_step_norms *hodo_step_norms_take(hodo_arena *arena, const hodo_network *network, hodo_step_norm kind,
                                      hodo_step_kind step, hodo_error *error);

/* Whether hodo_step_factor_of_gradient serves weight k: a dense layer with few enough samples. */
bool hodo_step_norms_factored(const hodo_step_norms *norms, const hodo_pass *pass, size_t k);

/* *factor, what the step of weight k is multiplied by, HODO_NORM_NONE: 1. A weight of norm 0 has the relative
 * factor 0, and so has a step of norm 0. HODO_NUMERIC, naming the layer, when the norm is not finite or too
 * small to divide by. */
hodo_status hodo_step_factor(hodo_step_norms *norms, size_t k, hodo_matrix step, double *factor,
                             hodo_error *error);

/* The same for step = grad_k of a pass that has run backward; only where hodo_step_norms_factored. */
hodo_status hodo_step_factor_of_gradient(hodo_step_norms *norms, const hodo_pass *pass, size_t k,
                                         double *factor, hodo_error *error);

#endif
