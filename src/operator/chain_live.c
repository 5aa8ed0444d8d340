#include "operator/chain_live.h"

#include <stdint.h>

static bool zero_at(const double *diagonal, size_t i)
{
    return diagonal != NULL && diagonal[i] == 0;
}

/* Does any unit of the level stand with the diagonal not 0 there? (Then the weights carry something.) */
static bool any(const bool *on, const double *diagonal, size_t width)
{
    for (size_t i = 0; i < width; i++) {
        if (on[i] && !zero_at(diagonal, i)) {
            return true;
        }
    }
    return false;
}

static void spread_up(const hodo_chain_layer *layer, const bool *below, bool *above)
{
    const bool carried = layer->scale != 0 && any(below, layer->before, layer->weights.columns);
    for (size_t i = 0; i < layer->weights.rows; i++) {
        above[i] = (layer->skip != 0 && below[i]) || (carried && !zero_at(layer->after, i));
    }
}

static void spread_down(const hodo_chain_layer *layer, const bool *above, bool *below)
{
    const bool carried = layer->scale != 0 && any(above, layer->after, layer->weights.rows);
    for (size_t i = 0; i < layer->weights.columns; i++) {
        const bool read = (layer->skip != 0 && above[i]) || (carried && !zero_at(layer->before, i));
        below[i] = below[i] && read;
    }
}

static hodo_status list(hodo_arena *arena, const bool *on, hodo_level *level, hodo_error *error)
{
    level->index = hodo_arena_take(arena, level->width, sizeof *level->index, error);
    level->place = hodo_arena_take(arena, level->width, sizeof *level->place, error);
    if (level->index == NULL || level->place == NULL) {
        return HODO_NO_MEMORY;
    }
    level->live = 0;
    for (size_t i = 0; i < level->width; i++) {
        level->place[i] = on[i] ? level->live : SIZE_MAX;
        if (on[i]) {
            level->index[level->live++] = i;
        }
    }
    return HODO_OK;
}

hodo_status hodo_chain_live(hodo_arena *arena, const hodo_chain_layer *layers, size_t count, hodo_level *levels,
                            hodo_error *error)
{
    bool **on = hodo_arena_take(arena, count + 1, sizeof *on, error);
    for (size_t l = 0; on != NULL && l <= count; l++) {
        levels[l].width = l == 0 ? layers[0].weights.columns : layers[l - 1].weights.rows;
        on[l] = hodo_arena_take(arena, levels[l].width, sizeof **on, error);
        if (on[l] == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    if (on == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < levels[0].width; i++) {
        on[0][i] = true;
    }
    for (size_t l = 0; l < count; l++) {
        spread_up(&layers[l], on[l], on[l + 1]);
    }
    for (size_t l = count; l-- > 0;) {
        spread_down(&layers[l], on[l + 1], on[l]);
    }
    hodo_status status = HODO_OK;
    for (size_t l = 0; status == HODO_OK && l <= count; l++) {
        status = list(arena, on[l], &levels[l], error);
    }
    return status;
}
