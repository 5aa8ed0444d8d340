/* Losses of the output f_L (rows, outputs) against targets y: value, gradient and Hessian-vector
 * product with respect to f_L. A member's loss is a sum over its n samples:
 *
 *     square         factor/n sum_s ||f_s - y_s||^2                 factor 1/2 is the paper's (1/2n) sum; 1 the
 *                                                                   plain mean; 1/(2 outputs) that over entries
 *     cross-entropy  factor/n sum_s -sum_c y_sc log softmax(f_s)_c  y: rows that sum to 1 (one-hot or soft)
 *     linear         factor/n sum_s <y_s, f_s>                      the loss of Prop. 6.1's Theta((L-v)^-1/2)
 *
 * The gradient carries the factor/n, so backward vectors and weight gradients are of the whole loss
 * (arXiv 2311.18718, stacked over samples). All sums are in double.
 */
#ifndef HODO_NET_LOSS_H
#define HODO_NET_LOSS_H

#include "base/matrix.h"
#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A row of the table of losses. */
typedef struct hodo_loss_kind hodo_loss_kind;

/* A loss: a row and its factor. */
typedef struct hodo_loss {
    const hodo_loss_kind *kind; /* not NULL */
    double factor;              /* 0 stands for the kind's usual one: 1/2 square, 1 the others */
} hodo_loss;

extern const hodo_loss_kind hodo_loss_square;        /* ||f - y||^2 */
extern const hodo_loss_kind hodo_loss_cross_entropy; /* -sum_c y_c log softmax(f)_c */
extern const hodo_loss_kind hodo_loss_linear;        /* <y, f> */

/* "square", "cross-entropy" or "linear"; NULL, with HODO_INVALID and the list in *error, for any other. */
const hodo_loss_kind *hodo_loss_find(const char *name, hodo_error *error);

/* values[member] of f (members n, outputs); y is (members n, outputs), or (n, outputs) shared by the
 * members, of f's precision. HODO_MISMATCH when shapes or precisions differ or the loss has no kind,
 * HODO_NUMERIC when a value is not finite. */
hodo_status hodo_loss_value(hodo_loss loss, size_t members, hodo_matrix f, hodo_matrix y,
                            double *values /* (members,) */, hodo_error *error);

/* gradient <- d loss/d f, (members n, outputs) as f; y as in hodo_loss_value. HODO_MISMATCH as there. */
hodo_status hodo_loss_gradient(hodo_loss loss, size_t members, hodo_matrix f, hodo_matrix y,
                               hodo_matrix gradient /* as f */, hodo_error *error);

/* out <- (d^2 loss/d f^2) v, both (members n, outputs) as f; y as in hodo_loss_value. HODO_MISMATCH as
 * there. */
hodo_status hodo_loss_hessian_vector(hodo_loss loss, size_t members, hodo_matrix f, hodo_matrix y,
                                     hodo_matrix v /* as f */, hodo_matrix out /* as f */, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
