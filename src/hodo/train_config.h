/* The configuration file of `hodo train`: lines
 *
 *     name = value        # a comment
 *
 * Names are those of the options, without dashes. A comment begins with # at the beginning of a line or after a
 * blank; empty lines are passed over; blanks around name and value are dropped. What the names mean is not
 * known here: the settings look them up.
 */
#ifndef HODO_HODO_TRAIN_CONFIG_H
#define HODO_HODO_TRAIN_CONFIG_H

#include "base/status.h"

#include <stddef.h>

typedef struct hodo_train_line {
    const char *name, *value;
    size_t number; /* of the line, from 1 */
} hodo_train_line;

typedef struct hodo_train_config {
    const char *path; /* as given; not copied */
    hodo_train_line *lines;
    size_t count;
    char *text; /* the file; names and values point into it */
} hodo_train_config;

/* Reads a file. HODO_IO when it cannot be read, HODO_INVALID, naming FILE:LINE, for a line without '=', without
 * a name or a value, with a zero byte, or with a name that an earlier line has. Clear in any case. */
hodo_status hodo_train_config_read(const char *path, hodo_train_config *config, hodo_error *error);
void hodo_train_config_clear(hodo_train_config *config);

#endif
