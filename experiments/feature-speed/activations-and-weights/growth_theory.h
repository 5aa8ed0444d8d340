/* What theory says of every row of activations-and-weights: the means of 1/cos^2 at the width of the run, their
 * growth and gain (activated_network.h), and the same at infinite width. */
#ifndef HODO_EXPERIMENTS_GROWTH_THEORY_H
#define HODO_EXPERIMENTS_GROWTH_THEORY_H

#include "lab/experiment.h"
#include "rmt/angle/activation_layer.h"

extern const hodo_column growth_theory_columns[];

/* hodo_experiment.theory of the figure. */
hodo_status growth_theory(const hodo_run *run, hodo_table *table, hodo_error *error);

typedef struct growth_prediction {
    rmt_activation_layer layer;
    double *pre, *post;           /* (L - 2,): means at this width */
    double *wide_pre, *wide_post; /* at infinite width */
    double growth, gain;          /* of the means at this width; kappa and F - 1 are their limits */
} growth_prediction;

/* For a network of width m and depth L at length q, in memory of the arena. Errors of activated_layer and of
 * rmt/angle/activation_width.h. */
hodo_status growth_predict(const char *network, double q, int64_t width, int64_t depth, hodo_arena *arena,
                           growth_prediction *prediction, hodo_error *error);

#endif
