/* How well curves of loss against time fall on one: two numbers, each 0 for a perfect collapse.
 *
 *     spread        S = sqrt(mean over levels of var_i log s_i(level)): s_i(level) is the time at which curve i
 *                   first comes below the level, the variance is over curves; in units of a factor e of time
 *     unexplained   D = sum_s sum_i (y_i(s) - mean_i y_i(s))^2 / sum_s sum_i (y_i(s) - mean y)^2: the share of
 * the variance of the loss that time does not explain, on an even grid of log s from the first beginning to the
 * first end of a curve; a curve stays at its first loss before it begins
 *
 * S knows nothing of how long curves are; D knows nothing of levels. Both are ours. */
#ifndef GAMMA_ETA_COLLAPSE_NUMBER_H
#define GAMMA_ETA_COLLAPSE_NUMBER_H

#include <stddef.h>

typedef struct collapse_curve {
    const double *time, *loss; /* (count,) increasing times; loss over the first loss */
    size_t count;              /* >= 2 */
    double scale;              /* s = scale * time: 1, or eta/gamma */
} collapse_curve;

/* The time s at which the curve first comes below the level, by a straight line in log s; NaN when it never
 * does or begins below. */
double collapse_time(const collapse_curve *curve, double level);

/* S; levels that not every curve crosses are left out, NaN when none is left or there is one curve only. */
double collapse_spread(const collapse_curve *curves, size_t count, const double *levels, size_t level_count);

/* D; NaN for one curve, or none that moves. */
double collapse_unexplained(const collapse_curve *curves, size_t count);

#endif
