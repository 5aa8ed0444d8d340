/* The network of arXiv 2310.17813's figures at a given width, in a given parametrization:
 *
 *     h_1 = W_1 x,  h_2 = W_2 phi(h_1),  f = W_3 phi(h_2),     phi = ReLU, gain sqrt 2, one output, no biases
 *
 * and with `depth` other than 3 the same with more or fewer hidden layers, or with kind HODO_RESNET
 * h_l = h_{l-1} + branch_scale W_l phi(h_{l-1}), the branch scale being the parametrization's. Weights,
 * multipliers, rates and the step's norm are those of the row (train/parametrization.h): "spectral", "mup",
 * "ntp", "sp", "frobenius-relative", ... Features are numbered as in net/model.h: 0 is x, l is h_l,
 * `depth` is f.
 *
 * Weight layer k draws tensor k of the stream, whatever the parametrization: rows differ in scale, not in
 * draws.
 */
#ifndef SPECTRAL_CONDITION_WIDTH_NETWORK_H
#define SPECTRAL_CONDITION_WIDTH_NETWORK_H

#include "net/loss.h"
#include "net/model.h"
#include "train/optimiser.h"

#include <stdbool.h>

enum { WIDTH_NETWORK_DEPTH = 3 };

typedef struct width_network_setting {
    hodo_model_kind kind;        /* HODO_MLP or HODO_RESNET */
    size_t inputs, width, depth; /* n_0, n, number of weight matrices (0: WIDTH_NETWORK_DEPTH) */
    const char *parametrization; /* a row's name */
    const char *optimiser;       /* NULL: sgd */
    hodo_precision precision;    /* HODO_FLOAT unless said */
    bool one_rate;               /* every matrix has the rate 1, whatever the row says */
} width_network_setting;

typedef struct width_network {
    width_network_setting setting; /* defaults filled in */
    hodo_architecture architecture;
    hodo_network network;              /* drawn; effective weights are multiplier * W */
    double *rates;                     /* (depth,) of the parametrization, for the optimiser's kind of step */
    hodo_optimiser_settings optimiser; /* with the row's norm of a step */
    hodo_loss loss;                    /* 1/(2n) sum (f - y)^2 */
} width_network;

/* For hodo_experiment.check: whether there are such a row and such an optimiser, with a rule for each other.
 * HODO_INVALID. */
hodo_status width_network_check(const width_network_setting *setting, hodo_error *error);

/* All but the weights, which are not taken: shapes, deviations, multipliers and rates, for theory. */
hodo_status width_network_plan(hodo_arena *arena, const width_network_setting *setting, width_network *made,
                               hodo_error *error);

/* *made refers to itself: it does not move. Errors of width_network_check, of the model and of the
 * parametrization; HODO_NO_MEMORY. */
hodo_status width_network_open(hodo_arena *arena, const width_network_setting *setting,
                               const hodo_stream *stream, width_network *made, hodo_error *error);

/* Weights of such a network, and multiply-adds of one step on `batch` rows: what cost functions are sums of. */
double width_network_weights(const width_network_setting *setting);
double width_network_step_cost(const width_network_setting *setting, size_t batch);

#endif
