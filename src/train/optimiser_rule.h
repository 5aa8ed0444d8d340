/* What an optimiser is made of: the inside of train/optimiser.h.
 *
 * A row's update adds -rate * step to a `target` of the weight's shape. The target is the weight itself, in one
 * pass over memory; or, when the step is first divided by a norm, a scratch matrix of zeros with rate -1, which
 * then holds the step. So no rule knows of norms, and no norm of rules.
 */
#ifndef HODO_TRAIN_OPTIMISER_RULE_H
#define HODO_TRAIN_OPTIMISER_RULE_H

#include "train/newton_schulz.h"
#include "train/optimiser.h"
#include "train/step_norm.h"

enum { HODO_OPTIMISER_STATES = 2 }; /* the most state matrices a weight */

struct hodo_optimiser_kind {
    const char *name, *doc;
    hodo_step_kind step;
    size_t states;                    /* matrices of the weight's shape that it keeps from step to step */
    bool forms_gradient;              /* needs scratch for a gradient */
    hodo_optimiser_settings defaults; /* .kind NULL; a negative number: the row has no such setting */

    /* target <- target - rate * step of weight matrix k, and the state moves on. */
    hodo_status (*update)(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k, double rate,
                          hodo_matrix target, hodo_error *error);
};

struct hodo_optimiser {
    hodo_optimiser_settings settings; /* every number resolved */
    const hodo_network *network;
    size_t steps;                                 /* taken, the one under way included: Adam's t */
    hodo_matrix (*state)[HODO_OPTIMISER_STATES];  /* (weight_count,); data NULL where there is none */
    void *gradient, *step;                        /* (largest weight,) scratch; NULL where none is needed */
    hodo_newton_schulz_scratch newton_schulz;     /* of muon */
    hodo_step_norms *norms;                       /* of normalised steps, else NULL */
};

extern const hodo_optimiser_kind hodo_optimiser_sgd, hodo_optimiser_momentum, hodo_optimiser_adam,
    hodo_optimiser_sign_sgd, hodo_optimiser_muon;

/* Scratch as a matrix of the shape of weight k. */
hodo_matrix hodo_optimiser_scratch(const hodo_optimiser *optimiser, void *scratch, size_t k);

/* M <- mu M + G of weight k, and then what the settings say that a step follows: M, or Nesterov's G + mu M, or
 * with momentum 0 G itself. The last two lie in the scratch of the gradient. */
hodo_matrix hodo_optimiser_averaged(hodo_optimiser *optimiser, const hodo_pass *pass, size_t k);

#endif
