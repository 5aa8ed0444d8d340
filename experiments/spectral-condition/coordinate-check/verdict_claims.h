/* Claims of the coordinate check: the verdict on every parametrization and optimiser by lab/trend.h over
 * layers, steps and kinds of coordinates, and the exponents of the first step one by one. */
#ifndef SPECTRAL_CONDITION_VERDICT_CLAIMS_H
#define SPECTRAL_CONDITION_VERDICT_CLAIMS_H

#include "experiments/spectral-condition/coordinate-check/checked_network.h"
#include "lab/experiment.h"

/* For hodo_experiment.claims. */
hodo_status verdict_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                           hodo_error *error);

#endif
