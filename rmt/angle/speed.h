/* What an angle predicts: sensitivity, feature speed and loss decay of one balanced step
 * (arXiv 2311.18718).
 *
 *     S_v = rms(f_v') / (loss decay due to the layers up to v) = 1 / (cos(theta_v) m rms(b_v)),
 *     b_{L-1} = W_L^T (f_L - y),   so   rms(b_{L-1}) = output_std |f_L - y|      for the loss (f_L - y)^2/2
 *
 * with output dimension 1 and W_L of entries N(0, output_std^2); without the 1/2 the gradient doubles and S
 * halves. A scaling scheme is how output_std and the step sizes depend on width m and depth L; with
 * dense input (||x||^2 = d), hidden std sqrt(2/m) and one output, every layer of an MLP contributes
 * eta_l ||grad_l||^2 = (m output_std)^2 hidden_step |f_L - y|^2 to the loss decay, and there are L of them.
 * The rows are the paper's; to add a scheme, add a row.
 */
#ifndef RMT_SPEED_H
#define RMT_SPEED_H

#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A row of the table: m^p L^q twice. */
typedef struct rmt_scheme {
    const char *name;                                /* "ntk", "mf+mup", "fsc" */
    double output_width_power, output_depth_power;   /* output_std = m^p L^q */
    double step_width_power, step_depth_power;       /* hidden_step = m^p L^q */
} rmt_scheme;

/* The rows, ended by one whose name is NULL. */
extern const rmt_scheme rmt_schemes[];

/* The row of this name; NULL, with HODO_INVALID and the nearest name in *error, when there is none. */
const rmt_scheme *rmt_scheme_find(const char *name, hodo_error *error);

/* Standard deviation of the entries of W_L. */
double rmt_output_std(const rmt_scheme *scheme, double width, double depth);

/* S_v from tan^2(theta_v), the width of f_v and rms(b_v); infinite where rms(b_v) is 0. */
double rmt_sensitivity(double tangent_square, double width, double backward_rms);

/* S_{L-1} of a scheme with |f_L - y| = residual: sqrt(M2) / (m output_std residual). Under "ntk" f_L is of
 * order 1 and random, so S is heavy-tailed: compare medians, or S |f_L - y|. */
double rmt_scheme_sensitivity(const rmt_scheme *scheme, double tangent_square, double width, double depth,
                              double residual);

/* -d loss/dt of the whole MLP under a scheme, all L layers trained: residual^2 for ntk and fsc, residual^2
 * L^(-1/2) for mf+mup. Infinite width. */
double rmt_scheme_loss_decay(const rmt_scheme *scheme, double width, double depth, double residual);

/* rms(f_v') = S_v times the loss decay due to the layers up to v. */
double rmt_feature_speed(double sensitivity, double loss_decay_below);

#ifdef __cplusplus
}
#endif

#endif
