/* What the coordinate check is asked about: rows of the table of parametrizations, and muP with one number of
 * it wrong, which is the test of the check's power.
 *
 *     sp, ntp, mup, spectral   as in train/parametrization_table.c
 *     mup-readout              mup with its readout's multiplier fan_in^-1/2, not 1/fan_in
 *     mup-fast-hidden          mup with its hidden rate larger by n^1/2
 *     mup-slow-hidden          mup with its hidden rate smaller by n^1/2: h_2 still moves with h_1, so that
 *                              neither |h| nor any change gives it away
 *
 * Wrong powers of n are powers of n/base, and sp's eta is over `base`: at that width a network starts as muP
 * does, in the layer that is wrong and by sp in its readout.
 */
#ifndef SPECTRAL_CONDITION_CHECKED_NETWORK_H
#define SPECTRAL_CONDITION_CHECKED_NETWORK_H

#include "experiments/spectral-condition/width_network.h"

#include <stdbool.h>

enum { CHECKED_OPTIMISERS = 2 }; /* sgd, adam */

typedef struct checked_kind {
    const char *name, *row; /* as typed; the row of the table that it is or spoils */
    double readout, hidden; /* powers of n/base on the readout's multiplier and on hidden rates */
    double eta;             /* power of base on eta */
    bool right;             /* the check is to pass it */
    /* Exponents of what the first step of a layer's own weights does to its feature (`own` of
     * train/coordinate_check.h), input, hidden, output, as n -> infinity: rate times the gradient's entries
     * times |h|^2 (sgd), rate times the sum of |h| (adam); ours. */
    double own[CHECKED_OPTIMISERS][WIDTH_NETWORK_DEPTH];
} checked_kind;

extern const checked_kind checked_kinds[]; /* ended by one whose name is NULL */

/* The row called `name`; NULL with the list of names in *error. */
const checked_kind *checked_kind_find(const char *name, hodo_error *error);

/* 0 sgd, 1 adam; HODO_INVALID for any other: `own` knows no more. */
hodo_status checked_optimiser_find(const char *name, size_t *optimiser, hodo_error *error);

/* The network of width_network.h in that parametrization, and the factor on eta. `setting` says everything but
 * the parametrization. */
hodo_status checked_network_open(hodo_arena *arena, const checked_kind *kind,
                                 const width_network_setting *setting, double base, const hodo_stream *stream,
                                 width_network *made, double *eta_factor, hodo_error *error);

#endif
