/* The network that a command trains, by name: architecture, parametrization, initial weights and rates.
 */
#ifndef HODO_HODO_NAMED_NETWORK_H
#define HODO_HODO_NAMED_NETWORK_H

#include "data/dataset.h"
#include "hodo/settings.h"
#include "net/network.h"
#include "train/optimiser.h"

typedef struct hodo_named_network {
    const hodo_parametrization *parametrization;
    hodo_optimiser_settings optimiser;
    hodo_architecture architecture;
    hodo_network network; /* theta_0 */
    double *rates;        /* (weight_count,) without eta */
    double gain, branch_scale;
    double readout_scale; /* a scalar of FSC, which the architecture points at; 1 elsewhere */
} hodo_named_network;

/* The network that the (resolved) settings name, for inputs like `data` and this many outputs, its weights
 * drawn or read from --load. It must not move afterwards. The errors of the library. */
hodo_status hodo_named_network_make(const hodo_settings *settings, const hodo_dataset *data,
                                    size_t outputs, hodo_arena *arena, hodo_named_network *network,
                                    hodo_error *error);

/* (E phi(z)^2)^-1/2, z ~ N(0, 1): sqrt 2 for relu. HODO_NUMERIC for a function that is 0 almost everywhere. */
hodo_status hodo_named_gain(hodo_nonlinearity nonlinearity, double *gain, hodo_error *error);

#endif
