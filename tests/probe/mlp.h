/* A small ReLU network on a batch, for probes of training: three weight matrices with multipliers that are
 * not 1. */
#ifndef HODO_TESTS_PROBE_MLP_H
#define HODO_TESTS_PROBE_MLP_H

#include "net/zoo.h"

enum { MLP_INPUTS = 6, MLP_FIRST = 28, MLP_SECOND = 17, MLP_OUTPUTS = 3, MLP_WEIGHTS = 3 };

typedef struct mlp {
    hodo_arena *arena;
    hodo_architecture architecture;
    hodo_network network;
    hodo_pass *pass;
    hodo_matrix x, y, gradient; /* (samples, inputs), (samples, outputs), (samples, outputs) */
} mlp;

extern const double mlp_multipliers[MLP_WEIGHTS];

/* Drawn, run forward and backward once. The second matrix is trained only if asked. */
void mlp_start(mlp *net, hodo_precision precision, size_t samples, uint64_t seed, bool train_second);
void mlp_end(mlp *net);

/* Forward and backward with the square loss. */
void mlp_run(mlp *net);

/* W_k <- W_k - rate grad_k of the trained ones; the pass stays as it was. */
void mlp_step(mlp *net, double rate);

/* grad_k by its definition, in double, entry by entry. */
hodo_matrix mlp_gradient(mlp *net, size_t k);

/* Singular values of any matrix by LAPACK, ascending squares (rows,), from a copy. */
double *mlp_squares(hodo_arena *arena, hodo_matrix a);

#endif
