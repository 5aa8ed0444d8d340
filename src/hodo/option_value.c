#include "hodo/option_value.h"

#include "base/name.h"
#include "base/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *name_at(const char *const *first, size_t stride, size_t i)
{
    return *(const char *const *)(const void *)((const char *)first + i * stride);
}

void hodo_option_names(const char *const *first, size_t stride, char *text, size_t size)
{
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; name_at(first, stride, i) != NULL && length < size; i++) {
        const int more =
            snprintf(text + length, size - length, "%s%s", i > 0 ? ", " : "", name_at(first, stride, i));
        length += more > 0 ? (size_t)more : 0;
    }
}

hodo_status hodo_option_read_text(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error)
{
    if (value[0] == '\0') {
        return hodo_fail(error, HODO_INVALID, "%s: is empty: write --%s=%s", where, row->face.name,
                         row->face.value);
    }
    *(const char **)place = value;
    return HODO_OK;
}

hodo_status hodo_option_read_name(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error)
{
    for (size_t i = 0; name_at(row->names, row->stride, i) != NULL; i++) {
        if (strcmp(name_at(row->names, row->stride, i), value) == 0) {
            *(const char **)place = name_at(row->names, row->stride, i);
            return HODO_OK;
        }
    }
    const char *near = hodo_nearest(value, row->names, row->stride, SIZE_MAX);
    if (near != NULL) {
        return hodo_fail(error, HODO_INVALID, "%s: unknown %s '%s': did you mean %s?", where, row->face.name,
                         value, near);
    }
    char list[256];
    hodo_option_names(row->names, row->stride, list, sizeof list);
    return hodo_fail(error, HODO_INVALID, "%s: unknown %s '%s': give one of %s", where, row->face.name, value,
                     list);
}

static void print_limit(double limit, char text[HODO_NUMBER_SIZE])
{
    hodo_number_print(limit, text);
}

hodo_status hodo_option_read_real(const hodo_option_row *row, const char *where, const char *value,
                                 void *place, hodo_error *error)
{
    double x = NAN;
    const bool read = hodo_number_read(value, &x, NULL) == HODO_OK;
    if (!read || !isfinite(x) || x < row->least || (row->open && x <= row->least) || x > row->most) {
        char least[HODO_NUMBER_SIZE], most[HODO_NUMBER_SIZE];
        print_limit(row->least, least);
        print_limit(row->most, most);
        return hodo_fail(error, HODO_INVALID, "%s: '%s' is %s: give a number in %s%s, %s]", where, value,
                         read ? "out of range" : "no number", row->open ? "(" : "[", least, most);
    }
    *(double *)place = x;
    return HODO_OK;
}

hodo_status hodo_option_read_integer(const hodo_option_row *row, const char *where, const char *value,
                                    void *place, hodo_error *error)
{
    if (row->word != NULL && strcmp(value, row->word) == 0) {
        *(int64_t *)place = row->word_value;
        return HODO_OK;
    }
    int64_t x = 0;
    /* The limits are whole numbers below 2^53, or INT64_MAX rounded up to 2^63, which no x passes. */
    if (hodo_integer_read(value, &x, NULL) != HODO_OK || (double)x < row->least || (double)x > row->most) {
        return hodo_fail(error, HODO_INVALID, "%s: '%s' is no whole number from %.0f to %.0f%s%s", where, value,
                         row->least, row->most, row->word != NULL ? ", nor the word " : "",
                         row->word != NULL ? row->word : "");
    }
    *(int64_t *)place = x;
    return HODO_OK;
}

hodo_status hodo_option_read_switch(const hodo_option_row *row, const char *where, const char *value,
                                   void *place, hodo_error *error)
{
    (void)row;
    const bool no = value != NULL && strcmp(value, "no") == 0;
    if (value != NULL && !no && strcmp(value, "yes") != 0) {
        return hodo_fail(error, HODO_INVALID, "%s: '%s' is neither yes nor no", where, value);
    }
    *(bool *)place = !no;
    return HODO_OK;
}

const char *hodo_option_pair(const char *value, char *first)
{
    const size_t length = strcspn(value, ",");
    if (length >= HODO_NUMBER_SIZE || value[length] != ',') {
        return NULL;
    }
    memcpy(first, value, length);
    first[length] = '\0';
    return value + length + 1;
}

hodo_status hodo_option_read_classes(const hodo_option_row *row, const char *where, const char *value,
                                    void *place, hodo_error *error)
{
    int64_t *classes = place;
    char first[HODO_NUMBER_SIZE];
    const char *second = hodo_option_pair(value, first);
    bool read = second != NULL && hodo_integer_read(first, &classes[0], NULL) == HODO_OK &&
                hodo_integer_read(second, &classes[1], NULL) == HODO_OK;
    for (size_t i = 0; i < 2 && read; i++) {
        read = (double)classes[i] >= row->least && (double)classes[i] <= row->most;
    }
    if (!read || classes[0] == classes[1]) {
        return hodo_fail(error, HODO_INVALID, "%s: '%s' is not A,B: two different classes from %.0f to %.0f",
                         where, value, row->least, row->most);
    }
    return HODO_OK;
}
