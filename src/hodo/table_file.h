/* Where a command's table goes: --output, or standard output.
 */
#ifndef HODO_HODO_TABLE_FILE_H
#define HODO_HODO_TABLE_FILE_H

#include "base/table.h"

/* Refuses an --output that cannot be written, or that is there and has not `# program: PROGRAM` for its first
 * line; before anything is computed, not after. path NULL: standard output. HODO_INVALID, HODO_IO. */
hodo_status hodo_table_file_check(const char *path, const char *program, hodo_error *error);

/* Writes to --output, or prints. */
hodo_status hodo_table_file_put(const hodo_table *table, const char *path, hodo_error *error);

#endif
