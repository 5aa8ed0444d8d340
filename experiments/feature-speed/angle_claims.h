/* The claims that the angle figures share. Each judges independent draws of one point (or of points
 * that are themselves independent) against theory at infinite width, with a stated allowance for
 * the width. The branch scales of a trial share their weights: no claim combines them. */
#ifndef HODO_EXPERIMENTS_ANGLE_CLAIMS_H
#define HODO_EXPERIMENTS_ANGLE_CLAIMS_H

#include "lab/experiment.h"
#include "lab/select.h"

/* Radians times the width by which the mean angle may miss the infinite-width value. Not derived:
 * an independent simulation at widths 50 to 200, c = 0.5 to 4, found between -1.0 and 0.1. */
#define ANGLE_CLAIM_FINITE_WIDTH 1.5

/* Radians: the smallest error of an angle that a reader of the figure would notice. */
#define ANGLE_CLAIM_RESOLUTION 0.05

/* On the rows where the conditions hold: theta - theta_theory is 0 on average. */
hodo_status angle_claim_difference(const hodo_table *table, const hodo_condition *where, const char *id,
                                   const char *statement, int64_t width, hodo_claims *claims, hodo_error *error);

/* `column` holds a theory that is wrong: theta differs from it on average. Where k standard errors exceed half
 * the gap between the two theories, the draws are too few to say. */
hodo_status angle_claim_wrong_theory(const hodo_table *table, const hodo_condition *where, const char *column,
                                     const char *id, const char *statement, int64_t width, hodo_claims *claims,
                                     hodo_error *error);

/* On columns cos and `depth_column` (the depth, or the layer + 1): for an MLP of finite width the law of 1/cos^2
 * is wide and its mean is known exactly (rmt/angle_width.h). On average over the rows, which may be of several
 * depths, 1/cos^2 over its exact mean is 1. What must be told apart is the infinite-width value: the
 * resolution is its relative distance, averaged alike. */
hodo_status angle_claim_mlp(const hodo_table *table, const hodo_condition *where, const char *depth_column,
                            const char *id, const char *statement, int64_t width, hodo_claims *claims,
                            hodo_error *error);

#endif
