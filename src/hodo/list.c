/* hodo list: every experiment with its title, as its own program tells it (--list). */
#include "hodo/catalogue.h"
#include "hodo/subcommand.h"

#include <spawn.h>
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

int hodo_list_main(int argc, char **argv)
{
    if (argc > 1) {
        const int help = strcmp(argv[1], "--help") == 0;
        (void)fprintf(help ? stdout : stderr, "Usage: hodo list   (prints PAPER/FIGURE TAB title)\n");
        return help ? HODO_EXIT_DONE : HODO_EXIT_USAGE;
    }
    hodo_catalogue catalogue;
    hodo_error error = {HODO_OK, ""};
    int exit_status = HODO_EXIT_DONE;
    if (hodo_catalogue_read(&catalogue, &error) != HODO_OK) {
        (void)fprintf(stderr, "hodo list: %s\n", error.message);
        exit_status = HODO_EXIT_FAILED;
    }
    for (size_t i = 0; i < catalogue.count; i++) {
        if (!print_title(&catalogue.entries[i])) {
            (void)fprintf(stderr, "hodo list: '%s' does not tell its title\n", catalogue.entries[i].path);
            exit_status = HODO_EXIT_FAILED;
        }
    }
    hodo_catalogue_clear(&catalogue);
    return fflush(stdout) == 0 ? exit_status : HODO_EXIT_FAILED;
}
