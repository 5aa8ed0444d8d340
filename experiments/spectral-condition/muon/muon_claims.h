/* What the Muon figure claims of its table. */
#ifndef SPECTRAL_CONDITION_MUON_CLAIMS_H
#define SPECTRAL_CONDITION_MUON_CLAIMS_H

#include "lab/experiment.h"

hodo_status muon_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
