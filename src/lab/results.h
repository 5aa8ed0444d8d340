/* The records of a run by cell: where workers, journal and finished tables bring them, and where the table is
 * made. */
#ifndef HODO_LAB_RESULTS_H
#define HODO_LAB_RESULTS_H

#include "lab/identity.h"

typedef struct hodo_results hodo_results;

hodo_results *hodo_results_alloc(const hodo_run *run, hodo_error *error);
void hodo_results_free(hodo_results *results);

/* Keeps a copy of a checked record. Any thread, as long as the cells differ. Of the type hodo_journal_adopt. */
hodo_status hodo_results_keep(void *results, const char *record, hodo_error *error);

bool hodo_results_has(const hodo_results *results, size_t cell);

/* The table, its rows in the order of the cells; theory columns NaN or 0. NULL, with HODO_DAMAGED, when a cell
 * is missing. */
hodo_table *hodo_results_table(const hodo_results *results, hodo_error *error);

/* The measured rows of the finished table at `path` as the table of this run, theory columns NaN or 0; *notes
 * is a table without rows that holds the notes of the file. HODO_MISMATCH when it is another run's;
 * HODO_DAMAGED names the line, or says that the rows are not those of its seal (lab/seal.h). NULL on failure;
 * otherwise both are the caller's to free. */
hodo_table *hodo_results_finished(const char *path, const hodo_run *run, const hodo_identity *identity,
                                  hodo_table **notes, hodo_error *error);

#endif
