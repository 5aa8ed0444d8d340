/* Claims of the portraits: exponents of boundaries, one slope a trial, against the phase table; where catapults
 * begin against 2/lambda of the start; and, at the sizes of an independent run, its numbers. */
#ifndef GAMMA_ETA_PORTRAITS_CLAIMS_H
#define GAMMA_ETA_PORTRAITS_CLAIMS_H

#include "lab/experiment.h"

hodo_status portrait_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
