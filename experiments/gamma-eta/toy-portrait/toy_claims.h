/* The boundaries that a row of the toy portrait names, their theory, and what is claimed of them. */
#ifndef EXPERIMENTS_GAMMA_ETA_TOY_PORTRAIT_TOY_CLAIMS_H
#define EXPERIMENTS_GAMMA_ETA_TOY_PORTRAIT_TOY_CLAIMS_H

#include "experiments/gamma-eta/toy_model.h"
#include "lab/experiment.h"

#define TOY_SLOWEST "eta-min"             /* the first eta that learns in T steps */
#define TOY_ONSET "eta-crit"              /* the first whose loss rises above its first value */
#define TOY_FAILURE "eta-max"             /* the first above eta-min that does not learn */
#define TOY_LAST "eta-last"               /* the last that learns */
#define TOY_DIVERGENCE "eta-diverged"     /* the first that diverges */
#define TOY_PLATEAU "plateau"             /* eta t / gamma until f~ = 1/2, at eta-max / TOY_PLATEAU_SLOWER */
#define TOY_PLATEAU_STEPS "plateau-steps" /* steps until f~ = 1/2 at eta-max / 2 */

/* How far below the edge a step has to be for the plateau to be the flow's: half a step of the blow-up at its
 * end, which is of the order of eta / eta-max of the whole. */
#define TOY_PLATEAU_SLOWER 256

/* The theory of one of these; NaN where there is none and for the outcomes between them. */
hodo_status toy_boundary_theory(const toy_model *model, const toy_loss *loss, double gamma, int64_t steps,
                                const char *what, double *value, hodo_error *error);

hodo_status toy_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
