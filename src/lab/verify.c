#include "lab/verify.h"

#include "lab/report.h"
#include "lab/results.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hodo_status note_is(const hodo_table *table, const char *path, const char *key, const char *wanted,
                           hodo_error *error)
{
    const char *found = hodo_table_note_of(table, key);
    return found != NULL && strcmp(found, wanted) == 0
               ? HODO_OK
               : hodo_fail(error, HODO_MISMATCH, "'%s' is of %s %.60s, asked for is %.60s", path, key,
                           found != NULL ? found : "(none)", wanted);
}

static hodo_status verify_table(const hodo_run *run, const hodo_identity *identity, const char *path,
                                hodo_error *error)
{
    hodo_table *notes = NULL;
    hodo_table *table = hodo_results_finished(path, run, identity, &notes, error);
    const hodo_status status =
        table == NULL ? error->status : note_is(notes, path, "preset", run->preset, error);
    hodo_table_free(table);
    hodo_table_free(notes);
    return status;
}

/* The columns of FILE.claims.tsv, found by name. */
enum { ID, STATEMENT, KIND, PREDICTED, MEASURED, STDERR, DRAWS, TOLERANCE, VERDICT, COLUMNS };
static const char *const names[COLUMNS] = {"id",     "statement", "kind",      "predicted", "measured",
                                           "stderr", "n",         "tolerance", "verdict"};

typedef struct claims_file {
    const hodo_table *table;
    const char *path, *macros;
    size_t column[COLUMNS];
} claims_file;

static const char *text_at(const claims_file *file, size_t row, int which, char buffer[HODO_NUMBER_SIZE])
{
    const hodo_value value = hodo_table_get(file->table, row, file->column[which]);
    return hodo_value_text(&value, buffer);
}

static double number_at(const claims_file *file, size_t row, int which)
{
    const hodo_value value = hodo_table_get(file->table, row, file->column[which]);
    return value.type == HODO_REAL ? value.real : value.type == HODO_INTEGER ? (double)value.integer : NAN;
}

static hodo_status kind_of(const char *name, hodo_claim_kind *kind)
{
    for (int k = HODO_CLAIM_EQUAL; k <= HODO_CLAIM_AT_LEAST; k++) {
        if (strcmp(name, hodo_claim_kind_name((hodo_claim_kind)k)) == 0) {
            *kind = (hodo_claim_kind)k;
            return HODO_OK;
        }
    }
    return HODO_DAMAGED;
}

/* The claim of a row, its texts in the table or in the buffers. */
static hodo_status read_claim(const claims_file *file, size_t row, char id[HODO_NUMBER_SIZE], hodo_claim *claim,
                              hodo_error *error)
{
    char kind[HODO_NUMBER_SIZE], key[256];
    claim->id = text_at(file, row, ID, id);
    claim->statement = "";
    claim->predicted = number_at(file, row, PREDICTED);
    claim->measured = number_at(file, row, MEASURED);
    claim->standard_error = number_at(file, row, STDERR);
    claim->tolerance = number_at(file, row, TOLERANCE);
    const double draws = number_at(file, row, DRAWS);
    (void)snprintf(key, sizeof key, "resolution %s", claim->id);
    const char *resolution = hodo_table_note_of(file->table, key);
    if (kind_of(text_at(file, row, KIND, kind), &claim->kind) != HODO_OK || !(draws >= 0.0) ||
        resolution == NULL || hodo_number_read(resolution, &claim->resolution, NULL) != HODO_OK) {
        return hodo_fail(error, HODO_DAMAGED, "'%s': claim %s lacks its kind, its draws or its resolution",
                         file->path, claim->id);
    }
    claim->draws = (size_t)draws;
    return HODO_OK;
}

/* Writes macros with `write`, and looks for them, as they are, among those of the file. */
static hodo_status macros_hold(const char *macros, const hodo_run *run, const void *what,
                               void (*write)(FILE *file, const hodo_run *run, const void *what), bool *hold,
                               hodo_error *error)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    if (memory != NULL) {
        write(memory, run, what);
    }
    if (memory == NULL || fclose(memory) != 0) {
        free(text);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the macros");
    }
    *hold = strstr(macros, text) != NULL;
    free(text);
    return HODO_OK;
}

static void write_claim(FILE *file, const hodo_run *run, const void *claim)
{
    hodo_report_claim_macros(file, run, claim);
}

