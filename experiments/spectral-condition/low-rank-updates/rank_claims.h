/* What low-rank-updates claims of its table. */
#ifndef SPECTRAL_CONDITION_RANK_CLAIMS_H
#define SPECTRAL_CONDITION_RANK_CLAIMS_H

#include "lab/experiment.h"

#include <stddef.h>

/* The singular values that get a row: all of the first ten, then about ten a decade. */
static inline size_t rank_next_place(size_t place)
{
    const size_t i = place + 1; /* counted from 1 */
    return i + (i < 10 ? 1 : i / 4) - 1;
}

hodo_status rank_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
