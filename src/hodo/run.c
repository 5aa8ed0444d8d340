/* hodo run PAPER/FIGURE [OPTION]...: becomes the experiment's program. */
#include "hodo/catalogue.h"
#include "hodo/subcommand.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int hodo_run_main(int argc, char **argv)
{
    static const char usage[] = "Usage: hodo run PAPER/FIGURE [OPTION]...   (hodo list names them)\n";
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        (void)fputs(usage, stdout);
        return fflush(stdout) == 0 ? HODO_EXIT_DONE : HODO_EXIT_FAILED;
    }
    if (argc < 2) {
        (void)fputs(usage, stderr);
        return HODO_EXIT_USAGE;
    }
    if (argv[1][0] == '-') {
        (void)fprintf(stderr, "hodo run: '%s' stands before the figure: write hodo run PAPER/FIGURE %s\n", argv[1],
                      argv[1]);
        return HODO_EXIT_USAGE;
    }
    hodo_catalogue catalogue;
    hodo_error error = {HODO_OK, ""};
    int exit_status = HODO_EXIT_FAILED;
    const hodo_entry *entry = NULL;
    if (hodo_catalogue_read(&catalogue, &error) == HODO_OK) {
        entry = hodo_catalogue_find(&catalogue, argv[1], &error);
        exit_status = HODO_EXIT_USAGE;
    }
    if (entry == NULL) {
        (void)fprintf(stderr, "hodo run: %s\n", error.message);
    } else {
        argv[1] = entry->path;
        (void)execv(entry->path, argv + 1);
        (void)fprintf(stderr, "hodo run: cannot run '%s': %s\n", entry->path, strerror(errno));
        exit_status = HODO_EXIT_FAILED;
    }
    hodo_catalogue_clear(&catalogue);
    return exit_status;
}
