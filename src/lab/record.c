#include "lab/record.h"

#include "base/hash.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Appends TAB and a field to the cell's text. */
static hodo_status put(hodo_cell *cell, const char *field, hodo_error *error)
{
    const size_t length = strlen(field);
    if (cell->room - cell->used < length + 2) {
        const size_t room = 2 * cell->room + length + 1024;
        char *larger = realloc(cell->text, room);
        if (larger == NULL) {
            return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu bytes of rows: lower the rows of a cell",
                             room);
        }
        cell->text = larger;
        cell->room = room;
    }
    cell->text[cell->used++] = '\t';
    memcpy(cell->text + cell->used, field, length + 1);
    cell->used += length;
    return HODO_OK;
}

hodo_status hodo_cell_row(hodo_cell *cell, const hodo_value *values, hodo_error *error)
{
    const hodo_column *columns = cell->run->experiment->columns;
    for (size_t c = 0; c < cell->run->measured; c++) {
        const hodo_type want = columns[c].type, got = values[c].type;
        char number[HODO_NUMBER_SIZE];
        const char *field = number;
        if (want != got && !(want == HODO_REAL && got == HODO_INTEGER)) {
            return hodo_fail(error, HODO_MISMATCH, "column '%s' is of type %s, a value of type %s was given",
                             columns[c].name, hodo_type_name(want), hodo_type_name(got));
        }
        if (got == HODO_TEXT) {
            field = values[c].text;
            if (strpbrk(field, "\t\r\n") != NULL) {
                return hodo_fail(error, HODO_INVALID,
                                 "a text of column '%s' holds a tab or a line end: drop it", columns[c].name);
            }
        } else if (want == HODO_REAL) {
            hodo_number_print(got == HODO_REAL ? values[c].real : (double)values[c].integer, number);
        } else {
            (void)snprintf(number, sizeof number, "%" PRId64, values[c].integer);
        }
        const hodo_status status = put(cell, field, error);
        if (status != HODO_OK) {
            return status;
        }
    }
    cell->rows++;
    return HODO_OK;
}

void hodo_checksum_append(char *line, size_t length)
{
    (void)snprintf(line + length, HODO_CHECKSUM_SIZE, "\t%016" PRIx64,
                   hodo_hash_bytes(HODO_HASH_START, line, length));
}

bool hodo_checksum_holds(const char *line, size_t *length)
{
    const char *last = strrchr(line, '\t');
    if (last == NULL) {
        return false;
    }
    char expected[HODO_CHECKSUM_SIZE];
    *length = (size_t)(last - line);
    (void)snprintf(expected, sizeof expected, "\t%016" PRIx64, hodo_hash_bytes(HODO_HASH_START, line, *length));
    return strcmp(last, expected) == 0;
}

char *hodo_record_of(const hodo_cell *cell, hodo_error *error)
{
    char head[2 * HODO_NUMBER_SIZE];
    const int head_length = snprintf(head, sizeof head, "%zu\t%zu", cell->index, cell->rows);
    const size_t length = (size_t)head_length + cell->used;
    char *line = malloc(length + HODO_CHECKSUM_SIZE);
    if (line == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for a record of %zu bytes", length);
        return NULL;
    }
    memcpy(line, head, (size_t)head_length);
    if (cell->used > 0) {
        memcpy(line + head_length, cell->text, cell->used);
    }
    hodo_checksum_append(line, length);
    return line;
}

hodo_table *hodo_record_table(const hodo_run *run, hodo_error *error)
{
    const size_t count = run->measured + run->theoretical;
    hodo_column *columns = calloc(count, sizeof *columns);
    if (columns == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu columns", count);
        return NULL;
    }
    for (size_t c = 0; c < count; c++) {
        columns[c] = c < run->measured ? run->experiment->columns[c]
                                       : run->experiment->theory_columns[c - run->measured];
    }
    hodo_table *table = hodo_table_alloc(columns, count, error);
    free(columns);
    return table;
}

