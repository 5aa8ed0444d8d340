/* The claims on extreme eigenvalues against depth: one network at a time, on the table of depth-extremes. */
#ifndef HODO_EXPERIMENTS_EXTREME_CLAIMS_H
#define HODO_EXPERIMENTS_EXTREME_CLAIMS_H

#include "experiments/jacobian-spectra/spectral_network.h"

typedef struct extreme_subject {
    const hodo_table *table;
    const char *text; /* as in the table's column `network` */
    int64_t width, trials;
} extreme_subject;

/* Over all depths: ln of the largest eigenvalue, and of a residual network's condition number, against the
 * logarithm of theory's means at this width; the power of its growth with depth; and a wrong theory told apart
 * from each. */
hodo_status extreme_claims(const extreme_subject *of, hodo_claims *claims, hodo_error *error);

#endif
