/* What the toy catapult's table shows. */
#ifndef CATAPULT_CLAIMS_H
#define CATAPULT_CLAIMS_H

#include "lab/experiment.h"

#define CATAPULT_CONSTANT "constant"
#define CATAPULT_SCHEDULE "schedule"
#define CATAPULT_PATH "path"
#define CATAPULT_END "end"

/* hodo_experiment.claims. */
hodo_status catapult_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
