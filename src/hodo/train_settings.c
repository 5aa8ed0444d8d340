#include "hodo/train_settings.h"

#include <stdio.h>
#include <string.h>

enum { WHERE_SIZE = 256 };

static size_t option_count(void)
{
    size_t count = 0;
    while (hodo_train_options[count].face.name != NULL) {
        count++;
    }
    return count;
}

size_t hodo_train_option_index(const char *name)
{
    size_t i = 0;
    while (strcmp(hodo_train_options[i].face.name, name) != 0) {
        i++;
    }
    return i;
}

bool hodo_train_given(const hodo_train_settings *settings, const char *name)
{
    return settings->given[hodo_train_option_index(name)];
}

static hodo_status set(hodo_train_settings *settings, size_t i, const char *where, const char *value,
                       hodo_error *error)
{
    const hodo_train_option *row = &hodo_train_options[i];
    settings->text[i] = value != NULL ? value : "yes";
    return row->read(row, where, value, (char *)settings + row->place, error);
}

static hodo_status set_usual(hodo_train_settings *settings, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; hodo_train_options[i].face.name != NULL && status == HODO_OK; i++) {
        if (hodo_train_options[i].usual != NULL) {
            status = set(settings, i, "default", hodo_train_options[i].usual, error);
        }
    }
    return status;
}

static hodo_status set_line(hodo_train_settings *settings, const hodo_train_line *line, hodo_error *error)
{
    const char *path = settings->file.path;
    for (size_t i = 0; hodo_train_options[i].face.name != NULL; i++) {
        const hodo_train_option *row = &hodo_train_options[i];
        if (strcmp(row->face.name, line->name) != 0) {
            continue;
        }
        if (row->command_line_only) {
            return hodo_fail(error, HODO_INVALID, "%s:%zu: %s belongs on the command line: drop the line", path,
                             line->number, line->name);
        }
        char where[WHERE_SIZE];
        (void)snprintf(where, sizeof where, "%.120s:%zu: %.60s", path, line->number, line->name);
        if (settings->given[i]) { /* the command line has the last word, but the line must be right */
            hodo_train_settings unused = *settings;
            return set(&unused, i, where, line->value, error);
        }
        settings->given[i] = true;
        return set(settings, i, where, line->value, error);
    }
    const char *near = hodo_nearest(line->name, &hodo_train_options[0].face.name, sizeof hodo_train_options[0],
                                    option_count());
    return near != NULL ? hodo_fail(error, HODO_INVALID, "%s:%zu: unknown name '%.80s': did you mean %s?", path,
                                    line->number, line->name, near)
                        : hodo_fail(error, HODO_INVALID,
                                    "%s:%zu: unknown name '%.80s': hodo train --help lists the names", path,
                                    line->number, line->name);
}

static hodo_status set_argument(hodo_train_settings *settings, size_t i, const char *value, hodo_error *error)
{
    const char *name = hodo_train_options[i].face.name;
    if (settings->given[i]) {
        return hodo_fail(error, HODO_INVALID, "--%s is given twice: drop one", name);
    }
    char where[WHERE_SIZE];
    (void)snprintf(where, sizeof where, "--%s", name);
    settings->given[i] = true;
    return set(settings, i, where, value, error);
}

hodo_status hodo_train_settings_read(int argc, char **argv, hodo_train_settings *settings, hodo_error *error)
{
    *settings = (hodo_train_settings){
        .classes = {-1, -1}, .steps = -1, .momentum = -1.0, .beta1 = -1.0, .beta2 = -1.0, .warmup = -1};
    hodo_option faces[HODO_TRAIN_OPTIONS_MOST + 1] = {{NULL, NULL, NULL}};
    for (size_t i = 0; i < option_count(); i++) {
        faces[i] = hodo_train_options[i].face;
    }
    hodo_status status = set_usual(settings, error);
    for (int at = 1; at < argc && status == HODO_OK;) {
        const hodo_option *option;
        const char *value;
        status = hodo_option_next(faces, argc, argv, &at, &option, &value, error);
        if (status == HODO_OK && option == NULL && value != NULL) {
            status = hodo_fail(error, HODO_INVALID, "'%s' is no option: --help lists them", value);
        }
        if (status == HODO_OK && option != NULL) {
            status = set_argument(settings, (size_t)(option - faces), value, error);
        }
    }
    if (status == HODO_OK && settings->config != NULL) {
        status = hodo_train_config_read(settings->config, &settings->file, error);
    }
    for (size_t i = 0; i < settings->file.count && status == HODO_OK; i++) {
        status = set_line(settings, &settings->file.lines[i], error);
    }
    return status;
}

void hodo_train_settings_clear(hodo_train_settings *settings)
{
    hodo_train_config_clear(&settings->file);
}

void hodo_train_help(FILE *file)
{
    (void)fputs("Usage: hodo train [OPTION]...\n"
                "Trains one network and prints a table of what the probes see on the way.\n",
                file);
    const hodo_train_option *row = hodo_train_options;
    while (row->face.name != NULL) {
        hodo_option section[HODO_TRAIN_OPTIONS_MOST + 1] = {{NULL, NULL, NULL}};
        char docs[HODO_TRAIN_OPTIONS_MOST][256];
        size_t count = 0;
        (void)fprintf(file, "\n%s:\n", row->section);
        do {
            const bool shown = row->usual != NULL && row->face.value != NULL;
            (void)snprintf(docs[count], sizeof docs[count], "%s%s%s%s", row->face.doc, shown ? " [" : "",
                           shown ? row->usual : "", shown ? "]" : "");
            section[count] = (hodo_option){row->face.name, row->face.value, docs[count]};
            count++;
            row++;
        } while (row->face.name != NULL && row->section == NULL);
        hodo_option_print(section, file);
    }
    (void)fputs(
        "\nThe file of --config has lines `name = value` with these names, and # comments; the command line\n"
        "overrides it. --list tells what each name of data, parametrization, optimiser, schedule and\n"
        "probe stands for.\n"
        "Exit: 0 done, also when the run diverged or got stuck: the table's header says so; 1 failed\n"
        "while running; 2 refused before the first step.\n",
        file);
}
