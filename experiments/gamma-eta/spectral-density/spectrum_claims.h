/* What the spectra of gamma-eta/spectral-density show, as a table of claims: traces, the top and the lowest
 * eigenvalue, and how many eigenvalues stand apart.
 */
#ifndef GAMMA_ETA_SPECTRUM_CLAIMS_H
#define GAMMA_ETA_SPECTRUM_CLAIMS_H

#include "lab/experiment.h"

enum { CLASSES = 10, STAGES = 3 };

/* Of a sweep over three gammas, ascending: a lazy one, one between and a rich one. None for any other sweep. */
hodo_status spectrum_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                            hodo_error *error);

#endif
