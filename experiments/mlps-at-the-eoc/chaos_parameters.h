/* Rows of the tables of parameters that figures of training share. */
#ifndef CHAOS_PARAMETERS_H
#define CHAOS_PARAMETERS_H

#include "experiments/mlps-at-the-eoc/chaos_descent.h"
#include "lab/experiment.h"

#define CHAOS_INTEGER(name_, doc_, quick_, usual_, paper_, least_, most_)                                      \
    {                                                                                                          \
        .name = (name_), .type = HODO_INTEGER, .quick = (quick_), .usual = (usual_), .paper = (paper_),        \
        .unit = "1", .doc = (doc_), .least = (least_), .most = (most_)                                         \
    }

/* l, a, b, p and the two digits: the same in all presets. m and n are the figure's own. */
#define CHAOS_NETWORK                                                                                          \
    CHAOS_INTEGER("l", "weight matrices", NULL, "5", NULL, 2, 100),                                            \
        {.name = "a", .type = HODO_REAL, .usual = "0", .unit = "1", .doc = "phi(s) = a s + b |s|",             \
         .least = -1e3, .most = 1e3},                                                                          \
        {.name = "b", .type = HODO_REAL, .usual = "1", .unit = "1", .doc = "phi(s) = a s + b |s|",             \
         .least = -1e3, .most = 1e3},                                                                          \
        {.name = "p", .type = HODO_REAL, .usual = "2", .unit = "1",                                            \
         .doc = "hidden layer k has width k^p m", .least = 0, .most = 4},                                      \
        CHAOS_INTEGER("first", "digit with target -1", NULL, "4", NULL, 0, 9),                                 \
        CHAOS_INTEGER("second", "digit with target +1", NULL, "9", NULL, 0, 9)

#define CHAOS_TRIALS(quick_, usual_, paper_)                                                                   \
    {                                                                                                          \
        .name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = (quick_), .usual = (usual_),     \
        .paper = (paper_), .unit = "1", .doc = "seeds: of images and initial weights", .least = 1, .most = 1e6 \
    }

/* The descent that a cell's m, l, a, b, p, q, n, first, second and steps say; measured at every step (refresh
 * 1), its rule left out. */
chaos_descent_setting chaos_parameters_setting(const hodo_cell *cell);

#endif
