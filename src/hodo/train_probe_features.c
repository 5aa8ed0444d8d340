#include "hodo/train_probe_rows.h"

#include "probe/dead_units.h"
#include "probe/feature_change.h"

typedef struct features_state {
    hodo_feature_change *change;
    hodo_feature_move *moves; /* (feature_count,) */
} features_state;

void *hodo_train_probe_take_features(hodo_train_scene *scene, hodo_error *error)
{
    features_state *own = hodo_arena_zero(scene->arena, 1, sizeof *own, error);
    if (own == NULL || hodo_train_scene_forward(scene, error) != HODO_OK) {
        return NULL;
    }
    const size_t features = scene->cell->network.architecture->feature_count;
    own->change = hodo_feature_change_take(scene->arena, scene->pass, 0, error);
    own->moves = hodo_arena_take(scene->arena, features, sizeof *own->moves, error);
    return own->change != NULL && own->moves != NULL ? own : NULL;
}

hodo_status hodo_train_probe_features(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    const features_state *own = state;
    const size_t features = scene->cell->network.architecture->feature_count;
    hodo_status status = hodo_train_scene_forward(scene, error);
    if (status == HODO_OK) {
        status = hodo_feature_change_measure(own->change, scene->pass, own->moves, error);
    }
    for (size_t l = 1; l < features && status == HODO_OK; l++) {
        values[l - 1] = own->moves[l].relative;
        values[features - 1 + l - 1] = own->moves[l].change;
    }
    return status;
}

hodo_status hodo_train_probe_dead(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    (void)state;
    const hodo_status status = hodo_train_scene_forward(scene, error);
    hodo_arena_reset(scene->scratch);
    return status == HODO_OK ? hodo_dead_units(scene->pass, 0, scene->scratch, values, error) : status;
}
