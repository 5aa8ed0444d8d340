/* The catalogue: which experiments there are. They are programs, EXPERIMENTS/PAPER/FIGURE/FIGURE, and to add
 * one there is nothing to register. EXPERIMENTS is $HODO_EXPERIMENTS where it is set, else experiments/ of the
 * build tree that this program was built in, else where they are installed (beside this program, if the tree was
 * moved).
 */
#ifndef HODO_HODO_CATALOGUE_H
#define HODO_HODO_CATALOGUE_H

#include "base/status.h"

#include <stddef.h>

typedef struct hodo_entry {
    char *name; /* "PAPER/FIGURE" */
    char *path; /* of the program */
} hodo_entry;

typedef struct hodo_catalogue {
    char *folder;
    hodo_entry *entries; /* sorted by name */
    size_t count, room;
} hodo_catalogue;

/* EXPERIMENTS, allocated; NULL when memory is short. */
char *hodo_catalogue_folder(void);

/* HODO_IO when the folder cannot be read. Clear in any case. */
hodo_status hodo_catalogue_read(hodo_catalogue *catalogue, hodo_error *error);
void hodo_catalogue_clear(hodo_catalogue *catalogue);

/* The experiment of this name; NULL, with the nearest known in *error, when there is none. */
const hodo_entry *hodo_catalogue_find(const hodo_catalogue *catalogue, const char *name, hodo_error *error);

#endif
