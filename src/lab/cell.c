#include "lab/cell.h"

#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

hodo_cell hodo_cell_of(const hodo_run *run, hodo_arena *arena)
{
    return (hodo_cell){.run = run, .arena = arena};
}

void hodo_cell_point(hodo_cell *cell, size_t index)
{
    cell->index = index;
    cell->stream =
        hodo_stream_open(cell->run->seed, cell->run->experiment->name, hodo_cell_hash(cell->run, index));
    cell->used = 0;
    cell->rows = 0;
    hodo_arena_reset(cell->arena);
}

void hodo_cell_clear(hodo_cell *cell)
{
    free(cell->text);
    cell->text = NULL;
    cell->used = cell->room = 0;
}

size_t hodo_cell_step(const hodo_setting *setting, size_t index)
{
    return index / setting->stride % setting->steps;
}

const char *hodo_cell_step_text(const hodo_setting *setting, size_t index, char buffer[HODO_NUMBER_SIZE])
{
    const size_t step = hodo_cell_step(setting, index);
    if (setting->parameter->role == HODO_REPEAT) {
        (void)snprintf(buffer, HODO_NUMBER_SIZE, "%zu", step);
        return buffer;
    }
    return hodo_values_text(&setting->values, step, buffer);
}

uint64_t hodo_cell_hash(const hodo_run *run, size_t index)
{
    uint64_t hash = HODO_HASH_START;
    for (size_t i = 0; i < run->setting_count; i++) {
        const hodo_setting *setting = &run->settings[i];
        if (hodo_parameter_swept(setting->parameter) && !setting->parameter->shares_draws) {
            char buffer[HODO_NUMBER_SIZE];
            const char *name = setting->parameter->name;
            hash = hodo_hash_bytes(hash, name, strlen(name));
            hash = hodo_hash_bytes(hash, "=", 1);
            hash = hodo_hash_text(hash, hodo_cell_step_text(setting, index, buffer));
        }
    }
    return hash;
}

void hodo_cell_describe(const hodo_run *run, size_t index, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < run->setting_count && used < size; i++) {
        const hodo_setting *setting = &run->settings[i];
        if (hodo_parameter_swept(setting->parameter)) {
            char buffer[HODO_NUMBER_SIZE];
            const int length = snprintf(text + used, size - used, "%s%s=%s", used > 0 ? ", " : "",
                                        setting->parameter->name, hodo_cell_step_text(setting, index, buffer));
            used += length > 0 ? (size_t)length : 0;
        }
    }
}

const hodo_stream *hodo_cell_stream(const hodo_cell *cell)
{
    return &cell->stream;
}

hodo_arena *hodo_cell_arena(const hodo_cell *cell)
{
    return cell->arena;
}

static const hodo_setting *single(const hodo_cell *cell, const char *name, hodo_type type)
{
    const hodo_setting *setting = hodo_run_setting(cell->run, name, type);
    if (setting->parameter->role == HODO_LIST) {
        hodo_run_wrong(cell->run, name, "is a list: ask for all its values");
    }
    return setting;
}

static const hodo_setting *whole(const hodo_cell *cell, const char *name, hodo_type type, size_t *count)
{
    const hodo_setting *setting = hodo_run_setting(cell->run, name, type);
    const hodo_parameter_role role = setting->parameter->role;
    if ((role != HODO_LIST && role != HODO_ONE) || setting->parameter->type != type) {
        hodo_run_wrong(cell->run, name, "is no list of this type");
    }
    *count = setting->values.count;
    return setting;
}

double hodo_cell_real(const hodo_cell *cell, const char *name)
{
    const hodo_setting *setting = single(cell, name, HODO_REAL);
    return setting->values.type == HODO_REAL ? setting->values.reals[hodo_cell_step(setting, cell->index)]
                                             : (double)hodo_cell_integer(cell, name);
}

int64_t hodo_cell_integer(const hodo_cell *cell, const char *name)
{
    const hodo_setting *setting = single(cell, name, HODO_INTEGER);
    const size_t step = hodo_cell_step(setting, cell->index);
    return setting->parameter->role == HODO_REPEAT ? (int64_t)step : setting->values.integers[step];
}

const char *hodo_cell_text(const hodo_cell *cell, const char *name)
{
    const hodo_setting *setting = single(cell, name, HODO_TEXT);
    return setting->values.texts[hodo_cell_step(setting, cell->index)];
}

const double *hodo_cell_reals(const hodo_cell *cell, const char *name, size_t *count)
{
    return whole(cell, name, HODO_REAL, count)->values.reals;
}

const int64_t *hodo_cell_integers(const hodo_cell *cell, const char *name, size_t *count)
{
    return whole(cell, name, HODO_INTEGER, count)->values.integers;
}

const char *const *hodo_cell_texts(const hodo_cell *cell, const char *name, size_t *count)
{
    return whole(cell, name, HODO_TEXT, count)->values.texts;
}
