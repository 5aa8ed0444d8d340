/* What collapse claims: within each seed, over its curves of all gammas and rates, the two numbers of
 * collapse_number.h with time in steps and in tau, and how the plateau's end goes with gamma/eta. */
#ifndef GAMMA_ETA_COLLAPSE_CLAIMS_H
#define GAMMA_ETA_COLLAPSE_CLAIMS_H

#include "lab/experiment.h"

hodo_status collapse_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
