/* The theory columns and the claims of the scalings table. Every exponent is one number a trial, the slope of
 * the desideratum's logarithm within the trial; trials are independent, and so are schemes and kinds of data.
 *
 * An exponent is claimed to equal the slope that theory (scaling_theory.h) has at the same sizes; one exact
 * claim says how far that is from the table's in the end. Wrong exponents are told apart, once each in kind. */
#ifndef FEATURE_SPEED_SCALING_CLAIMS_H
#define FEATURE_SPEED_SCALING_CLAIMS_H

#include "experiments/feature-speed/scalings-table/scaling_theory.h"
#include "lab/experiment.h"

/* The axis' sizes as the run's parameters have them: lists m and L, numbers width and depth. */
scaling_sizes scaling_sizes_of_run(const hodo_run *run, scaling_axis axis);

hodo_status scaling_theory(const hodo_run *run, hodo_table *table, hodo_error *error);

hodo_status scaling_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                           hodo_error *error);

#endif
