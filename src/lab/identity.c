#include <config.h> /* PACKAGE_VERSION */

#include "lab/identity.h"

#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char PARAMETER[] = "parameter ";

static const char *joined(hodo_arena *arena, const char *a, const char *b, const char *c, hodo_error *error)
{
    const size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
    char *text = hodo_arena_take(arena, size, 1, error);
    if (text != NULL) {
        (void)snprintf(text, size, "%s%s%s", a, b, c);
    }
    return text;
}

/* "layer:integer,cos:real". */
static const char *column_text(const hodo_run *run, hodo_error *error)
{
    const char *text = "";
    for (size_t c = 0; text != NULL && c < run->measured; c++) {
        const hodo_column *column = &run->experiment->columns[c];
        text = joined(run->arena, text, c > 0 ? "," : "", column->name, error);
        text = text != NULL ? joined(run->arena, text, ":", hodo_type_name(column->type), error) : NULL;
    }
    return text;
}

hodo_status hodo_identity_of(const hodo_run *run, hodo_identity *identity, hodo_error *error)
{
    char revision[HODO_NUMBER_SIZE], seed[HODO_NUMBER_SIZE];
    (void)snprintf(revision, sizeof revision, "%d", run->experiment->revision);
    (void)snprintf(seed, sizeof seed, "%" PRIu64, run->seed);
    const hodo_note fixed[] = {
        {"experiment", run->experiment->name},
        {"version", PACKAGE_VERSION},
        {"revision", joined(run->arena, revision, "", "", error)},
        {"measured", column_text(run, error)},
        {"seed", joined(run->arena, seed, "", "", error)},
    };
    const size_t fixed_count = sizeof fixed / sizeof fixed[0];
    hodo_note *notes = hodo_arena_take(run->arena, fixed_count + 1 + run->setting_count, sizeof *notes, error);
    if (notes == NULL) {
        return HODO_NO_MEMORY;
    }
    memcpy(notes, fixed, sizeof fixed);
    size_t count = fixed_count;
    const char *data = hodo_run_data(run);
    if (data != NULL) {
        notes[count++] = (hodo_note){"data", data};
    }
    for (size_t i = 0; i < run->setting_count; i++) {
        notes[count++] = (hodo_note){joined(run->arena, PARAMETER, run->settings[i].parameter->name, "", error),
                                     run->settings[i].canonical};
    }
    *identity = (hodo_identity){.notes = notes, .count = count};
    uint64_t hash = HODO_HASH_START;
    for (size_t i = 0; i < identity->count; i++) {
        if (notes[i].key == NULL || notes[i].value == NULL) {
            return HODO_NO_MEMORY;
        }
        hash = hodo_hash_text(hodo_hash_text(hash, notes[i].key), notes[i].value);
    }
    (void)snprintf(identity->fingerprint, sizeof identity->fingerprint, "%016" PRIx64, hash);
    return HODO_OK;
}

static const char *value_of(const hodo_note *notes, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(notes[i].key, key) == 0) {
            return notes[i].value;
        }
    }
    return NULL;
}

/* The place where two texts part, a little earlier, so that long lists are told apart in a line. */
static const char *parting(const char *text, const char *other)
{
    size_t same = 0;
    while (text[same] != '\0' && text[same] == other[same]) {
        same++;
    }
    return strlen(text) <= 60 || same < 20 ? text : text + same - 20;
}

hodo_status hodo_identity_compare(const hodo_identity *identity, const hodo_note *stored, size_t count,
                                  hodo_error *error)
{
    for (size_t i = 0; i < identity->count; i++) {
        const hodo_note *own = &identity->notes[i];
        const char *was = value_of(stored, count, own->key);
        if (was == NULL) {
            return hodo_fail(error, HODO_MISMATCH, "it knows no %s, which is %.60s here", own->key, own->value);
        }
        if (strcmp(was, own->value) != 0) {
            return hodo_fail(error, HODO_MISMATCH, "%s was %.60s, is now %.60s", own->key,
                             parting(was, own->value), parting(own->value, was));
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (strncmp(stored[i].key, PARAMETER, strlen(PARAMETER)) == 0 &&
            value_of(identity->notes, identity->count, stored[i].key) == NULL) {
            return hodo_fail(error, HODO_MISMATCH, "it has a %s, which there is no more", stored[i].key);
        }
    }
    return HODO_OK;
}
