/* Reading a journal back: its bytes, its first line, its records. Apart from journal.c because reading trusts
 * nothing and changes nothing. */
#ifndef HODO_LAB_JOURNAL_READ_H
#define HODO_LAB_JOURNAL_READ_H

#include "lab/journal.h"

#define HODO_JOURNAL_MAGIC "hodograph-journal 1"

typedef struct hodo_journal_text {
    char *bytes;  /* the whole file and a zero; owned */
    size_t size;  /* bytes of the file */
    size_t whole; /* bytes up to the last line end */
} hodo_journal_text;

/* The whole file behind an open descriptor. */
hodo_status hodo_journal_slurp(int descriptor, const char *path, hodo_journal_text *text, hodo_error *error);

/* Whether the bytes can be a journal's beginning, be it torn within its first line. */
bool hodo_journal_like(const hodo_journal_text *text);

/* Checks first line and records, giving each to `adopt`. The lines are cut apart in place. *adopted counts
 * them. */
hodo_status hodo_journal_take_over(hodo_journal_text *text, const char *path, const hodo_run *run,
                                   const hodo_identity *identity, const hodo_note *notes,
                                   hodo_journal_adopt adopt, void *context, FILE *notices, size_t *adopted,
                                   hodo_error *error);

#endif
