/* The cosine between the new update and all updates so far (MLPs at the edge of chaos; definition ours):
 *
 *     u_t = theta_{t+1} - theta_t,   U_t = theta_t - theta_0,   c_t = <u_t, U_t> / (|u_t| |U_t|)
 *     |U_{t+1}|^2 = |U_t|^2 + 2 c_t |u_t| |U_t| + |u_t|^2
 *
 * per weight matrix and over all of them. c_t > 0: progress along the way travelled; c_t < 0: undoing, as in
 * a catapult or an oscillation at the edge of stability; near 0: new directions. theta are the trained
 * weights as the optimiser steps them, without multipliers. One pass over theta_0, theta_t and theta_{t+1} a
 * step; differences and sums in double. The price: two copies of the weights.
 */
#ifndef HODO_PROBE_UPDATE_COSINE_H
#define HODO_PROBE_UPDATE_COSINE_H

#include "net/network.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One step of one matrix, or of all. */
typedef struct hodo_update {
    double update;     /* |u_t| */
    double travelled;  /* |U_t| */
    double distance;   /* |U_{t+1}|, summed by itself, not by the identity */
    double product;    /* <u_t, U_t> */
    double cosine;     /* NaN when u_t or U_t is 0: in the first step, and where nothing moved */
} hodo_update;

/* theta_0 and theta_t, and what the last step was. */
typedef struct hodo_update_cosine hodo_update_cosine;

/* Remembers the trained weights as theta_0 = theta_t. NULL with HODO_INVALID when none is trained,
 * HODO_NO_MEMORY. */
hodo_update_cosine *hodo_update_cosine_take(hodo_arena *arena, const hodo_network *network, hodo_error *error);

/* After a step: compares the network's weights, theta_{t+1}, and remembers them as theta_t. HODO_NUMERIC,
 * naming the layer, when a weight is not finite: nothing is remembered of it then that could be trusted. */
hodo_status hodo_update_cosine_step(hodo_update_cosine *cosine, hodo_error *error);

/* What the last step was, over all weights. */
hodo_update hodo_update_cosine_total(const hodo_update_cosine *cosine);

/* The same of weight layer k: all 0, and a cosine of NaN, for one that is not trained. */
hodo_update hodo_update_cosine_layer(const hodo_update_cosine *cosine, size_t k);

#ifdef __cplusplus
}
#endif

#endif
