/* What a cell of control-in-training is asked for, and what it costs. */
#ifndef FEATURE_SPEED_CONTROL_CELL_H
#define FEATURE_SPEED_CONTROL_CELL_H

#include "data/two_classes.h"
#include "lab/experiment.h"

/* Depth and width of the cell's `size`, a text L/m. HODO_INVALID with the limits. */
hodo_status control_size(const hodo_cell *cell, size_t *depth, size_t *width, hodo_error *error);

hodo_two_classes_setting control_data(const hodo_cell *cell);

/* For hodo_experiment.check: size, schemes and data. */
hodo_status control_check(const hodo_cell *cell, hodo_error *error);

/* Draws for one sample at the start. Deeper networks than m/CONTROL_START_ASPECT have too wide a law for so few
 * draws: none of them is drawn. */
enum { CONTROL_START_ASPECT = 4 };
size_t control_starts(const hodo_cell *cell, size_t depth, size_t width);

/* For hodo_experiment.cost. */
double control_cost(const hodo_cell *cell);

#endif
