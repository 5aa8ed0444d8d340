/* The backward-to-feature kernel at feature v, dense, for one sample: the matrix that turns the backward vector
 * into the feature's velocity under gradient flow W_k' = -rate_k grad_k,
 *
 *     f_v' = -K_v b_v,     K_v = sum over dense layers k below f_v of rate_k (d f_v/d W_k) (d f_v/d W_k)^T
 *                              = sum rate_k |h_k|^2 J_k J_k^T,     J_k = d f_v/d (W_k h_k),
 *
 * h_k the input of layer k (arXiv 2311.18718, sec. 3); a convolution's term is rate_k times the sum over pairs
 * of pixels of <patch_p, patch_q> J_k(p) J_k(q)^T (ours). It is symmetric and positive semidefinite, and its
 * normalised moments decide the backward-feature angle. With balanced rates, rate_k = 1/(K ||grad_k||^2), it is
 * the kernel of the angle experiments; hodo_speeds_measure (probe/angle.h) leaves those rates in speeds->rates.
 *
 * It is built upwards, K_v = A K_(v-1) A^T + the terms of the layers between, A = d f_v/d f_(v-1), so that the
 * memory is a few (m, m) matrices whatever the depth: five GEMMs a layer where the sum in one go takes three
 * and keeps them all.
 */
#ifndef HODO_PROBE_FEATURE_KERNEL_H
#define HODO_PROBE_FEATURE_KERNEL_H

#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* kernel <- K_v of one member, v >= 1, at the input x. rates: (weight_count, members), 0 where a layer stands
 * still, as speeds->rates. All matrices of the network's precision; run in double where the small eigenvalues
 * matter. Scratch memory is the function's own. HODO_INVALID for v or member, HODO_MISMATCH for shapes or
 * precision, HODO_NUMERIC when a feature is not finite, HODO_NO_MEMORY. */
hodo_status hodo_feature_kernel(const hodo_network *network, size_t member, size_t v,
                                hodo_matrix x /* (1, inputs) */, const double *rates,
                                hodo_matrix kernel /* (m_v, m_v) */, hodo_error *error);

/* The eigenvalues of K_v, ascending, into values (m_v,), in double by LAPACK. The same errors. */
hodo_status hodo_feature_kernel_spectrum(const hodo_network *network, size_t member, size_t v,
                                         hodo_matrix x /* (1, inputs) */, const double *rates, double *values,
                                         hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
