#include "hodo/train_probe_rows.h"

void *hodo_train_probe_take_accuracy(hodo_train_scene *scene, hodo_error *error)
{
    if (scene->regression) {
        (void)hodo_fail(error, HODO_INVALID, "a regression has no right and wrong: ask for the losses");
        return NULL;
    }
    return scene;
}

hodo_status hodo_train_probe_loss(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    (void)state;
    const hodo_status status = hodo_train_scene_judge_train(scene, error);
    values[0] = scene->train_loss;
    return status;
}

hodo_status hodo_train_probe_accuracy(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    (void)state;
    const hodo_status status = hodo_train_scene_judge_train(scene, error);
    values[0] = scene->train_accuracy;
    return status;
}

hodo_status hodo_train_probe_test_loss(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    (void)state;
    const hodo_status status = hodo_train_scene_judge_test(scene, error);
    values[0] = scene->test_loss;
    return status;
}

hodo_status hodo_train_probe_test_accuracy(hodo_train_scene *scene, void *state, double *values,
                                           hodo_error *error)
{
    (void)state;
    const hodo_status status = hodo_train_scene_judge_test(scene, error);
    values[0] = scene->test_accuracy;
    return status;
}
