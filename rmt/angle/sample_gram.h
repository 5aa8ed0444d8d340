/* The angle with several samples, where it is known: linear MLPs (ours).
 *
 * With n samples the velocity and the backward vector are stacked, vectors of m n entries (arXiv 2311.18718,
 * Theorem 2.1). In a linear MLP all samples share the Jacobians, and the Gram matrix of the features keeps its
 * shape from layer to layer (at infinite width; at every width for Haar weights), so that the kernel is a
 * Kronecker product, and the backward vector of sample s is sum_a R_sa w_a with the residuals R = d loss/d
 * f_L and readouts w_a that are independent and isotropic:
 *
 *     K_v ~ sum_l J_l J_l^T (x) G,     cos(theta) = cos(theta of one sample) * c(G, R),
 *     1/c^2 - 1 = ||G R - lambda R||^2/(lambda ||R||)^2,   lambda = tr(R^T G R)/||R||^2.
 *
 * The balanced rates do not change it: ||grad_l||^2 is |J_l^T w|^2 tr(R^T G R), the second factor the same at
 * every layer. c = 1 when the residuals are an eigenvector of the Gram matrix, in particular when the samples
 * are orthonormal. With many outputs whose residuals are independent R R^T tends to the identity and c^2 to
 * tau(G)^2/tau(G^2), which for n samples of equal norms and correlations r is 1/(1 + (n-1) r^2).
 *
 * NOT KNOWN for other activations: each sample has its own D, the blocks J_s J_t^T of different samples have
 * their own moments, the Gram matrix walks with depth, and the backward vectors of two samples are not
 * parallel. Nothing here approximates that; measure it.
 */
#ifndef RMT_SAMPLE_GRAM_H
#define RMT_SAMPLE_GRAM_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RMT_SAMPLES_MOST 1000000000 /* of rmt_gram_tangent_square_equal */

/* *tangent_square <- 1/c^2 - 1 from the Gram matrix (samples, samples), positive semidefinite, and the
 * residuals (samples, outputs), both row-major; O(samples^2 outputs). HODO_INVALID for no samples, a Gram
 * matrix that is not symmetric to rounding, or numbers with which lambda is not positive and finite: then
 * nothing moves along the backward vector. */
hodo_status rmt_gram_tangent_square(const double *gram, const double *residuals, size_t samples, size_t outputs,
                                    double *tangent_square, hodo_error *error);

/* The same for many outputs: *tangent_square <- tau(G^2)/tau(G)^2 - 1 of the matrix gram (samples, samples),
 * and its value (n-1) r^2 for equal norms and correlations, which a Gram matrix allows for -1/(n-1) <= r <= 1.
 * HODO_INVALID for no samples (more than RMT_SAMPLES_MOST, for the second), a gram as above, another
 * correlation. */
hodo_status rmt_gram_tangent_square_many(const double *gram, size_t samples, double *tangent_square,
                                         hodo_error *error);
hodo_status rmt_gram_tangent_square_equal(int64_t samples, double correlation, double *tangent_square,
                                          hodo_error *error);

/* tan^2 of the stacked angle from that of one sample and 1/c^2 - 1: cosines multiply. */
double rmt_gram_stacked(double single_tangent_square, double gram_tangent_square);

#ifdef __cplusplus
}
#endif

#endif
