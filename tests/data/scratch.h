/* Files and folders of one test, under one temporary folder that is removed with all that is in it. */
#ifndef HODO_TESTS_DATA_SCRATCH_H
#define HODO_TESTS_DATA_SCRATCH_H

#include <stddef.h>

typedef struct scratch {
    char folder[64];
} scratch;

/* Ends the process when the system refuses: no test can go on. */
void scratch_open(scratch *room);
void scratch_remove(const scratch *room);

/* The path of `name` in the folder; valid until the fourth call after it. */
const char *scratch_path(const scratch *room, const char *name);

/* A file of these bytes, replaced where it is there; its path. */
const char *scratch_write(const scratch *room, const char *name, const void *bytes, size_t size);

/* The same over a folder that is made first. */
void scratch_folder(const scratch *room, const char *name);

/* A big-endian 32-bit word. */
void scratch_word(unsigned char *at, unsigned long word);

#endif
