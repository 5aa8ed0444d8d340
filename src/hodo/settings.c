#include "hodo/settings.h"

#include "base/name.h"
#include "hodo/command.h"

#include <stdio.h>
#include <string.h>

enum { WHERE_SIZE = 256 };

size_t hodo_settings_index(const hodo_settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->count; i++) {
        if (strcmp(settings->rows[i]->face.name, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

bool hodo_settings_given(const hodo_settings *settings, const char *name)
{
    const size_t i = hodo_settings_index(settings, name);
    return i != SIZE_MAX && settings->given[i];
}

const char *hodo_settings_text(const hodo_settings *settings, const char *name)
{
    const size_t i = hodo_settings_index(settings, name);
    return i != SIZE_MAX ? settings->text[i] : NULL;
}

/* The command's sections as one list of rows, and as a table for the walk along the arguments. */
static hodo_status take_rows(hodo_settings *settings, hodo_option *faces, hodo_error *error)
{
    for (const hodo_command_section *section = settings->command->sections; section->rows != NULL; section++) {
        for (const hodo_option_row *row = section->rows; row->face.name != NULL; row++) {
            if (!hodo_command_takes(section, row)) {
                continue;
            }
            if (settings->count == HODO_SETTINGS_MOST) {
                return hodo_fail(error, HODO_INVALID, "the command has more than %d options",
                                 HODO_SETTINGS_MOST);
            }
            faces[settings->count] = row->face;
            settings->usual[settings->count] = hodo_command_default(section, row);
            settings->rows[settings->count++] = row;
        }
    }
    faces[settings->count] = (hodo_option){NULL, NULL, NULL};
    return HODO_OK;
}

hodo_status hodo_settings_note(hodo_settings *settings, const char *name, const char *text, hodo_arena *arena,
                               hodo_error *error)
{
    const size_t i = hodo_settings_index(settings, name), size = strlen(text) + 1;
    if (i == SIZE_MAX) {
        return HODO_OK; /* an option that the command has not: nothing to quote */
    }
    char *copy = hodo_arena_take(arena, size, 1, error);
    if (copy == NULL) {
        return HODO_NO_MEMORY;
    }
    settings->text[i] = memcpy(copy, text, size);
    return HODO_OK;
}

void hodo_settings_forget(hodo_settings *settings, const char *name)
{
    const size_t i = hodo_settings_index(settings, name);
    if (i != SIZE_MAX) {
        settings->text[i] = NULL;
    }
}

static hodo_status set(hodo_settings *settings, size_t i, const char *where, const char *value,
                       hodo_error *error)
{
    const hodo_option_row *row = settings->rows[i];
    settings->text[i] = value != NULL ? value : "yes";
    return row->read(row, where, value, (char *)settings + row->place, error);
}

static hodo_status set_usual(hodo_settings *settings, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < settings->count && status == HODO_OK; i++) {
        if (settings->usual[i] != NULL) {
            status = set(settings, i, "default", settings->usual[i], error);
        }
    }
    return status;
}

static hodo_status set_line(hodo_settings *settings, const hodo_option *faces, const hodo_settings_line *line,
                            hodo_error *error)
{
    const char *path = settings->file.path;
    const size_t i = hodo_settings_index(settings, line->name);
    if (i == SIZE_MAX) {
        const char *near = hodo_nearest(line->name, &faces[0].name, sizeof faces[0], settings->count);
        return near != NULL ? hodo_fail(error, HODO_INVALID, "%s:%zu: unknown name '%.80s': did you mean %s?",
                                        path, line->number, line->name, near)
                            : hodo_fail(error, HODO_INVALID,
                                        "%s:%zu: unknown name '%.80s': hodo %s --help lists the names", path,
                                        line->number, line->name, settings->command->name);
    }
    if (settings->rows[i]->command_line_only) {
        return hodo_fail(error, HODO_INVALID, "%s:%zu: %s belongs on the command line: drop the line", path,
                         line->number, line->name);
    }
    char where[WHERE_SIZE];
    (void)snprintf(where, sizeof where, "%.120s:%zu: %.60s", path, line->number, line->name);
    settings->given[i] = true;
    return set(settings, i, where, line->value, error);
}

/* What the arguments give, an entry an option of the command. */
typedef struct arguments {
    const char *value[HODO_SETTINGS_MOST]; /* NULL: a switch without one */
    bool given[HODO_SETTINGS_MOST];
} arguments;

static hodo_status walk(const hodo_settings *settings, const hodo_option *faces, int argc, char **argv,
                        arguments *found, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (int at = 1; at < argc && status == HODO_OK;) {
        const hodo_option *option;
        const char *value;
        status = hodo_option_next(faces, argc, argv, &at, &option, &value, error);
        if (status == HODO_OK && option == NULL && value != NULL) {
            status = hodo_fail(error, HODO_INVALID, "'%s' is no option: --help lists them", value);
        }
        if (status != HODO_OK || option == NULL) {
            continue;
        }
        const size_t i = hodo_settings_index(settings, option->name);
        if (found->given[i]) {
            status = hodo_fail(error, HODO_INVALID, "--%s is given twice: drop one", option->name);
        }
        found->given[i] = true;
        found->value[i] = value;
    }
    return status;
}

static hodo_status set_arguments(hodo_settings *settings, const arguments *found, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < settings->count && status == HODO_OK; i++) {
        if (found->given[i]) {
            char where[WHERE_SIZE];
            (void)snprintf(where, sizeof where, "--%s", settings->rows[i]->face.name);
            settings->given[i] = true;
            status = set(settings, i, where, found->value[i], error);
        }
    }
    return status;
}

hodo_status hodo_settings_read(const hodo_command *command, int argc, char **argv, hodo_settings *settings,
                               hodo_error *error)
{
    *settings = (hodo_settings){.command = command,
                                .classes = {-1, -1},
                                .steps = -1,
                                .momentum = -1.0,
                                .beta1 = -1.0,
                                .beta2 = -1.0,
                                .warmup = -1};
    hodo_option faces[HODO_SETTINGS_MOST + 1];
    arguments found = {.given = {false}};
    hodo_status status = take_rows(settings, faces, error);
    if (status == HODO_OK) {
        status = set_usual(settings, error);
    }
    if (status == HODO_OK) {
        status = walk(settings, faces, argc, argv, &found, error);
    }
    const size_t config = hodo_settings_index(settings, "config");
    if (status == HODO_OK && config != SIZE_MAX && found.given[config]) {
        status = set(settings, config, "--config", found.value[config], error);
        if (status == HODO_OK) {
            status = hodo_settings_file_read(settings->config, &settings->file, error);
        }
    }
    for (size_t i = 0; i < settings->file.count && status == HODO_OK; i++) {
        status = set_line(settings, faces, &settings->file.lines[i], error);
    }
    return status == HODO_OK ? set_arguments(settings, &found, error) : status;
}

void hodo_settings_clear(hodo_settings *settings)
{
    hodo_settings_file_clear(&settings->file);
}
