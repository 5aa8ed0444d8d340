#include "rmt/convolution/measure_file.h"

#include "base/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 256 };

/* As many numbers as asked for, parted by blanks, and no more. */
static hodo_status read_numbers(const char *line, double *numbers, size_t count, hodo_error *error)
{
    char copy[LINE_SIZE], *rest = NULL;
    (void)snprintf(copy, sizeof copy, "%s", line);
    size_t found = 0;
    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        if (found < count && hodo_number_read(word, &numbers[found], NULL) != HODO_OK) {
            return hodo_fail(error, HODO_INVALID, "'%s' in the line '%s' is no number", word, copy);
        }
        found++;
    }
    return found == count ? HODO_OK
                          : hodo_fail(error, HODO_INVALID, "the line '%.80s' has %zu numbers: write %zu", line,
                                      found, count);
}

typedef struct file_notes {
    rmt_atom *atoms;
    size_t atom_count;
    rmt_interval intervals[RMT_MEASURE_INTERVALS_MOST];
    size_t interval_count;
} file_notes;

static hodo_status read_notes(const hodo_table *table, file_notes *notes, hodo_error *error)
{
    size_t at = 0, count = 0;
    while (hodo_table_note_next(table, "atom", &at) != NULL) {
        count++;
    }
    notes->atoms = malloc((count + 1) * sizeof *notes->atoms);
    if (notes->atoms == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu atoms: close other programs", count);
    }
    at = 0;
    for (const char *line; (line = hodo_table_note_next(table, "atom", &at)) != NULL;) {
        double numbers[2];
        const hodo_status status = read_numbers(line, numbers, 2, error);
        if (status != HODO_OK) {
            return status;
        }
        notes->atoms[notes->atom_count++] = (rmt_atom){numbers[0], numbers[1]};
    }
    at = 0;
    for (const char *line; (line = hodo_table_note_next(table, "interval", &at)) != NULL;) {
        double numbers[4];
        if (notes->interval_count == RMT_MEASURE_INTERVALS_MOST) {
            return hodo_fail(error, HODO_INVALID, "more than %d intervals: join some",
                             RMT_MEASURE_INTERVALS_MOST);
        }
        const hodo_status status = read_numbers(line, numbers, 4, error);
        if (status != HODO_OK) {
            return status;
        }
        notes->intervals[notes->interval_count++] = (rmt_interval){numbers[0], numbers[1], numbers[2],
                                                                   numbers[3]};
    }
    return HODO_OK;
}

static double number_of(hodo_value value)
{
    return value.type == HODO_INTEGER ? (double)value.integer : value.real;
}

static hodo_status measure_of_table(rmt_measure **measure, const hodo_table *table, hodo_error *error)
{
    const size_t rows = hodo_table_rows(table);
    const size_t place = hodo_table_find(table, "x"), height = hodo_table_find(table, "density");
    if (place == SIZE_MAX || height == SIZE_MAX) {
        return hodo_fail(error, HODO_INVALID, "no column '%s': give columns x and density",
                         place == SIZE_MAX ? "x" : "density");
    }
    file_notes notes = {.atoms = NULL};
    double *x = malloc((2 * rows + 1) * sizeof *x);
    hodo_status status = HODO_OK;
    if (x == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu rows: shorten the table", rows);
        goto done;
    }
    if (rows > 0 && (hodo_table_column(table, place)->type == HODO_TEXT ||
                     hodo_table_column(table, height)->type == HODO_TEXT)) {
        status = hodo_fail(error, HODO_INVALID, "a field of x or density is no number: correct it");
        goto done;
    }
    status = read_notes(table, &notes, error);
    if (status == HODO_OK && rows == 0 && notes.atom_count == 0) {
        status = hodo_fail(error, HODO_INVALID, "neither rows nor atoms: give a density");
    }
    if (status != HODO_OK) {
        goto done;
    }
    double *density = x + rows;
    for (size_t i = 0; i < rows; i++) {
        x[i] = number_of(hodo_table_get(table, i, place));
        density[i] = number_of(hodo_table_get(table, i, height));
    }
    status = rmt_measure_of_table(measure, x, density, rows, notes.intervals, notes.interval_count, notes.atoms,
                                  notes.atom_count, error);
done:
    free(notes.atoms);
    free(x);
    return status;
}

static hodo_status measure_of_file(rmt_measure **measure, const char *path, hodo_error *error)
{
    hodo_error inner = {0};
    hodo_table *table = hodo_table_read(path, &inner);
    if (table == NULL) {
        /* Whatever is wrong with a file that was named on the command line is bad usage. */
        return hodo_fail(error, inner.status == HODO_NO_MEMORY ? HODO_NO_MEMORY : HODO_INVALID, "%s",
                         inner.message);
    }
    const hodo_status status = measure_of_table(measure, table, &inner);
    hodo_table_free(table);
    return status == HODO_OK
               ? HODO_OK
               : hodo_fail(error, status, "%.120s: %.*s", path, (int)sizeof inner.message - 128, inner.message);
}

hodo_status rmt_measure_read(rmt_measure **measure, const char *words, hodo_error *error)
{
    *measure = NULL;
    char name[LINE_SIZE];
    (void)snprintf(name, sizeof name, "%.*s", (int)strcspn(words, " "), words);
    if (rmt_law_find(name, NULL) == NULL) {
        FILE *file = fopen(words, "rb");
        if (file == NULL) {
            return strchr(words, '.') != NULL || strchr(words, '/') != NULL
                       ? measure_of_file(measure, words, error)
                       : (hodo_status)(rmt_law_find(name, error) == NULL ? HODO_INVALID : HODO_OK);
        }
        (void)fclose(file);
        return measure_of_file(measure, words, error);
    }
    rmt_law *law;
    hodo_status status = rmt_law_open(&law, error, "%s", words);
    if (status == HODO_OK) {
        status = rmt_measure_of_law(measure, law, error);
        rmt_law_close(law);
    }
    return status;
}

static hodo_status note_numbers(hodo_table *table, const char *key, const double *numbers, size_t count,
                                hodo_error *error)
{
    char line[LINE_SIZE] = "";
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        char number[HODO_NUMBER_SIZE];
        hodo_number_print(numbers[i], number);
        used += (size_t)snprintf(line + used, sizeof line - used, "%s%s", i > 0 ? " " : "", number);
    }
    return hodo_table_note(table, key, line, error);
}

hodo_status rmt_measure_note(hodo_table *table, const rmt_atom *atoms, size_t atom_count,
                             const rmt_interval *intervals, size_t interval_count, hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < atom_count; i++) {
        status = note_numbers(table, "atom", (const double[]){atoms[i].place, atoms[i].mass}, 2, error);
    }
    for (size_t i = 0; status == HODO_OK && i < interval_count; i++) {
        const rmt_interval *it = &intervals[i];
        status = note_numbers(table, "interval",
                              (const double[]){it->lower, it->upper, it->lower_exponent, it->upper_exponent}, 4,
                              error);
    }
    return status;
}
