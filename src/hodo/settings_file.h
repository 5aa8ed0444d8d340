/* The configuration file of a command: lines
 *
 *     name = value        # a comment
 *
 * Names are those of the options, without dashes. A comment begins with # at the beginning of a line or after a
 * blank; empty lines are passed over; blanks around name and value are dropped. What the names mean is not
 * known here: the settings look them up.
 */
#ifndef HODO_HODO_SETTINGS_FILE_H
#define HODO_HODO_SETTINGS_FILE_H

#include "base/status.h"

#include <stddef.h>

typedef struct hodo_settings_line {
    const char *name, *value;
    size_t number; /* of the line, from 1 */
} hodo_settings_line;

typedef struct hodo_settings_file {
    const char *path; /* as given; not copied */
    hodo_settings_line *lines;
    size_t count;
    char *text; /* the file; names and values point into it */
} hodo_settings_file;

/* Reads a file. HODO_IO when it cannot be read, HODO_INVALID, naming FILE:LINE, for a line without '=', without
 * a name or a value, with a zero byte, or with a name that an earlier line has. Clear in any case. */
hodo_status hodo_settings_file_read(const char *path, hodo_settings_file *config, hodo_error *error);
void hodo_settings_file_clear(hodo_settings_file *config);

#endif
