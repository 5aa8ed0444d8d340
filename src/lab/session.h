/* A session: one run from its first cell to its files. */
#ifndef HODO_LAB_SESSION_H
#define HODO_LAB_SESSION_H

#include "lab/face.h"
#include "lab/output.h"
#include "lab/progress.h"
#include "lab/provenance.h"
#include "lab/results.h"
#include "lab/cell_order.h"
#include "lab/watch.h"

#include <stdatomic.h>

typedef struct hodo_session {
    const hodo_request *request;
    const hodo_run *run;
    hodo_identity identity;
    hodo_output output;
    hodo_results *results;
    hodo_journal *journal;
    hodo_cell_order order;
    hodo_progress progress;
    hodo_effort effort;
    hodo_table *table;  /* the rows, when all cells are done */
    hodo_table *before; /* notes of the finished table whose rows these are, or NULL */
    hodo_claims *claims;
    double begun; /* seconds of the monotonic clock */
    atomic_bool journal_failed;
    hodo_error journal_error; /* set before journal_failed */
} hodo_session;

/* Before any cell: output, journal, finished table. What fails here is bad usage, except HODO_IO and
 * HODO_NO_MEMORY. */
hodo_status hodo_session_open(hodo_session *session, const hodo_request *request, const hodo_run *run,
                              hodo_error *error);

/* Computes the missing cells, then theory and claims. */
hodo_status hodo_session_compute(hodo_session *session, hodo_error *error);

/* Writes table, claims and macros, each whole; removes the journal. */
hodo_status hodo_session_write(hodo_session *session, hodo_error *error);

/* Frees everything; a journal that was not removed stays. Harmless on a zeroed session. */
void hodo_session_close(hodo_session *session);

#endif
