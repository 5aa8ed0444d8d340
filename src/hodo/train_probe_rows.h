/* The functions of the rows of train_probes.c, by the file that holds them. What each measures stands in its
 * row; values are filled in the order of the row's columns.
 */
#ifndef HODO_HODO_TRAIN_PROBE_ROWS_H
#define HODO_HODO_TRAIN_PROBE_ROWS_H

#include "hodo/train_scene.h"

typedef void *hodo_train_take(hodo_train_scene *scene, hodo_error *error);
typedef hodo_status hodo_train_follow(hodo_train_scene *scene, void *state, hodo_error *error);
typedef hodo_status hodo_train_measure(hodo_train_scene *scene, void *state, double *values, hodo_error *error);

/* train_probe_loss.c */
hodo_train_take hodo_train_probe_take_accuracy; /* refuses a regression */
hodo_train_measure hodo_train_probe_loss, hodo_train_probe_accuracy, hodo_train_probe_test_loss,
    hodo_train_probe_test_accuracy;

/* train_probe_norms.c */
hodo_train_take hodo_train_probe_take_norms;
hodo_train_measure hodo_train_probe_norms, hodo_train_probe_ranks, hodo_train_probe_alignment,
    hodo_train_probe_update_alignment;

/* train_probe_features.c */
hodo_train_take hodo_train_probe_take_features;
hodo_train_measure hodo_train_probe_features, hodo_train_probe_dead;

/* train_probe_update.c */
hodo_train_take hodo_train_probe_take_update;
hodo_train_follow hodo_train_probe_follow_update;
hodo_train_measure hodo_train_probe_update;

/* train_probe_curvature.c */
hodo_train_take hodo_train_probe_take_gauss_newton, hodo_train_probe_take_hessian;
hodo_train_measure hodo_train_probe_gauss_newton, hodo_train_probe_hessian;

/* train_probe_kernel.c */
hodo_train_take hodo_train_probe_take_kernel;
hodo_train_measure hodo_train_probe_kernel_alignment, hodo_train_probe_kernel_drift;

/* train_probe_angle.c */
hodo_train_take hodo_train_probe_take_angle;
hodo_train_measure hodo_train_probe_angle;

#endif
