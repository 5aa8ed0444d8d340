#include "hodo/command.h"

#include "hodo/name_list.h"
#include "hodo/subcommand.h"

#include <gsl/gsl_errno.h>
#include <string.h>

bool hodo_command_takes(const hodo_command_section *section, const hodo_option_row *row)
{
    const char *at = section->without;
    while (at != NULL) {
        const size_t length = strcspn(at, ",");
        if (strlen(row->face.name) == length && strncmp(at, row->face.name, length) == 0) {
            return false;
        }
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    return true;
}

const char *hodo_command_default(const hodo_command_section *section, const hodo_option_row *row)
{
    for (const hodo_command_usual *own = section->usual; own != NULL && own->name != NULL; own++) {
        if (strcmp(own->name, row->face.name) == 0) {
            return own->value;
        }
    }
    return row->usual;
}

int hodo_command_complain(const hodo_command *command, const hodo_error *error, int exit_status)
{
    (void)fprintf(stderr, "hodo %s: %s\n", command->name, error->message);
    return exit_status;
}

/* The rows of one heading, each with its default. */
static const hodo_command_section *print_sections(const hodo_command_section *section, FILE *file)
{
    hodo_option faces[HODO_SETTINGS_MOST + 1] = {{NULL, NULL, NULL}};
    char docs[HODO_SETTINGS_MOST][256];
    size_t count = 0;
    (void)fprintf(file, "\n%s:\n", section->heading);
    do {
        for (const hodo_option_row *row = section->rows; row->face.name != NULL; row++) {
            if (!hodo_command_takes(section, row) || count == HODO_SETTINGS_MOST) {
                continue;
            }
            const char *usual = hodo_command_default(section, row);
            const bool shown = usual != NULL && row->face.value != NULL;
            /* A command's own default stands in place of one that the row tells in words. */
            const char *words = shown ? strstr(row->face.doc, " (default") : NULL;
            const size_t kept = words != NULL ? (size_t)(words - row->face.doc) : strlen(row->face.doc);
            (void)snprintf(docs[count], sizeof docs[count], "%.*s%s%s%s", (int)kept, row->face.doc,
                           shown ? " [" : "", shown ? usual : "", shown ? "]" : "");
            faces[count] = (hodo_option){row->face.name, row->face.value, docs[count]};
            count++;
        }
        section++;
    } while (section->rows != NULL && section->heading == NULL);
    hodo_option_print(faces, file);
    return section;
}

void hodo_command_help(const hodo_command *command, FILE *file)
{
    (void)fprintf(file, "Usage: hodo %s [OPTION]...\n%s\n", command->name, command->about);
    const hodo_command_section *section = command->sections;
    while (section->rows != NULL) {
        section = print_sections(section, file);
    }
    (void)fprintf(
        file,
        "\nThe file of --config has lines `name = value` with these names, and # comments; the command "
        "line\noverrides it. --list tells what each name of data, parametrization, optimiser and the "
        "others\nstands for.\n%s",
        command->closing);
}

static int serve(const hodo_command *command, hodo_settings *settings)
{
    hodo_error error = {HODO_OK, ""};
    hodo_arena *arena = hodo_arena_alloc(), *scratch = hodo_arena_alloc();
    int exit_status;
    if (arena == NULL || scratch == NULL) {
        (void)hodo_fail(&error, HODO_NO_MEMORY, "no memory");
        exit_status = hodo_command_complain(command, &error, HODO_EXIT_FAILED);
    } else if (hodo_settings_resolve(settings, arena, &error) != HODO_OK) {
        exit_status = hodo_command_complain(command, &error, HODO_EXIT_USAGE);
    } else {
        exit_status = command->serve(settings, arena, scratch);
    }
    hodo_arena_free(arena);
    hodo_arena_free(scratch);
    return exit_status;
}

int hodo_command_main(const hodo_command *command, hodo_settings *settings, int argc, char **argv)
{
    (void)gsl_set_error_handler_off();
    hodo_error error = {HODO_OK, ""};
    int exit_status;
    if (hodo_settings_read(command, argc, argv, settings, &error) != HODO_OK) {
        exit_status = hodo_command_complain(command, &error, HODO_EXIT_USAGE);
    } else if (settings->help || settings->list) {
        settings->help ? hodo_command_help(command, stdout) : hodo_name_list(settings, stdout);
        exit_status = fflush(stdout) == 0 ? HODO_EXIT_DONE : HODO_EXIT_FAILED;
    } else {
        exit_status = serve(command, settings);
    }
    hodo_settings_clear(settings);
    return exit_status;
}
