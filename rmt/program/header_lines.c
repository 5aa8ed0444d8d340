#include "rmt/program/header_lines.h"

#include "config.h"

#include <inttypes.h>
#include <stdio.h>

hodo_status rmt_note_program(hodo_table *table, const char *command, hodo_error *error)
{
    char line[64];
    (void)snprintf(line, sizeof line, "hodo-rmt %s", command);
    const hodo_status status = hodo_table_note(table, "program", line, error);
    return status != HODO_OK ? status : hodo_table_note(table, "version", PACKAGE_VERSION, error);
}

hodo_status rmt_note_real(hodo_table *table, const char *key, double x, hodo_error *error)
{
    char number[HODO_NUMBER_SIZE];
    hodo_number_print(x, number);
    return hodo_table_note(table, key, number, error);
}

hodo_status rmt_note_integer(hodo_table *table, const char *key, int64_t x, hodo_error *error)
{
    char number[HODO_NUMBER_SIZE];
    (void)snprintf(number, sizeof number, "%" PRId64, x);
    return hodo_table_note(table, key, number, error);
}

hodo_status rmt_note_columns(hodo_table *table, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t c = 0; status == HODO_OK && c < hodo_table_columns(table); c++) {
        const hodo_column *column = hodo_table_column(table, c);
        char line[256];
        (void)snprintf(line, sizeof line, "%s [%s] %s", column->name, column->unit, column->doc);
        status = hodo_table_note(table, "column", line, error);
    }
    return status;
}
