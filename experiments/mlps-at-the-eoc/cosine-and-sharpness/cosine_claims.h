/* What cosine-and-sharpness claims of every q and rule: one correlation a run, a Student interval over
 * seeds. */
#ifndef COSINE_CLAIMS_H
#define COSINE_CLAIMS_H

#include "lab/experiment.h"

hodo_status cosine_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
