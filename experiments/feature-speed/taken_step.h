/* A step that an optimiser took, looked at from where it began: how fast each feature moved along it. Nothing
 * of the feature speed formula is used: the direction is the difference of the weights after and before,
 *
 *     W_k' = (W_k(after) - W_k(before)) / time,
 *
 * f_v' the exact tangent along it at the weights before (a dense JVP, not the factored one of probe/angle.h),
 * and, as a second witness, differences of features over a share h of the step:
 *
 *     rms(f_v(W + h time W') - f_v(W)) / (h time),
 *
 * h = 1 the step as it was. Subtracting weights costs eps ||W|| / ||W(after) - W(before)|| of relative
 * accuracy: run in double.
 */
#ifndef HODO_EXPERIMENTS_TAKEN_STEP_H
#define HODO_EXPERIMENTS_TAKEN_STEP_H

#include "probe/angle.h"

typedef struct taken_step {
    hodo_network before;  /* the weights before the step, a copy */
    hodo_network between; /* before + h time W' */
    hodo_matrix *moves;   /* (weight_count,) W_k', shaped as the weights */
    hodo_speeds *speeds;  /* of `before`: whoever needs gradients, rates or the formula there */
    hodo_pass *moved;     /* of `between` */
    double *plus, *minus; /* (rows of the tallest weight,) coefficients */
    double time;          /* of the step, in which velocities are told */
} taken_step;

/* Work space in the arena for steps of networks like this one on batches of `samples`. */
hodo_status taken_step_take(hodo_arena *arena, const hodo_network *network, size_t samples, taken_step *step,
                            hodo_error *error);

/* Keeps the weights; call it before the optimiser does its step. */
void taken_step_begin(taken_step *step, const hodo_network *network);

/* Makes W' of the weights as they are now. time > 0. */
void taken_step_end(taken_step *step, const hodo_network *network, double time);

/* Forward, and the tangent along W': f_v' is then hodo_pass_feature_tangent(step->speeds->pass, v), f_v
 * hodo_pass_feature of it. `ran`: its forward pass has just run on x, so that backward vectors stay. */
hodo_status taken_step_velocity(taken_step *step, hodo_matrix x, bool ran, hodo_error *error);

/* *speed <- the second witness for f_v and this share of the step, after taken_step_velocity on the same x. */
hodo_status taken_step_difference(taken_step *step, hodo_matrix x, size_t v, double share, double *speed,
                                  hodo_error *error);

#endif
