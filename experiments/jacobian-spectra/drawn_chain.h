/* Jacobians of random networks as chains of layers, for spectra without forming them: weights are Gaussian,
 * masks are free Bernoulli(1/2) (the forward pass is not run: what random-matrix theory takes a ReLU for),
 * critical variance.
 *
 *     mlp            J = prod D_l W_l                        W_ij ~ N(0, 2/m), D Bernoulli(1/2)
 *     resnet         J = prod (a I + beta W_l D_l)           W_ij ~ N(0, 2/m), a^2 + beta^2 = 1, beta = c /
 * sqrt(L) linear-resnet  the same with D = I                     W_ij ~ N(0, 1/m)
 *
 * so that tau(J J^T) = 1 in each. Weights are drawn in float whatever the precision: the float and the double
 * chain of a stream are the same matrix.
 */
#ifndef EXPERIMENTS_JACOBIAN_SPECTRA_DRAWN_CHAIN_H
#define EXPERIMENTS_JACOBIAN_SPECTRA_DRAWN_CHAIN_H

#include "base/random.h"
#include "operator/chain.h"

typedef struct drawn_architecture {
    const char *name;
    const char *title;
    bool branches; /* layers beside a skip */
    bool masked;   /* ReLU */
} drawn_architecture;

extern const drawn_architecture drawn_architectures[]; /* ended by a NULL name */

/* NULL, with HODO_INVALID and the names there are, for another name. */
const drawn_architecture *drawn_architecture_find(const char *name, hodo_error *error);

/* layers (depth,), weights (width, width) and masks from the arena. branch_scale is not used by an mlp. */
hodo_status drawn_chain_layers(hodo_arena *arena, const drawn_architecture *architecture, size_t width,
                               size_t depth, double branch_scale, hodo_precision precision,
                               const hodo_stream *stream, hodo_chain_layer *layers, hodo_error *error);

/* J (width, width) formed as one does who knows of no compression: every layer whole, by GEMM, in the weights'
 * precision. data is NULL on failure. */
hodo_matrix drawn_chain_dense(hodo_arena *arena, const hodo_chain_layer *layers, size_t depth,
                              hodo_error *error);

/* sup |F(x) - F_n(x)| over x > 0 for eigenvalues (count,), ascending, the first `zeros` of them exactly 0; F[i]
 * holds a continuous F at eigenvalue i, i >= zeros, that has the right atom at 0. */
double drawn_distance(const double *cumulative, size_t zeros, size_t count);

/* mean_i |F(x_i) - (i + 1/2)/n| over the eigenvalues that are not 0: the same distance averaged over the
 * spectrum.
 */
double drawn_mean_distance(const double *cumulative, size_t zeros, size_t count);

#endif
