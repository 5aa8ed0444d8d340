#include "base/option.h"

#include "base/name.h"

#include <stdbool.h>
#include <string.h>

/* A longer option is compared with the known ones by its beginning. */
enum { LONGEST_WORD = 63 };

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
        memcpy(word, name, length < LONGEST_WORD ? length : LONGEST_WORD);
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
