/* The table of layers whose masks and weights are fresh at every depth, and the one number kappa by
 * which each lets the second moment of the Jacobian grow (ours).
 *
 * A layer X with tau(X X^T) = 1 that is free from what lies below has
 *
 *     tau((X Y X^T)^2) = tau(Y^2) + kappa          when tau(Y) = 1,
 *
 * so an MLP of such layers has m2(j) = 1 + kappa j. As the branch of a residual stream,
 * f -> a f + beta X f with a^2 + beta^2 = 1, the cross terms add 2 a^2 beta^2 (tau(Y^2) + 1):
 *
 *     m2(j) = 1 + (2 beta^2 (1 - beta^2) + kappa beta^4) j,
 *
 * which is kappa again at beta = 1. 1 + 2 beta^2 j is this to first order in beta^2: exact
 * for kappa = 2 only, short by beta^4 a layer for kappa = 3, long by beta^4 for kappa = 1.
 *
 * To add a layer, add a row. A ReLU branch that reads the stream itself is NOT such a layer: its
 * masks persist along the skip (rmt/angle/mask_stream.h).
 */
#ifndef RMT_LAYER_LAW_H
#define RMT_LAYER_LAW_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A row of the table. */
typedef struct rmt_layer_law {
    const char *activation; /* "relu", "linear", "two-matrix" (W, ReLU, V; only V trained) */
    const char *weights;    /* "gaussian", "orthogonal"; critical variance */
    double kappa;           /* growth of m2 a layer in an MLP */
    /* E[1/(N-2)], N the units that are on in a layer of `width` Gaussian rows; the finite-width laws
     * follow from it (rmt/angle/angle_width.h). NULL where they are not known. */
    double (*inverse_active)(int64_t width);
    const char *doc; /* one line */
} rmt_layer_law;

/* The rows, ended by one whose activation is NULL. */
extern const rmt_layer_law rmt_layer_laws[];

/* The row with these names; NULL, with HODO_INVALID and the known names in *error, when there is none. */
const rmt_layer_law *rmt_layer_law_find(const char *activation, const char *weights, hodo_error *error);

/* m2(j+1) - m2(j) when the layer is the branch of a residual stream; law->kappa at branch_scale 1. */
double rmt_layer_growth(const rmt_layer_law *law, double branch_scale);

/* tan^2(theta) of a stack of such layers above n >= 1 trained ones; the same at every feature, for
 * what lies above is isotropic to fresh layers. O(1). */
double rmt_layer_tangent_square(const rmt_layer_law *law, double branch_scale, size_t n);

#ifdef __cplusplus
}
#endif

#endif
