/* One run of the two-layer linear network beside the map of its two numbers, from the same start. */
#ifndef COMPARED_RUN_H
#define COMPARED_RUN_H

#include "base/table.h"
#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_map.h"
#include "experiments/mlps-at-the-eoc/toy-catapult/linear_pair.h"

typedef struct compared_run {
    linear_pair_run run;
    linear_pair_path path; /* of the network */
    catapult *map;         /* (compared + 1,) */
    double *distance;      /* (compared + 1,) network to map; what it is the columns' documentation says */
    double largest;        /* of them */
    size_t compared;       /* steps: as many as asked, or the path's */
    size_t alike;          /* steps before the distance is over 1% */
    double growth,
        growth_steps; /* of log distance, from 1e-12 to 1e-3 or so, and the steps it took; NaN: did not */
} compared_run;

/* Iterates the map beside run and path, which are set, for `steps` steps or as many as the path has. The arrays
 * lie in the arena: HODO_NO_MEMORY. */
hodo_status compared_run_follow(hodo_arena *arena, compared_run *of, size_t steps, hodo_error *error);

enum { COMPARED_STATE = 9, COMPARED_END = 9 };

/* row (COMPARED_STATE,) <- step, f, q, eta lambda, log10 lambda/lambda_0, the last three but q of the map (NaN
 * unless `with_map`), and the distance at step t (the largest without the map). */
void compared_run_state(const compared_run *of, size_t t, bool with_map, double width, hodo_value *row);

/* row (COMPARED_END,) <- alike, settled, diverged, held, rate, square, growth, growth_steps, wrong_end. */
void compared_run_end(const compared_run *of, size_t burn, hodo_value *row);

#endif
