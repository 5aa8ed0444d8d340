/* What the two sensitivity figures share: the theory column and the claims on level and slope. With one
 * sample b_(L-1) = W_L^T (f_L - y), so S = sqrt(M2) / (m sigma_L |f_L - y|) (rmt/angle/speed.h): the figures
 * multiply by |f_L - y|, which under the NTK's readout is random of order one and can vanish. */
#ifndef HODO_EXPERIMENTS_SENSITIVITY_H
#define HODO_EXPERIMENTS_SENSITIVITY_H

#include "lab/experiment.h"
#include "rmt/angle/speed.h"

/* Entry `row` of column theory: S |f_L - y| of the last feature at infinite width. */
hodo_status sensitivity_theory(hodo_table *table, size_t row, const rmt_scheme *scheme, double branch_scale,
                               int64_t depth, int64_t width, hodo_error *error);

/* For the rows where `column` holds `group`: log(S |f_L - y|) minus log(theory) is 0 on average, and, where
 * there are three depths or more, the slope of log(S |f_L - y|) against log L is the theory's. Ids are levelID
 * and slopeID. `tolerance` is what the width allows log S at the largest depth; the slope may miss by it over
 * the range of log L. */
hodo_status sensitivity_claims(const hodo_table *table, const char *column, const char *group, const char *id,
                               double tolerance, hodo_claims *claims, hodo_error *error);

#endif
