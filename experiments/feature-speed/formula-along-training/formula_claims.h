/* Claims on the table of formula-along-training: one pass over its rows a network and batch size. */
#ifndef HODO_EXPERIMENTS_FORMULA_CLAIMS_H
#define HODO_EXPERIMENTS_FORMULA_CLAIMS_H

#include "lab/experiment.h"

hodo_status formula_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                           hodo_error *error);

#endif
