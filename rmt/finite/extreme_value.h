/* The largest eigenvalue of a finite random matrix whose limit law has a soft upper edge.
 *
 * Near the edge x_e the density of the limit goes as rho(x) = (kappa / pi) sqrt(x_e - x), and at width m
 *
 *     (m kappa)^(2/3) (lambda_max - x_e) -> Tracy-Widom, beta = 1 for real matrices
 *
 * (Soshnikov 1999 and Johnstone 2001 for Wigner and Wishart; Knowles and Yin 2017 for general covariances).
 * kappa is taken from the density itself: pi rho / sqrt(x_e - x) is analytic at the edge, and Neville's scheme
 * extrapolates it there.
 *
 * The limit sets in slowly for deep products, in (factors)/m: at m = 150 the standard deviation of the scaled
 * eigenvalue is 1.262, 1.227, 1.184 for 1, 2, 4 square Gaussian factors against 1.268.
 */
#ifndef RMT_EXTREME_VALUE_H
#define RMT_EXTREME_VALUE_H

#include "base/status.h"
#include "rmt/law/law.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The upper edge of a law, and its scale at one width. */
typedef struct rmt_extreme_value {
    double edge;        /* x_e, in units of the law */
    double kappa;       /* lim pi rho(x) / sqrt(x_e - x) */
    double kappa_error; /* estimate of its relative error, from the last two orders of the extrapolation */
    double scale;       /* (m kappa)^(-2/3): lambda_max = edge + scale * s */
} rmt_extreme_value;

/* kappa and edge of the law's uppermost interval. HODO_INVALID when the edge is infinite or not soft (its
 * exponent is not 1/2), an atom stands above it, or width < 1; HODO_NUMERIC when the density near the edge is
 * not a square root to 1e-4. */
hodo_status rmt_extreme_value_find(const rmt_law *law, int64_t width, rmt_extreme_value *value,
                                   hodo_error *error);

/* Of lambda_max, in units of the law. */
double rmt_extreme_value_mean(const rmt_extreme_value *value);
double rmt_extreme_value_standard_deviation(const rmt_extreme_value *value);

/* *lambda with P(lambda_max <= *lambda) = probability, 0 < probability < 1. Errors as
 * rmt_tracy_widom_quantile. */
hodo_status rmt_extreme_value_quantile(const rmt_extreme_value *value, double probability, double *lambda,
                                       hodo_error *error);

/* *probability <- P(lambda_max > lambda) when there is no outlier: the p-value of an observed one. Errors as
 * rmt_tracy_widom_tail. */
hodo_status rmt_extreme_value_tail(const rmt_extreme_value *value, double lambda, double *probability,
                                   hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
