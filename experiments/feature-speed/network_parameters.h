/* Rows of the parameter tables that the figures of this paper share, so that m, L, d, the rules of the branch scale
 * and the trials mean and forbid the same everywhere. Arguments are texts in the grammar of --set. */
#ifndef HODO_EXPERIMENTS_NETWORK_PARAMETERS_H
#define HODO_EXPERIMENTS_NETWORK_PARAMETERS_H

#include "lab/experiment.h"

#define PARAMETER_WIDTH(quick_, usual_)                                                                          \
    {.name = "m", .type = HODO_INTEGER, .quick = quick_, .usual = usual_, .unit = "1", .doc = "width", .least = 1, \
     .most = 1e5}

/* role_: HODO_ONE for figures of one depth, HODO_SWEEP for figures against depth. */
#define PARAMETER_DEPTH(role_, quick_, usual_, paper_)                                                             \
    {.name = "L", .type = HODO_INTEGER, .role = role_, .quick = quick_, .usual = usual_, .paper = paper_, .unit = "1", \
     .doc = "depth; L - 2 trained matrices", .least = 3, .most = 1e5}

#define PARAMETER_INPUTS                                                                                          \
    {.name = "d", .type = HODO_INTEGER, .usual = "10", .unit = "1", .doc = "dimension of the input", .least = 1, \
     .most = 1e5}

#define PARAMETER_BRANCH_RULES(role_, usual_)                                                            \
    {.name = "branch_scale", .type = HODO_TEXT, .role = role_, .usual = usual_, .unit = "1",             \
     .doc = "beta as a number, number/L or number/sqrt(L), in (0, 1]"}

#define PARAMETER_TRIALS(quick_, usual_, paper_)                                                                  \
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = quick_, .usual = usual_, .paper = paper_, \
     .unit = "1", .doc = "independent draws of all weights", .least = 1, .most = 1e6}

#endif
