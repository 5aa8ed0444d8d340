/* Provenance: the `#` lines of a table, from which a stranger can compute it again: the experiment and its
 * parameters, the code, the libraries, the machine, when and how long, and the seal of the rows (lab/seal.h).
 */
#ifndef HODO_LAB_PROVENANCE_H
#define HODO_LAB_PROVENANCE_H

#include "lab/identity.h"

/* What makes the rows, ended by a NULL key: the commit as given, compiler, libraries, kernels, host. In the
 * arena; NULL when memory is short. */
const hodo_note *hodo_provenance_notes(hodo_arena *arena, const char *commit, hodo_error *error);

typedef struct hodo_effort {
    size_t threads;
    size_t continued; /* cells that a journal brought */
    double wall, cpu; /* seconds of this process */
} hodo_effort;

/* Adds all notes to a table. `before` (may be NULL) holds the notes of the finished table whose rows these are:
 * then what made the rows is quoted from there, and a note says when and by which code theory and claims were
 * evaluated again. */
hodo_status hodo_provenance_add(hodo_table *table, const hodo_run *run, const hodo_identity *identity,
                                const hodo_effort *effort, const hodo_table *before, hodo_error *error);

/* Now, in UTC: "2026-01-31T12:00:00Z". */
void hodo_provenance_date(char text[32]);

#endif
