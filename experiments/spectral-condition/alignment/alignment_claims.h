/* What the alignment figure claims of its table: of matrices alone in alignment_claims.c, of networks in
 * network_claims.c. */
#ifndef SPECTRAL_CONDITION_ALIGNMENT_CLAIMS_H
#define SPECTRAL_CONDITION_ALIGNMENT_CLAIMS_H

#include "experiments/spectral-condition/trial_claims.h"

hodo_status alignment_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                             hodo_error *error);

/* Those of the networks that learn `data`. */
hodo_status alignment_network_claims(const trial_claims *of, const char *data, hodo_error *error);

/* Conditions on the columns of the figure. */
static inline hodo_condition part(const char *name) { return (hodo_condition){"part", hodo_text(name)}; }

static inline hodo_condition what(const char *name) { return (hodo_condition){"what", hodo_text(name)}; }

static inline hodo_condition integer(const char *column, int64_t value)
{
    return (hodo_condition){column, hodo_integer(value)};
}

#endif
