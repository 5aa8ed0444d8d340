/* What makes two runs the same run: experiment, version, revision, measured columns, seed, and every parameter
 * in canonical text. It stands in the journal's first line and among the table's notes, so that a run is
 * continued by itself only, and a refusal can say what differs.
 *
 * The preset is no part of it (the parameters are); nor are the threads, the theory and the claims, which
 * change no measured row; nor is the commit: `revision` says when compute has changed, and a new commit that
 * only mends the theory must not cost a night's computation. Another commit is noticed and told.
 */
#ifndef HODO_LAB_IDENTITY_H
#define HODO_LAB_IDENTITY_H

#include "lab/run.h"

typedef struct hodo_note {
    const char *key, *value; /* no tabs, no line ends; no '=' in the key */
} hodo_note;

typedef struct hodo_identity {
    const hodo_note *notes;
    size_t count;
    char fingerprint[17]; /* 16 hexadecimal digits: the hash of all keys and values */
} hodo_identity;

/* Made in the run's arena. */
hodo_status hodo_identity_of(const hodo_run *run, hodo_identity *identity, hodo_error *error);

/* HODO_MISMATCH, with "NAME was A, is now B" in *error, when the stored notes are another run's. Stored notes
 * whose key no identity has (dates, hosts) are passed over; parameters that have since gone are not. */
hodo_status hodo_identity_compare(const hodo_identity *identity, const hodo_note *stored, size_t count,
                                  hodo_error *error);

#endif
