/* The tables of the three figures of change against width. */
#include "experiments/spectral-condition/width_change.h"

#include "data/two_classes.h"

const hodo_parameter width_change_parameters[] = {
    {.name = "data", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "mnist,clusters", .unit = "",
     .doc = "two classes: mnist, clusters or cifar10"},
    {.name = "parametrization", .type = HODO_TEXT, .role = HODO_SWEEP, .usual = "ntp,spectral,mup", .unit = "",
     .doc = "rows of hodo train --list", .shares_draws = true},
    {.name = "width", .type = HODO_INTEGER, .role = HODO_SWEEP, .quick = "64,128,512",
     .usual = "64,128,256,512,1024", .paper = "64,128,256,512,1024,2048,4096", .unit = "1",
     .doc = "width n of hidden layers", .least = 2, .most = 1e5, .shares_draws = true},
    {.name = "units", .type = HODO_INTEGER, .usual = "512", .unit = "1",
     .doc = "a cell averages over units/width networks, at least one", .least = 1, .most = 1e5},
    {.name = "samples", .type = HODO_INTEGER, .quick = "16", .usual = "32", .paper = "128", .unit = "1",
     .doc = "rows of data, all of them at every step", .least = 2, .most = HODO_TWO_CLASSES_MOST},
    {.name = "inputs", .type = HODO_INTEGER, .usual = "64", .unit = "1", .doc = "dimension of the clusters",
     .least = 2, .most = 1e5},
    {.name = "target", .type = HODO_REAL, .usual = "0.2", .unit = "1",
     .doc = "train to this share of the first loss", .least = 0, .most = 1, .least_excluded = true,
     .most_excluded = true},
    {.name = "share", .type = HODO_REAL, .usual = "0.1", .paper = "0.05", .unit = "1",
     .doc = "of the loss that a step takes", .least = 0, .most = 0.5, .least_excluded = true},
    {.name = "steps", .type = HODO_INTEGER, .usual = "1000", .unit = "1", .doc = "most steps of a network",
     .least = 1, .most = 1e9},
    {.name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .usual = "10", .paper = "5",
     .unit = "1", .doc = "data and weights", .least = 1, .most = 1e6},
    {.name = NULL},
};

const hodo_column width_change_columns[] = {
    {"data", "", "data set", HODO_TEXT},
    {"inputs", "1", "n_0", HODO_INTEGER},
    {"parametrization", "", "row of the table", HODO_TEXT},
    {"width", "1", "n", HODO_INTEGER},
    {"trial", "1", "data and weights, shared by all widths and rows", HODO_INTEGER},
    {"networks", "1", "over which `change` is a mean", HODO_INTEGER},
    {"reached", "1", "1 where all of them reached the target", HODO_INTEGER},
    {"steps", "1", "steps taken, at most", HODO_INTEGER},
    {"loss", "1", "at the end over the first, of the one furthest from the target", HODO_REAL},
    {"change", "1", "relative change since the start; not a number where the target was not reached",
     HODO_REAL},
    {"lazy_limit", "1", "theory of ntp for these data, leading order in width; not a number for other rows",
     HODO_REAL},
    {.name = NULL},
};
const hodo_column width_change_theory_columns[] = {
    {"slope", "1", "of log change against log width; not a number for rows without one", HODO_REAL},
    {.name = NULL},
};
