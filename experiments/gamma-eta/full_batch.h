/* A few images, all of them at every step: what a Hessian is measured on.
 *
 * n images span a space of dimension n, usually far below their d pixels. The first matrix meets them in that
 * space alone: the rest of it never moves, and the Hessian is 0 there. So images are replaced by coordinates in
 * the space, x = C sqrt(n) with C C^T = X X^T / d (Cholesky), which leaves all <x, x'>/fan_in as they are and
 * Gaussian matrices Gaussian: training is the same in law, and so is the spectrum of the Hessian but for its
 * (d - n) N exact zeros. At 64 digits a step is six times as cheap. Everything is in double.
 */
#ifndef GAMMA_ETA_FULL_BATCH_H
#define GAMMA_ETA_FULL_BATCH_H

#include "experiments/gamma-eta/landscape.h"

typedef struct full_batch_setting {
    size_t images, width, depth; /* n, N, L */
} full_batch_setting;

typedef struct full_batch {
    landscape_data data; /* shapes only: n images of n coordinates, k classes */
    landscape of;
    size_t pixels;    /* d */
    hodo_matrix x, y; /* (n, n) and one-hot (n, k), double */
    hodo_matrix gram; /* (n, n) <x, x'>/d, double */
    double square;    /* mean of |x|^2/d */
} full_batch;

/* The first n images of the trial's digits and a network for them, square loss (mean over batch and classes).
 * *made refers to itself: it does not move. HODO_INVALID for no image; else as landscape_data_open. */
hodo_status full_batch_open(hodo_arena *arena, const full_batch_setting *setting, const hodo_stream *stream,
                            full_batch *made, hodo_error *error);

/* Dimension of the weights, and of the exact zeros that the coordinates have taken out of it. */
double full_batch_weights(const full_batch *of);
double full_batch_zeros(const full_batch *of);

/* Theory of infinite width, gamma -> 0: N J J^T tends to Theta (x) 1_k, Theta the tangent kernel of ReLU
 * networks without gain, by the recursion over layers (Jacot et al. 2018; arc-cosine kernels of Cho and Saul
 * 2009)
 *
 *     S_1 = T_1 = <x, x'>/d,  S_l = sqrt(q q') kappa_1/2,  T_l = S_l + T_{l-1} kappa_0/2,  Theta = T_L.
 *
 * *top <- the largest eigenvalue of the Hessian times N gamma^2, 2/(n k) lambda_max(Theta). */
hodo_status full_batch_lazy_top(hodo_arena *arena, const full_batch *of, double *top, hodo_error *error);

/* Its trace times N gamma^2 at the start, averaged over weights, exact at every width and for every gamma:
 * 2 L / 2^(L-1) mean |x|^2/d. (f is linear in every matrix, and phi'' = 0: Hess f has trace 0.) */
double full_batch_start_trace(const full_batch *of);

#endif
