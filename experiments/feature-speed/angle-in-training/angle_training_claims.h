/* What the figure on the angle in training claims. */
#ifndef FEATURE_SPEED_ANGLE_TRAINING_CLAIMS_H
#define FEATURE_SPEED_ANGLE_TRAINING_CLAIMS_H

#include "lab/experiment.h"

/* Looks at a training besides that at the start. */
enum { ANGLE_LOOKS = 10 };

/* On the table of angle-in-training. */
hodo_status angle_training_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims,
                                  hodo_error *error);

#endif
