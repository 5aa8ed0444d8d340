/* Records: the rows of one finished cell as one line of text.
 *
 *     cell TAB rows TAB value TAB ... TAB value TAB checksum
 *
 * with rows x columns values in the shortest text that reads back, and the FNV-1a hash of all before the last
 * tab in 16 hexadecimal digits. This line is what a worker hands in, what an MPI rank would send, what the
 * journal keeps and what the table is made from: a resumed run and an undisturbed one make their tables from
 * the same bytes.
 */
#ifndef HODO_LAB_RECORD_H
#define HODO_LAB_RECORD_H

#include "lab/cell.h"

/* The record of a cell, without a line end; to be freed. NULL when memory is short. */
char *hodo_record_of(const hodo_cell *cell, hodo_error *error);

/* Checks a record whole: checksum, cell within the run, count and type of the values. *cell is its index. When
 * `table` is not NULL its rows are appended; theory columns are NaN or 0. HODO_DAMAGED says what is wrong. */
hodo_status hodo_record_read(const hodo_run *run, const char *line, size_t *cell, hodo_table *table,
                             hodo_error *error);

/* An empty table with the measured and the theory columns of a run. */
hodo_table *hodo_record_table(const hodo_run *run, hodo_error *error);

/* Appends a row from `run->measured` texts, theory columns NaN or 0. `values` is scratch for all columns. */
hodo_status hodo_record_row(const hodo_run *run, char *const *fields, hodo_value *values, hodo_table *table,
                            hodo_error *error);

/* Appends TAB and the checksum of a line of this length to it; its memory must hold
 * HODO_CHECKSUM_SIZE bytes more. */
#define HODO_CHECKSUM_SIZE 18
void hodo_checksum_append(char *line, size_t length);

/* Whether a line ends in the checksum of what stands before; *length is that of what stands before. */
bool hodo_checksum_holds(const char *line, size_t *length);

#endif
