/* The claims that the angle figures share. Each judges independent draws of one point (or of points
 * that are themselves independent) against theory at infinite width, with a stated allowance for
 * the width. The branch scales of a trial share their weights: no claim combines them. */
#ifndef HODO_EXPERIMENTS_ANGLE_CLAIMS_H
#define HODO_EXPERIMENTS_ANGLE_CLAIMS_H

#include "lab/experiment.h"
#include "lab/select.h"

/* The mean angle may miss the infinite-width value by this fraction of it, divided by the width. Not derived:
 * simulations at widths 50 to 200 and scales from 1/L to the MLP of depth 200 find from -1.75 to 0.1. */
#define ANGLE_CLAIM_FINITE_WIDTH 2.0

/* The smallest error of an angle that matters: what a reader of the figure would notice, 0.05 rad, or a tenth
 * of the angle where that is less. */
#define ANGLE_CLAIM_RESOLUTION 0.05
#define ANGLE_CLAIM_RELATIVE_RESOLUTION 0.1

/* Width over trained matrices, at least, for an MLP's mean of 1/cos^2 to be judged. */
#define ANGLE_CLAIM_MLP_ASPECT 4.0

/* On the rows where the conditions hold: theta - theta_theory is 0 on average. */
hodo_status angle_claim_difference(const hodo_table *table, const hodo_condition *where, const char *id,
                                   const char *statement, int64_t width, hodo_claims *claims,
                                   hodo_error *error);

/* The resolution of an APART claim when `gap` lies between the right value and the wrong one: k standard errors
 * must leave room for the tolerance and for themselves once more, or the draws are too few to say. */
double angle_claim_apart_resolution(double gap, double tolerance);

/* `column` holds a theory that is wrong: theta differs from it on average. */
hodo_status angle_claim_wrong_theory(const hodo_table *table, const hodo_condition *where, const char *column,
                                     const char *id, const char *statement, int64_t width, hodo_claims *claims,
                                     hodo_error *error);

/* ln(E[1/cos^2] / M2): how far the exact mean at this width lies above infinite width, for an MLP's feature
 * above `trained` matrices. */
hodo_status angle_claim_mlp_excess(int64_t width, int64_t trained, double *excess, hodo_error *error);

/* On columns cos and `depth_column` ("L", or "layer"): for an MLP of finite width the law of 1/cos^2 is wide
 * and its mean is known exactly (rmt/angle/angle_width.h). On average over the rows, which may be of several
 * depths, 1/cos^2 over its exact mean is 1. What must be told apart is the infinite-width value: the resolution
 * is its relative distance, averaged alike. Nothing is stated when a feature stands above more than m /
 * ANGLE_CLAIM_MLP_ASPECT trained matrices: there the law is so skewed that Student's quantile of some hundred
 * draws no longer keeps the rate of false alarms (at m/4, 300 draws: 4 in a thousand; at m: 30). */
hodo_status angle_claim_mlp(const hodo_table *table, const hodo_condition *where, const char *depth_column,
                            const char *id, const char *statement, int64_t width, hodo_claims *claims,
                            hodo_error *error);

#endif
