/* A command of the front door that is made of options: which of the shared tables it takes, what it adds, what
 * --help says around them, and what it does.
 *
 * To add one: a file with a table of sections and a function that serves, and a row in main.c. Reading, --help,
 * --list and the end with its one line of complaint are the same for all.
 */
#ifndef HODO_HODO_COMMAND_H
#define HODO_HODO_COMMAND_H

#include "hodo/settings.h"

#include <stdio.h>

/* Another default for a row that is taken. */
typedef struct hodo_command_usual {
    const char *name, *value; /* name NULL ends the list */
} hodo_command_usual;

typedef struct hodo_command_section {
    const char *heading;             /* of --help; NULL: it goes on under the heading above */
    const hodo_option_row *rows;     /* ended by a row whose face.name is NULL; NULL ends the sections */
    const char *without;             /* names of rows that are not taken, with commas; NULL: all are */
    const hodo_command_usual *usual; /* defaults of this command; NULL: the rows' own */
} hodo_command_section;

struct hodo_command {
    const char *name;    /* as typed: "train" */
    const char *about;   /* one line of --help */
    const char *closing; /* the last lines of --help: --config, exit statuses */
    const hodo_command_section *sections;
    /* Does it, with settings that are read and resolved; returns the exit status. */
    int (*serve)(hodo_settings *settings, hodo_arena *arena, hodo_arena *scratch);
};

/* Whether a section takes a row; the default that it has there, or NULL. */
bool hodo_command_takes(const hodo_command_section *section, const hodo_option_row *row);
const char *hodo_command_default(const hodo_command_section *section, const hodo_option_row *row);

/* From the arguments (argv[0] is passed over) to the exit status. `settings` are those of the command, zero
 * beyond hodo_settings. */
int hodo_command_main(const hodo_command *command, hodo_settings *settings, int argc, char **argv);

/* "hodo NAME: message" on standard error; returns exit_status. */
int hodo_command_complain(const hodo_command *command, const hodo_error *error, int exit_status);

void hodo_command_help(const hodo_command *command, FILE *file);

extern const hodo_command hodo_angle_command, hodo_coordcheck_command, hodo_lrtransfer_command,
    hodo_train_command;

#endif
