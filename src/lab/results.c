#include "lab/results.h"

#include "lab/record.h"
#include "lab/seal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct hodo_results {
    const hodo_run *run;
    char **records; /* (cells), NULL where there is none yet */
};

hodo_results *hodo_results_alloc(const hodo_run *run, hodo_error *error)
{
    hodo_results *results = calloc(1, sizeof *results);
    if (results == NULL || (results->records = calloc(run->cells, sizeof *results->records)) == NULL) {
        hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu cells: shorten a sweep", run->cells);
        free(results);
        return NULL;
    }
    results->run = run;
    return results;
}

void hodo_results_free(hodo_results *results)
{
    if (results != NULL) {
        for (size_t i = 0; i < results->run->cells; i++) {
            free(results->records[i]);
        }
        free(results->records);
        free(results);
    }
}

hodo_status hodo_results_keep(void *context, const char *record, hodo_error *error)
{
    hodo_results *results = context;
    const size_t cell = (size_t)strtoull(record, NULL, 10);
    free(results->records[cell]);
    results->records[cell] = strdup(record);
    return results->records[cell] != NULL
               ? HODO_OK
               : hodo_fail(error, HODO_NO_MEMORY, "no memory for the rows of cell %zu", cell);
}

bool hodo_results_has(const hodo_results *results, size_t cell)
{
    return results->records[cell] != NULL;
}

hodo_table *hodo_results_table(const hodo_results *results, hodo_error *error)
{
    hodo_table *table = hodo_record_table(results->run, error);
    for (size_t i = 0; table != NULL && i < results->run->cells; i++) {
        size_t cell = i;
        const hodo_status status =
            results->records[i] != NULL
                ? hodo_record_read(results->run, results->records[i], &cell, table, error)
                : hodo_fail(error, HODO_DAMAGED, "cell %zu is missing", i);
        if (status != HODO_OK) {
            hodo_table_free(table);
            table = NULL;
        }
    }
    return table;
}

/* Reading a finished table line by line: notes, names, rows. */
typedef struct reader {
    const hodo_run *run;
    hodo_table *table;  /* rows, no notes */
    hodo_table *notes;  /* notes, no rows */
    hodo_value *values; /* scratch, all columns */
    char **fields;      /* scratch, all columns */
    size_t columns;
    bool named; /* the row of column names is past */
    hodo_seal seal; /* of the rows so far */
} reader;

static hodo_status read_note(reader *own, char *line, hodo_error *error)
{
    char *colon = strstr(line, ": ");
    if (colon != NULL) {
        *colon = '\0';
    }
    return hodo_table_note(own->notes, line, colon != NULL ? colon + 2 : "", error);
}

static hodo_status read_row(reader *own, char *line, hodo_error *error)
{
    size_t count = 0;
    for (char *field = line, *next; field != NULL; field = next, count++) {
        next = strchr(field, '\t');
        if (next != NULL) {
            *next++ = '\0';
        }
        if (count < own->columns) {
            own->fields[count] = field;
        }
    }
    /* Theory columns may be new: of the columns only the measured ones must be there. */
    if (count < own->run->measured) {
        return hodo_fail(error, HODO_DAMAGED, "%zu fields where %zu were measured", count, own->run->measured);
    }
    if (own->named) {
        hodo_seal_row(&own->seal, (const char *const *)own->fields, own->run->measured);
        return hodo_record_row(own->run, own->fields, own->values, own->table, error);
    }
    own->named = true;
    for (size_t c = 0; c < own->run->measured; c++) {
        if (strcmp(own->fields[c], own->run->experiment->columns[c].name) != 0) {
            return hodo_fail(error, HODO_DAMAGED, "column '%.60s' where '%s' was measured", own->fields[c],
                             own->run->experiment->columns[c].name);
        }
    }
    return HODO_OK;
}

