/* What the backward twin's figure states. */
#ifndef HODO_EXPERIMENTS_TWIN_CLAIMS_H
#define HODO_EXPERIMENTS_TWIN_CLAIMS_H

#include "lab/experiment.h"

hodo_status twin_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
