/* What accuracy-vs-gamma claims: differences of accuracy within a seed, of one model. */
#ifndef GAMMA_ETA_ACCURACY_CLAIMS_H
#define GAMMA_ETA_ACCURACY_CLAIMS_H

#include "lab/experiment.h"

hodo_status accuracy_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
