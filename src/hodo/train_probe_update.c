#include "hodo/train_probe_rows.h"

#include "probe/update_cosine.h"

#include <math.h>

typedef struct update_state {
    hodo_update_cosine *cosine;
    size_t seen; /* steps */
    bool lost;   /* a weight was not finite */
} update_state;

void *hodo_train_probe_take_update(hodo_train_scene *scene, hodo_error *error)
{
    update_state *own = hodo_arena_zero(scene->arena, 1, sizeof *own, error);
    if (own == NULL) {
        return NULL;
    }
    own->cosine = hodo_update_cosine_take(scene->arena, &scene->cell->network, error);
    return own->cosine != NULL ? own : NULL;
}

hodo_status hodo_train_probe_follow_update(hodo_train_scene *scene, void *state, hodo_error *error)
{
    update_state *own = state;
    if (scene->cell->step == own->seen || own->lost) {
        return HODO_OK;
    }
    own->seen = scene->cell->step;
    const hodo_status status = hodo_update_cosine_step(own->cosine, error);
    own->lost = status != HODO_OK;
    return status;
}

hodo_status hodo_train_probe_update(hodo_train_scene *scene, void *state, double *values, hodo_error *error)
{
    (void)scene;
    (void)error;
    const update_state *own = state;
    const hodo_update update = hodo_update_cosine_total(own->cosine);
    values[0] = own->seen > 0 && !own->lost ? update.cosine : NAN;
    values[1] = own->lost ? NAN : own->seen > 0 ? update.distance : 0.0;
    return HODO_OK;
}
