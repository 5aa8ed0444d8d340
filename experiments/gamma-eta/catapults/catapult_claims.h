/* What the figure of catapults claims. */
#ifndef GAMMA_ETA_CATAPULT_CLAIMS_H
#define GAMMA_ETA_CATAPULT_CLAIMS_H

#include "experiments/gamma-eta/dynamics.h"

/* Decades of eta between the rates on both sides of an "onset" or an "edge". */
double catapult_section(const char *what);

hodo_status catapult_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
