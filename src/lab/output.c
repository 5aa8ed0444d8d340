#include "lab/output.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char TABLE_END[] = ".tsv";

static const char *with_end(hodo_arena *arena, const char *path, size_t stem, const char *end,
                            hodo_error *error)
{
    const size_t size = stem + strlen(end) + 1;
    char *text = hodo_arena_take(arena, size, 1, error);
    if (text != NULL) {
        memcpy(text, path, stem);
        memcpy(text + stem, end, strlen(end) + 1);
    }
    return text;
}

/* A file that this experiment wrote begins with "# experiment: NAME", or "% experiment: NAME" in TeX. */
static hodo_status check_file(const hodo_run *run, const char *path, bool *exists, hodo_error *error)
{
    struct stat file;
    *exists = lstat(path, &file) == 0;
    if (!*exists) {
        return errno == ENOENT
                   ? HODO_OK
                   : hodo_fail(error, HODO_INVALID, "cannot look at '%s': %s: choose another --output", path,
                               strerror(errno));
    }
    if (!S_ISREG(file.st_mode)) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' is no regular file and is left alone: choose another --output", path);
    }
    /* A rename would replace it all the same, and root may write what nobody may: the mode tells the wish. */
    if ((file.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0 || access(path, W_OK) != 0) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' is read-only and is left alone: chmod u+w it, or choose another --output", path);
    }
    FILE *stream = fopen(path, "r");
    if (stream == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "cannot read '%s', which is in the way: %s: choose another --output", path,
                         strerror(errno));
    }
    char *line = NULL;
    size_t room = 0;
    const ssize_t length = getline(&line, &room, stream);
    (void)fclose(stream);
    static const char after[] = " experiment: ";
    bool own = length > (ssize_t)strlen(after) && (line[0] == '#' || line[0] == '%') &&
               strncmp(line + 1, after, strlen(after)) == 0;
    const char *name = own ? line + 1 + strlen(after) : "";
    const size_t name_length = strcspn(name, "\n");
    own = own && name_length == strlen(run->experiment->name) &&
          strncmp(name, run->experiment->name, name_length) == 0;
    hodo_status status = HODO_OK;
    if (!own) {
        status = hodo_fail(
            error, HODO_INVALID,
            "'%s' was not written by %s%s%.*s and is left alone: move it away or choose another --output", path,
            run->experiment->name, name_length > 0 ? " but by " : "", (int)name_length, name);
    }
    free(line);
    return status;
}

/* The longest name is that of a temporary file (base/file.h) of the claims or the macros. */
static hodo_status check_length(const char *folder, const char *path, hodo_error *error)
{
    static const char longest_end[] = ".claims.tsv.XXXXXX";
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const size_t stem = strlen(name) - strlen(TABLE_END), rest = strlen(path) - strlen(name);
    const long limit = pathconf(folder, _PC_NAME_MAX);
    const size_t most = limit > 0 ? (size_t)limit : NAME_MAX, end = strlen(longest_end);
    if (stem + end <= most && rest + stem + end < PATH_MAX) {
        return HODO_OK;
    }
    return hodo_fail(
        error, HODO_INVALID,
        "--output=%.40s...: FILE.tsv with a FILE of %zu bytes leaves no room for FILE%s: choose one of "
        "at most %zu, in a path of at most %zu",
        path, stem, longest_end, most - end, (size_t)PATH_MAX - 1 - end);
}

static hodo_status check_folder(const char *path, hodo_error *error)
{
    char *copy = strdup(path);
    if (copy == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the name of '%s'", path);
    }
    const char *folder = dirname(copy);
    struct stat status_of;
    hodo_status status = HODO_OK;
    if (stat(folder, &status_of) != 0 || !S_ISDIR(status_of.st_mode)) {
        status = hodo_fail(error, HODO_INVALID,
                           "there is no folder '%s': make it first, or choose another --output", folder);
    } else if (access(folder, W_OK | X_OK) != 0) {
        status = hodo_fail(error, HODO_INVALID, "the folder '%s' cannot be written: choose another --output",
                           folder);
    } else {
        status = check_length(folder, path, error);
    }
    free(copy);
    return status;
}

hodo_status hodo_output_name(const hodo_run *run, const char *path, hodo_output *output, hodo_error *error)
{
    hodo_arena *arena = run->arena;
    if (path == NULL) {
        static const char folder[] = "results/";
        const char *file = with_end(arena, folder, strlen(folder), run->experiment->name, error);
        path = file != NULL ? with_end(arena, file, strlen(file), TABLE_END, error) : NULL;
        if (path == NULL) {
            return HODO_NO_MEMORY;
        }
    }
    const size_t length = strlen(path), end = strlen(TABLE_END);
    if (length <= end || strcmp(path + length - end, TABLE_END) != 0 || path[length - end - 1] == '/') {
        return hodo_fail(error, HODO_INVALID, "--output=%s is no table: name it FILE.tsv", path);
    }
    output->table = with_end(arena, path, length, "", error);
    output->claims = with_end(arena, path, length - end, ".claims.tsv", error);
    output->macros = with_end(arena, path, length - end, ".macros.tex", error);
    output->journal = with_end(arena, path, length, ".journal", error);
    if (output->table == NULL || output->claims == NULL || output->macros == NULL || output->journal == NULL) {
        return HODO_NO_MEMORY;
    }
    return HODO_OK;
}

hodo_status hodo_output_settle(const hodo_run *run, const char *path, hodo_output *output, hodo_error *error)
{
    hodo_status status = hodo_output_name(run, path, output, error);
    if (status != HODO_OK) {
        return status;
    }
    status = path != NULL ? check_folder(output->table, error) : HODO_OK;
    const char *const files[] = {output->table, output->claims, output->macros};
    bool exists = false;
    for (size_t i = 0; i < 3 && status == HODO_OK; i++) {
        status = check_file(run, files[i], &exists, error);
        output->table_exists = i == 0 ? exists : output->table_exists;
    }
    return status;
}

hodo_status hodo_output_make_folders(const hodo_output *output, hodo_error *error)
{
    char *path = strdup(output->table);
    hodo_status status =
        path == NULL ? hodo_fail(error, HODO_NO_MEMORY, "no memory for '%s'", output->table) : HODO_OK;
    for (char *slash = path != NULL ? strchr(path + 1, '/') : NULL; slash != NULL && status == HODO_OK;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) {
            status = hodo_fail(error, HODO_INVALID, "cannot make the folder '%s': %s: choose an --output", path,
                               strerror(errno));
        }
        *slash = '/';
    }
    free(path);
    return status;
}
