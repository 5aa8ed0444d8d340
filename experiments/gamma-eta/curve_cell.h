/* What the cells of loss-curves, collapse and accuracy-vs-gamma share: their parameters, and from these the
 * data, the network and its training. gamma and eta belong to a run of it; the cells of one trial share
 * images and initial weights. */
#ifndef GAMMA_ETA_CURVE_CELL_H
#define GAMMA_ETA_CURVE_CELL_H

#include "experiments/gamma-eta/best_rate.h"
#include "lab/experiment.h"

/* Rows of the table of parameters. */
#define CURVE_GAMMA(quick_, usual_, paper_)                                                                    \
    {                                                                                                          \
        .name = "gamma", .type = HODO_REAL, .role = HODO_SWEEP, .quick = (quick_), .usual = (usual_),          \
        .paper = (paper_), .unit = "1", .doc = "richness: f~ = (f - f_0)/gamma; below 0.01 in double",         \
        .least = 1e-8, .most = 1e8, .shares_draws = true                                                       \
    }
#define CURVE_INTEGER(name_, doc_, quick_, usual_, paper_, least_, most_)                                      \
    {                                                                                                          \
        .name = (name_), .type = HODO_INTEGER, .quick = (quick_), .usual = (usual_), .paper = (paper_),        \
        .unit = "1", .doc = (doc_), .least = (least_), .most = (most_)                                         \
    }
#define CURVE_WIDTH(quick_, usual_, paper_)                                                                    \
    CURVE_INTEGER("N", "width of hidden layers", quick_, usual_, paper_, 1, 1e5)
#define CURVE_DEPTH CURVE_INTEGER("L", "weight matrices", NULL, "3", NULL, 2, 100)
#define CURVE_BATCH(quick_, usual_, paper_)                                                                    \
    CURVE_INTEGER("batch", "images of a step", quick_, usual_, paper_, 1, 1e5)
#define CURVE_STEPS(quick_, usual_, paper_)                                                                    \
    CURVE_INTEGER("steps", "steps of a run, T", quick_, usual_, paper_, 20, 1e7)
#define CURVE_LOSS                                                                                             \
    {                                                                                                          \
        .name = "loss", .type = HODO_TEXT, .usual = "square", .unit = "1",                                     \
        .doc = "square (mean over batch and classes) or cross-entropy (mean over the batch)"                   \
    }
#define CURVE_TRIALS(quick_, usual_, paper_)                                                                   \
    {                                                                                                          \
        .name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = (quick_), .usual = (usual_),     \
        .paper = (paper_), .unit = "1", .doc = "seeds: of images and initial weights", .least = 1, .most = 1e6 \
    }

/* Whether `loss` is a loss that a landscape can have. */
hodo_status curve_cell_check(const hodo_cell *cell, hodo_error *error);

typedef struct curve_cell {
    landscape_data data;
    landscape of;
    hodo_arena *scratch; /* for runs: reset by each */
} curve_cell;

/* Of a cell's parameters: L (4 for the cnn) and the loss. */
landscape_setting curve_cell_setting(const hodo_cell *cell, hodo_model_kind model, size_t width, size_t steps);

/* The MLP of parameters N, L, steps and the loss. */
landscape_setting curve_cell_mlp(const hodo_cell *cell);

/* What a network learns from: digits an MLP; a cnn objects, where the user brought them, and else digits. */
hodo_wanted curve_cell_wanted(const landscape_setting *setting);

/* Opens a cell with `test` test images. To be closed whatever comes back; must not move. */
hodo_status curve_cell_open(const hodo_cell *cell, const landscape_setting *setting, size_t test,
                            curve_cell *made, hodo_error *error);
void curve_cell_close(curve_cell *made);

/* The offset of the grid of rates (best_rate.h): of the seed and of gamma. */
double curve_cell_offset(const hodo_cell *cell);

/* What cost functions count with: inputs and outputs of digits. */
enum { CURVE_INPUTS = 784, CURVE_OUTPUTS = 10 };

#endif
