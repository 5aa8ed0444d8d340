/* The networks of the backward twin's figure: one draw of weights, in double, whose members differ in the
 * branch scale, measured under two losses and several numbers of samples.
 *
 *   f_0 = x,  f_1 = W_1 x,  f_l = sqrt(1 - beta^2) f_(l-1) + beta V_l relu(f_(l-1)), l = 2 .. L - 1,
 *   f_L = W_L f_(L-1),   W_1 ~ N(0, 1/d), V_l ~ N(0, 2/m), W_L ~ N(0, (R/m)^2),   ||x||^2 = d,   y = 1,
 *
 * V_l trained by balanced steps, rate_l ||grad_l||^2 = 1/n with n = L - 2, for the loss mean_s (f_L - y)^2/2 or
 * mean_s y f_L. So features have rms 1, and n_v = L - 1 - v trained matrices lie above feature v. */
#ifndef HODO_EXPERIMENTS_TWIN_NETWORK_H
#define HODO_EXPERIMENTS_TWIN_NETWORK_H

#include "lab/experiment.h"
#include "probe/twin.h"

enum { TWIN_LOSSES = 2 };

/* "linear" and "square". */
extern const char *const twin_loss_names[TWIN_LOSSES];

/* What one loss and one number of samples show. */
typedef struct twin_view {
    hodo_speeds *speeds;
    hodo_twin *twins;  /* (members, features) */
    double *curvature; /* (members,) -f_L^T (Hess loss) f_L' */
    double *residual;  /* (members,) the same with f_L - y in the place of f_L: a wrong version */
    double *output;    /* (members,) f_L of the first sample */
    size_t features;
} twin_view;

typedef struct twin_network {
    hodo_network network;
    const hodo_stream *stream;
    size_t inputs;
    bool drawn; /* the weights are; the first measurement does it on the way */
} twin_network;

/* The network of the cell's m, L, d, readout and branch_scale: weights not yet drawn. */
hodo_status twin_network_take(hodo_cell *cell, twin_network *own, hodo_error *error);

/* Measures this loss (an index of twin_loss_names) on `samples` inputs. HODO_NUMERIC where a gradient
 * vanishes. */
hodo_status twin_network_measure(twin_network *own, size_t loss, size_t samples, hodo_arena *arena,
                                 twin_view *view, hodo_error *error);

#endif
