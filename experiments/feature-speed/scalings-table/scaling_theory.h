/* What the desiderata are at a given m and L, and what they come to at large ones.
 *
 * With S = ||b_(L-1)||^2, contributions of one matrix c_1, c, c_L (input, hidden, output) and M2 the weighted
 * rule of rmt/angle/angle.h over the L - 1 matrices below f_(L-1),
 *
 *     -loss' = c_1 + (L-2) c + c_L,       rms(f_(L-1)') = (c_1 + (L-2) c) sqrt(M2) / sqrt(m S),
 *
 * the second being the feature speed formula (arXiv 2311.18718, Thm 2.1) with 1/cos^2 = M2. At large m, with
 * the input's deviation 1/sqrt(d), c_1 and c_L are monomials of m and L with constant 1, and c is half of one,
 * as ||relu(f)||^2 is half of ||f||^2. The powers are typed from the paper, not read from the table that trains
 * networks.
 *
 * At finite width (ours) the logarithms of an MLP's norms drift: with R and G the means of
 * log((2/m) chi^2_N), N ~ Bin(m, 1/2), and log(chi^2_m / m) (rmt/finite/norm_walk.h), exactly
 *
 *     E log(||f_(L-1)||^2 / m) = E log c_l - log(its limit) = (L-2) R + G       for every l,
 *
 * so that c_1/c and c_L/c have none.
 *
 * -loss' sums contributions that go apart like a walk: c_l has seen the layers below l forwards and those above
 * backwards, and the two norms of one layer are independent given N, of variance v = E psi'(N/2) = 4/m each.
 * With shares p_l of the contributions its logarithm has, to second order, (v/2) sum p_l p_l' |l - l'| more.
 * rms(f') has the same with the shares below f_(L-1), less half of G, and half of log(1/cos^2), whose mean lies
 * between infinite width's and the logarithm of the mean at this width: the middle is taken. What is not known
 * exactly is the `allowance`: the square of what is of second order, 1/m, half the distance of those two; in a
 * residual stream, whose branches add to 1 in variance, what one layer of an MLP drifts by.
 */
#ifndef FEATURE_SPEED_SCALING_THEORY_H
#define FEATURE_SPEED_SCALING_THEORY_H

#include "experiments/feature-speed/scalings-table/desiderata.h"
#include "lab/experiment.h"

typedef enum scaling_axis { WIDTH_AXIS = 0, DEPTH_AXIS, SCALING_AXES } scaling_axis;

extern const char *const scaling_axis_names[SCALING_AXES]; /* "m", "L" */

typedef struct scaling_power {
    double width, depth; /* m^width L^depth */
} scaling_power;

typedef struct scaling_scheme {
    const char *name;                          /* a row of train/parametrization_table.c */
    bool resnet;                               /* beta = L^-1/2; else an MLP */
    scaling_power backward;                    /* S */
    scaling_power input, hidden, output;       /* c_1/S, 2c/S, c_L */
    double exponent[DESIDERATA][SCALING_AXES]; /* at large m and L */
} scaling_scheme;

extern const scaling_scheme scaling_schemes[]; /* ended by one whose name is NULL */

/* NULL, with HODO_INVALID and the names in *error, when there is none. */
const scaling_scheme *scaling_scheme_find(const char *name, hodo_error *error);

/* log of every desideratum at m (3 to 10^6), L >= 3, and how far, at most, the mean of the measured one may lie
 * from it. finite = false: infinite width, no allowance. O(L). */
hodo_status scaling_logs(const scaling_scheme *scheme, int64_t width, int64_t depth, bool finite,
                         double logs[DESIDERATA], double allowance[DESIDERATA], hodo_error *error);

/* The sizes of an axis of a run: m varies at L = depth, or L at m = width. */
typedef struct scaling_sizes {
    const int64_t *sizes; /* (count,) */
    size_t count;
    int64_t fixed;
} scaling_sizes;

int64_t scaling_width(const scaling_sizes *sizes, scaling_axis axis, size_t i);
int64_t scaling_depth(const scaling_sizes *sizes, scaling_axis axis, size_t i);

/* One scheme along one axis: logs (count, DESIDERATA), the slope that a line through them has, and by how much
 * allowances may turn it. */
typedef struct scaling_line {
    double (*logs)[DESIDERATA];
    double slope[DESIDERATA], tolerance[DESIDERATA];
} scaling_line;

hodo_status scaling_line_take(hodo_arena *arena, const scaling_scheme *scheme, scaling_axis axis,
                              const scaling_sizes *sizes, scaling_line *line, hodo_error *error);

/* The farthest that any local exponent of any scheme, at infinite width between depths depth and 2 depth, lies
 * from the table's. */
hodo_status scaling_limit_gap(int64_t depth, double *gap, hodo_error *error);

#endif
