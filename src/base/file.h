/* Files that appear whole or not at all: written under a temporary name in the same folder, synced
 * to the disk, then renamed over the old one. Until the rename the old file is untouched. */
#ifndef HODO_BASE_FILE_H
#define HODO_BASE_FILE_H

#include "base/status.h"

#include <stdio.h>

/* The first thing in every main: a standard stream that the caller closed is opened on /dev/null the wrong
 * way round, so that its use fails as before, but no file opened later gets its number: messages would be
 * written into the journal. Opening nothing when all three are open. */
void hodo_file_reserve_standard(void);

typedef struct hodo_file {
    FILE *stream; /* write here */
    char *path, *temporary;
} hodo_file;

/* Opens a temporary file beside `path`. HODO_IO names the folder that is missing or refuses. */
hodo_status hodo_file_begin(hodo_file *file, const char *path, hodo_error *error);

/* Flushes, syncs, renames. On failure the temporary file is removed and the old file stays. */
hodo_status hodo_file_commit(hodo_file *file, hodo_error *error);

/* Removes the temporary file; the old file stays. Harmless after a commit. */
void hodo_file_abandon(hodo_file *file);

#endif
