/* The claims that figures of spectra share: means over independent draws against a law at infinite width.
 *
 * A finite matrix misses the limit in two ways. The masks of a layer keep N of m units, so that a draw's whole
 * spectrum is scaled by about tau = tau(J J^T), whose variance is of order depth/m: in y = ln x the mean
 * distribution function G(y) is smeared by Var(tau) and shifted by half of it, an error of at most
 * Var(tau) (max G' + max |G''|)/2, where both maxima are below 1/2 for the laws drawn here. And the eigenvalues'
 * own mean density misses by 1/m, a fraction of an eigenvalue. The allowance is the sum of the two.
 */
#ifndef HODO_EXPERIMENTS_SPECTRUM_CLAIMS_H
#define HODO_EXPERIMENTS_SPECTRUM_CLAIMS_H

#include "lab/experiment.h"
#include "lab/select.h"

/* The smallest difference of a distribution function that a reader of the figure would notice. */
#define SPECTRUM_CLAIM_RESOLUTION 0.02

/* Var(tau)/2 + 1/m. */
double spectrum_claim_allowance(double trace_variance, int64_t width);

/* On tables of SPECTRUM_COLUMNS: the mean distribution function over the draws of `law` is that law's, at the edge
 * where it is farthest off. Its error is that of one edge; the choice of the worst is part of why the claim holds
 * only up to the allowance. */
hodo_status spectrum_claim_law(const hodo_table *table, const char *law, const char *id, const char *statement,
                               double allowance, hodo_claims *claims, hodo_error *error);

/* At the edge where `wrong` differs most from `law`, which theory alone decides, `wrong` is told apart. */
hodo_status spectrum_claim_wrong_law(const hodo_table *table, const char *law, const char *wrong, const char *id,
                                     const char *statement, double allowance, hodo_claims *claims, hodo_error *error);

/* The mean of a column over the rows where the conditions hold, one row an independent draw. `claim` gives id,
 * statement, kind, predicted, tolerance and resolution. */
hodo_status spectrum_claim_mean(const hodo_table *table, const hodo_condition *where, const char *column,
                                hodo_claim claim, hodo_claims *claims, hodo_error *error);

#endif
