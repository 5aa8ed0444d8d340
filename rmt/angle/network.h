/* The table of architectures whose backward-feature angles are known: what `hodo-rmt angle` and the
 * experiments ask by name. To add one, add a row; an architecture made of fresh layers needs no more.
 *
 * Depth counts as in rmt/angle/angle.h. Branch scales follow f_l = sqrt(1 - beta^2) f_{l-1} + beta (branch);
 * the scale c of the depth limit is beta sqrt(L).
 */
#ifndef RMT_NETWORK_H
#define RMT_NETWORK_H

#include "base/status.h"
#include "rmt/angle/layer_law.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rmt_architecture rmt_architecture;

/* An architecture with its numbers. */
typedef struct rmt_network {
    const rmt_architecture *architecture;
    const rmt_layer_law *law; /* of fresh layers or branches; NULL for a ReLU branch on the stream */
    int64_t depth;            /* L */
    double branch_scale;      /* beta; 1 for an MLP */
} rmt_network;

/* A row of the table. */
struct rmt_architecture {
    const char *name;       /* as typed on a command line */
    const char *activation; /* the usual layer law; NULL when masks persist */
    const char *weights;
    bool residual;          /* has a branch scale; an MLP has none, but a choice of layer law */
    hodo_status (*profile)(const rmt_network *network, double *tangent_square, hodo_error *error);
    hodo_status (*limit)(double scale, double *tangent_square, hodo_error *error); /* NULL: none */
    const char *doc;        /* one line */
};

/* The rows, ended by one whose name is NULL. */
extern const rmt_architecture rmt_architectures[];

/* The row of this name; NULL, with HODO_INVALID and the nearest name in *error, when there is none. */
const rmt_architecture *rmt_architecture_find(const char *name, hodo_error *error);

/* A network of this architecture with its usual layer law. HODO_INVALID: depth, branch_scale (which must
 * be 1 when the architecture is not residual). */
hodo_status rmt_network_set(rmt_network *network, const rmt_architecture *architecture, int64_t depth,
                            double branch_scale, hodo_error *error);

/* tan^2(theta_v) at infinite width for v = 2 .. L-1 at tangent_square[v - 2]: depth - 2 entries; O(L).
 * HODO_NO_MEMORY; nothing else of a network that rmt_network_set has set. */
hodo_status rmt_network_profile(const rmt_network *network, double *tangent_square, hodo_error *error);

/* *tangent_square <- tan^2 at the last feature as the depth goes to infinity at fixed c; HODO_INVALID when the
 * architecture has no such limit, or for the scale. */
hodo_status rmt_network_limit(const rmt_architecture *architecture, double scale, double *tangent_square,
                              hodo_error *error);

/* E[1/cos^2(theta_v)] - 1 at finite width, tangent_square (depth - 2,) laid out as the profile. HODO_INVALID
 * for residual architectures, where it is not known; otherwise as rmt_width_tangent_square. */
hodo_status rmt_network_width_profile(const rmt_network *network, int64_t width, double *tangent_square,
                                      hodo_error *error);

/* *branch_scale <- beta = c/sqrt(L). HODO_INVALID when c is negative, not a number or beyond sqrt(L), or for
 * the depth. */
hodo_status rmt_branch_scale_at(double scale, int64_t depth, double *branch_scale, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
