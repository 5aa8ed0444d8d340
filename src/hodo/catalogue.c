#include <config.h> /* asprintf is an extension */

#include "hodo/catalogue.h"

#include "base/name.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *joined(const char *a, const char *b)
{
    char *text = NULL;
    return asprintf(&text, "%s/%s", a, b) >= 0 ? text : NULL;
}

/* The experiments beside BUILD/src/hodo/hodo, or NULL when this program lies elsewhere. */
static char *build_tree(void)
{
    char path[PATH_MAX];
    static const char own[] = "/src/hodo/hodo";
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= (ssize_t)strlen(own)) {
        return NULL;
    }
    path[length] = '\0';
    char *end = path + (size_t)length - strlen(own);
    if (strcmp(end, own) != 0) {
        return NULL;
    }
    *end = '\0';
    return joined(path, "experiments");
}

/* The experiments of the tree that this program was installed into, wherever that tree lies now: what its own place
 * and theirs have in common when they are installed may have moved (a staged DESTDIR, an unpacked package). NULL when
 * this program does not lie as in an installed tree, or its tree holds no experiments. */
static char *installed_tree(void)
{
    static const char own[] = HODO_PROGRAM_FOLDER "/hodo", theirs[] = HODO_EXPERIMENTS_FOLDER;
    size_t common = 0;
    for (size_t i = 0; own[i] == theirs[i] && own[i] != '\0'; i++) {
        common = own[i] == '/' ? i : common;
    }
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    const size_t tail = strlen(own + common);
    if (length <= 0 || (size_t)length < tail) {
        return NULL;
    }
    path[length] = '\0';
    char *end = path + (size_t)length - tail;
    if (strcmp(end, own + common) != 0) {
        return NULL;
    }
    *end = '\0';
    char *folder = joined(path, theirs + common + 1);
    struct stat found;
    if (folder != NULL && (stat(folder, &found) != 0 || !S_ISDIR(found.st_mode))) {
        free(folder);
        folder = NULL;
    }
    return folder;
}

char *hodo_catalogue_folder(void)
{
    const char *named = getenv("HODO_EXPERIMENTS");
    if (named != NULL && named[0] != '\0') {
        return strdup(named);
    }
    char *found = build_tree();
    found = found != NULL ? found : installed_tree();
    return found != NULL ? found : strdup(HODO_EXPERIMENTS_FOLDER);
}

static bool is_program(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && S_ISREG(file.st_mode) && access(path, X_OK) == 0;
}

static hodo_status add(hodo_catalogue *catalogue, const char *paper, const char *figure, hodo_error *error)
{
    if (catalogue->count == catalogue->room) {
        const size_t room = 2 * catalogue->room + 16;
        hodo_entry *larger = realloc(catalogue->entries, room * sizeof *larger);
        if (larger == NULL) {
            return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu experiments", room);
        }
        catalogue->entries = larger;
        catalogue->room = room;
    }
    char *path = NULL;
    if (asprintf(&path, "%s/%s/%s/%s", catalogue->folder, paper, figure, figure) < 0) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the name of an experiment");
    }
    if (!is_program(path)) {
        free(path);
        return HODO_OK;
    }
    char *name = joined(paper, figure);
    if (name == NULL) {
        free(path);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the name of an experiment");
    }
    catalogue->entries[catalogue->count++] = (hodo_entry){name, path};
    return HODO_OK;
}

static hodo_status read_paper(hodo_catalogue *catalogue, const char *paper, hodo_error *error)
{
    char *folder = joined(catalogue->folder, paper);
    DIR *figures = folder != NULL ? opendir(folder) : NULL;
    hodo_status status = HODO_OK;
    for (struct dirent *entry; figures != NULL && status == HODO_OK && (entry = readdir(figures)) != NULL;) {
        status = entry->d_name[0] != '.' ? add(catalogue, paper, entry->d_name, error) : HODO_OK;
    }
    if (figures != NULL) {
        (void)closedir(figures);
    }
    free(folder);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const hodo_entry *)a)->name, ((const hodo_entry *)b)->name);
}

hodo_status hodo_catalogue_read(hodo_catalogue *catalogue, hodo_error *error)
{
    *catalogue = (hodo_catalogue){.folder = hodo_catalogue_folder()};
    DIR *papers = catalogue->folder != NULL ? opendir(catalogue->folder) : NULL;
    if (papers == NULL) {
        return hodo_fail(error, HODO_IO,
                         "there are no experiments at '%s': %s: build them, or set HODO_EXPERIMENTS",
                         catalogue->folder != NULL ? catalogue->folder : "", strerror(errno));
    }
    hodo_status status = HODO_OK;
    for (struct dirent *entry; status == HODO_OK && (entry = readdir(papers)) != NULL;) {
        status = entry->d_name[0] != '.' ? read_paper(catalogue, entry->d_name, error) : HODO_OK;
    }
    (void)closedir(papers);
    if (catalogue->count > 0) {
        qsort(catalogue->entries, catalogue->count, sizeof *catalogue->entries, by_name);
    }
    return status;
}

void hodo_catalogue_clear(hodo_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        free(catalogue->entries[i].name);
        free(catalogue->entries[i].path);
    }
    free(catalogue->entries);
    free(catalogue->folder);
    *catalogue = (hodo_catalogue){.folder = NULL};
}

const hodo_entry *hodo_catalogue_find(const hodo_catalogue *catalogue, const char *name, hodo_error *error)
{
    const char *near = NULL;
    for (size_t i = 0; i < catalogue->count; i++) {
        const char *known = catalogue->entries[i].name, *figure = strchr(known, '/') + 1;
        if (strcmp(known, name) == 0) {
            return &catalogue->entries[i];
        }
        /* The figure alone, or nearly: forgetting the paper is the likeliest slip. */
        near = hodo_nearest(name, &figure, sizeof figure, 1) != NULL && near == NULL ? known : near;
        near = strcmp(figure, name) == 0 ? known : near;
    }
    const char *whole = catalogue->count > 0
                            ? hodo_nearest(name, (const char *const *)&catalogue->entries[0].name,
                                           sizeof catalogue->entries[0], catalogue->count)
                            : NULL;
    near = near != NULL ? near : whole;
    if (near != NULL) {
        hodo_fail(error, HODO_INVALID, "unknown experiment '%s': did you mean %s?", name, near);
    } else {
        hodo_fail(error, HODO_INVALID, "unknown experiment '%s': hodo list names them", name);
    }
    return NULL;
}
