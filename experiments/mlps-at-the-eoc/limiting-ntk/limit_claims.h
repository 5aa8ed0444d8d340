/* What the figure on the limiting tangent kernel claims. */
#ifndef LIMIT_CLAIMS_H
#define LIMIT_CLAIMS_H

#include "lab/experiment.h"

hodo_status limit_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
