#include <config.h> /* getline is an extension of POSIX 2008 */

#include "hodo/settings_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 20 }; /* bytes: a file of settings is a page; a megabyte is another file */

static hodo_status read_whole(const char *path, char **text, size_t *length, hodo_error *error)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return hodo_fail(error, HODO_IO, "cannot read the settings '%s': %s: name a file that can be read", path,
                         strerror(errno));
    }
    *text = malloc(LARGEST + 1);
    hodo_status status = HODO_OK;
    if (*text == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for the settings '%s'", path);
    } else {
        *length = fread(*text, 1, LARGEST + 1, file);
        if (ferror(file) != 0) {
            status = hodo_fail(error, HODO_IO, "cannot read the settings '%s': %s", path, strerror(errno));
        } else if (*length > LARGEST) {
            status = hodo_fail(error, HODO_INVALID, "'%s' has more than %d bytes: it is no file of settings",
                               path, LARGEST);
        } else {
            (*text)[*length] = '\0';
        }
    }
    (void)fclose(file);
    return status;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Drops blanks at both ends, in place. */
static char *trimmed(char *text)
{
    while (blank(*text)) {
        text++;
    }
    size_t length = strlen(text);
    while (length > 0 && blank(text[length - 1])) {
        text[--length] = '\0';
    }
    return text;
}

/* A # after a blank begins a comment: a value may hold one ("run#3.tsv"). */
static void cut_comment(char *text)
{
    for (char *c = text; *c != '\0'; c++) {
        if (*c == '#' && (c == text || blank(c[-1]))) {
            *c = '\0';
            return;
        }
    }
}

static hodo_status add_line(hodo_settings_file *config, char *text, size_t number, hodo_error *error)
{
    cut_comment(text);
    char *name = trimmed(text);
    if (name[0] == '\0') {
        return HODO_OK;
    }
    char *equals = strchr(name, '=');
    if (equals == NULL) {
        return hodo_fail(error, HODO_INVALID, "%s:%zu: '%.80s' has no '=': write name = value", config->path,
                         number, name);
    }
    *equals = '\0';
    char *value = trimmed(equals + 1);
    name = trimmed(name);
    if (name[0] == '\0' || value[0] == '\0') {
        return hodo_fail(error, HODO_INVALID, "%s:%zu: '%.80s = %.80s' lacks its %s: write name = value",
                         config->path, number, name, value, name[0] == '\0' ? "name" : "value");
    }
    for (size_t i = 0; i < config->count; i++) {
        if (strcmp(config->lines[i].name, name) == 0) {
            return hodo_fail(error, HODO_INVALID, "%s:%zu: %s stands in line %zu already: drop one",
                             config->path, number, name, config->lines[i].number);
        }
    }
    config->lines[config->count++] = (hodo_settings_line){name, value, number};
    return HODO_OK;
}

hodo_status hodo_settings_file_read(const char *path, hodo_settings_file *config, hodo_error *error)
{
    *config = (hodo_settings_file){.path = path};
    size_t length = 0;
    hodo_status status = read_whole(path, &config->text, &length, error);
    if (status != HODO_OK) {
        return status;
    }
    size_t lines = 1;
    for (size_t i = 0; i < length; i++) {
        lines += config->text[i] == '\n';
    }
    config->lines = calloc(lines, sizeof *config->lines);
    if (config->lines == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu lines of '%s'", lines, path);
    }
    char *at = config->text, *end = config->text + length;
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    if (strncmp(at, byte_order_mark, sizeof byte_order_mark - 1) == 0) {
        at += sizeof byte_order_mark - 1;
    }
    for (size_t number = 1; at < end && status == HODO_OK; number++) {
        char *next = memchr(at, '\n', (size_t)(end - at));
        char *stop = next != NULL ? next : end;
        *stop = '\0';
        status = strlen(at) == (size_t)(stop - at)
                     ? add_line(config, at, number, error)
                     : hodo_fail(error, HODO_INVALID, "%s:%zu: a zero byte: the file is no text", path, number);
        at = stop + 1;
    }
    return status;
}

void hodo_settings_file_clear(hodo_settings_file *config)
{
    free(config->lines);
    free(config->text);
    *config = (hodo_settings_file){.path = NULL};
}
