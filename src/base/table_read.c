/* Reading a table back: the other half of table.c, apart from it because reading guesses types and
 * checks a stranger's file, and writing does neither. */
#include "base/table.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct lines {
    char *text;   /* the whole file; tabs and line ends become zeros */
    char **field; /* (rows, columns), pointers into text */
    size_t rows, columns;
} lines;

static char *read_whole(const char *path, size_t *size, hodo_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        hodo_fail(error, HODO_IO, "cannot read '%s': %s: name a file that can be read", path, strerror(errno));
        return NULL;
    }
    char *text = NULL;
    size_t room = 0, used = 0;
    for (;;) {
        if (room - used < 2) {
            room = room == 0 ? 1 << 16 : 2 * room;
            char *larger = realloc(text, room);
            if (larger == NULL) {
                hodo_fail(error, HODO_NO_MEMORY, "no memory for '%s', %zu bytes so far", path, used);
                break;
            }
            text = larger;
        }
        const size_t got = fread(text + used, 1, room - used - 1, file);
        used += got;
        if (got == 0) {
            if (ferror(file) != 0) {
                hodo_fail(error, HODO_IO, "cannot read '%s': %s", path, strerror(errno));
                break;
            }
            text[used] = '\0';
            *size = used;
            (void)fclose(file);
            return text;
        }
    }
    free(text);
    (void)fclose(file);
    return NULL;
}

/* The type that every field of a column has. */
static hodo_type column_type(const lines *all, size_t column)
{
    bool integer = true;
    for (size_t row = 1; row < all->rows; row++) {
        const char *field = all->field[row * all->columns + column];
        double real;
        int64_t whole;
        if (hodo_number_read(field, &real, NULL) != HODO_OK) {
            return HODO_TEXT;
        }
        integer = integer && hodo_integer_read(field, &whole, NULL) == HODO_OK;
    }
    return integer && all->rows > 1 ? HODO_INTEGER : HODO_REAL;
}

static hodo_value field_value(const char *field, hodo_type type)
{
    hodo_value value = hodo_text(field);
    if (type == HODO_INTEGER) {
        value = hodo_integer(0);
        (void)hodo_integer_read(field, &value.integer, NULL);
    } else if (type == HODO_REAL) {
        value = hodo_real(0.0);
        (void)hodo_number_read(field, &value.real, NULL);
    }
    return value;
}

/* Cuts one line into fields; returns how many there are. */
static size_t cut(char *line, char **field, size_t room)
{
    size_t count = 0;
    for (char *next = line; next != NULL; count++) {
        char *field_text = next;
        next = strchr(next, '\t');
        if (next != NULL) {
            *next++ = '\0';
        }
        if (count < room) {
            field[count] = field_text;
        }
    }
    return count;
}

static hodo_table *build(const lines *all, hodo_error *error)
{
    hodo_column *columns = calloc(all->columns + 1, sizeof *columns);
    hodo_value *row = calloc(all->columns + 1, sizeof *row);
    hodo_table *table = NULL;
    if (columns == NULL || row == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for a table of %zu columns", all->columns);
        goto done;
    }
    for (size_t c = 0; c < all->columns; c++) {
        columns[c] = (hodo_column){all->field[c], "", "", column_type(all, c)};
    }
    table = hodo_table_alloc(columns, all->columns, error);
    for (size_t r = 1; table != NULL && r < all->rows; r++) {
        for (size_t c = 0; c < all->columns; c++) {
            row[c] = field_value(all->field[r * all->columns + c], columns[c].type);
        }
        if (hodo_table_add(table, row, error) != HODO_OK) {
            hodo_table_free(table);
            table = NULL;
        }
    }
done:
    free(columns);
    free(row);
    return table;
}

hodo_table *hodo_table_read(const char *path, hodo_error *error)
{
    size_t size = 0;
    lines all = {0};
    hodo_table *table = NULL;
    char **notes = NULL; /* the lines that begin with "# ", in order */
    size_t note_count = 0, line_number = 0, line_count = 1;
    all.text = read_whole(path, &size, error);
    if (all.text == NULL) {
        return NULL;
    }
    if (size == 0 || all.text[size - 1] != '\n' || strlen(all.text) != size) {
        hodo_fail(error, HODO_DAMAGED,
                  "'%s' is not a whole table: its last line has no end, or it holds zero bytes", path);
        goto done;
    }
    for (size_t i = 0; i < size; i++) {
        line_count += all.text[i] == '\n';
    }
    notes = calloc(line_count, sizeof *notes);
    if (notes == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for '%s'", path);
        goto done;
    }
    for (char *line = all.text, *next; *line != '\0'; line = next) {
        char *end = strchr(line, '\n');
        *end = '\0';
        next = end + 1;
        line_number++;
        if (all.field == NULL && strncmp(line, "# ", 2) == 0) {
            notes[note_count++] = line + 2;
            continue;
        }
        if (all.field == NULL) {
            char *tab = line;
            for (all.columns = 1; (tab = strchr(tab, '\t')) != NULL; tab++) {
                all.columns++;
            }
            all.field = calloc(all.columns * line_count, sizeof *all.field);
            if (all.field == NULL) {
                hodo_fail(error, HODO_NO_MEMORY, "no memory for '%s'", path);
                goto done;
            }
        }
        const size_t fields = cut(line, all.field + all.rows * all.columns, all.columns);
        if (fields != all.columns) {
            hodo_fail(error, HODO_DAMAGED, "'%s', line %zu: %zu fields where the table has %zu columns", path,
                      line_number, fields, all.columns);
            goto done;
        }
        all.rows++;
    }
    if (all.rows == 0) {
        hodo_fail(error, HODO_DAMAGED, "'%s' holds no row of column names", path);
        goto done;
    }
    table = build(&all, error);
    for (size_t i = 0; table != NULL && i < note_count; i++) {
        char *colon = strstr(notes[i], ": ");
        const char *value = "";
        if (colon != NULL) {
            *colon = '\0';
            value = colon + 2;
        }
        if (hodo_table_note(table, notes[i], value, error) != HODO_OK) {
            hodo_table_free(table);
            table = NULL;
        }
    }
done:
    free(notes);
    free(all.field);
    free(all.text);
    return table;
}
