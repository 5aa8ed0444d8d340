/* What the figure of catapults claims. */
#ifndef GAMMA_ETA_CATAPULT_CLAIMS_H
#define GAMMA_ETA_CATAPULT_CLAIMS_H

#include "experiments/gamma-eta/dynamics.h"

hodo_status catapult_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
