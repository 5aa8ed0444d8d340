/* Lyapunov exponents of products of m x m Gaussian matrices at finite m: the growth of k-dimensional volumes.
 *
 * Entry variance v and no masks (Newman 1986):
 *
 *     lambda_k = (log(2v) + digamma((m - k + 1) / 2)) / 2,   k = 1 .. m.
 *
 * With a ReLU mask before each matrix, N ~ Binomial(m, 1/2) units on, v = 2/m (derived here from the volume
 * det(X^T D X) of a Haar frame X, which is a product of beta variables):
 *
 *     lambda_k = E[log(4/m) + digamma((N - k + 1) / 2) | N >= k] / 2.
 *
 * The condition is not cosmetic: a layer with N < k has rank below k, then the exponent is -infinity, and in an
 * infinite product that happens almost surely. What is given is the exponent while no layer had N < k, with the
 * probability a layer of N >= k beside it; for k beyond m/2 + a few sqrt(m) that is the law of networks nobody
 * meets.
 *
 * Natural logarithms of lengths (not their squares) a layer; normalised so that ||f||^2 keeps its mean.
 */
#ifndef RMT_LYAPUNOV_H
#define RMT_LYAPUNOV_H

#include "base/status.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* exponent[k - 1] of products with entry variance `variance`, k = 1 .. count <= width. Relative error of
 * exp(lambda) is some eps. HODO_INVALID when width is outside 1..10^9, count outside 1..width or variance
 * is not positive. */
hodo_status rmt_lyapunov_linear(int64_t width, double variance, int64_t count, double *exponent,
                                hodo_error *error);

/* The same behind ReLU masks at variance 2/m; probability[k - 1] = P(N >= k), may be NULL. O(sqrt(width)) an
 * exponent. HODO_INVALID when width or count is outside as above. */
hodo_status rmt_lyapunov_relu(int64_t width, int64_t count, double *exponent, double *probability,
                              hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
