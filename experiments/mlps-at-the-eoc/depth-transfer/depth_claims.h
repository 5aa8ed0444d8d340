/* What the table of depth-transfer shows. */
#ifndef DEPTH_CLAIMS_H
#define DEPTH_CLAIMS_H

#include "lab/experiment.h"

#define DEPTH_WIDTH "width"
#define DEPTH_COUNT "count"
#define DEPTH_TRIED "tried"
#define DEPTH_BEST "best"
#define DEPTH_LAYER "layer"
#define DEPTH_LAW "law"

/* hodo_experiment.claims. */
hodo_status depth_claims(const hodo_run *run, const hodo_table *table, hodo_claims *claims, hodo_error *error);

#endif
