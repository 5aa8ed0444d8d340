/* One network under one row of the table of scalings (arXiv 2311.18718), measured at its initialisation: what
 * the desiderata of the paper ask of it, in numbers.
 *
 *   f_0 = x (d),  f_1 = W_1 x,  f_l = a f_(l-1) + beta W_l relu(f_(l-1)), l = 2 .. L - 1,
 *   f_L = W_L f_(L-1) (k),
 *
 * all L matrices trained, W_l' = -eta_l grad_l, with deviations, rates eta_l and beta (MLPs: beta = 1, a = 0;
 * else a = sqrt(1 - beta^2)) from the row that trains networks (train/parametrization.h). d = k = m, so that an
 * exponent in m knows the powers of d and k too. The loss is linear in f_L: what a scaling assumes of a loss
 * is ||b_L|| and nothing else, and a linear one has exactly that.
 *
 *   dense      ||x||^2 = d and ||b_L||^2 = 1/k, directions uniform
 *   sparse     x and b_L have one entry, 1; the row is read with d = k = 1, as the paper says
 *   misread    x and b_L as in sparse, the row with d and k as they are: wrong, to be told apart
 */
#ifndef FEATURE_SPEED_DESIDERATA_H
#define FEATURE_SPEED_DESIDERATA_H

#include "base/arena.h"
#include "base/random.h"
#include "train/parametrization.h"

/* With contributions c_l = eta_l ||grad_l||^2 and their geometric mean c over l = 2 .. L - 1. */
typedef enum desideratum {
    SIGNAL = 0,     /* rms(f_(L-1)) */
    FEATURE,        /* rms(f_(L-1)'), the exact tangent */
    DECAY,          /* -loss' = sum of all c_l */
    BALANCE_INPUT,  /* c_1 / c */
    BALANCE_OUTPUT, /* c_L / c */
    DESIDERATA
} desideratum;

extern const char *const desideratum_names[DESIDERATA]; /* as in the table */

typedef enum scaling_data { DENSE = 0, SPARSE, MISREAD, SCALING_DATA } scaling_data;

extern const char *const scaling_data_names[SCALING_DATA];

typedef struct scaled_network {
    const hodo_parametrization *scheme; /* of plain gradient steps: no step norm, no measured rates */
    scaling_data data;
    size_t width, depth; /* m, L >= 3 */
} scaled_network;

/* Draws from the stream and measures. Memory is the arena's, L m^2 floats. HODO_NUMERIC when a layer has no
 * unit that is on: raise the width; the errors of hodo_parametrization_apply. */
hodo_status scaled_network_measure(hodo_arena *arena, const scaled_network *of, const hodo_stream *stream,
                                   double value[DESIDERATA], hodo_error *error);

/* Multiply-adds of it, the drawing of a weight counted as many as it costs. */
double scaled_network_cost(double width, double depth);

#endif
