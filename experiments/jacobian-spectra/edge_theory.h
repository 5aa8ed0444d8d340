/* Where theory puts the ends of a spectrum: at infinite width, and on average at width m.
 *
 * At infinite width the ends of the support above 0, or an atom that stands above it. At width m the extreme
 * eigenvalues of a soft edge lie inside by 1.2065 (m kappa)^(-2/3) on average, kappa = lim pi
 * rho/sqrt(distance) (Tracy and Widom, beta = 1); the upper one is rmt/finite/extreme_value.h's, the lower one
 * the same at the lower edge.
 */
#ifndef HODO_EXPERIMENTS_EDGE_THEORY_H
#define HODO_EXPERIMENTS_EDGE_THEORY_H

#include "base/status.h"

#include <stdint.h>

typedef struct edge_theory {
    double upper, upper_mean; /* at infinite width; on average at width m, NaN at an edge that is not soft */
    double lower, lower_mean; /* the least eigenvalue above 0; lower = 0 and a NaN mean at a hard edge */
} edge_theory;

/* Of a law given by its line. The errors of rmt_law_open, rmt_law_density and rmt_extreme_value_find. */
hodo_status edge_theory_find(const char *law, int64_t width, edge_theory *edges, hodo_error *error);

#endif
