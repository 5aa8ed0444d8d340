/* What is known of cos(thetatilde_v) in the ReLU MLPs of twin_network.h, one sample, n_v trained matrices above
 * v (ours). With the masks D fixed along the flow and J_l the Jacobian from f_v to f_l,
 *
 *     b_v' = (r'/r) b_v - K f_v,   K = (1/n) sum_{l >= v} (D_l J_l)^T D_l J_l / ||D_l J_l f_v||^2,
 *
 * r = d loss/d f_L. Read from f_v upwards, D_v, V_(v+1), D_(v+1), ... is what a backward vector meets going
 * down from a feature AFTER its activation, so that
 *
 *     linear loss   1/cos^2 = M2 = 1 + tan^2 of a post-activation above n_v trained layers
 *                   (rmt/angle/activation_layer.h; its mean at finite width exactly, activation_width.h),
 *     square loss   cos = (f_L/r + s) / sqrt((R/r)^2 + s^2 M2),   s = n_v/n,   r = f_L - y,
 *
 * for r' = -1/r when the loss decays at rate 1, ||f_v|| ||b_v|| = R |r|, and b_v is orthogonal to K f_v to
 * order m^(-1/2). At infinite width f_L = 0. Below n_v = (3 n^2 R^2/2)^(1/3) the turning by f_L' is the longer
 * part and cos grows as n_v; above, it falls as n_v^(-1/2) under either loss. In a ResNet masks persist along
 * the skip, and M2 is not known. */
#ifndef HODO_EXPERIMENTS_TWIN_THEORY_H
#define HODO_EXPERIMENTS_TWIN_THEORY_H

#include "lab/experiment.h"

extern const hodo_column twin_theory_columns[];

/* Is this the rule of an MLP, beta = 1 at this depth? */
bool twin_theory_is_mlp(const char *rule, int64_t depth);

/* n_v at which both parts of b_v' are equally long, at infinite width. */
double twin_theory_crossing(int64_t depth, double readout);

/* The slope of the mean of log cos against log n_v over n_v = 1 .. most (at least 2), by least squares: square
 * loss, f_L = 0. At infinite width; and where ||f_v|| ||b_v|| = R |r| is walked by the n layers that lie below
 * and above v, a Gaussian factor in its logarithm of exactly known mean and variance
 * (rmt/finite/norm_walk.h), with M2 that of infinite width or the mean at this one. */
typedef struct twin_square_slope {
    double infinite;    /* no walk */
    double walked;      /* the walk, M2 of infinite width */
    double walked_mean; /* the walk, the mean of 1/cos^2 at this width in the place of M2 */
} twin_square_slope;

hodo_status twin_theory_square_slope(const hodo_run *run, int64_t most, twin_square_slope *slope,
                                     hodo_error *error);

/* Fills the columns; NaN in ResNets and for several samples. */
hodo_status twin_theory(const hodo_run *run, hodo_table *table, hodo_error *error);

#endif
