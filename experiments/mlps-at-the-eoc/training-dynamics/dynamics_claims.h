/* What training-dynamics claims: which rules hold eta lambda, what becomes of the catapult of a constant
 * rate, and the numbers that its text quotes of every rule. */
#ifndef DYNAMICS_CLAIMS_H
#define DYNAMICS_CLAIMS_H

#include "lab/experiment.h"

hodo_status dynamics_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
