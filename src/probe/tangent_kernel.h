/* The empirical neural tangent kernel of n samples and k outputs,
 *
 *     K((s,c), (s',c')) = sum_l rate_l <d f_c(x_s)/d W_l, d f_c'(x'_s')/d W_l>
 *                       = sum_l rate_l multiplier_l^2 <h_s, h'_s'> <g_s^c, g'_s'^c'>
 *
 * over the trained layers l (Jacot et al. 2018; K_L of arXiv 2311.18718; arXiv 2502.13110), h the rows that
 * enter layer l and g^c the backward vectors at its output of the gradient e_c. Under gradient flow of the loss
 * with these rates f' = -K grad_f. J is never formed: a layer costs two Gram products, whose entries are
 * multiplied. Products are in the network's precision, their sum over layers in double. Of f~ = s (f - f_0) the
 * kernel is s^2 times this one; it does not see f_0.
 *
 * A layer whose rows are not its gradient's factors (a convolution) goes by samples instead: the gradients of
 * its weights by every output of a sample, formed one sample at a time, are the rows of its part of J.
 *
 * Samples are taken in blocks: memory beside the kernel is that of two blocks' h and g (or parts of J), and
 * where the samples are more than one block the passes of the second argument run once a block of the first.
 */
#ifndef HODO_PROBE_TANGENT_KERNEL_H
#define HODO_PROBE_TANGENT_KERNEL_H

#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which entries of K are wanted. */
typedef enum hodo_tangent_kernel_form {
    HODO_KERNEL_FULL = 0, /* (n k, n' k), row s k + c: the order of f (n, k) row-major */
    HODO_KERNEL_TRACED,   /* (n, n'), sum over c of K((s,c), (s',c)), not divided by k */
    HODO_KERNEL_OUTPUT    /* (n, n'), of one output c */
} hodo_tangent_kernel_form;

/* How they are to be had: the same numbers but for rounding. */
typedef enum hodo_tangent_kernel_route {
    HODO_KERNEL_BY_GRAMS = 0, /* dense layers by Gram products, all others by samples */
    HODO_KERNEL_BY_SAMPLES    /* every layer by samples: J J^T layer by layer, an oracle */
} hodo_tangent_kernel_route;

/* The work space: passes of two blocks, and what they leave. */
typedef struct hodo_tangent_kernel hodo_tangent_kernel;

/* Work space for blocks of `batch` samples; `output` is read by HODO_KERNEL_OUTPUT alone. NULL: HODO_INVALID
 * for a network of more than one member, a block of 0, an output that does not exist or a network of which
 * nothing is trained, HODO_NO_MEMORY. */
hodo_tangent_kernel *hodo_tangent_kernel_take(hodo_arena *arena, hodo_network *network,
                                              hodo_tangent_kernel_form form, hodo_tangent_kernel_route route,
                                              size_t output, size_t batch, hodo_error *error);

/* kernel <- K between the rows of x (n, inputs) and those of other (n', inputs); other.data NULL: x itself,
 * and the kernel is then symmetric to the bit. rates: (weight_count,), or NULL for 1; layers that are not
 * trained have none. kernel in double, of the shape of its form. HODO_MISMATCH for shapes or precision,
 * HODO_NUMERIC when a number is not finite. */
hodo_status hodo_tangent_kernel_measure(hodo_tangent_kernel *work, hodo_matrix x, hodo_matrix other,
                                        const double *rates, hodo_matrix kernel, hodo_error *error);

/* Multiply-adds of one symmetric full kernel of n samples, HODO_KERNEL_BY_GRAMS in one block: for choosing
 * between this and products with J. */
double hodo_tangent_kernel_cost(const hodo_network *network, size_t n);

#ifdef __cplusplus
}
#endif

#endif
