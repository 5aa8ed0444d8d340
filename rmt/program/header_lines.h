/* The `# key: value` lines above the rows of a table of hodo-rmt: program and version first, then what was
 * asked, then what the columns are; and the values of a command's options, read with the option's name in the
 * message.
 */
#ifndef RMT_HEADER_LINES_H
#define RMT_HEADER_LINES_H

#include "base/option.h"
#include "base/table.h"

/* `program: hodo-rmt COMMAND` and `version`. */
hodo_status rmt_note_program(hodo_table *table, const char *command, hodo_error *error);

hodo_status rmt_note_real(hodo_table *table, const char *key, double x, hodo_error *error);
hodo_status rmt_note_integer(hodo_table *table, const char *key, int64_t x, hodo_error *error);

/* One line `column: name [unit] doc` a column of the table. */
hodo_status rmt_note_columns(hodo_table *table, hodo_error *error);

#endif
