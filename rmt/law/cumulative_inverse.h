/* Quantiles of a law that knows its distribution function but whose density no quadrature can follow: the
 * spectrum of a deep product has half its eigenvalues below the least double, and an edge at 0 that is nearly
 * 1/x (ours).
 *
 * F is inverted in ln x (in x where the support has negative places) by secants that keep the bracket, with a
 * bisection every third step; quantiles below the least double are 0. Some 20 values of F for each quantile.
 */
#ifndef RMT_CUMULATIVE_INVERSE_H
#define RMT_CUMULATIVE_INVERSE_H

#include "rmt/law/law.h"

/* x[i] = inf {x : F(x) >= probability[i]}, 0 <= probability <= 1, the support finite, row->cumulative not NULL.
 * Errors of row->cumulative. */
hodo_status rmt_cumulative_inverse(const rmt_law *law, const double *probability, size_t count, double *x,
                                   hodo_error *error);

#endif
