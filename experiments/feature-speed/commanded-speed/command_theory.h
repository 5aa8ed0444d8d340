/* What theory says of cos(theta_{L-1}), one sample, W_1 and W_L fixed: the number that a speed is commanded by.
 *
 *     mlp      E[1/cos^2]^(-1/2) at this width (rmt/angle/angle_width.h): networks scatter, and
 *              their rms speed is the commanded one
 *     resnet   at infinite width, the masks persisting along the stream (rmt/angle/mask_stream.h)
 *
 * and what is wrong, for the claims to tell apart. */
#ifndef HODO_EXPERIMENTS_COMMAND_THEORY_H
#define HODO_EXPERIMENTS_COMMAND_THEORY_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether `network` is "resnet"; *known (may be NULL) <- it is that or "mlp". */
bool command_is_resnet(const char *network, bool *known);

/* beta = c / sqrt(L) of a resnet, 1 of an mlp. */
double command_branch_scale(bool resnet, double scale, int64_t depth);

/* *cosine as above; the errors of rmt/. */
hodo_status command_cosine(bool resnet, double branch_scale, int64_t depth, int64_t width, double *cosine,
                           hodo_error *error);

/* At infinite width; of an mlp, branch_scale 1, too. */
hodo_status command_cosine_wide(double branch_scale, int64_t depth, double *cosine, hodo_error *error);

/* WRONG: a resnet's if its masks were free at every layer; an mlp's at this width if its layers were linear
 * (kappa 1 instead of 2). */
hodo_status command_cosine_wrong(bool resnet, double branch_scale, int64_t depth, int64_t width, double *cosine,
                                 hodo_error *error);

#endif
