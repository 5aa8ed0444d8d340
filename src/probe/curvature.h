/* The Hessian of a total loss with respect to all trained weights, and its Gauss-Newton part, as operators.
 *
 *     loss(theta) = l(f~),  f~ = output_scale (f(theta) - offset)          output_scale = 1/gamma, offset = f_0
 *     Hessian        H v = d/dt grad loss(theta + t v)                      (Pearlmutter 1994, the R-operator)
 *     Gauss-Newton   G v = J^T (l'' (J v)),  J = d f~/d theta               (Schraudolph 2002)
 *
 * f~ is the centred and scaled output of arXiv 2410.04642; G is the matrix whose largest eigenvalue sets the
 * schedule eta = c/lambda_max (ours, after arXiv 2502.13110). H = G + sum over samples and outputs of
 * (d l/d f~) Hess f~; both are exact to rounding, nothing is differenced. Vectors are those of weight_vector.h.
 * At a kink of phi the second derivative is 0.
 *
 * Rows are taken in blocks of at most `batch`, so that memory is that of one pass whatever the data. A Hessian
 * product costs 6 units beside the 2 of its forward and backward pass, a Gauss-Newton product 4 beside 1, where
 * a gradient costs 3; a block of vectors shares the passes, and so do applications while the weights are held.
 */
#ifndef HODO_PROBE_CURVATURE_H
#define HODO_PROBE_CURVATURE_H

#include "operator/operator.h"
#include "probe/objective.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which of the two operators. */
typedef enum hodo_curvature_kind {
    HODO_GAUSS_NEWTON = 0, /* G, positive semidefinite */
    HODO_HESSIAN           /* H */
} hodo_curvature_kind;

/* The work space: a pass over a block of rows, and the objective at hand. */
typedef struct hodo_curvature hodo_curvature;

/* Work space for a network of one member, whose pass has `batch` rows (0: all rows of the objective, in
 * one). HODO_GAUSS_NEWTON takes a first-order pass and refuses Hessians; HODO_HESSIAN does both. NULL:
 * HODO_INVALID for more members, no trained weight, an output that is no feature, or as
 * hodo_objective_check, HODO_MISMATCH for shapes or precision, HODO_NO_MEMORY. */
hodo_curvature *hodo_curvature_take(hodo_arena *arena, hodo_network *network, const hodo_objective *objective,
                                    size_t batch, hodo_curvature_kind most, hodo_error *error);

/* Another objective: any number of rows >= 1, as a new minibatch. Errors as hodo_objective_check. */
hodo_status hodo_curvature_objective(hodo_curvature *curvature, const hodo_objective *objective,
                                     hodo_error *error);

/* The present objective. */
const hodo_objective *hodo_curvature_of(const hodo_curvature *curvature);

/* The network whose weights it differentiates in. */
hodo_network *hodo_curvature_network(const hodo_curvature *curvature);

/* H or G as an operator on rows of (vectors, dimension), in the network's precision. It refers to the work
 * space: one application at a time. Its callback returns the errors of the passes; HODO_INVALID for a Hessian
 * of a Gauss-Newton work space. */
hodo_operator hodo_curvature_operator(hodo_curvature *curvature, hodo_curvature_kind kind);

/* Between hold and release the caller promises that neither weights nor data change: where the data are one
 * block, their forward pass then serves all applications. Without it every application runs its own. */
void hodo_curvature_hold(hodo_curvature *curvature);

/* Ends what hodo_curvature_hold began; harmless without it. */
void hodo_curvature_release(hodo_curvature *curvature);

/* output <- f~ of all rows, (rows, outputs), by a forward pass. HODO_MISMATCH for shapes or precision,
 * HODO_NUMERIC when an output is not finite. */
hodo_status hodo_curvature_output(hodo_curvature *curvature, hodo_matrix output, hodo_error *error);

/* The loss and its gradient in the same blocks; gradient (1, dimension) may have data NULL, `loss` may be
 * NULL. HODO_MISMATCH for the gradient's shape or precision, HODO_NUMERIC when an output, the loss or a
 * backward vector is not finite. */
hodo_status hodo_curvature_gradient(hodo_curvature *curvature, double *loss, hodo_matrix gradient,
                                    hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
