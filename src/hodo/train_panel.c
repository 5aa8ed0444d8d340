#include <config.h> /* asprintf is an extension */

#include "hodo/train_probes.h"

#include "probe/dead_units.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How often a column stands, and the index that its first repetition has. */
static size_t repetitions(const hodo_train_scene *scene, hodo_train_each each)
{
    const hodo_architecture *architecture = scene->cell->network.architecture;
    const size_t counts[HODO_EACH_END] = {[HODO_EACH_ONCE] = 1,
                                          [HODO_EACH_WEIGHT] = architecture->weight_count,
                                          [HODO_EACH_FEATURE] = architecture->feature_count - 1,
                                          [HODO_EACH_ACTIVATION] = hodo_activation_count(architecture)};
    return counts[each];
}

/* f_0 is the input, which no training moves. */
static size_t first_index(hodo_train_each each)
{
    return each == HODO_EACH_FEATURE ? 1 : 0;
}

static const hodo_train_probe *next_probe(const char **list)
{
    const size_t length = strcspn(*list, ",");
    const hodo_train_probe *probe = hodo_train_probes;
    while (strncmp(probe->name, *list, length) != 0 || probe->name[length] != '\0') {
        probe++;
    }
    *list = (*list)[length] == ',' ? *list + length + 1 : NULL;
    return probe;
}

hodo_status hodo_train_panel_take(hodo_train_scene *scene, const char *list, hodo_train_panel *panel,
                                  hodo_error *error)
{
    *panel = (hodo_train_panel){.count = 1};
    for (const char *c = list; *c != '\0'; c++) {
        panel->count += *c == ',';
    }
    panel->chosen = hodo_arena_zero(scene->arena, panel->count, sizeof *panel->chosen, error);
    if (panel->chosen == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < panel->count; i++) {
        hodo_train_chosen *chosen = &panel->chosen[i];
        chosen->probe = next_probe(&list);
        chosen->first = panel->values;
        for (const hodo_train_probe_column *c = chosen->probe->columns; c->name != NULL; c++) {
            chosen->count += repetitions(scene, c->each);
        }
        panel->values += chosen->count;
        if (chosen->probe->take != NULL) {
            hodo_error own = {HODO_OK, ""};
            chosen->state = chosen->probe->take(scene, &own);
            if (chosen->state == NULL) {
                return hodo_fail(error, own.status != HODO_OK ? own.status : HODO_NO_MEMORY, "--probe=%s: %s",
                                 chosen->probe->name, own.message);
            }
        }
    }
    return HODO_OK;
}

static hodo_status name_column(hodo_train_scene *scene, const hodo_train_probe_column *column, size_t index,
                               const char **name, hodo_error *error)
{
    const size_t size = strlen(column->name) + 24;
    char *text = hodo_arena_take(scene->arena, size, 1, error);
    if (text == NULL) {
        return HODO_NO_MEMORY;
    }
    (void)snprintf(text, size, "%s_%zu", column->name, index);
    *name = column->each == HODO_EACH_ONCE ? column->name : text;
    return HODO_OK;
}

hodo_status hodo_train_panel_columns(const hodo_train_panel *panel, hodo_train_scene *scene,
                                     hodo_column *columns, hodo_error *error)
{
    size_t at = 0;
    for (size_t i = 0; i < panel->count; i++) {
        for (const hodo_train_probe_column *c = panel->chosen[i].probe->columns; c->name != NULL; c++) {
            for (size_t r = 0; r < repetitions(scene, c->each); r++, at++) {
                columns[at] = (hodo_column){NULL, c->unit, c->doc, HODO_REAL};
                const hodo_status status =
                    name_column(scene, c, first_index(c->each) + r, &columns[at].name, error);
                if (status != HODO_OK) {
                    return status;
                }
            }
        }
    }
    return HODO_OK;
}

/* A number that is not finite belongs to the run (it diverges), not to the program: the columns say nan. */
static hodo_status forgive(hodo_status status, const char *name, const hodo_error *own, hodo_error *error)
{
    return status == HODO_OK || status == HODO_NUMERIC
               ? HODO_OK
               : hodo_fail(error, status, "--probe=%s: %s", name, own->message);
}

hodo_status hodo_train_panel_follow(const hodo_train_panel *panel, hodo_train_scene *scene, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < panel->count && status == HODO_OK; i++) {
        const hodo_train_chosen *chosen = &panel->chosen[i];
        if (chosen->probe->follow != NULL) {
            hodo_error own = {HODO_OK, ""};
            status =
                forgive(chosen->probe->follow(scene, chosen->state, &own), chosen->probe->name, &own, error);
        }
    }
    return status;
}

hodo_status hodo_train_panel_measure(const hodo_train_panel *panel, hodo_train_scene *scene, double *values,
                                     hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < panel->count && status == HODO_OK; i++) {
        const hodo_train_chosen *chosen = &panel->chosen[i];
        hodo_error own = {HODO_OK, ""};
        const hodo_status went = chosen->probe->measure(scene, chosen->state, values + chosen->first, &own);
        for (size_t v = 0; went != HODO_OK && v < chosen->count; v++) {
            values[chosen->first + v] = NAN;
        }
        status = forgive(went, chosen->probe->name, &own, error);
    }
    return status;
}
