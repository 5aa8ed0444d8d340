#include "lab/commit.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void hodo_commit_read_in(const char *folder, char commit[HODO_COMMIT_SIZE])
{
    char path[PATH_MAX + sizeof "/commit"];
    (void)strcpy(commit, "unknown");
    if (snprintf(path, sizeof path, "%s/commit", folder) >= (int)sizeof path) {
        return;
    }
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        char line[HODO_COMMIT_SIZE];
        if (fgets(line, sizeof line, file) != NULL && strcspn(line, "\n") > 0) {
            line[strcspn(line, "\n")] = '\0';
            (void)strcpy(commit, line);
        }
        (void)fclose(file);
    }
}

void hodo_commit_read(char commit[HODO_COMMIT_SIZE])
{
    char path[PATH_MAX];
    (void)strcpy(commit, "unknown");
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0) {
        return;
    }
    path[length] = '\0';
    for (int up = 0; up < 3; up++) { /* EXPERIMENTS/PAPER/FIGURE/FIGURE */
        char *slash = strrchr(path, '/');
        if (slash == NULL) {
            return;
        }
        *slash = '\0';
    }
    hodo_commit_read_in(path, commit);
}
