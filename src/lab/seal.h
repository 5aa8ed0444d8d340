/* The seal of a finished table: the note
 *
 *     # measured rows: COUNT HASH
 *
 * over the measured fields as they stand in the file. A finished table has no checksum a line as the journal
 * has, for people and scripts read it; by the seal --resume knows that nobody cut or changed the rows which it
 * would otherwise take for measured. Theory columns are left out: they are computed anew.
 */
#ifndef HODO_LAB_SEAL_H
#define HODO_LAB_SEAL_H

#include "base/table.h"

#include <stdbool.h>

#define HODO_SEAL_KEY "measured rows"
#define HODO_SEAL_SIZE 40 /* characters of the note's value, with the terminating zero */

typedef struct hodo_seal {
    size_t rows;
    uint64_t hash;
} hodo_seal;

hodo_seal hodo_seal_begin(void);

/* One more row of `count` fields. */
void hodo_seal_row(hodo_seal *seal, const char *const *fields, size_t count);

/* The note's value. */
void hodo_seal_text(const hodo_seal *seal, char text[HODO_SEAL_SIZE]);

/* The note's value of a table whose first `measured` columns are measured, as hodo_table_print writes them. */
hodo_status hodo_seal_of(const hodo_table *table, size_t measured, char text[HODO_SEAL_SIZE],
                         hodo_error *error);

/* HODO_DAMAGED, saying what, when `note` (NULL: there is none) is not the value of this seal. */
hodo_status hodo_seal_check(const hodo_seal *seal, const char *note, hodo_error *error);

#endif
