/* The claims of commanded-speed. */
#ifndef HODO_EXPERIMENTS_COMMAND_CLAIMS_H
#define HODO_EXPERIMENTS_COMMAND_CLAIMS_H

#include "lab/experiment.h"

hodo_status command_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                           hodo_error *error);

#endif
