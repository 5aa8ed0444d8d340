/* The transform of one layer's log ratio of squared norms, X_1 = log((2/m) chi^2_N), at complex order z:
 *     E exp(z X_1) = (4/m)^z E_N[Gamma(N/2 + z) / Gamma(N/2)],   N ~ Binomial(m, 1/2) given N >= 1  (ReLU)
 *                  = (2/m)^z Gamma(m/2 + z) / Gamma(m/2)                                        (linear)
 * z = it is the characteristic function of rmt/finite/log_norm_law.h, real z its Chernoff bounds. Gamma(n/2 + 1
 * + z) = (n/2 + z) Gamma(n/2 + z) leads from each N to N + 2: two complex log-gammas a transform, whatever the
 * width.
 */
#ifndef RMT_LOG_NORM_STEP_H
#define RMT_LOG_NORM_STEP_H

#include "base/status.h"

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rmt_log_norm_step {
    double units;   /* m */
    double base;    /* the base of the power z: 4/m or 2/m */
    double least;   /* the smallest N kept: weights below 2^-70 of the largest are left out */
    size_t count;   /* N = least .. least + count - 1 */
    double *weight; /* (count,), sum 1; owned */
} rmt_log_norm_step;

/* units >= 1. HODO_NO_MEMORY. */
hodo_status rmt_log_norm_step_init(rmt_log_norm_step *step, bool relu, int64_t units, hodo_error *error);
void rmt_log_norm_step_clear(rmt_log_norm_step *step);

/* E exp(z X_1), re z > -least / 2; *magnitude = E_N of the terms' moduli, which falls monotonically with |im z|
 * and bounds the transform's modulus. HODO_NUMERIC when log-gamma fails. */
hodo_status rmt_log_norm_step_transform(const rmt_log_norm_step *step, double complex z,
                                        double complex *transform, double *magnitude, hodo_error *error);

#endif
