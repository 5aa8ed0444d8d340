/* A two-layer linear network trained by the loop: f = u^T v / sqrt m on the input 1 with target 0, u and v of
 * independent N(0, 1), loss f^2/2, double precision, gradient descent with all rates 1.
 *
 * It steps by src/net and src/train alone, never by the map of catapult_map.h, and what it reports is measured
 * on its weights, f = u^T v / sqrt m and lambda = (|u|^2 + |v|^2)/m, whatever the controller of the schedule
 * found.
 */
#ifndef LINEAR_PAIR_H
#define LINEAR_PAIR_H

#include "base/random.h"
#include "net/network.h"

#include <stdbool.h>

typedef struct linear_pair {
    hodo_architecture architecture;
    hodo_network network; /* weight layer 0 is v (m, 1), 1 is u (1, m) with multiplier m^-1/2 */
    hodo_stream stream;
} linear_pair;

/* *made refers to itself: it does not move. Tensor 0 of the stream is v, 1 is u. HODO_NO_MEMORY. */
hodo_status linear_pair_open(hodo_arena *arena, size_t width, const hodo_stream *stream, linear_pair *made,
                             hodo_error *error);

/* Before step t, and the rate of that step (NaN after the last one). */
typedef struct linear_pair_state {
    double output, sharpness, eta; /* f/sqrt m, lambda, eta_t */
} linear_pair_state;

typedef struct linear_pair_path {
    linear_pair_state *at; /* (steps + 1,) */
    size_t steps;
    bool settled;  /* constant rate: what is still to come changes nothing (catapult_settled) */
    bool diverged; /* an output was not finite, or the loss passed every bound */
} linear_pair_path;

typedef struct linear_pair_run {
    double product;     /* c: eta = c/lambda_0 for ever, or eta_t = c/lambda_t at every step */
    bool scheduled;     /* the second, by the schedule `sharpness` and its controller: c < 4 */
    size_t least, most; /* steps: a constant rate ends between them once it has settled */
} linear_pair_run;

/* The schedule ends early where lambda has fallen by this factor: f^2, its square, would soon underflow. */
#define LINEAR_PAIR_UNDERFLOW 1e-130

/* Trains a copy of the network. The path lies in `arena`, all else in `scratch`, which is reset.
 * HODO_NO_MEMORY, and what the cohort refuses: c >= 4 under the schedule. */
hodo_status linear_pair_train(hodo_arena *arena, hodo_arena *scratch, const linear_pair *pair,
                              const linear_pair_run *run, linear_pair_path *path, hodo_error *error);

#endif
