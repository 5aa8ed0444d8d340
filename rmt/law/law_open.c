/* Opening a law: from texts of its options to a law with values. */
#include "base/number.h"
#include "base/option.h"
#include "rmt/law/law.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 1024 };

static size_t parameter_count(const rmt_law_row *row)
{
    size_t count = 0;
    while (row->parameters[count].name != NULL) {
        count++;
    }
    return count;
}

static hodo_status read_setting(const rmt_law_row *row, const rmt_law_parameter *parameter, const char *text,
                                rmt_law_setting *setting, hodo_error *error)
{
    if (text == NULL) {
        text = parameter->standard;
    }
    if (text == NULL) {
        return hodo_fail(error, HODO_INVALID, "%s needs --%s=%s: %s", row->name, parameter->name,
                         parameter->value, parameter->doc);
    }
    hodo_error inner = {0};
    hodo_status status = HODO_OK;
    switch (parameter->type) {
    case RMT_REAL:
        status = hodo_number_read(text, &setting->real, &inner);
        break;
    case RMT_INTEGER:
        status = hodo_integer_read(text, &setting->integer, &inner);
        break;
    case RMT_WORD:
        setting->word = text;
        break;
    }
    return status == HODO_OK ? HODO_OK
                             : hodo_fail(error, status, "--%s: %.*s", parameter->name,
                                         (int)sizeof inner.message - 64, inner.message);
}

hodo_status rmt_law_open_settings(const rmt_law_row *row, const char *const *text, rmt_law **law,
                                  hodo_error *error)
{
    *law = NULL;
    rmt_law_setting settings[RMT_LAW_PARAMETERS_MOST];
    const size_t count = parameter_count(row);
    for (size_t i = 0; i < count; i++) {
        const hodo_status status = read_setting(row, &row->parameters[i], text[i], &settings[i], error);
        if (status != HODO_OK) {
            return status;
        }
    }
    rmt_law *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to open the law %s: close other programs",
                         row->name);
    }
    opened->row = row;
    const hodo_status status = row->open(opened, settings, error);
    if (status != HODO_OK) {
        free(opened);
        return status;
    }
    *law = opened;
    return HODO_OK;
}

/* "--name=value" into text[parameter]. */
static hodo_status read_word(const rmt_law_row *row, char *word, const char **text, hodo_error *error)
{
    char *equals = strchr(word, '=');
    if (strncmp(word, "--", 2) != 0 || equals == NULL) {
        return hodo_fail(error, HODO_INVALID, "'%s' is no option of %s: write --NAME=VALUE", word, row->name);
    }
    *equals = '\0';
    for (size_t i = 0; row->parameters[i].name != NULL; i++) {
        if (strcmp(row->parameters[i].name, word + 2) == 0) {
            if (text[i] != NULL) {
                return hodo_fail(error, HODO_INVALID, "%s is given twice: drop one", word);
            }
            text[i] = equals + 1;
            return HODO_OK;
        }
    }
    return hodo_fail(error, HODO_INVALID, "%s has no option %s: 'hodo-rmt laws' lists them", row->name, word);
}

hodo_status rmt_law_open(rmt_law **law, hodo_error *error, const char *format, ...)
{
    *law = NULL;
    char line[LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof line) {
        return hodo_fail(error, HODO_INVALID, "a law's line has %d characters: at most %d", length,
                         LINE_SIZE - 1);
    }
    char *rest = NULL;
    const char *name = strtok_r(line, " ", &rest);
    const rmt_law_row *row = rmt_law_find(name != NULL ? name : "", error);
    if (row == NULL) {
        return HODO_INVALID;
    }
    const char *text[RMT_LAW_PARAMETERS_MOST] = {NULL};
    for (char *word; (word = strtok_r(NULL, " ", &rest)) != NULL;) {
        const hodo_status status = read_word(row, word, text, error);
        if (status != HODO_OK) {
            return status;
        }
    }
    return rmt_law_open_settings(row, text, law, error);
}

void rmt_law_close(rmt_law *law)
{
    if (law != NULL && law->row->close != NULL) {
        law->row->close(law->state);
    }
    free(law);
}
