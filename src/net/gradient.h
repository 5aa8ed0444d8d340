/* Weight gradients from a pass that has run backward. With h_s the input of weight layer k and g_s
 * the backward vector at its output, row by row, grad_k = multiplier_k sum_s g_s h_s^T over a member's samples.
 *
 * Its norm needs no matrix: ||grad_k||_F^2 = sum_{s,s'} <g_s, g_s'> <h_s, h_s'>. In a convolution h_s are
 * patches and s runs over pixels too; they outnumber the C_out rows of the gradient, so that one forms the
 * gradient in the pass's work space: P 9 C C_out multiply-adds for P pixels, against P^2 (C_out + 9 C).
 * The identity is ours; gradients are of the loss as net/loss.h normalises it.
 */
#ifndef HODO_NET_GRADIENT_H
#define HODO_NET_GRADIENT_H

#include "net/pass.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether a backward pass has run since the last forward pass. */
bool hodo_pass_has_gradient(const hodo_pass *pass);

/* norms[k * members + member] = ||grad_k||_F^2 of every weight layer, trained or not, in double.
 * HODO_INVALID without a backward pass; HODO_NUMERIC, naming the layer, when one is not finite. */
hodo_status hodo_gradient_norms(const hodo_pass *pass, double *norms /* (weight_count, members) */,
                                hodo_error *error);

/* gradient <- alpha grad_k + beta gradient, of one member; `gradient` is (rows, columns) of the weights of
 * layer k, in the network's precision. It needs a backward pass, which is not checked. */
void hodo_gradient_weight(const hodo_pass *pass, size_t k, size_t member, double alpha, double beta,
                         hodo_matrix gradient);

/* out <- derivative of grad_k along the direction of the last tangent, of one member, after a
 * backward_tangent (not checked); `out` is (rows, columns) of the weights of layer k. With a direction of
 * weights and the loss's own Hessian this is the Hessian-vector product. */
void hodo_gradient_weight_tangent(const hodo_pass *pass, size_t k, size_t member, hodo_matrix out);

#ifdef __cplusplus
}
#endif

#endif
