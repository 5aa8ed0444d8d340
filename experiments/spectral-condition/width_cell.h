/* What a cell of a figure over widths is made of, from its parameters data, samples, inputs, parametrization,
 * width and units. */
#ifndef SPECTRAL_CONDITION_WIDTH_CELL_H
#define SPECTRAL_CONDITION_WIDTH_CELL_H

#include "data/two_classes.h"
#include "experiments/spectral-condition/width_network.h"
#include "lab/experiment.h"

hodo_two_classes_setting width_cell_data(const hodo_cell *cell);
width_network_setting width_cell_network(const hodo_cell *cell);

/* Errors of hodo_two_classes_check and width_network_check. */
hodo_status width_cell_check(const hodo_cell *cell, hodo_error *error);

/* Networks that a cell averages over, units/width or one: narrow ones are noisy and cheap. */
size_t width_cell_networks(const hodo_cell *cell);

/* The stream of network `number` of the cell, counted from 0. */
hodo_stream width_cell_stream(const hodo_cell *cell, size_t number);

#endif
