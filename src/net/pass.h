/* Passes through a network: forward, backward, tangent, and the tangent of the backward pass.
 *
 * A pass is the workspace of one batch of `samples` samples a member, rows = members * samples
 * (architecture.h on families). Each of its functions reads every weight once, in order; forward can
 * draw each layer's weights just before it multiplies by them, while they are in cache.
 *
 *     forward            f_l of the inputs
 *     backward           b_l = (d loss/d f_l)^T of d loss/d f_L
 *     tangent            f_l' along a direction of inputs and weights (JVP)
 *     backward_tangent   b_l' along the same direction: Hessian-vector products (Pearlmutter 1994), and
 *                        Prop. 6.1 of arXiv 2311.18718
 *
 * They must be called in that order: each needs the ones above it. Gradients with respect to the
 * weights are never formed unless asked for: grad_k = multiplier_k sum_s g_s h_s^T with g the
 * backward vector at the layer's output and h its input, and everything of gradient flow is made
 * from the dot products of those rows (a convolution's gradient is formed in work space). Memory is
 * O(rows * width) a layer; patches of images are formed block by block, never for a batch. Views that a
 * pass hands out live as long as its arena and are overwritten by the next pass.
 *
 * What a training step does not need can be left out: b_0, a product with the largest weight matrix
 * (hodo_pass_want_input), and the copy of the batch (hodo_pass_input).
 */
#ifndef HODO_NET_PASS_H
#define HODO_NET_PASS_H

#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The workspace of one batch and what the last passes left in it. */
typedef struct hodo_pass hodo_pass;

/* How far the derivatives of a pass go. */
typedef enum hodo_pass_order {
    HODO_FIRST_ORDER = 0, /* forward, backward, tangent */
    HODO_SECOND_ORDER     /* backward_tangent too: keeps the backward vector of every slot */
} hodo_pass_order;

/* A pass over `network`, which it keeps; everything lies in the arena. NULL with HODO_INVALID in *error for no
 * samples or rows that overflow, HODO_NO_MEMORY. */
hodo_pass *hodo_pass_take(hodo_arena *arena, hodo_network *network, size_t samples, hodo_pass_order order,
                          hodo_error *error);

/* Lets the pass work on another network of the same architecture and precision: cells of a sweep share one
 * work space. What the pass held of the network before is forgotten. HODO_MISMATCH for any other network. */
hodo_status hodo_pass_turn(hodo_pass *pass, hodo_network *network, hodo_error *error);

size_t hodo_pass_rows(const hodo_pass *pass);                 /* members * samples */
size_t hodo_pass_samples(const hodo_pass *pass);              /* n of one member */
const hodo_network *hodo_pass_network(const hodo_pass *pass); /* that it works on */

/* Whether the backward passes go down to the input: true at first. When false they stop above the lowest
 * weight layer, whose gradient needs no more: b_0, and b_l of any feature below that layer's output, are
 * then not to be asked for. What backward passes left before the call counts no more. */
void hodo_pass_want_input(hodo_pass *pass, bool wanted);

/* Where the pass keeps f_0, (rows, inputs): what is written here and given to hodo_pass_forward is not copied.
 * A gather of a batch belongs here. */
hodo_matrix hodo_pass_input(const hodo_pass *pass);

/* x: (samples, inputs), the same for every member, or (rows, inputs). When `draw` is not NULL every weight
 * layer's weights are drawn from it on the way: the same bits as hodo_network_draw before, and its errors.
 * Scales of CLOSE and SCALE rows are read anew. HODO_MISMATCH for shapes or precision, HODO_NUMERIC when an
 * output is not finite or a layer norm divides by 0. */
hodo_status hodo_pass_forward(hodo_pass *pass, hodo_matrix x, const hodo_stream *draw, hodo_error *error);

/* gradient: (rows, outputs), d loss/d f_L. HODO_INVALID without a forward pass, HODO_MISMATCH for shapes or
 * precision, HODO_NUMERIC when b_0, or without it the lowest backward vector, is not finite. */
hodo_status hodo_pass_backward(hodo_pass *pass, hodo_matrix gradient, hodo_error *error);

/* A direction in the space of inputs and weights. At most one of `weights` and `rates` is given. */
typedef struct hodo_direction {
    const hodo_matrix *inputs;  /* direction of f_0, (samples, inputs) or (rows, inputs); NULL is 0 */
    const hodo_matrix *weights; /* (weight_count,) directions, shaped as the weights and the same for every
                                   member; data NULL is 0; NULL is 0 for all */
    const double *rates;        /* (weight_count, members): gradient flow W_k' = -rates[k, member] grad_k, in
                                   factored form; needs a backward pass; NULL is none */
} hodo_direction;

/* f_l' of every feature along the direction. HODO_INVALID without a forward pass, when the direction asks
 * for both forms of weights, or for a flow without a backward pass; HODO_MISMATCH for shapes; HODO_NUMERIC
 * when f_L' is not finite. */
hodo_status hodo_pass_tangent(hodo_pass *pass, hodo_direction direction, hodo_error *error);

/* Derivative of the backward pass along the direction of the last tangent. gradient_tangent: (rows,
 * outputs), the derivative of d loss/d f_L along it (for a loss of f_L alone, hodo_loss_hessian_vector of
 * f_L'). HODO_INVALID unless the pass is HODO_SECOND_ORDER and has run forward, backward and tangent;
 * HODO_MISMATCH for shapes; HODO_NUMERIC when the lowest b_l' is not finite. */
hodo_status hodo_pass_backward_tangent(hodo_pass *pass, hodo_matrix gradient_tangent, hodo_error *error);

/* f_L, (rows, outputs): a view of what the last forward pass left, as all that follow are views. */
hodo_matrix hodo_pass_output(const hodo_pass *pass);

hodo_matrix hodo_pass_feature(const hodo_pass *pass, size_t l);          /* f_l, (rows, m_l) */
hodo_matrix hodo_pass_feature_backward(const hodo_pass *pass, size_t l); /* b_l, (rows, m_l) */
hodo_matrix hodo_pass_feature_tangent(const hodo_pass *pass, size_t l);  /* f_l', (rows, m_l) */

/* b_l', (rows, m_l), of a second-order pass. */
hodo_matrix hodo_pass_feature_backward_tangent(const hodo_pass *pass, size_t l);

/* h, what enters weight layer k: (rows, inputs), of a convolution whole images, not patches. */
hodo_matrix hodo_pass_weight_input(const hodo_pass *pass, size_t k);

/* g, the backward vector at the output of weight layer k: (rows, outputs), of a convolution whole images; its
 * gradient is to be had from net/gradient.h. */
hodo_matrix hodo_pass_weight_backward(const hodo_pass *pass, size_t k);

/* s of the activation phi(s) at row i of the layers: (rows, width of the slot). */
hodo_matrix hodo_pass_activation_input(const hodo_pass *pass, size_t i);

#ifdef __cplusplus
}
#endif

#endif
