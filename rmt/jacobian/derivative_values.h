/* Activations whose derivative takes finitely many values: then a layer's D^2 has finitely many eigenvalues and
 * all means are closed. At z ~ N(0, 1), s = sqrt(q) z:
 *
 *     linear     1                                               E phi^2 = q
 *     relu       1, 0              half each                     q/2
 *     abrelu     (a+b)^2, (a-b)^2  half each                     (a^2 + b^2) q
 *     abs        1                                               q
 *     hard-tanh  1 with mass P = erf(1/sqrt(2q)), else 0         q (P - sqrt(2/(pi q)) exp(-1/(2q))) + 1 - P
 *
 * An activation with a kink has to have a row here: quadrature would not see the kink.
 */
#ifndef RMT_DERIVATIVE_VALUES_H
#define RMT_DERIVATIVE_VALUES_H

#include "base/activation.h"

#include <stddef.h>

enum { RMT_VALUES_MOST = 2 };

typedef struct rmt_derivative_values {
    double square[RMT_VALUES_MOST]; /* phi'^2, descending, different */
    double mass[RMT_VALUES_MOST];   /* > 0, sum 1 */
    size_t count;
    double mean_square; /* E phi^2 */
} rmt_derivative_values;

/* Fills *values at q >= 0 and returns 1; 0 for an activation that is in no row, a smooth one. */
int rmt_derivative_values_find(const hodo_nonlinearity *shape, double q, rmt_derivative_values *values);

#endif
