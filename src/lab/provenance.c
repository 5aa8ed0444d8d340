#include <config.h> /* PACKAGE_VERSION */

#include "lab/provenance.h"

#include "lab/commit.h"
#include "lab/seal.h"

#include <cblas.h>
#include <fftw3.h>
#include <gsl/gsl_version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

void hodo_provenance_date(char text[32])
{
    const time_t now = time(NULL);
    struct tm parts;
    (void)strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &parts));
}

static const char *keep(hodo_arena *arena, const char *text, hodo_error *error)
{
    const size_t length = strcspn(text, "\r\n");
    char *copy = hodo_arena_zero(arena, length + 1, 1, error);
    for (size_t i = 0; copy != NULL && i < length; i++) {
        copy[i] = text[i] == '\t' ? ' ' : text[i];
    }
    return copy;
}

/* "model name" of the first CPU, or the architecture where /proc does not tell. */
static const char *host_cpu(hodo_arena *arena, hodo_error *error)
{
    char line[256];
    const char *found = NULL;
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file != NULL && found == NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "model name", strlen("model name")) == 0 && strstr(line, ": ") != NULL) {
            found = keep(arena, strstr(line, ": ") + 2, error);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    struct utsname names;
    if (found == NULL && uname(&names) == 0) {
        found = keep(arena, names.machine, error);
    }
    return found != NULL ? found : "unknown";
}

const hodo_note *hodo_provenance_notes(hodo_arena *arena, const char *commit, hodo_error *error)
{
    const hodo_note notes[] = {
        {"commit", keep(arena, commit, error)},
        {"compiler", COMPILER},
        {"gsl", gsl_version},
        {"openblas", keep(arena, openblas_get_config(), error)},
        {"blas core", openblas_get_corename()},
        {"fftw", fftw_version},
        {"random kernel", hodo_random_kernel()},
        {"host cpu", host_cpu(arena, error)},
        {NULL, NULL},
    };
    for (size_t i = 0; notes[i].key != NULL; i++) {
        if (notes[i].value == NULL) {
            return NULL;
        }
    }
    hodo_note *copy = hodo_arena_take(arena, 1, sizeof notes, error);
    return copy != NULL ? memcpy(copy, notes, sizeof notes) : NULL;
}

/* What is known of the making of the rows: from the older table where there is one. */
static hodo_status note_making(hodo_table *table, const char *key, const char *value, const hodo_table *before,
                               hodo_error *error)
{
    const char *old = before != NULL ? hodo_table_note_of(before, key) : value;
    return hodo_table_note(table, key, old != NULL ? old : "unknown", error);
}

static hodo_status note_effort(hodo_table *table, const hodo_effort *effort, const hodo_table *before,
                               hodo_error *error)
{
    char date[32], threads[32], continued[32], wall[32], cpu[32];
    hodo_provenance_date(date);
    (void)snprintf(threads, sizeof threads, "%zu", effort->threads);
    (void)snprintf(continued, sizeof continued, "%zu", effort->continued);
    (void)snprintf(wall, sizeof wall, "%.2f", effort->wall);
    (void)snprintf(cpu, sizeof cpu, "%.2f", effort->cpu);
    const hodo_note notes[] = {
        {"threads", threads},
        {"date", date},
        {"cells from a journal", continued}, /* the seconds are without those */
        {"wall seconds", wall},
        {"cpu seconds", cpu},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < sizeof notes / sizeof notes[0]; i++) {
        status = note_making(table, notes[i].key, notes[i].value, before, error);
    }
    if (status == HODO_OK && before != NULL) {
        char text[128], commit[HODO_COMMIT_SIZE];
        hodo_commit_read(commit);
        (void)snprintf(text, sizeof text, "theory and claims, %s, commit %s", date, commit);
        status = hodo_table_note(table, "evaluated again", text, error);
    }
    return status;
}

hodo_status hodo_provenance_add(hodo_table *table, const hodo_run *run, const hodo_identity *identity,
                                const hodo_effort *effort, const hodo_table *before, hodo_error *error)
{
    const hodo_note head[] = {
        {"experiment", run->experiment->name}, /* first: by this line a file is known as ours */
        {"title", run->experiment->title},      {"source", run->experiment->source}, {"preset", run->preset},
        {"fingerprint", identity->fingerprint},
    };
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < sizeof head / sizeof head[0] && status == HODO_OK; i++) {
        status = hodo_table_note(table, head[i].key, head[i].value, error);
    }
    for (size_t i = 1; i < identity->count && status == HODO_OK; i++) { /* 0 is the experiment */
        status = hodo_table_note(table, identity->notes[i].key, identity->notes[i].value, error);
    }
    char commit[HODO_COMMIT_SIZE];
    hodo_commit_read(commit);
    const hodo_note *making = hodo_provenance_notes(run->arena, commit, error);
    status = making != NULL ? status : HODO_NO_MEMORY;
    for (; status == HODO_OK && making->key != NULL; making++) {
        status = note_making(table, making->key, making->value, before, error);
    }
    if (status == HODO_OK) {
        status = note_effort(table, effort, before, error);
    }
    char seal[HODO_SEAL_SIZE];
    if (status == HODO_OK && (status = hodo_seal_of(table, run->measured, seal, error)) == HODO_OK) {
        status = hodo_table_note(table, HODO_SEAL_KEY, seal, error);
    }
    for (size_t c = 0; c < hodo_table_columns(table) && status == HODO_OK; c++) {
        const hodo_column *column = hodo_table_column(table, c);
        char text[512];
        (void)snprintf(text, sizeof text, "%s [%s] %s%s", column->name, column->unit, column->doc,
                       c < run->measured ? "" : " (theory)");
        status = hodo_table_note(table, "column", text, error);
    }
    return status;
}
