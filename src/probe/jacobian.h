/* The dense Jacobian d f_v/d f_u between two features of a network, at one input.
 *
 * Row i is the backward vector at f_u of the gradient e_i at f_v, so that a block of rows is one backward pass
 * with the linearised network between u and v, exact to rounding, for any architecture: a few dozen rows at a
 * time, one GEMM a dense layer. The forward pass runs once, not once a block. Time is that of m_v + 64 rows
 * forward and backward, 2 (m_v + 64) weights multiply-adds; memory beside the result is 64 rows a layer.
 *
 * In the MLP of net/tower.h, f_l = V_l phi(f_(l-1)), it is the product of v - u factors V_l D_l, with D_l =
 * diag phi'(f_(l-1)) (Pennington, Schoenholz and Ganguli 2017): depth v - u of the law `jacobian`.
 */
#ifndef HODO_PROBE_JACOBIAN_H
#define HODO_PROBE_JACOBIAN_H

#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* jacobian <- d f_v/d f_u of one member where f_u = feature, u < v. All of the network's precision. Scratch
 * memory is the function's own. HODO_INVALID for u, v or member, HODO_MISMATCH for shapes or precision,
 * HODO_NUMERIC when a feature or an entry is not finite, HODO_NO_MEMORY. */
hodo_status hodo_jacobian(const hodo_network *network, size_t member, size_t u, size_t v,
                          hodo_matrix feature /* (1, m_u) */, hodo_matrix jacobian /* (m_v, m_u) */,
                          hodo_error *error);

/* The eigenvalues of J J^T, J = d f_v/d f_u, ascending, into values (m_v,): squared singular values of J in
 * double by LAPACK, whatever the network's precision; those below 1e-32 of the largest are rounding (1e-14 in
 * float). The same errors. */
hodo_status hodo_jacobian_spectrum(const hodo_network *network, size_t member, size_t u, size_t v,
                                   hodo_matrix feature /* (1, m_u) */, double *values, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
