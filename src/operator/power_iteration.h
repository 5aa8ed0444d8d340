/* The eigenvalue of largest modulus, which is the spectral norm, by block power iteration with Rayleigh-Ritz.
 *
 * A few vectors are multiplied by A, made orthonormal, and the best of their span is taken (subspace iteration:
 * Golub and Van Loan, Matrix Computations, section 8.2; convergence |lambda_{b+1} / lambda_1| a step, b the
 * block). The answer is certified, not hoped for: with theta = v^T A v and r = |A v - theta v|, some eigenvalue
 * lies within r of theta, and the spectral norm is at least |theta|. That theta is the LARGEST eigenvalue is
 * certain only in probability, because the start is random. It needs no more memory than 2 blocks; lanczos.h
 * converges faster and keeps its basis. At the edge of a random matrix's bulk the gap closes as n^(-2/3): ask
 * for a residual, not for digits of the eigenvector.
 */
#ifndef HODO_OPERATOR_POWER_ITERATION_H
#define HODO_OPERATOR_POWER_ITERATION_H

#include "operator/operator.h"
#include "operator/probes.h"

typedef struct hodo_power {
    double value;        /* theta: the Ritz value of largest modulus */
    double residual;     /* r: an eigenvalue lies in [value - residual, value + residual], up to rounding */
    size_t applications; /* of a block */
} hodo_power;

/* Iterates until residual <= tolerance |value|, at most `applications` of the block. HODO_INVALID for no probe,
 * more than the dimension or than HODO_POWER_BLOCK_MOST, no application or a tolerance that is not positive;
 * HODO_NUMERIC when the operator gives a number that is not finite, or the limit came first: *power then still
 * holds the best there is, with its residual. The zero operator has the value 0 with residual 0. */
enum { HODO_POWER_BLOCK_MOST = 64 };
hodo_status hodo_power_iterate(const hodo_operator *operator, const hodo_probes * start, double tolerance,
                               size_t applications, hodo_power *power, hodo_error *error);

#endif
