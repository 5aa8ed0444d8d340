#include "hodo/train_probe_rows.h"

#include "hodo/named_data.h"
#include "probe/sharpness.h"

#include <math.h>

typedef struct curvature_state {
    hodo_curvature *curvature;
    hodo_sharpness_probe *probe;
} curvature_state;

static void *take(hodo_train_scene *scene, hodo_curvature_kind kind, hodo_error *error)
{
    const hodo_objective objective = {.x = scene->probe_x,
                                      .y = scene->probe_y,
                                      .offset = scene->offset,
                                      .output_scale = 1.0 / scene->cell->setting.gamma,
                                      .loss = scene->loss};
    const hodo_sharpness_settings settings = {.stream = hodo_draws_of(scene->settings, HODO_DRAWS_PROBE)};
    curvature_state *own = hodo_arena_zero(scene->arena, 1, sizeof *own, error);
    if (own == NULL) {
        return NULL;
    }
    own->curvature = hodo_curvature_take(scene->arena, &scene->cell->network, &objective, 0, kind, error);
    if (own->curvature != NULL) {
        own->probe = hodo_sharpness_take(scene->arena, own->curvature, kind, &settings, error);
    }
    return own->probe != NULL ? own : NULL;
}

void *hodo_train_probe_take_gauss_newton(hodo_train_scene *scene, hodo_error *error)
{
    return take(scene, HODO_GAUSS_NEWTON, error);
}

void *hodo_train_probe_take_hessian(hodo_train_scene *scene, hodo_error *error)
{
    return take(scene, HODO_HESSIAN, error);
}

hodo_status hodo_train_probe_gauss_newton(hodo_train_scene *scene, void *state, double *values,
                                          hodo_error *error)
{
    const curvature_state *own = state;
    hodo_sharpness highest;
    const hodo_status status = hodo_sharpness_highest(own->probe, &highest, error);
    if (status == HODO_OK) {
        values[0] = highest.value;
        values[1] =
            (scene->cell->step > 0 ? scene->cell->eta : NAN) * hodo_train_scene_rate(scene) * highest.value;
    }
    return status;
}

hodo_status hodo_train_probe_hessian(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    (void)scene;
    const curvature_state *own = state;
    hodo_sharpness highest, lowest;
    hodo_status status = hodo_sharpness_highest(own->probe, &highest, error);
    if (status == HODO_OK) {
        status = hodo_sharpness_lowest(own->probe, &lowest, error);
    }
    if (status == HODO_OK) {
        values[0] = highest.value;
        values[1] = lowest.value;
    }
    return status;
}
