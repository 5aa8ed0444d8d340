/* The network that the options of the law `jacobian` describe: checked, with the fixed point of its length
 * map. */
#ifndef RMT_JACOBIAN_NETWORK_H
#define RMT_JACOBIAN_NETWORK_H

#include "rmt/jacobian/jacobian_draw.h"
#include "rmt/law/law.h"

#define RMT_JACOBIAN_DEEPEST 1000000 /* layers; ln x is a sum over them, with a rounding of 1e-10 here */

/* The options, ended by a NULL name; settings are in their order. */
extern const rmt_law_parameter rmt_jacobian_parameters[];

/* Fills *network, widths taken with malloc (NULL when they are equal). HODO_INVALID names the option, its value
 * and the remedy; errors of rmt/jacobian/length_map.h. */
hodo_status rmt_jacobian_network_read(const rmt_law_setting *settings, rmt_jacobian_network *network,
                                      hodo_error *error);

#endif
