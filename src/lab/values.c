/* Lists of values as text again, and what two of them have in common: the other half of grammar.h. */
#include "lab/grammar.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *hodo_values_text(const hodo_values *values, size_t index, char buffer[HODO_NUMBER_SIZE])
{
    if (values->type == HODO_TEXT) {
        return values->texts[index];
    }
    if (values->type == HODO_REAL) {
        hodo_number_print(values->reals[index], buffer);
    } else {
        (void)snprintf(buffer, HODO_NUMBER_SIZE, "%" PRId64, values->integers[index]);
    }
    return buffer;
}

const char *hodo_values_canonical(const hodo_values *values, hodo_arena *arena, hodo_error *error)
{
    char buffer[HODO_NUMBER_SIZE];
    size_t size = 0;
    for (size_t i = 0; i < values->count; i++) {
        size += strlen(hodo_values_text(values, i, buffer)) + 1;
    }
    char *text = hodo_arena_take(arena, size, 1, error);
    for (size_t i = 0, at = 0; text != NULL && i < values->count; i++) {
        const char *value = hodo_values_text(values, i, buffer);
        const size_t length = strlen(value);
        memcpy(text + at, value, length);
        at += length;
        text[at++] = i + 1 < values->count ? ',' : '\0';
    }
    return text;
}

static int compare_reals(const void *a, const void *b)
{
    const double x = *(const double *)*(const void *const *)a, y = *(const double *)*(const void *const *)b;
    return (x > y) - (x < y);
}

static int compare_integers(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)*(const void *const *)a, y = *(const int64_t *)*(const void *const *)b;
    return (x > y) - (x < y);
}

static int compare_texts(const void *a, const void *b)
{
    const char *const *x = *(const void *const *)a, *const *y = *(const void *const *)b;
    return strcmp(*x, *y);
}

hodo_status hodo_values_repeated(const hodo_values *values, size_t *index, hodo_error *error)
{
    static int (*const compare[])(const void *, const void *) = {
        [HODO_REAL] = compare_reals,
        [HODO_INTEGER] = compare_integers,
        [HODO_TEXT] = compare_texts,
    };
    const size_t size = values->type == HODO_TEXT ? sizeof(char *) : sizeof(double);
    const char *first = values->type == HODO_TEXT   ? (const char *)values->texts
                        : values->type == HODO_REAL ? (const char *)values->reals
                                                    : (const char *)values->integers;
    *index = SIZE_MAX;
    const void **pointers = calloc(values->count, sizeof *pointers); /* sorted; the list keeps its order */
    if (pointers == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to compare %zu values", values->count);
    }
    for (size_t i = 0; i < values->count; i++) {
        pointers[i] = first + i * size;
    }
    qsort(pointers, values->count, sizeof *pointers, compare[values->type]);
    for (size_t i = 1; i < values->count && *index == SIZE_MAX; i++) {
        if (compare[values->type](&pointers[i - 1], &pointers[i]) == 0) {
            *index = (size_t)((const char *)pointers[i] - first) / size;
        }
    }
    free(pointers);
    return HODO_OK;
}
