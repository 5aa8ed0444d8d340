/* A product of dense layers with diagonal masks and residual branches, and its Gram operator, without forming
 * it:
 *
 *     J = A_L ... A_1,   A_l = skip_l I + scale_l D_l W_l E_l,   gram: x -> J J^T x
 *
 * with diagonals D (after) and E (before): the Jacobian of an MLP has skip = 0, E = I and D =
 * phi'(pre-activation); that of a ResNet f + beta W phi(f) has E = phi' and D = I. Entries of a diagonal that
 * are zero are what ReLU is about: a unit that no later layer reads, or that no earlier one reaches, is taken
 * out of the chain once, its rows and columns are never read again, and the null space that this leaves is
 * known exactly instead of being estimated. At p = 1/2 that keeps a quarter of an MLP's entries and half of a
 * ResNet's. The diagonals and the scale are folded into the weights that are kept (a copy; a layer that keeps
 * every entry with scale 1 is read where it lies).
 *
 * J is (outputs, inputs); below, `active` outputs and inputs are those that can be non-zero. Ours; the
 * compression is exact algebra.
 */
#ifndef HODO_OPERATOR_CHAIN_H
#define HODO_OPERATOR_CHAIN_H

#include "base/arena.h"
#include "operator/operator.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A_l = skip I + scale D W E. */
typedef struct hodo_chain_layer {
    hodo_matrix weights;          /* (outputs, inputs), not owned; square where skip is not 0 */
    const double *after, *before; /* diagonals (outputs,) and (inputs,); NULL: ones */
    double skip, scale;
} hodo_chain_layer;

typedef struct hodo_chain
    hodo_chain; /* lives in its arena; refers to the weights that it reads where they lie */

/* Compresses `count` layers, the first one applied first, for blocks of at most `vectors` vectors. An
 * application is shared out among `workers` threads (>= 1); the result of fewer than 33 vectors
 * does not depend on how many. NULL with HODO_INVALID (no layer, no vector, no worker, a skip on a layer that
 * is not square, a diagonal, skip or scale that is not finite), HODO_MISMATCH (widths or precisions that do not
 * follow each other) or HODO_NO_MEMORY. */
hodo_chain *hodo_chain_take(hodo_arena *arena, const hodo_chain_layer *layers, size_t count, size_t vectors,
                            size_t workers, hodo_error *error);

/* The whole dimension of J J^T (`outputs`), and how many of its eigenvalues are zero for certain (`zeros`):
 * outputs minus the narrowest level of the compressed chain. With weights in general position these are all. */
size_t hodo_chain_outputs(const hodo_chain *chain);
size_t hodo_chain_zeros(const hodo_chain *chain);

/* What is left: outputs and inputs that are active, ascending *indices (count,) among all of them, owned by the
 * chain (indices may be NULL). Gives the count. */
size_t hodo_chain_active_outputs(const hodo_chain *chain, const size_t **indices);
size_t hodo_chain_active_inputs(const hodo_chain *chain, const size_t **indices);

/* y <- x J^T and y <- x J among the active units: through takes (vectors, active inputs) to (vectors, active
 * outputs). HODO_MISMATCH for other shapes, HODO_INVALID for more vectors than the chain was taken for. */
hodo_status hodo_chain_through(hodo_chain *chain, hodo_matrix x, hodo_matrix y, hodo_error *error);
hodo_status hodo_chain_back(hodo_chain *chain, hodo_matrix x, hodo_matrix y, hodo_error *error);

/* J J^T on the active outputs, as an operator whose context is the chain. Of its eigenvalues
 * dimension - (outputs - zeros) are zero; the rest are all the non-zero ones of the whole J J^T. The dimension
 * is 0, and every application refused, when no output is active: J is zero. */
hodo_operator hodo_chain_gram(hodo_chain *chain);

/* J (active outputs, active inputs) formed in the chain's precision by GEMM from the outputs' end, and J J^T
 * (active outputs, active outputs), both halves. data is NULL, with HODO_NO_MEMORY in *error, on failure. */
hodo_matrix hodo_chain_product(const hodo_chain *chain, hodo_arena *arena, hodo_error *error);
hodo_matrix hodo_chain_gram_matrix(const hodo_chain *chain, hodo_arena *arena, hodo_error *error);

/* The number of vectors from which on forming J J^T once, to apply it as hodo_operator_dense, takes fewer
 * multiply-adds than sending each through the chain and back; INFINITY where it never does. GEMM is the faster
 * arithmetic too, by about 1.7 over blocks of 16 vectors. */
double hodo_chain_break_even(const hodo_chain *chain);

#ifdef __cplusplus
}
#endif

#endif
