/* What loss-curves claims: how the best rate and the times of the curve grow with gamma, and its shape. */
#ifndef GAMMA_ETA_LOSS_CURVES_SHAPE_CLAIMS_H
#define GAMMA_ETA_LOSS_CURVES_SHAPE_CLAIMS_H

#include "lab/experiment.h"

/* Slopes against gamma: gamma <= lazy_most and gamma >= rich_least. Left out where fewer than two, or three,
 * gammas lie there. */
hodo_status loss_curves_claim_slopes(const hodo_run *run, const hodo_table *table, double lazy_most,
                                     double rich_least, hodo_arena *arena, hodo_claims *claims,
                                     hodo_error *error);

/* The first step of the staircase, and how much steeper than in lazy networks the fall after it is. */
hodo_status loss_curves_claim_shapes(const hodo_run *run, const hodo_table *table, double lazy_most,
                                     double rich_least, hodo_arena *arena, hodo_claims *claims,
                                     hodo_error *error);

#endif
