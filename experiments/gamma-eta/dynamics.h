/* What the figures on the dynamics of training share: catapults, silent-alignment and agreement; the portraits
 * take their line of stability from here.
 *
 * Their cells open the data and a network of the landscape from the parameters N, L, batch and steps.
 */
#ifndef GAMMA_ETA_DYNAMICS_H
#define GAMMA_ETA_DYNAMICS_H

#include "experiments/gamma-eta/landscape.h"
#include "lab/trials.h"

/* Rows of the table of parameters. */
#define DYNAMICS_INTEGER(name_, doc_, quick_, usual_, paper_, least_, most_)                                   \
    {                                                                                                          \
        .name = (name_), .type = HODO_INTEGER, .quick = (quick_), .usual = (usual_), .paper = (paper_),        \
        .unit = "1", .doc = (doc_), .least = (least_), .most = (most_)                                         \
    }
#define DYNAMICS_TRIALS(quick_, usual_, paper_)                                                                \
    {                                                                                                          \
        .name = "trials", .type = HODO_INTEGER, .role = HODO_REPEAT, .quick = (quick_), .usual = (usual_),     \
        .paper = (paper_), .unit = "1", .doc = "seeds: of images and initial weights", .least = 1, .most = 1e6 \
    }

/* The setting that a cell's N, L and steps ask for. */
landscape_setting dynamics_setting(const hodo_cell *cell, const hodo_loss_kind *loss);

/* Opens the cell's data with `test` test images, and a network with weights of the cell's stream. `of` must not
 * move; landscape_data_close(data) whatever comes back. */
hodo_status dynamics_open(const hodo_cell *cell, const hodo_loss_kind *loss, size_t test, landscape_data *data,
                          landscape *of, hodo_error *error);

/* *sharpness <- gamma^2 N lambda_max of the Gauss-Newton matrix of the loss over these rows (float) at theta_0,
 * the same for every gamma because f~ = 0 there: gradient descent of the linearised network is stable below
 * eta = 2 gamma^2 / *sharpness. */
hodo_status dynamics_sharpness(hodo_arena *arena, const landscape *of, hodo_matrix x, hodo_matrix y,
                               const hodo_stream *stream, double *sharpness, hodo_error *error);

/* *eta <- a rate inside of the region that learns, for every gamma: DYNAMICS_LAZY of the edge of stability at the
 * start, 2 gamma^2/sharpness over the test images (at most DYNAMICS_ROWS), but no more than
 * DYNAMICS_RICH gamma^(2/L), which is below eta_max (ours; square loss). */
hodo_status dynamics_rate(hodo_arena *arena, const landscape *of, double gamma, const hodo_stream *stream,
                          double *eta, hodo_error *error);
#define DYNAMICS_LAZY 0.4
#define DYNAMICS_RICH 12.0
enum { DYNAMICS_ROWS = 256 };

enum { DYNAMICS_INPUTS = 784, DYNAMICS_OUTPUTS = 10 };

#endif
