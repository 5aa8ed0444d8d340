#include "rmt/spectrum/matrix_file.h"

#include "base/npy.h"
#include "base/number.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char blanks[] = " \t\r\n";
static const char byte_order_mark[] = "\xef\xbb\xbf"; /* spreadsheets put it first */

/* Appends one number; doubles the room. */
static hodo_status append(rmt_matrix *matrix, size_t *count, size_t *room, double x, hodo_error *error)
{
    if (*count == *room) {
        const size_t wanted = *room == 0 ? 1024 : 2 * *room;
        double *larger = wanted <= SIZE_MAX / 2 / sizeof x ? realloc(matrix->data, wanted * sizeof x) : NULL;
        if (larger == NULL) {
            return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu numbers", wanted);
        }
        matrix->data = larger;
        *room = wanted;
    }
    matrix->data[(*count)++] = x;
    return HODO_OK;
}

/* Cuts the next field out of *rest: up to a blank or a comma; a comma with blanks around it parts as one. False
 * at the end of the line. An empty field (two commas, one at an end) gives "". */
static bool next_field(char **rest, bool *comma_before, char **field)
{
    char *at = *rest + strspn(*rest, blanks);
    if (*at == '\0' && !*comma_before) {
        return false;
    }
    *field = at;
    at += strcspn(at, " \t\r\n,");
    char *end = at;
    at += strspn(at, blanks);
    *comma_before = *at == ',';
    *rest = *comma_before ? at + 1 : at;
    *end = '\0';
    return true;
}

/* Of what looks like a number, the reader's own words; or else it may be a line of names. Nothing is echoed
 * that a terminal would obey. */
static hodo_status refuse_field(const char *path, size_t line, size_t column, char *field,
                                const hodo_error *inner, hodo_error *error)
{
    enum { SHOWN = 40 };
    if (strspn(field, "+-.0123456789eE") == strlen(field) && field[strcspn(field, "0123456789")] != '\0') {
        return hodo_fail(error, HODO_INVALID, "'%s' line %zu, column %zu: %.200s", path, line, column,
                         inner->message);
    }
    for (size_t i = 0; i < SHOWN && field[i] != '\0'; i++) {
        field[i] = iscntrl((unsigned char)field[i]) ? '?' : field[i];
    }
    return hodo_fail(error, HODO_INVALID,
                     "'%s' line %zu, column %zu: '%.*s' is not a number: put '#' before a line "
                     "of names",
                     path, line, column, (int)SHOWN, field);
}

/* The numbers of one line into the matrix. */
static hodo_status read_line(const char *path, size_t number, char *line, rmt_matrix *matrix, size_t *count,
                             size_t *room, hodo_error *error)
{
    size_t columns = 0;
    char *rest = line, *field;
    for (bool comma = false; next_field(&rest, &comma, &field);) {
        double x;
        columns++;
        hodo_error inner = {0};
        if (hodo_number_read(field, &x, &inner) != HODO_OK) {
            return refuse_field(path, number, columns, field, &inner, error);
        }
        const hodo_status status = append(matrix, count, room, x, error);
        if (status != HODO_OK) {
            return status;
        }
    }
    if (columns != 0 && matrix->columns == 0) {
        matrix->columns = columns;
    }
    if (columns != 0 && columns != matrix->columns) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' line %zu has %zu numbers, the rows before have %zu: make all rows "
                         "as long",
                         path, number, columns, matrix->columns);
    }
    matrix->rows += columns != 0;
    return HODO_OK;
}

static hodo_status read_text(const char *path, rmt_matrix *matrix, hodo_error *error)
{
    FILE *stream = fopen(path, "r");
    if (stream == NULL) {
        return hodo_fail(error, HODO_IO, "cannot read '%s': %s: name a file that can be read", path,
                         strerror(errno));
    }
    char *line = NULL;
    size_t size = 0, count = 0, room = 0;
    hodo_status status = HODO_OK;
    errno = 0;
    for (size_t number = 1; status == HODO_OK; number++) {
        const ssize_t length = getline(&line, &size, stream);
        if (length < 0) {
            break;
        }
        if (strlen(line) != (size_t)length) {
            status = hodo_fail(error, HODO_INVALID, "'%s' line %zu holds a zero byte: it is no text", path,
                               number);
            break;
        }
        line[strcspn(line, "#")] = '\0';
        const bool marked = number == 1 && strncmp(line, byte_order_mark, strlen(byte_order_mark)) == 0;
        status = read_line(path, number, marked ? line + strlen(byte_order_mark) : line, matrix, &count, &room,
                           error);
    }
    if (status == HODO_OK && ferror(stream) != 0) {
        status = hodo_fail(error, HODO_IO, "cannot read '%s': %s", path, strerror(errno));
    }
    free(line);
    (void)fclose(stream);
    return status;
}

static hodo_status read_npy(const char *path, rmt_matrix *matrix, hodo_error *error)
{
    hodo_npy array;
    const hodo_status status = hodo_npy_read(path, &array, error);
    if (status == HODO_OK) {
        *matrix = (rmt_matrix){array.data, array.rows, array.columns};
    }
    return status;
}

static const struct format {
    const char *ending;
    hodo_status (*read)(const char *path, rmt_matrix *matrix, hodo_error *error);
} formats[] = {
    {".npy", read_npy}, {".tsv", read_text}, {".csv", read_text}, {".txt", read_text}, {".dat", read_text},
};

/* A matrix whose singular values can be asked: two numbers or more, all finite. */
static hodo_status check(const char *path, const rmt_matrix *matrix, hodo_error *error)
{
    const size_t count = matrix->rows * matrix->columns;
    if (count < 2) {
        return hodo_fail(error, HODO_INVALID, "'%s' holds %zu numbers: a matrix has at least 2", path, count);
    }
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(matrix->data[i])) {
            return hodo_fail(error, HODO_INVALID,
                             "'%s' row %zu, column %zu (from 1) is %s: only finite numbers have "
                             "a spectrum",
                             path, i / matrix->columns + 1, i % matrix->columns + 1,
                             isnan(matrix->data[i]) ? "nan" : "infinite");
        }
    }
    return HODO_OK;
}

hodo_status rmt_matrix_read(const char *path, rmt_matrix *matrix, hodo_error *error)
{
    *matrix = (rmt_matrix){NULL, 0, 0};
    const size_t length = strlen(path);
    hodo_status status = HODO_INVALID;
    const struct format *format = NULL;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        const size_t ending = strlen(formats[i].ending);
        if (length >= ending && strcasecmp(path + length - ending, formats[i].ending) == 0) {
            format = &formats[i];
        }
    }
    if (format == NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' ends in none of .npy, .tsv, .csv, .txt, .dat: rename it by what "
                         "it holds",
                         path);
    }
    status = format->read(path, matrix, error);
    status = status != HODO_OK ? status : check(path, matrix, error);
    if (status != HODO_OK) {
        rmt_matrix_free(matrix);
    }
    return status;
}

void rmt_matrix_free(rmt_matrix *matrix)
{
    free(matrix->data);
    *matrix = (rmt_matrix){NULL, 0, 0};
}
