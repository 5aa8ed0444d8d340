#include "hodo/train_scene.h"

#include "probe/objective.h"

#include <math.h>

hodo_status hodo_train_scene_take(hodo_train_scene *scene, hodo_error *error)
{
    hodo_network *network = &scene->cell->network;
    const size_t outputs = network->architecture->outputs, rows = scene->probe_x.rows;
    scene->pass = hodo_pass_take(scene->arena, network, rows, HODO_FIRST_ORDER, error);
    scene->scaled = hodo_matrix_take(scene->arena, network->precision, rows, outputs, error);
    scene->gradient = hodo_matrix_take(scene->arena, network->precision, rows, outputs, error);
    scene->offset = (hodo_matrix){.data = NULL};
    if (scene->pass == NULL || scene->scaled.data == NULL || scene->gradient.data == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    hodo_train_scene_stale(scene);
    if (!scene->settings->centred) {
        return HODO_OK;
    }
    /* At the start theta_t is theta_0. */
    scene->offset = hodo_matrix_take(scene->arena, network->precision, rows, outputs, error);
    if (scene->offset.data == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_status status = hodo_pass_forward(scene->pass, scene->probe_x, NULL, error);
    if (status == HODO_OK) {
        hodo_matrix_copy(hodo_pass_output(scene->pass), scene->offset);
    }
    return status;
}

void hodo_train_scene_stale(hodo_train_scene *scene)
{
    scene->forward_done = scene->backward_done = false;
    scene->train_done = scene->test_done = false;
}

hodo_status hodo_train_scene_forward(hodo_train_scene *scene, hodo_error *error)
{
    if (scene->forward_done) {
        return HODO_OK;
    }
    scene->backward_done = false;
    const hodo_status status = hodo_pass_forward(scene->pass, scene->probe_x, NULL, error);
    if (status == HODO_OK) {
        hodo_objective_output(1.0 / scene->cell->setting.gamma, hodo_pass_output(scene->pass), scene->offset,
                              scene->scaled);
        scene->forward_done = true;
    }
    return status;
}

hodo_status hodo_train_scene_backward(hodo_train_scene *scene, hodo_error *error)
{
    hodo_status status = hodo_train_scene_forward(scene, error);
    if (status != HODO_OK || scene->backward_done) {
        return status;
    }
    status = hodo_loss_gradient(scene->loss, 1, scene->scaled, scene->probe_y, scene->gradient, error);
    if (status == HODO_OK) {
        hodo_matrix_scale(1.0 / scene->cell->setting.gamma, scene->gradient); /* d f~/d f */
        status = hodo_pass_backward(scene->pass, scene->gradient, error);
    }
    scene->backward_done = status == HODO_OK;
    return status;
}

double hodo_train_scene_rate(const hodo_train_scene *scene)
{
    const double *rates = scene->cell->rates;
    for (size_t k = 1; k < scene->cell->network.architecture->weight_count; k++) {
        if (rates[k] != rates[0]) {
            return NAN;
        }
    }
    return rates[0];
}

/* What is not finite has no accuracy: the share of right answers is then unknown, not 0. */
static hodo_status judge(hodo_train_scene *scene, hodo_matrix x, hodo_matrix y, bool *done, double *loss,
                         double *accuracy, hodo_error *error)
{
    if (*done) {
        return HODO_OK;
    }
    *loss = *accuracy = NAN;
    const hodo_status status =
        hodo_cohort_evaluate(scene->cohort, 0, x, y, loss, scene->regression ? NULL : accuracy, error);
    *done = status == HODO_OK;
    return status;
}

hodo_status hodo_train_scene_judge_train(hodo_train_scene *scene, hodo_error *error)
{
    return judge(scene, scene->train_x, scene->train_y, &scene->train_done, &scene->train_loss,
                 &scene->train_accuracy, error);
}

hodo_status hodo_train_scene_judge_test(hodo_train_scene *scene, hodo_error *error)
{
    const size_t rows = scene->last ? scene->test_x.rows : scene->test_look;
    return judge(scene, hodo_matrix_rows(scene->test_x, 0, rows), hodo_matrix_rows(scene->test_y, 0, rows),
                 &scene->test_done, &scene->test_loss, &scene->test_accuracy, error);
}
