/* The claims that figures of spectra share: means over independent draws against a law at infinite width.
 *
 * A finite matrix misses the limit in two ways. The masks of a layer keep N of m units, so that a draw's whole
 * spectrum is scaled by about tau = tau(J J^T), whose variance is of order depth/m: in y = ln x the mean
 * distribution function G(y) is smeared by Var(tau) and shifted by half of it, an error of up to
 * Var(tau) (G' + |G''|)/2, which the law itself gives at every edge and which is below Var(tau)/2 for the laws
 * drawn here. The rank is that of the least open layer: the fraction of zeros lies above the law's atom by
 * order sqrt(ln depth/m), and so does the distribution function where the law has not yet passed it, by E max(R
 * - F, 0) for a fraction R of zeros. And the eigenvalues' own mean density misses by 1/m, a fraction of an
 * eigenvalue.
 */
#ifndef HODO_EXPERIMENTS_SPECTRUM_CLAIMS_H
#define HODO_EXPERIMENTS_SPECTRUM_CLAIMS_H

#include "lab/experiment.h"
#include "lab/select.h"

/* The smallest difference of a distribution function that matters: a twentieth of the spectrum, as a reader of
 * the figure would notice. */
#define SPECTRUM_CLAIM_RESOLUTION 0.05

/* Var(tau)/2 + 1/m: enough at every edge. */
double spectrum_claim_allowance(double trace_variance, int64_t width);

/* On tables of SPECTRUM_COLUMNS: the mean distribution function over the draws of `law` is that law's, at the
 * edge where its distance is the largest share of what is allowed, noise included (over 1: it differs). Its
 * standard error is enlarged for the choice among all edges (hodo_claim_worst_of). */
hodo_status spectrum_claim_law(const hodo_table *table, const char *law, const char *id, const char *statement,
                               double allowance, hodo_claims *claims, hodo_error *error);

/* What a finite matrix may miss at an edge, as above. */
typedef struct spectrum_allowance {
    double trace_variance; /* Var(tau): smears by Var(tau) (G' + |G''|)/2, by differences between edges; 0: no
                              smear */
    /* E max(R - F, 0) of the fraction R of zeros of a draw, where the law has mass F: a draw has no fewer
     * eigenvalues below an edge than zeros. NULL: no zeros. */
    double (*zeros)(const void *context, double cumulative);
    const void *context;
    double everywhere;     /* 1/m, or more */
} spectrum_allowance;

/* The same with an allowance that varies from edge to edge: judged is the edge that uses most of it.
 * All edges above 0 where there is a smear. */
hodo_status spectrum_claim_finite_law(const hodo_table *table, const char *law, const char *id,
                                      const char *statement, spectrum_allowance allowance, hodo_claims *claims,
                                      hodo_error *error);

/* At the edge where `wrong` differs most from `law`, which theory alone decides, `wrong` is told apart. */
hodo_status spectrum_claim_wrong_law(const hodo_table *table, const char *law, const char *wrong,
                                     const char *id, const char *statement, double allowance,
                                     hodo_claims *claims, hodo_error *error);

/* The mean of a column over the rows where the conditions hold, one row an independent draw. `claim` gives id,
 * statement, kind, predicted, tolerance and resolution. */
hodo_status spectrum_claim_mean(const hodo_table *table, const hodo_condition *where, const char *column,
                                hodo_claim claim, hodo_claims *claims, hodo_error *error);

#endif
