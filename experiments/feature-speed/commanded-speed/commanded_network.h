/* A network whose last feature is told to move at a certain rms speed (arXiv 2311.18718, Prop. 4.1, and ours):
 *
 *   f_1 = W_1 x,  f_l = sqrt(1 - beta^2) f_(l-1) + beta V_l relu(f_(l-1)), l = 2 .. L - 1,
 *   f_L = s W_L f_(L-1),
 *
 * x ~ N(0, I_d), W_1 ~ N(0, 1/d) and W_L ~ N(0, 1/m^2) fixed, V_l ~ N(0, 2/m) trained; square loss with 1/2.
 * The readout's scale s is set so that rms(b_{L-1}) m n cos(theta_{L-1}) = 1, and rates are balanced
 * (train/automatic_rates.h): the loss then decays at the rate at which the last feature moves, so that one
 * factor on all rates commands both. The cosine is measured, or a theory's, or taken as 1. */
#ifndef HODO_EXPERIMENTS_COMMANDED_NETWORK_H
#define HODO_EXPERIMENTS_COMMANDED_NETWORK_H

#include "lab/experiment.h"
#include "train/automatic_rates.h"

/* One row of the table. */
typedef struct commanded_row {
    const char *phase, *from; /* "start" or "training"; where the cosine is from */
    size_t step, width;
    double commanded;
    double speed;        /* rms(f'_{L-1}), exact velocity */
    double difference;   /* the same by differences of features over a share of the step */
    double whole;        /* and over all of it; both NaN at the start, where no step is taken */
    double cosine, used; /* cos(theta_{L-1}) measured; as used */
    double loss;         /* of the batch */
} commanded_row;

hodo_status commanded_row_put(hodo_cell *cell, commanded_row row, hodo_error *error);

/* "measured", "theory", "one"; false for any other. */
bool commanded_cosine_find(const char *name, hodo_cosine *mode);

/* At initialisation: width m, one sample with y = 1, float, the cosine from theory. One row. */
hodo_status commanded_start(hodo_cell *cell, hodo_error *error);

/* Over training: width N, double, mini-batches; for every way to have the cosine the same weights and batches,
 * s set at step 0, and at every step rates so that f_{L-1} moves at the commanded speed on the batch. The
 * command falls to `brake` of itself half way. A row a step; a network that diverges has none from there on. */
hodo_status commanded_training(hodo_cell *cell, hodo_error *error);

#endif
