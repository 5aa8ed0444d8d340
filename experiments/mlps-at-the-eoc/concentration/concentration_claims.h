/* What the figure on concentration claims. */
#ifndef CONCENTRATION_CLAIMS_H
#define CONCENTRATION_CLAIMS_H

#include "lab/experiment.h"

hodo_status concentration_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                                 hodo_error *error);

#endif