hodo_status hodo_record_row(const hodo_run *run, char *const *fields, hodo_value *values, hodo_table *table,
                            hodo_error *error)
{
    const hodo_column *columns = run->experiment->columns;
    for (size_t c = 0; c < run->measured; c++) {
        hodo_status status = HODO_OK;
        values[c] = hodo_text(fields[c]);
        if (columns[c].type == HODO_REAL) {
            values[c] = hodo_real(0.0);
            status = hodo_number_read(fields[c], &values[c].real, error);
        } else if (columns[c].type == HODO_INTEGER) {
            values[c] = hodo_integer(0);
            status = hodo_integer_read(fields[c], &values[c].integer, error);
        }
        if (status != HODO_OK) {
            return hodo_fail(error, HODO_DAMAGED, "column '%s': '%.60s' is of another type than %s",
                             columns[c].name, fields[c], hodo_type_name(columns[c].type));
        }
    }
    for (size_t c = 0; c < run->theoretical; c++) {
        const bool real = run->experiment->theory_columns[c].type == HODO_REAL;
        values[run->measured + c] = real ? hodo_real(NAN) : hodo_integer(0);
    }
    return table != NULL ? hodo_table_add(table, values, error) : HODO_OK;
}

/* Cuts the next field off; NULL when there is none. */
static char *next_field(char **rest)
{
    char *field = *rest;
    if (field != NULL) {
        char *tab = strchr(field, '\t');
        *rest = tab != NULL ? tab + 1 : NULL;
        if (tab != NULL) {
            *tab = '\0';
        }
    }
    return field;
}

static hodo_status read_count(char **rest, const char *what, size_t limit, size_t *count, hodo_error *error)
{
    const char *field = next_field(rest);
    int64_t number;
    if (field == NULL || hodo_integer_read(field, &number, NULL) != HODO_OK || number < 0 ||
        (uint64_t)number >= limit) {
        return hodo_fail(error, HODO_DAMAGED, "%s '%.30s' is not within 0 .. %zu", what,
                         field != NULL ? field : "", limit - 1);
    }
    *count = (size_t)number;
    return HODO_OK;
}

static hodo_status read_rows(const hodo_run *run, char *rest, size_t *cell, hodo_table *table,
                             hodo_value *values, char **fields, hodo_error *error)
{
    size_t rows;
    hodo_status status = read_count(&rest, "cell", run->cells, cell, error);
    if (status == HODO_OK) {
        status = read_count(&rest, "number of rows", SIZE_MAX, &rows, error);
    }
    for (size_t row = 0; status == HODO_OK && row < rows; row++) {
        for (size_t c = 0; c < run->measured; c++) {
            fields[c] = next_field(&rest);
            if (fields[c] == NULL) {
                return hodo_fail(error, HODO_DAMAGED, "fewer values than %zu rows of %zu columns", rows,
                                 run->measured);
            }
        }
        status = hodo_record_row(run, fields, values, table, error);
    }
    if (status == HODO_OK && rest != NULL) {
        return hodo_fail(error, HODO_DAMAGED, "more values than %zu rows of %zu columns", rows, run->measured);
    }
    return status;
}

hodo_status hodo_record_read(const hodo_run *run, const char *line, size_t *cell, hodo_table *table,
                             hodo_error *error)
{
    size_t length;
    if (!hodo_checksum_holds(line, &length)) {
        return hodo_fail(error, HODO_DAMAGED, "the checksum does not hold");
    }
    char *copy = strndup(line, length);
    hodo_value *values = calloc(run->measured + run->theoretical, sizeof *values);
    char **fields = calloc(run->measured, sizeof *fields);
    const hodo_status status =
        copy == NULL || values == NULL || fields == NULL
            ? hodo_fail(error, HODO_NO_MEMORY, "no memory for a record of %zu bytes", length)
            : read_rows(run, copy, cell, table, values, fields, error);
    free(copy);
    free(values);
    free(fields);
    return status;
}
