/* The journal: the finished cells of a run that is not finished.
 *
 * FILE.tsv.journal holds a first line
 *
 *     hodograph-journal 1 TAB key=value TAB ... TAB checksum
 *
 * with the run's identity (lab/identity.h), then one record (lab/record.h) a line, in the order in which cells
 * ended. A last line without its line end was torn when the run was killed; it is dropped, its cell computed
 * again. Any other fault is refused: it is not what a crash leaves. Records are appended to memory by any
 * thread and brought to the disk in batches by hodo_journal_sync; what a kill can lose is the last batch. The
 * file is locked (flock) as long as it is open, and gone when the table stands.
 */
#ifndef HODO_LAB_JOURNAL_H
#define HODO_LAB_JOURNAL_H

#include "lab/identity.h"

#include <stdio.h>

typedef enum hodo_continuation {
    HODO_CONTINUE_IF_FITS = 0, /* no option: a journal of this run is continued, any other refused */
    HODO_RESUME,               /* --resume */
    HODO_FRESH                 /* --fresh: a journal is discarded, but nothing else of that name is */
} hodo_continuation;

typedef struct hodo_journal hodo_journal;

/* Takes over one record of an older journal. */
typedef hodo_status (*hodo_journal_adopt)(void *context, const char *record, hodo_error *error);

/* Opens and locks the journal; gives every record to `adopt`. `notes` (ended by a NULL key) are further texts
 * for the first line, such as the commit, which refuse nothing. Notices go to `notices`. HODO_MISMATCH: another
 * run's, or locked by one; HODO_DAMAGED names file and line; each names the remedy. NULL on failure. */
hodo_journal *hodo_journal_open(const char *path, const hodo_run *run, const hodo_identity *identity,
                                const hodo_note *notes, hodo_continuation continuation,
                                hodo_journal_adopt adopt, void *context, FILE *notices, hodo_error *error);

/* Whether it was there before. */
bool hodo_journal_continued(const hodo_journal *journal);

/* Appends a record; may be called by any thread. In memory until the next sync. */
hodo_status hodo_journal_append(hodo_journal *journal, const char *record, hodo_error *error);

/* Writes and fsyncs what was appended; any thread. HODO_IO when the disk is full. */
hodo_status hodo_journal_sync(hodo_journal *journal, hodo_error *error);

/* Unlinks a journal in which no record was written, for it could only be taken for something to resume; true
 * when it was such a one. For a process that is about to end. */
bool hodo_journal_drop_bare(hodo_journal *journal);

/* Closes; with `remove`, or when no record was written, the file is unlinked first (under the lock). Accepts
 * NULL. */
void hodo_journal_close(hodo_journal *journal, bool remove);

#endif
