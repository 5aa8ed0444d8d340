/* A table in memory and as a TSV file: `# key: value` lines, one row of column names, rows of
 * numbers in their shortest round-trip form. The rows are what is compared between runs; what may
 * differ (dates, times, the host) stands in the `#` lines only. */
#ifndef HODO_BASE_TABLE_H
#define HODO_BASE_TABLE_H

#include "base/number.h"
#include "base/status.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of the values of a column. */
typedef enum hodo_type { HODO_REAL = 0, HODO_INTEGER, HODO_TEXT } hodo_type;

/* What is known of a column beside its values. */
typedef struct hodo_column {
    const char *name; /* as in the figure's gnuplot script */
    const char *unit; /* "rad", "1" for a pure number */
    const char *doc;  /* one line */
    hodo_type type;
} hodo_column;

/* A field of a row. */
typedef struct hodo_value {
    hodo_type type;
    union {
        double real;
        int64_t integer;
        const char *text; /* without tabs and line ends */
    };
} hodo_value;

/* A real number as a field. (Written so that C++ before C++20 reads these too.) */
static inline hodo_value hodo_real(double x)
{
    hodo_value value;
    value.type = HODO_REAL;
    value.real = x;
    return value;
}

/* An integer as a field. */
static inline hodo_value hodo_integer(int64_t x)
{
    hodo_value value;
    value.type = HODO_INTEGER;
    value.integer = x;
    return value;
}

/* A text as a field; not copied here. */
static inline hodo_value hodo_text(const char *x)
{
    hodo_value value;
    value.type = HODO_TEXT;
    value.text = x;
    return value;
}

typedef struct hodo_table hodo_table; /* owns copies of columns, rows and header lines */

/* A table of `count` columns and no row; the columns are copied, NULL unit or doc read as "". NULL with
 * HODO_NO_MEMORY. */
hodo_table *hodo_table_alloc(const hodo_column *columns, size_t count, hodo_error *error);
void hodo_table_free(hodo_table *table); /* accepts NULL */

/* Appends a row of as many values as the table has columns, of their types (an integer is taken
 * for a real); HODO_MISMATCH otherwise. Texts are copied; HODO_INVALID for one with a tab or a line end,
 * HODO_NO_MEMORY. */
hodo_status hodo_table_add(hodo_table *table, const hodo_value *row, hodo_error *error);

/* Adds a header line `# key: value`; lines keep their order. HODO_NO_MEMORY. */
hodo_status hodo_table_note(hodo_table *table, const char *key, const char *value, hodo_error *error);

/* The value of the first header line with this key, or NULL. */
const char *hodo_table_note_of(const hodo_table *table, const char *key);

/* The same, one line a call: start with *at = 0, which counts the lines; NULL after the last. */
const char *hodo_table_note_next(const hodo_table *table, const char *key, size_t *at);

size_t hodo_table_rows(const hodo_table *table);    /* how many, without the names */
size_t hodo_table_columns(const hodo_table *table); /* how many */

/* Column 0 .. columns - 1; owned by the table. */
const hodo_column *hodo_table_column(const hodo_table *table, size_t column);

/* The index of a column, or SIZE_MAX. */
size_t hodo_table_find(const hodo_table *table, const char *name);

/* The field of a row and a column, which must be there; a text is owned by the table. */
hodo_value hodo_table_get(const hodo_table *table, size_t row, size_t column);
void hodo_table_set(hodo_table *table, size_t row, size_t column, hodo_value value); /* real or integer only */

/* The field of a value as it stands in a file; `buffer` is used for numbers. */
const char *hodo_value_text(const hodo_value *value, char buffer[HODO_NUMBER_SIZE]);

/* Writes notes, column names and rows to an open file. HODO_IO when it cannot. */
hodo_status hodo_table_print(const hodo_table *table, FILE *file, hodo_error *error);

/* Writes to a temporary file beside `path`, fsyncs and renames: `path` is either the old file or
 * the whole new one. HODO_IO when the system refuses, HODO_NO_MEMORY. */
hodo_status hodo_table_write(const hodo_table *table, const char *path, hodo_error *error);

/* Reads a TSV written by hodo_table_write; columns are REAL where every field is a number, INTEGER
 * where every field is an integer, TEXT otherwise. NULL: HODO_DAMAGED names file
 * and line, HODO_IO, HODO_NO_MEMORY. */
hodo_table *hodo_table_read(const char *path, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
