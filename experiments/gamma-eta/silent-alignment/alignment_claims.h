/* What the figure of silent alignment claims: how much of the alignment's gain comes while the loss stands. */
#ifndef GAMMA_ETA_ALIGNMENT_CLAIMS_H
#define GAMMA_ETA_ALIGNMENT_CLAIMS_H

#include "experiments/gamma-eta/dynamics.h"

hodo_status alignment_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                             hodo_error *error);

#endif
