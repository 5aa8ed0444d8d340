/* A figure whose branch scales are a list of rules (branch_rule.h): the networks of a cell differ in
 * the rule only and share their weights. Reads the parameters m, L, d and branch_scale. */
#ifndef HODO_EXPERIMENTS_RULE_FAMILY_H
#define HODO_EXPERIMENTS_RULE_FAMILY_H

#include "experiments/feature-speed/measured_network.h"

#include <stddef.h>

typedef struct rule_family {
    const char *const *rules; /* (request.members) */
    network_request request;
    hodo_speeds *speeds;
} rule_family;

/* Every rule is one and gives a beta in (0, 1] at the cell's depth. Two may give the same at some depth. */
hodo_status rule_family_check(const hodo_cell *cell, hodo_error *error);

/* Draws and measures the cell's networks with the readout W_L ~ N(0, 1/m^2). */
hodo_status rule_family_measure(const hodo_cell *cell, bool unit_input, rule_family *family, hodo_error *error);

double rule_family_cost(const hodo_cell *cell);

#endif