static hodo_status compare_notes(const hodo_table *table, const hodo_identity *identity, const char *path,
                                 hodo_error *error)
{
    const char *fingerprint = hodo_table_note_of(table, "fingerprint");
    hodo_note *stored = calloc(identity->count, sizeof *stored);
    size_t count = 0;
    for (size_t i = 0; stored != NULL && i < identity->count; i++) {
        const char *value = hodo_table_note_of(table, identity->notes[i].key);
        if (value != NULL) {
            stored[count++] = (hodo_note){identity->notes[i].key, value};
        }
    }
    hodo_error cause = {HODO_OK, "its parameters differ"};
    hodo_status status = stored == NULL ? hodo_fail(&cause, HODO_NO_MEMORY, "no memory to compare it")
                                        : hodo_identity_compare(identity, stored, count, &cause);
    if (status == HODO_OK && (fingerprint == NULL || strcmp(fingerprint, identity->fingerprint) != 0)) {
        status = HODO_MISMATCH; /* a parameter that there is no more */
    }
    free(stored);
    return status == HODO_OK
               ? status
               : hodo_fail(error, status,
                           "'%s' is the table of another run: %s: --fresh computes anew, another --output "
                           "keeps it",
                           path, cause.message);
}

hodo_table *hodo_results_finished(const char *path, const hodo_run *run, const hodo_identity *identity,
                                  hodo_table **notes, hodo_error *error)
{
    reader own = {.run = run, .columns = run->measured + run->theoretical, .seal = hodo_seal_begin()};
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        hodo_fail(error, HODO_IO, "cannot read '%s': %s", path, strerror(errno));
        return NULL;
    }
    own.table = hodo_record_table(run, error);
    own.notes = hodo_record_table(run, error);
    own.values = calloc(own.columns, sizeof *own.values);
    own.fields = calloc(own.columns, sizeof *own.fields);
    hodo_status status = own.table == NULL || own.notes == NULL || own.values == NULL || own.fields == NULL
                             ? hodo_fail(error, HODO_NO_MEMORY, "no memory for '%s'", path)
                             : HODO_OK;
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t length;
    while (status == HODO_OK && (length = getline(&line, &room, file)) >= 0) {
        hodo_error cause = {HODO_OK, ""};
        const bool whole = length > 0 && line[length - 1] == '\n';
        number++;
        line[whole ? length - 1 : length] = '\0';
        status = !whole                                      ? hodo_fail(&cause, HODO_DAMAGED, "no line end")
                 : !own.named && strncmp(line, "# ", 2) == 0 ? read_note(&own, line + 2, &cause)
                                                             : HODO_OK;
        if (status == HODO_OK && whole && (own.named || strncmp(line, "# ", 2) != 0)) {
            /* The notes are all read: another run's rows are not even looked at. */
            status = own.named ? HODO_OK : compare_notes(own.notes, identity, path, error);
            if (status != HODO_OK) {
                break;
            }
            status = read_row(&own, line, &cause);
        }
        if (status != HODO_OK) {
            (void)hodo_fail(error, status,
                            "'%s', line %zu: %s: --fresh computes anew, another --output keeps it", path,
                            number, cause.message);
        }
    }
    if (status == HODO_OK && !own.named) {
        status =
            hodo_fail(error, HODO_DAMAGED,
                      "'%s' holds no column names: --fresh computes anew, another --output keeps it", path);
    }
    hodo_error cause = {HODO_OK, ""};
    if (status == HODO_OK &&
        hodo_seal_check(&own.seal, hodo_table_note_of(own.notes, HODO_SEAL_KEY), &cause) != HODO_OK) {
        status = hodo_fail(error, HODO_DAMAGED,
                           "'%s' is damaged: %s: --fresh computes anew, another --output keeps it", path,
                           cause.message);
    }
    free(line);
    free(own.values);
    free(own.fields);
    (void)fclose(file);
    if (status != HODO_OK) {
        hodo_table_free(own.table);
        hodo_table_free(own.notes);
        return NULL;
    }
    *notes = own.notes;
    return own.table;
}
