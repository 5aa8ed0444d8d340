#include "lab/run.h"

#include "base/name.h"

#include <stdlib.h>
#include <string.h>

const char *const hodo_presets[] = {"quick", "default", "paper", NULL};

const char *hodo_preset_text(const hodo_parameter *parameter, const char *preset)
{
    const char *const texts[] = {parameter->quick, parameter->usual, parameter->paper};
    for (size_t i = 0; hodo_presets[i] != NULL; i++) {
        if (strcmp(hodo_presets[i], preset) == 0 && texts[i] != NULL) {
            return texts[i];
        }
    }
    return parameter->usual;
}

static size_t column_count(const hodo_column *columns)
{
    size_t count = 0;
    while (columns != NULL && columns[count].name != NULL) {
        count++;
    }
    return count;
}

static hodo_status choose_preset(hodo_run *run, const char *preset, hodo_error *error)
{
    const size_t at = hodo_name_find("preset", preset, hodo_presets, sizeof hodo_presets[0], SIZE_MAX, error);
    run->preset = at != HODO_NO_NAME ? hodo_presets[at] : run->preset;
    return at != HODO_NO_NAME ? HODO_OK : HODO_INVALID;
}

/* Which parameter a text NAME=VALUE sets; *value is what stands after the '='. */
static hodo_status find_set(const hodo_run *run, const char *set, size_t *index, const char **value,
                            hodo_error *error)
{
    const hodo_parameter *parameters = run->experiment->parameters;
    const char *equals = strchr(set, '=');
    if (equals == NULL || equals == set) {
        return hodo_fail(error, HODO_INVALID, "--set %s has no '=': write --set NAME=VALUE", set);
    }
    if (equals[1] == '\0') {
        return hodo_fail(error, HODO_INVALID, "--set %s has no value: write --set NAME=VALUE", set);
    }
    const size_t length = (size_t)(equals - set);
    char *name = hodo_arena_zero(run->arena, length + 1, 1, error);
    if (name == NULL) {
        return HODO_NO_MEMORY;
    }
    memcpy(name, set, length);
    *index =
        hodo_name_find("parameter", name, &parameters->name, sizeof *parameters, run->setting_count, error);
    *value = equals + 1;
    return *index != HODO_NO_NAME ? HODO_OK : HODO_INVALID;
}

static hodo_status settle(hodo_run *run, const char *const *sets, size_t set_count, hodo_error *error)
{
    const hodo_parameter *parameters = run->experiment->parameters;
    const char **texts = hodo_arena_zero(run->arena, run->setting_count + 1, sizeof *texts, error);
    run->settings = hodo_arena_zero(run->arena, run->setting_count + 1, sizeof *run->settings, error);
    if (texts == NULL || run->settings == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < set_count; i++) {
        size_t index = 0;
        const char *value = NULL;
        const hodo_status status = find_set(run, sets[i], &index, &value, error);
        if (status != HODO_OK) {
            return status;
        }
        if (texts[index] != NULL) {
            return hodo_fail(error, HODO_INVALID, "--set %s is given twice: give all values at once, %s=A,B",
                             parameters[index].name, parameters[index].name);
        }
        texts[index] = value;
    }
    for (size_t i = 0; i < run->setting_count; i++) {
        const bool by_hand = texts[i] != NULL;
        run->settings[i].parameter = &parameters[i];
        hodo_error cause = {HODO_OK, ""};
        const hodo_status status = hodo_setting_read(
            &run->settings[i], by_hand ? texts[i] : hodo_preset_text(&parameters[i], run->preset), run->arena,
            &cause);
        if (status != HODO_OK) {
            return hodo_fail(error, status, "%s%s %s: %s", by_hand ? "--set" : "preset ",
                             by_hand ? "" : run->preset, parameters[i].name, cause.message);
        }
    }
    return HODO_OK;
}

/* Strides of the cartesian product; the last parameter is the fastest. */
static hodo_status multiply_out(hodo_run *run, hodo_error *error)
{
    run->cells = 1;
    for (size_t i = run->setting_count; i-- > 0;) {
        run->settings[i].stride = run->cells;
        if (run->settings[i].steps > HODO_MOST_CELLS / run->cells) {
            return hodo_fail(error, HODO_INVALID,
                             "the sweep has more than %zu cells: shorten '%s' or another list", HODO_MOST_CELLS,
                             run->settings[i].parameter->name);
        }
        run->cells *= run->settings[i].steps;
    }
    return HODO_OK;
}

hodo_run *hodo_run_alloc(const hodo_experiment *experiment, const char *preset, const char *const *sets,
                         size_t set_count, uint64_t seed, hodo_error *error)
{
    if (hodo_experiment_check(experiment, error) != HODO_OK) {
        return NULL;
    }
    hodo_run *run = calloc(1, sizeof *run);
    if (run == NULL || (run->arena = hodo_arena_alloc()) == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for the parameters of %s", experiment->name);
        hodo_run_free(run);
        return NULL;
    }
    run->experiment = experiment;
    run->seed = seed;
    run->data = experiment->data != NULL ? experiment->data() : NULL;
    run->measured = column_count(experiment->columns);
    run->theoretical = column_count(experiment->theory_columns);
    while (experiment->parameters[run->setting_count].name != NULL) {
        run->setting_count++;
    }
    if (choose_preset(run, preset, error) != HODO_OK || settle(run, sets, set_count, error) != HODO_OK ||
        multiply_out(run, error) != HODO_OK) {
        hodo_run_free(run);
        return NULL;
    }
    return run;
}

void hodo_run_free(hodo_run *run)
{
    if (run != NULL) {
        hodo_arena_free(run->arena);
        free(run);
    }
}
