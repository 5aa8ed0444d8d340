#include "lab/journal_read.h"

#include "lab/record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

hodo_status hodo_journal_slurp(int descriptor, const char *path, hodo_journal_text *text, hodo_error *error)
{
    *text = (hodo_journal_text){NULL, 0, 0};
    size_t room = 0;
    for (;;) {
        if (room - text->size < 2) {
            room = room == 0 ? 1 << 16 : 2 * room;
            char *larger = realloc(text->bytes, room);
            if (larger == NULL) {
                return hodo_fail(error, HODO_NO_MEMORY, "no memory for the %zu bytes of '%s'", text->size,
                                 path);
            }
            text->bytes = larger;
        }
        const ssize_t got = read(descriptor, text->bytes + text->size, room - text->size - 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return hodo_fail(error, HODO_IO, "cannot read '%s': %s", path, strerror(errno));
        }
        text->size += (size_t)got;
        if (got == 0) {
            break;
        }
    }
    text->bytes[text->size] = '\0';
    text->whole = text->size;
    while (text->whole > 0 && text->bytes[text->whole - 1] != '\n') {
        text->whole--;
    }
    return HODO_OK;
}

bool hodo_journal_like(const hodo_journal_text *text)
{
    const size_t length = strlen(HODO_JOURNAL_MAGIC);
    return memcmp(text->bytes, HODO_JOURNAL_MAGIC, text->size < length ? text->size : length) == 0;
}

/* Cuts "key=value" fields into notes. */
static size_t cut_notes(char *fields, hodo_note *notes, size_t room)
{
    size_t count = 0;
    for (char *field = fields; field != NULL && count < room; count++) {
        char *next = strchr(field, '\t'), *equals;
        if (next != NULL) {
            *next++ = '\0';
        }
        equals = strchr(field, '=');
        if (equals != NULL) {
            *equals++ = '\0';
        }
        notes[count] = (hodo_note){field, equals != NULL ? equals : ""};
        field = next;
    }
    return count;
}

static hodo_status check_first_line(char *line, const char *path, const hodo_identity *identity,
                                    const hodo_note *notes, FILE *notices, hodo_error *error)
{
    size_t length, fields = 1;
    const size_t magic = strlen(HODO_JOURNAL_MAGIC);
    if (strncmp(line, HODO_JOURNAL_MAGIC "\t", magic + 1) != 0 || !hodo_checksum_holds(line, &length)) {
        return hodo_fail(
            error, HODO_DAMAGED,
            "'%s', line 1: no first line of a journal, or its checksum does not hold: --fresh discards it",
            path);
    }
    line[length] = '\0';
    for (const char *at = line; *at != '\0'; at++) {
        fields += *at == '\t';
    }
    hodo_note *stored = calloc(fields, sizeof *stored);
    if (stored == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the first line of '%s'", path);
    }
    const size_t count = cut_notes(line + magic + 1, stored, fields);
    hodo_error cause = {HODO_OK, ""};
    hodo_status status = hodo_identity_compare(identity, stored, count, &cause);
    if (status != HODO_OK) {
        status =
            hodo_fail(error, status,
                      "'%s' is the journal of another run: %s: --fresh discards it, another --output keeps it",
                      path, cause.message);
    }
    for (size_t i = 0; status == HODO_OK && notes[i].key != NULL; i++) {
        for (size_t k = 0; k < count; k++) {
            if (strcmp(notes[i].key, stored[k].key) == 0 && strcmp(notes[i].value, stored[k].value) != 0) {
                (void)fprintf(notices, "notice: the journal was begun with %s %s, goes on with %s\n",
                              notes[i].key, stored[k].value, notes[i].value);
            }
        }
    }
    free(stored);
    return status;
}

hodo_status hodo_journal_take_over(hodo_journal_text *text, const char *path, const hodo_run *run,
                                   const hodo_identity *identity, const hodo_note *notes,
                                   hodo_journal_adopt adopt, void *context, FILE *notices, size_t *adopted,
                                   hodo_error *error)
{
    hodo_status status = HODO_OK;
    unsigned char *seen = calloc(run->cells / 8 + 1, 1); /* a bit a cell */
    if (seen == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu cells", run->cells);
    }
    size_t number = 0, cell = 0;
    char *end;
    for (char *line = text->bytes; status == HODO_OK && line < text->bytes + text->whole; line = end + 1) {
        end = memchr(line, '\n', (size_t)(text->bytes + text->whole - line));
        *end = '\0';
        hodo_error cause = {HODO_OK, ""};
        if (++number == 1) {
            status = check_first_line(line, path, identity, notes, notices, error);
            continue;
        }
        status = strlen(line) == (size_t)(end - line) ? hodo_record_read(run, line, &cell, NULL, &cause)
                                                      : hodo_fail(&cause, HODO_DAMAGED, "it holds zero bytes");
        if (status == HODO_OK && (seen[cell / 8] >> cell % 8 & 1) != 0) {
            status = hodo_fail(&cause, HODO_DAMAGED, "cell %zu stands in an earlier line too", cell);
        }
        if (status != HODO_OK) {
            (void)hodo_fail(error, status, "'%s', line %zu: %s: --fresh discards the journal", path, number,
                            cause.message);
            continue;
        }
        seen[cell / 8] = (unsigned char)(seen[cell / 8] | 1u << cell % 8);
        status = adopt(context, line, error);
    }
    free(seen);
    *adopted = number > 0 ? number - 1 : 0;
    return status;
}
