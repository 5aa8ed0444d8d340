/* Both sides of the feature speed formula (arXiv 2311.18718, Theorem 2.1) at one feature, by two routes that
 * share nothing but the forward and the backward pass:
 *
 *     left   ||f_v'|| cos(theta_v) ||b_v|| = -<f_v', b_v>, stacked over the n samples of the batch, f_v' the
 *            dense tangent along what the optimiser did to the weights (experiments/feature-speed/taken_step.h)
 *     right  sum over matrices k below of eta_k ||grad_k||^2, from the Gram matrices of the batch
 *
 * and the same of one sample at a time, which is false: the other samples move the feature too. Two
 * readings of it:
 *
 *     own    each sample by its own loss l_s:  -<f', d l_s/d f>  against  sum eta_k ||grad l_s||^2
 *     share  each by its part l_s/n of the mean: both gradients divided by n
 *
 * own would hold if all samples were alike, share if they did not see each other. */
#ifndef HODO_EXPERIMENTS_FORMULA_SIDES_H
#define HODO_EXPERIMENTS_FORMULA_SIDES_H

#include "experiments/feature-speed/taken_step.h"

typedef struct formula_sides {
    double left, right, gap;   /* |left - right| / right */
    double cosine;             /* cos(theta_v) */
    double own_gap, share_gap; /* sum over samples of |left - right|, over the sum of right */
} formula_sides;

/* After hodo_speeds_measure on step->speeds with the rates of the step, and then taken_step_velocity. Dense
 * layers only. */
formula_sides formula_sides_at(const taken_step *step, size_t v);

#endif
