/* What the figure on control in training claims. */
#ifndef FEATURE_SPEED_CONTROL_CLAIMS_H
#define FEATURE_SPEED_CONTROL_CLAIMS_H

#include "lab/experiment.h"

/* A training is looked at before and after the first step, every steps / CONTROL_LOOKS, and at the end. */
enum { CONTROL_LOOKS = 9 };

/* On the table of control-in-training. */
hodo_status control_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                           hodo_error *error);

#endif
