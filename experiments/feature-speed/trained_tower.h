/* Networks of the feature-speed paper in training: an MLP or a ResNet, the scaling that sets its weights and
 * its learning rates, and one batch, all of it at every step.
 *
 *     f_0 = x,  f_1 = W_1 x,  f_l = W_l relu(f_{l-1}),  f_L = W_L f_{L-1},  loss 1/(2n) sum (f_L - y)^2
 *
 * x has norm sqrt(d) and y = -1, +1 (two_classes.h of arXiv 2310.17813's figures), so that the input is dense
 * and k = 1. All L matrices learn. A scheme is a row:
 *
 *     ntk, mf-mup, fsc-table    deviations and rates of the paper's table (train/parametrization.h)
 *     fsc-start                 features normalised, readout's scale and rates measured before the first step
 *     fsc                       the rates anew at every step, eta_l = eta/(L ||grad_l||^2)
 *     bafu                      the same with cos(theta_{L-1}) taken as 1 for the readout's scale
 *
 * eta is the loss decay a step that the measured rates command. The table gives rates up to one factor for all
 * depths: TRAINED_TOWER_BASE fixes it, the depth at which a network of the same weights has first decay eta.
 */
#ifndef FEATURE_SPEED_TRAINED_TOWER_H
#define FEATURE_SPEED_TRAINED_TOWER_H

#include "data/dataset.h"
#include "probe/angle.h"
#include "train/control.h"

enum { TRAINED_TOWER_BASE = 5 };

typedef struct trained_tower_scheme {
    const char *name;
    const char *parametrization; /* its row; of the measured ones only the weights' deviations are taken */
    bool measured;               /* rates and the readout's scale, on normalised features */
    hodo_automatic_settings automatic;
    double decay_power; /* p of the table's -loss' = Theta(L^p) */
} trained_tower_scheme;

extern const trained_tower_scheme trained_tower_schemes[]; /* ended by one whose name is NULL */

/* NULL with the list of names in *error. */
const trained_tower_scheme *trained_tower_find(const char *name, hodo_error *error);

typedef struct trained_tower_setting {
    const trained_tower_scheme *scheme;
    size_t width, depth; /* m, L >= 3 */
    double eta;          /* loss decay a step that is commanded, or that the base depth has */
} trained_tower_setting;

typedef struct trained_tower {
    hodo_architecture architecture;
    hodo_network initial;
    hodo_training training;
    hodo_cohort *cohort;          /* of one cell */
    hodo_observer control;        /* look NULL: rates are the table's */
    double readout_scale, *rates; /* (weight_count,) of the table, without eta */
    double eta;                   /* of the cell: what multiplies the rates */
} trained_tower;

/* Draws the network of the stream (weights of one depth begin with those of a smaller one) and makes it ready
 * for training on all of `data`. NULL with HODO_INVALID, HODO_NUMERIC where no decay is found, HODO_NO_MEMORY.
 */
trained_tower *trained_tower_open(hodo_arena *arena, const trained_tower_setting *setting,
                                  const hodo_dataset *data, const hodo_stream *stream, hodo_error *error);

/* Float multiply-adds of one step on n rows, and of a measurement of all speeds (probe/angle.h). */
double trained_tower_step_cost(const trained_tower_setting *setting, size_t inputs, size_t samples);
double trained_tower_probe_cost(const trained_tower_setting *setting, size_t inputs, size_t samples);

#endif
