#include "config.h"

#include "data/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void need(int holds, const char *what)
{
    if (!holds) {
        perror(what);
        exit(99);
    }
}

void scratch_open(scratch *room)
{
    (void)strcpy(room->folder, "/tmp/hodo-data.XXXXXX");
    need(mkdtemp(room->folder) != NULL, room->folder);
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts, (void)kind, (void)place;
    return remove(path);
}

void scratch_remove(const scratch *room)
{
    (void)nftw(room->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_path(const scratch *room, const char *name)
{
    enum { PATHS = 4, LONGEST = 256 };
    static char paths[PATHS][LONGEST];
    static int next;
    char *path = paths[next++ % PATHS];
    (void)snprintf(path, LONGEST, "%s/%s", room->folder, name);
    return path;
}

const char *scratch_write(const scratch *room, const char *name, const void *bytes, size_t size)
{
    const char *path = scratch_path(room, name);
    FILE *stream = fopen(path, "wb");
    need(stream != NULL, path);
    need(fwrite(bytes, 1, size, stream) == size, path);
    need(fclose(stream) == 0, path);
    return path;
}

void scratch_folder(const scratch *room, const char *name)
{
    const char *path = scratch_path(room, name);
    need(mkdir(path, 0777) == 0, path);
}

void scratch_word(unsigned char *at, unsigned long word)
{
    for (int k = 0; k < 4; k++) {
        at[k] = (unsigned char)(word >> (24 - 8 * k));
    }
}
