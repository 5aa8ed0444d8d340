/* The share of units of an activation layer that are 0 on every row of a batch: units of ReLU through which
 * neither signal nor gradient passes. For an activation without a flat part it is 0.
 * Every pixel of every channel of an image is a unit: without biases the black border of a digit alone makes
 * some of them dead, and 1 stays the sign of a network through which nothing passes.
 */
#ifndef HODO_PROBE_DEAD_UNITS_H
#define HODO_PROBE_DEAD_UNITS_H

#include "net/pass.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How many activation layers a network has, in the order of its layers. */
size_t hodo_activation_count(const hodo_architecture *architecture);

/* shares (activation count,) <- the share of units with phi(s) = 0 on all rows of one member, of a pass that
 * has run forward. `scratch` is used, not reset. HODO_INVALID for the member, HODO_NO_MEMORY. */
hodo_status hodo_dead_units(const hodo_pass *pass, size_t member, hodo_arena *scratch, double *shares,
                            hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
