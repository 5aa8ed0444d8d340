/* The claims of activations-and-weights, on one number a trial (growth, gain; activated_network.h).
 *
 * ALLOWANCE. For linear, ReLU, (a,b)-ReLU and |s| with free lengths the means at finite width are exact
 * (rmt/angle/activation_width.h), and only the rounding of networks in float is allowed for. Otherwise phi'
 * knows one direction in m of the weights above and below it, which no theory here counts: a relative 1/m a
 * layer, and squared in the second moment 2/m; the layers below a feature, half of them on average, add up to
 * n/m of the number. */
#ifndef HODO_EXPERIMENTS_GROWTH_CLAIMS_H
#define HODO_EXPERIMENTS_GROWTH_CLAIMS_H

#include "lab/experiment.h"

/* hodo_experiment.claims of the figure. */
hodo_status growth_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                          hodo_error *error);

#endif
