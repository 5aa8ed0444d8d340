/* The scene that probes look at: the network in training, the one that it started from, the rows to measure on,
 * and a pass that is run on them when the first probe of a look asks for it.
 *
 * A look is at one moment: the weights stand still, so a forward or a backward pass of one probe serves the
 * next. Whoever runs the shared pass along another network or other rows calls hodo_train_scene_stale.
 */
#ifndef HODO_HODO_TRAIN_SCENE_H
#define HODO_HODO_TRAIN_SCENE_H

#include "hodo/settings.h"
#include "net/gradient.h"
#include "train/cohort.h"

typedef struct hodo_train_scene {
    const hodo_settings *settings;
    hodo_arena *arena;   /* for take: never reset */
    hodo_arena *scratch; /* of one measurement: who uses it resets it first */
    hodo_cohort *cohort;
    hodo_cell_state *cell; /* the one of the cohort; cell->network is theta_t */
    hodo_loss loss;
    size_t step;
    bool last; /* the look after the last step */
    bool regression;
    /* All of the network's precision. */
    hodo_matrix probe_x, probe_y; /* the rows of --probe-samples */
    hodo_matrix train_x, train_y; /* the rows of loss and accuracy */
    hodo_matrix test_x, test_y;
    size_t test_look;    /* test rows of a look that is not the last */
    const double *rates; /* (weight_count,) of the parametrization, without eta */
    /* Of probe_x, by the functions below: */
    hodo_pass *pass;    /* over cell->network */
    hodo_matrix offset; /* (probe rows, outputs) f(theta_0) where the output is centred, else data NULL */
    hodo_matrix scaled, gradient; /* f~ and d loss/d f on the probe rows */
    bool forward_done, backward_done;
    /* Losses and accuracies, measured once a look whoever asks first. */
    bool train_done, test_done;
    double train_loss, train_accuracy, test_loss, test_accuracy;
} hodo_train_scene;

/* Work space; settings, arena, cohort, cell, loss and rows are set. */
hodo_status hodo_train_scene_take(hodo_train_scene *scene, hodo_error *error);

/* The weights have changed: passes and losses are to be made anew. */
void hodo_train_scene_stale(hodo_train_scene *scene);

/* The shared pass has run forward, or forward and backward from the loss of f~, on probe_x. */
hodo_status hodo_train_scene_forward(hodo_train_scene *scene, hodo_error *error);
hodo_status hodo_train_scene_backward(hodo_train_scene *scene, hodo_error *error);

/* The one rate that all matrices have now, without eta; NAN where they differ: then no eigenvalue of the
 * Hessian alone tells where steps become unstable. */
double hodo_train_scene_rate(const hodo_train_scene *scene);

/* train_loss and train_accuracy, or test_loss and test_accuracy, are those of now. */
hodo_status hodo_train_scene_judge_train(hodo_train_scene *scene, hodo_error *error);
hodo_status hodo_train_scene_judge_test(hodo_train_scene *scene, hodo_error *error);

#endif