static void write_setting(FILE *file, const hodo_run *run, const void *setting)
{
    hodo_report_parameter_macros(file, run, setting);
}

static hodo_status verify_claim(const hodo_run *run, const claims_file *file, const char *macros, size_t row,
                                hodo_error *error)
{
    char id[HODO_NUMBER_SIZE], verdict[HODO_NUMBER_SIZE];
    hodo_claim claim = {.id = NULL};
    hodo_status status = read_claim(file, row, id, &claim, error);
    if (status != HODO_OK) {
        return status;
    }
    const char *written = text_at(file, row, VERDICT, verdict);
    const char *follows = hodo_verdict_name(hodo_claim_verdict(&claim, NULL));
    if (strcmp(written, follows) != 0) {
        return hodo_fail(error, HODO_DAMAGED, "'%s' says that claim %s %s%s, but its numbers say: %s",
                         file->path, claim.id, strcmp(written, "too noisy") == 0 ? "is " : "", written,
                         follows);
    }
    bool hold = false;
    status = macros_hold(macros, run, &claim, write_claim, &hold, error);
    return status != HODO_OK || hold
               ? status
               : hodo_fail(error, HODO_DAMAGED, "'%s': the macros of claim %s are not the numbers of '%s'",
                           file->macros, claim.id, file->path);
}

/* How many claims the macros tell of: each has one verdict. */
static size_t claims_told(const char *macros)
{
    size_t count = 0;
    for (const char *at = macros; (at = strstr(at, "/verdict}{")) != NULL; at++) {
        count++;
    }
    return count;
}

static hodo_status verify_claims(const hodo_run *run, claims_file *file, const char *macros, hodo_error *error)
{
    char seed[HODO_NUMBER_SIZE];
    (void)snprintf(seed, sizeof seed, "%" PRIu64, run->seed);
    hodo_status status = note_is(file->table, file->path, "experiment", run->experiment->name, error);
    if (status == HODO_OK) {
        status = note_is(file->table, file->path, "preset", run->preset, error);
    }
    if (status == HODO_OK) {
        status = note_is(file->table, file->path, "seed", seed, error);
    }
    for (int i = 0; status == HODO_OK && i < COLUMNS; i++) {
        file->column[i] = hodo_table_find(file->table, names[i]);
        if (file->column[i] == SIZE_MAX) {
            status = hodo_fail(error, HODO_DAMAGED, "'%s' has no column '%s'", file->path, names[i]);
        }
    }
    for (size_t row = 0; status == HODO_OK && row < hodo_table_rows(file->table); row++) {
        status = verify_claim(run, file, macros, row, error);
    }
    if (status == HODO_OK && claims_told(macros) != hodo_table_rows(file->table)) {
        status = hodo_fail(error, HODO_DAMAGED, "'%s' tells of %zu claims, '%s' has %zu", file->macros,
                           claims_told(macros), file->path, hodo_table_rows(file->table));
    }
    for (size_t i = 0; status == HODO_OK && i < run->setting_count; i++) {
        bool hold = false;
        status = macros_hold(macros, run, &run->settings[i], write_setting, &hold, error);
        if (status == HODO_OK && !hold) {
            status = hodo_fail(error, HODO_DAMAGED, "'%s': the macros of parameter %s are not this run's",
                               file->macros, run->settings[i].parameter->name);
        }
    }
    return status;
}

/* The whole file as a string, to be freed; NULL on failure. */
static char *whole_file(const char *path, hodo_error *error)
{
    char *text = NULL;
    size_t room = 0;
    FILE *file = fopen(path, "r");
    /* No macro holds a NUL: up to the first one is all. */
    if (file == NULL || getdelim(&text, &room, '\0', file) < 0) {
        hodo_fail(error, HODO_IO, "cannot read '%s': %s", path, file == NULL ? strerror(errno) : "it is empty");
        free(text);
        text = NULL;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return text;
}

hodo_status hodo_verify(const hodo_run *run, const hodo_identity *identity, const hodo_output *output,
                        hodo_error *error)
{
    hodo_status status = verify_table(run, identity, output->table, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_table *table = hodo_table_read(output->claims, error);
    char *macros = table != NULL ? whole_file(output->macros, error) : NULL;
    if (table == NULL || macros == NULL) {
        status = error->status;
    } else {
        claims_file file = {.table = table, .path = output->claims, .macros = output->macros};
        status = verify_claims(run, &file, macros, error);
    }
    free(macros);
    hodo_table_free(table);
    return status;
}
