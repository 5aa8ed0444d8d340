/* What the figures on the transfer of learning rates share: their columns, their cells, and their theory.
 *
 * A rule is an optimiser and a row of the table of parametrizations, "sgd/mup"; with "/one-rate" after it every
 * matrix has the rate 1 in the place of the row's. A cell is one network of one
 * rule and size; its rows are the rates that were tried and, last, the best one. `size` is the parameter that
 * grows: "width", or "blocks" of a resnet, which has blocks + 2 weight matrices.
 */
#ifndef SPECTRAL_CONDITION_TRANSFER_FIGURE_H
#define SPECTRAL_CONDITION_TRANSFER_FIGURE_H

#include "experiments/spectral-condition/rate_sweep.h"
#include "lab/experiment.h"

#define TRANSFER_TRIED "tried"
#define TRANSFER_BEST "best"

#define TRANSFER_PARAMETERS(quick_, usual_) \
    {.name = "data", .type = HODO_TEXT, .usual = "clusters", .unit = "1", \
     .doc = "two classes: clusters, mnist or cifar10"}, \
    {.name = "inputs", .type = HODO_INTEGER, .usual = "32", .unit = "1", .doc = "dimension of the clusters", \
     .least = 2, .most = 1e5}, \
    {.name = "samples", .type = HODO_INTEGER, .quick = quick_, .usual = usual_, .paper = "1024", \
     .unit = "1", .doc = "rows of the training set", .least = 1, .most = 1e4}, \
    {.name = "batch", .type = HODO_INTEGER, .quick = quick_, .usual = usual_, .paper = "1024", .unit = "1", \
     .doc = "rows of a step; as many as there are: the whole set at every step", .least = 1, .most = 1e4}

#define TRANSFER_COLUMNS(size_, unit_)                                                                     \
    {"rule", "1", "optimiser and parametrization", HODO_TEXT},                                             \
    {size_, "1", unit_, HODO_INTEGER},                                                                     \
    {"trial", "1", "draw of data and weights", HODO_INTEGER},                                              \
    {"entry", "1", "a rate that was tried, or the best one, between those", HODO_TEXT},                    \
    {"log2_eta", "1", "log2 of the learning rate; NaN where none survived", HODO_REAL},                    \
    {"eta", "1", "the learning rate", HODO_REAL},                                                          \
    {"loss", "1", "mean over the last tenth of the steps; infinite where training diverged", HODO_REAL},   \
    {"end", "1", "found: worse rates on either side of the best; or below or above the grid", HODO_TEXT}, \
    {"cliff", "1", "1 where a neighbour of the best rate diverged: it is one of those tried", HODO_INTEGER}, \
    {.name = NULL}

/* The network of a rule at a size, for theory; parametrization and optimiser point into `memory`.
 * HODO_INVALID. */
enum { TRANSFER_RULE_SIZE = 64 };
hodo_status transfer_network(const char *rule, const char *size, int64_t value, int64_t other, size_t inputs,
                             char memory[TRANSFER_RULE_SIZE], width_network_setting *network,
                             hodo_error *error);

/* hodo_experiment.check, .compute and .cost. */
hodo_status transfer_check(const hodo_cell *cell, const char *size, hodo_error *error);
hodo_status transfer_compute(hodo_cell *cell, const char *size, hodo_error *error);
double transfer_cost(const hodo_cell *cell, const char *size);

/* The slope of the law's log2 eta against log2 of the size, by least squares over the sizes of the run. */
double transfer_law_slope(const hodo_run *run, const char *rule, const char *size);

/* What finite sizes may add to the slope of a best rate (ours): that of a rate off by a share 3 n^-1/2, what
 * sums of n terms scatter by in each of three matrices, or 2/L, the two matrices of a resnet of L that are no
 * blocks; and never more than TRANSFER_TOLERANCE_MOST. Sizes of the run go in, nothing that was measured. */
#define TRANSFER_TOLERANCE_MOST 0.15
double transfer_tolerance(const hodo_run *run, const char *size);

/* Fills the column log2_law of the best rates: the law (rate_law.h), with a constant that is no part of it:
 * that at which it passes through the mean of the measured log2 eta. */
hodo_status transfer_theory(const hodo_run *run, const char *size, hodo_table *table, hodo_error *error);

#endif
