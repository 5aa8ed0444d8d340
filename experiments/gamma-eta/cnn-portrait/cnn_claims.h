/* What cnn-portrait claims: the exponents of its boundaries in gamma. */
#ifndef GAMMA_ETA_CNN_CLAIMS_H
#define GAMMA_ETA_CNN_CLAIMS_H

#include "lab/experiment.h"

enum { CNN_DEPTH = 4 }; /* weight matrices */

hodo_status cnn_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
