#include "base/option.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Words longer than this are compared by their beginnings. */
enum { LONGEST_WORD = 63 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein distance (insert, delete, replace, swap neighbours), three rows of it. */
static size_t distance(const char *a, const char *b)
{
    const size_t m = strnlen(a, LONGEST_WORD), n = strnlen(b, LONGEST_WORD);
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= n; j++) {
        last[j] = j;
        before[j] = j;
    }
    for (size_t i = 1; i <= m; i++) {
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            const size_t replace = last[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = smaller(replace, smaller(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[n];
}

const char *hodo_nearest(const char *word, const char *const *first, size_t stride, size_t count)
{
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        const char *name = *(const char *const *)(const void *)((const char *)first + i * stride);
        if (name == NULL) {
            break;
        }
        const size_t d = distance(word, name);
        if (d < least) {
            least = d;
            nearest = name;
        }
    }
    /* More than half of the letters wrong is no slip of the finger. */
    const size_t letters = strlen(word);
    return least <= letters / 2 ? nearest : NULL;
}

hodo_status hodo_option_next(const hodo_option *table, int argc, char **argv, int *at,
                             const hodo_option **option, const char **value, hodo_error *error)
{
    const char *argument = argv[*at];
    *option = NULL;
    *value = argument;
    bool only_words = false; /* after `--` */
    for (int i = 1; i < *at && !only_words; i++) {
        only_words = strcmp(argv[i], "--") == 0;
    }
    if (!only_words && strcmp(argument, "--") == 0) {
        *at += 1;
        *value = *at < argc ? argv[*at] : NULL;
        *at += *at < argc;
        return HODO_OK;
    }
    *at += 1;
    if (only_words || argument[0] != '-' || argument[1] == '\0') {
        return HODO_OK;
    }
    size_t rows = 0;
    const size_t dashes = argument[1] == '-' ? 2 : 1;
    const char *name = argument + dashes;
    const size_t length = strcspn(name, "=");
    for (const hodo_option *row = table; row->name != NULL; row++, rows++) {
        if (dashes == 2 && strlen(row->name) == length && strncmp(row->name, name, length) == 0) {
            *option = row;
        }
    }
    if (*option == NULL) {
        char word[LONGEST_WORD + 1] = {0};
        memcpy(word, name, smaller(length, LONGEST_WORD));
        const char *near = hodo_nearest(word, &table->name, sizeof *table, rows);
        return near != NULL
                   ? hodo_fail(error, HODO_INVALID, "unknown option '%s': did you mean --%s?", argument, near)
                   : hodo_fail(error, HODO_INVALID, "unknown option '%s': --help lists them", argument);
    }
    *value = name[length] == '=' ? name + length + 1 : NULL;
    if ((*option)->value == NULL && *value != NULL) {
        return hodo_fail(error, HODO_INVALID, "--%s takes no value, '%s' was given: drop it", (*option)->name,
                         *value);
    }
    if ((*option)->value != NULL && (*option)->value[0] != '[' && *value == NULL) {
        if (*at >= argc) {
            return hodo_fail(error, HODO_INVALID, "--%s needs a value: write --%s=%s", (*option)->name,
                             (*option)->name, (*option)->value);
        }
        *value = argv[(*at)++];
    }
    return HODO_OK;
}

void hodo_option_print(const hodo_option *table, FILE *file)
{
    int widest = 0;
    for (const hodo_option *row = table; row->name != NULL; row++) {
        const int width = (int)(strlen(row->name) + (row->value != NULL ? strlen(row->value) + 1 : 0));
        widest = width > widest ? width : widest;
    }
    for (const hodo_option *row = table; row->name != NULL; row++) {
        const char *text = row->value != NULL ? row->value : "";
        const bool optional = text[0] == '['; /* "[yes|no]" is printed as [=yes|no] */
        const char *equals = row->value == NULL ? "" : optional ? "[=" : "=";
        text += optional;
        const int width = (int)(strlen(row->name) + strlen(equals) + strlen(text));
        (void)fprintf(file, "  --%s%s%s%*s  %s\n", row->name, equals, text, widest - width, "", row->doc);
    }
}
