/* The length map of a deep network and its edge of chaos (Poole et al., arXiv:1606.05340; Schoenholz et al.,
 * arXiv:1611.01232). Pre-activations of a wide layer are Gaussian of variance ("length") q, and
 *
 *     q'  = weight_variance E[phi(sqrt(q) z)^2] + bias_variance,   z ~ N(0, 1)
 *     chi = weight_variance E[phi'(sqrt(q*) z)^2]                    at the fixed point q* = q'
 *
 * with entries of W of variance weight_variance/n. tau(J J^T) = chi^L after L layers; chi = 1 is the edge of
 * chaos, where weight_variance = 1/E[phi'^2] and q* solves q = E[phi^2]/E[phi'^2] + bias_variance.
 *
 * At bias variance 0 an activation with phi(0) = 0 that is not homogeneous (tanh, erf, hard-tanh, gelu, silu)
 * has its edge of chaos at q* = 0: weight variance 1/phi'(0)^2, the network is linear to first order, and every
 * unit has the same derivative. That is right, and the reason why one gives a bias variance or a length.
 * Homogeneous activations (relu, linear, ...) keep any length at bias variance 0; their derivatives do not
 * depend on it.
 *
 * Means are closed forms where phi' takes finitely many values (rmt/jacobian/derivative_values.h), else
 * quadrature (rmt/jacobian/gaussian_panels.h); both to 1e-13.
 */
#ifndef RMT_LENGTH_MAP_H
#define RMT_LENGTH_MAP_H

#include "base/activation.h"
#include "base/status.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* *square <- E[phi^2] and *derivative_square <- E[phi'^2] at length q >= 0. HODO_NUMERIC, HODO_NO_MEMORY of the
 * quadrature. */
hodo_status rmt_length_means(const hodo_nonlinearity *shape, double q, double *square,
                             double *derivative_square, hodo_error *error);

/* What is asked for. */
typedef struct rmt_length_setting {
    bool critical;          /* weight_variance is to be found by chi = 1 */
    double weight_variance; /* > 0; unused when critical */
    double bias_variance;   /* >= 0; unused when a length is given */
    double length;          /* q* > 0, for which the bias variance is to be found; 0: not given */
} rmt_length_setting;

/* Where a deep network's lengths settle. */
typedef struct rmt_fixed_point {
    double weight_variance, bias_variance;
    double length;         /* q* */
    double susceptibility; /* chi; exactly 1 when asked to be critical */
} rmt_fixed_point;

/* The fixed point. Where there are several: on the edge of chaos the least, else the one to which a layer of
 * length 1 goes. HODO_INVALID when there is none, phi' vanishes at it, or a length would need a negative bias
 * variance; else as rmt_length_means. */
hodo_status rmt_length_fixed_point(const hodo_nonlinearity *shape, const rmt_length_setting *setting,
                                   rmt_fixed_point *point, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
