/* A file of raw bytes whose length is known before a byte of it is read, so that no reader takes memory
 * for what a damaged header promises. Messages begin with the path and name the byte offset.
 */
#ifndef HODO_DATA_PLAIN_FILE_H
#define HODO_DATA_PLAIN_FILE_H

#include "base/status.h"

#include <stdint.h>
#include <stdio.h>

typedef struct hodo_plain_file {
    const char *path; /* not owned */
    FILE *stream;
    uint64_t size, offset; /* bytes: of the file, already read */
} hodo_plain_file;

/* HODO_IO when it cannot be opened or is no plain file (a folder, a pipe); HODO_DAMAGED when it is empty or
 * compressed by gzip: the message says to gunzip it. */
hodo_status hodo_plain_file_open(hodo_plain_file *file, const char *path, hodo_error *error);

/* The next `count` bytes, all of them. HODO_DAMAGED when the file ends before; HODO_IO. */
hodo_status hodo_plain_file_read(hodo_plain_file *file, void *bytes, size_t count, hodo_error *error);

/* The next byte read is the one at `offset`, wherever the file ends. HODO_IO. */
hodo_status hodo_plain_file_seek(hodo_plain_file *file, uint64_t offset, hodo_error *error);

/* Harmless on a file that was not opened. */
void hodo_plain_file_close(hodo_plain_file *file);

#endif
