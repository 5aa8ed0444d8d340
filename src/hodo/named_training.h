/* How a command trains, by its settings: schedule, loss and optimiser as the library wants them.
 */
#ifndef HODO_HODO_NAMED_TRAINING_H
#define HODO_HODO_NAMED_TRAINING_H

#include "hodo/named_data.h"
#include "hodo/named_network.h"
#include "train/cohort.h"

/* The training of `steps` steps of this network on these data; `network` keeps the rates that it points at, and
 * nothing stops it but divergence. The errors of the library for schedule and loss. */
hodo_status hodo_named_training(const hodo_settings *settings, const hodo_named_data *data,
                                const hodo_named_network *network, size_t steps, hodo_training *training,
                                hodo_error *error);

#endif
