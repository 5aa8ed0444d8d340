/* hodo list: every experiment with its title, as its own program tells it (--list); --names does not ask. */
#include "base/option.h"
#include "hodo/catalogue.h"
#include "hodo/subcommand.h"

#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Prints what the program's --list says after "title" TAB. Returns 0 when it does not say it. */
static int print_title(const hodo_entry *entry)
{
    int ends[2], found = 0;
    pid_t child;
    char option[] = "--list", *arguments[] = {entry->path, option, NULL};
    posix_spawn_file_actions_t actions;
    if (pipe(ends) != 0) {
        return 0;
    }
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    (void)posix_spawn_file_actions_addclose(&actions, ends[0]);
    (void)posix_spawn_file_actions_addclose(&actions, ends[1]);
    const int refused = posix_spawn(&child, entry->path, &actions, NULL, arguments, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)close(ends[1]);
    FILE *stream = fdopen(ends[0], "r");
    char *line = NULL;
    size_t room = 0;
    static const char title[] = "title\t";
    while (refused == 0 && stream != NULL && getline(&line, &room, stream) >= 0) {
        if (found == 0 && strncmp(line, title, strlen(title)) == 0) {
            line[strcspn(line, "\n")] = '\0';
            (void)printf("%s\t%s\n", entry->name, line + strlen(title));
            found = 1;
        }
    }
    free(line);
    if (stream != NULL) {
        (void)fclose(stream);
    }
    if (refused == 0) {
        (void)waitpid(child, NULL, 0);
    }
    return found;
}

static const hodo_option options[] = {
    {"names", NULL, "print PAPER/FIGURE alone; no experiment is started for it"},
    {"help", NULL, "print this"},
    {NULL, NULL, NULL},
};

static hodo_status read_options(int argc, char **argv, bool *names, bool *help, hodo_error *error)
{
    for (int at = 1; at < argc;) {
        const hodo_option *option;
        const char *value;
        const hodo_status status = hodo_option_next(options, argc, argv, &at, &option, &value, error);
        if (status != HODO_OK) {
            return status;
        }
        if (option == NULL && value != NULL) {
            return hodo_fail(error, HODO_INVALID, "'%s' is no option: --help lists them", value);
        }
        *names = *names || option == &options[0];
        *help = *help || option == &options[1];
    }
    return HODO_OK;
}

int hodo_list_main(int argc, char **argv)
{
    bool names = false, help = false;
    hodo_error error = {HODO_OK, ""};
    if (read_options(argc, argv, &names, &help, &error) != HODO_OK) {
        (void)fprintf(stderr, "hodo list: %s\n", error.message);
        return HODO_EXIT_USAGE;
    }
    if (help) {
        (void)printf("Usage: hodo list [OPTION]...\nPrints PAPER/FIGURE TAB title, a line an experiment.\n\n");
        hodo_option_print(options, stdout);
        return fflush(stdout) == 0 ? HODO_EXIT_DONE : HODO_EXIT_FAILED;
    }
    hodo_catalogue catalogue;
    int exit_status = HODO_EXIT_DONE;
    if (hodo_catalogue_read(&catalogue, &error) != HODO_OK) {
        (void)fprintf(stderr, "hodo list: %s\n", error.message);
        exit_status = HODO_EXIT_FAILED;
    }
    for (size_t i = 0; i < catalogue.count; i++) {
        if (names) {
            (void)printf("%s\n", catalogue.entries[i].name);
        } else if (!print_title(&catalogue.entries[i])) {
            (void)fprintf(stderr, "hodo list: '%s' does not tell its title\n", catalogue.entries[i].path);
            exit_status = HODO_EXIT_FAILED;
        }
    }
    hodo_catalogue_clear(&catalogue);
    return fflush(stdout) == 0 ? exit_status : HODO_EXIT_FAILED;
}
