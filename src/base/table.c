#include "base/table.h"

#include "base/arena.h"
#include "base/file.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct note {
    const char *key, *value;
} note;

struct hodo_table {
    hodo_arena *texts; /* names, notes and text values */
    hodo_column *columns;
    size_t column_count;
    hodo_value *values; /* (row_count, column_count) */
    size_t row_count, row_room;
    note *notes;
    size_t note_count, note_room;
};

static const char *keep(hodo_table *table, const char *text, hodo_error *error)
{
    const size_t size = strlen(text) + 1;
    char *copy = hodo_arena_take(table->texts, size, 1, error);
    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

/* Makes room for one more element; doubles. */
static hodo_status grow(void **array, size_t *room, size_t count, size_t size, hodo_error *error)
{
    if (count < *room) {
        return HODO_OK;
    }
    const size_t wanted = *room == 0 ? 64 : 2 * *room;
    void *larger = size != 0 && wanted > SIZE_MAX / 2 / size ? NULL : realloc(*array, wanted * size);
    if (larger == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu rows of a table", wanted);
    }
    *array = larger;
    *room = wanted;
    return HODO_OK;
}

hodo_table *hodo_table_alloc(const hodo_column *columns, size_t count, hodo_error *error)
{
    hodo_table *table = calloc(1, sizeof *table);
    if (table == NULL || (table->texts = hodo_arena_alloc()) == NULL ||
        (table->columns = calloc(count + 1, sizeof *columns)) == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for a table of %zu columns", count);
        hodo_table_free(table);
        return NULL;
    }
    for (size_t c = 0; c < count; c++) {
        hodo_column *column = &table->columns[c];
        column->name = keep(table, columns[c].name, error);
        column->unit = keep(table, columns[c].unit != NULL ? columns[c].unit : "", error);
        column->doc = keep(table, columns[c].doc != NULL ? columns[c].doc : "", error);
        column->type = columns[c].type;
        if (column->name == NULL || column->unit == NULL || column->doc == NULL) {
            hodo_table_free(table);
            return NULL;
        }
    }
    table->column_count = count;
    return table;
}

void hodo_table_free(hodo_table *table)
{
    if (table != NULL) {
        hodo_arena_free(table->texts);
        free(table->columns);
        free(table->values);
        free(table->notes);
        free(table);
    }
}

static const char *const type_names[] = {
    [HODO_REAL] = "a real", [HODO_INTEGER] = "an integer", [HODO_TEXT] = "a text"};

hodo_status hodo_table_add(hodo_table *table, const hodo_value *row, hodo_error *error)
{
    const size_t columns = table->column_count;
    hodo_status status =
        grow((void **)&table->values, &table->row_room, table->row_count, columns * sizeof *row, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_value *to = table->values + table->row_count * columns;
    for (size_t c = 0; c < columns; c++) {
        const hodo_type want = table->columns[c].type;
        to[c] = row[c];
        if (want == HODO_REAL && row[c].type == HODO_INTEGER) {
            to[c] = hodo_real((double)row[c].integer);
        } else if (want != row[c].type) {
            return hodo_fail(error, HODO_MISMATCH, "column '%s' holds %s, %s was given", table->columns[c].name,
                             type_names[want], type_names[row[c].type]);
        } else if (want == HODO_TEXT) {
            if (strpbrk(row[c].text, "\t\r\n") != NULL) {
                return hodo_fail(error, HODO_INVALID,
                                 "a text of column '%s' holds a tab or a line end: drop it",
                                 table->columns[c].name);
            }
            to[c].text = keep(table, row[c].text, error);
            if (to[c].text == NULL) {
                return HODO_NO_MEMORY;
            }
        }
    }
    table->row_count++;
    return HODO_OK;
}

hodo_status hodo_table_note(hodo_table *table, const char *key, const char *value, hodo_error *error)
{
    const hodo_status status =
        grow((void **)&table->notes, &table->note_room, table->note_count, sizeof(note), error);
    if (status != HODO_OK) {
        return status;
    }
    const note fresh = {keep(table, key, error), keep(table, value, error)};
    if (fresh.key == NULL || fresh.value == NULL) {
        return HODO_NO_MEMORY;
    }
    table->notes[table->note_count++] = fresh;
    return HODO_OK;
}

const char *hodo_table_note_next(const hodo_table *table, const char *key, size_t *at)
{
    while (*at < table->note_count) {
        const note *here = &table->notes[(*at)++];
        if (strcmp(here->key, key) == 0) {
            return here->value;
        }
    }
    return NULL;
}

const char *hodo_table_note_of(const hodo_table *table, const char *key)
{
    size_t at = 0;
    return hodo_table_note_next(table, key, &at);
}

size_t hodo_table_rows(const hodo_table *table)
{
    return table->row_count;
}

size_t hodo_table_columns(const hodo_table *table)
{
    return table->column_count;
}

const hodo_column *hodo_table_column(const hodo_table *table, size_t column)
{
    return &table->columns[column];
}

size_t hodo_table_find(const hodo_table *table, const char *name)
{
    for (size_t c = 0; c < table->column_count; c++) {
        if (strcmp(table->columns[c].name, name) == 0) {
            return c;
        }
    }
    return SIZE_MAX;
}

hodo_value hodo_table_get(const hodo_table *table, size_t row, size_t column)
{
    return table->values[row * table->column_count + column];
}

void hodo_table_set(hodo_table *table, size_t row, size_t column, hodo_value value)
{
    table->values[row * table->column_count + column] = value;
}

const char *hodo_value_text(const hodo_value *value, char buffer[HODO_NUMBER_SIZE])
{
    if (value->type == HODO_TEXT) {
        return value->text;
    }
    if (value->type == HODO_REAL) {
        hodo_number_print(value->real, buffer);
    } else {
        (void)snprintf(buffer, HODO_NUMBER_SIZE, "%lld", (long long)value->integer);
    }
    return buffer;
}

hodo_status hodo_table_print(const hodo_table *table, FILE *file, hodo_error *error)
{
    for (size_t i = 0; i < table->note_count; i++) {
        (void)fprintf(file, "# %s: %s\n", table->notes[i].key, table->notes[i].value);
    }
    const size_t columns = table->column_count;
    for (size_t c = 0; c < columns; c++) {
        (void)fprintf(file, "%s%c", table->columns[c].name, c + 1 < columns ? '\t' : '\n');
    }
    for (size_t i = 0; i < table->row_count * columns; i++) {
        char number[HODO_NUMBER_SIZE];
        (void)fputs(hodo_value_text(&table->values[i], number), file);
        (void)fputc((i + 1) % columns != 0 ? '\t' : '\n', file);
    }
    return ferror(file) != 0 ? hodo_fail(error, HODO_IO, "writing the table failed: is the disk full?")
                             : HODO_OK;
}

hodo_status hodo_table_write(const hodo_table *table, const char *path, hodo_error *error)
{
    hodo_file file;
    hodo_status status = hodo_file_begin(&file, path, error);
    if (status != HODO_OK) {
        return status;
    }
    status = hodo_table_print(table, file.stream, error);
    if (status != HODO_OK) {
        hodo_file_abandon(&file);
        return hodo_fail(error, HODO_IO,
                         "cannot write '%s': is the disk full? The old file, if any, is untouched", path);
    }
    return hodo_file_commit(&file, error);
}
