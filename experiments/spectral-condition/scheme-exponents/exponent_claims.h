/* What one step of every scheme should be as large as, and the claims on it. */
#ifndef SPECTRAL_CONDITION_EXPONENT_CLAIMS_H
#define SPECTRAL_CONDITION_EXPONENT_CLAIMS_H

#include "lab/experiment.h"

hodo_status exponent_theory(const hodo_run *run, hodo_table *table, hodo_error *error);

/* Of every row and layer: the exponent, and the size at the largest width where the step has one sample; of the
 * hidden layer, the exponent of another scheme told apart. */
hodo_status exponent_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
