/* Fills theory columns of the feature-speed figures from rmt/. It reads the table's own columns (beta,
 * L or layer), so that each row is judged against the theory of exactly the network it measured. */
#ifndef HODO_EXPERIMENTS_ANGLE_THEORY_H
#define HODO_EXPERIMENTS_ANGLE_THEORY_H

#include "base/table.h"

#include <stdint.h>

typedef enum angle_theory_masks {
    ANGLE_THEORY_MASKS_PERSIST, /* right: the ReLU masks persist along the skip stream */
    ANGLE_THEORY_MASKS_FREE     /* wrong on purpose: independent at every layer */
} angle_theory_masks;

/* tan^2(theta_v) of features v = 2 .. L - 1 at tangent_square[v - 2]. */
hodo_status angle_theory_tangents(double branch_scale, int64_t depth, angle_theory_masks masks,
                                  double *tangent_square, hodo_error *error);

/* Column `name` (rad) from columns beta and layer, for networks of one depth L. */
hodo_status angle_theory_profile(hodo_table *table, const char *name, angle_theory_masks masks, int64_t depth,
                                 hodo_error *error);

/* Column `name` (rad), the angle of the last feature, from columns beta and L. */
hodo_status angle_theory_output(hodo_table *table, const char *name, angle_theory_masks masks,
                                hodo_error *error);

/* Column `name` (rad), the limit phi(c) of infinite depth, from column c. */
hodo_status angle_theory_limit(hodo_table *table, const char *name, hodo_error *error);

#endif
