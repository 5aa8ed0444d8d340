/* One network's final loss at many learning rates, and its best rate: what a cell of the figures on transfer
 * computes. Widths, depths, parametrizations and optimisers of a trial see the same data in the same batches,
 * and are drawn from the same stream; so slopes within a trial compare like with like.
 */
#ifndef SPECTRAL_CONDITION_RATE_SWEEP_H
#define SPECTRAL_CONDITION_RATE_SWEEP_H

#include "data/two_classes.h"
#include "experiments/spectral-condition/width_network.h"
#include "train/rate_curve.h"

typedef struct rate_sweep_setting {
    hodo_two_classes_setting data;
    width_network_setting network; /* its inputs are those of the data: not read */
    size_t batch, steps;
    double guess;  /* where the search begins: any rate at which training survives will do */
    uint32_t grid; /* names the draw of the grid's offset: another one for every size */
} rate_sweep_setting;

/* Neighbours stand half an octave apart, and a search ends three fifths above the least loss on either side. */
#define RATE_SWEEP_FACTOR 1.41421356237309504880
#define RATE_SWEEP_RISE 0.6
enum { RATE_SWEEP_FIRST = 8, RATE_SWEEP_MORE = 2, RATE_SWEEP_MOST = 60 };

/* For hodo_experiment.check. HODO_INVALID. */
hodo_status rate_sweep_check(const rate_sweep_setting *setting, hodo_error *error);

/* Errors of hodo_two_classes_open, width_network_open and of the search. */
hodo_status rate_sweep_run(hodo_arena *arena, const rate_sweep_setting *setting, const hodo_stream *stream,
                           hodo_rate_search *found, hodo_error *error);

/* Multiply-adds of such a search, of as many rates as most need. */
double rate_sweep_cost(const rate_sweep_setting *setting);

#endif
