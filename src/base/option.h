/* Command-line options from a table: one row an option, so that parsing, --help and the man page
 * cannot disagree. Long options only; `--name=VALUE` and `--name VALUE` are the same. An unknown
 * option is refused with the nearest known one (hodo_nearest of base/name.h). */
#ifndef HODO_BASE_OPTION_H
#define HODO_BASE_OPTION_H

#include "base/status.h"

#include <stddef.h>
#include <stdio.h>

typedef struct hodo_option {
    const char *name;  /* without the dashes; NULL ends the table */
    const char *value; /* what stands after '=' in --help ("FILE.tsv"), or NULL for a flag; in brackets,
                          "[yes|no]", where it may be left out: then only `--name=VALUE` gives it */
    const char *doc;   /* one line */
} hodo_option;

/* Walks argv. Start with *at = 1 (0 would be the program's name) and call until *at == argc.
 * Each call consumes one argument (or two) and gives either
 *   *option = the row and *value = its text (NULL for a flag), or
 *   *option = NULL and *value = an argument that is no option (everything after `--` is none).
 * HODO_INVALID for an unknown option, a missing value, or a value given to a flag. */
hodo_status hodo_option_next(const hodo_option *table, int argc, char **argv, int *at,
                             const hodo_option **option, const char **value, hodo_error *error);

/* The lines of --help, one an option, aligned. */
void hodo_option_print(const hodo_option *table, FILE *file);

#endif
