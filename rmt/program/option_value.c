#include "rmt/program/option_value.h"

#include "base/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Puts the option's name before a message on its value. */
static hodo_status about(const hodo_option *option, hodo_status status, hodo_error *error)
{
    if (status != HODO_OK && error != NULL) {
        const hodo_error inner = *error;
        (void)hodo_fail(error, status, "--%s: %.*s", option->name, (int)sizeof inner.message - 64,
                        inner.message);
    }
    return status;
}

hodo_status rmt_option_real(const hodo_option *option, const char *text, double *x, hodo_error *error)
{
    return about(option, hodo_number_read(text, x, error), error);
}

hodo_status rmt_option_whole(const hodo_option *option, const char *text, int64_t *x, hodo_error *error)
{
    return about(option, hodo_integer_read(text, x, error), error);
}

hodo_status rmt_option_integer(const hodo_option *option, const char *text, int64_t standard, int64_t least,
                               int64_t most, int64_t *x, hodo_error *error)
{
    *x = standard;
    if (text == NULL) {
        return HODO_OK;
    }
    const hodo_status status = rmt_option_whole(option, text, x, error);
    if (status == HODO_OK && (*x < least || *x > most)) {
        const bool low = *x < least;
        return hodo_fail(error, HODO_INVALID, "--%s=%" PRId64 " is outside %" PRId64 "..%" PRId64
                         ": give at %s %" PRId64, option->name, *x, least, most, low ? "least" : "most",
                         low ? least : most);
    }
    return status;
}

hodo_status rmt_option_between(const hodo_option *option, const char *text, double standard, double lower,
                               double upper, double *x, hodo_error *error)
{
    *x = standard;
    if (text == NULL) {
        return HODO_OK;
    }
    const hodo_status status = rmt_option_real(option, text, x, error);
    return status == HODO_OK && !(*x > lower && *x < upper)
               ? hodo_fail(error, HODO_INVALID, "--%s=%s is outside (%g, %g): give a number between",
                           option->name, text, lower, upper)
               : status;
}

/* One number of a list, `length` characters long. */
static hodo_status read_item(const hodo_option *option, const char *text, size_t length, double lower,
                             double upper, double *x, hodo_error *error)
{
    char item[64];
    if (length == 0) {
        return hodo_fail(error, HODO_INVALID, "--%s has an empty place for a number: write --%s=%s",
                         option->name, option->name, option->value);
    }
    if (length >= sizeof item) {
        return hodo_fail(error, HODO_INVALID,
                         "--%s=%.40s... has a number of %zu characters: at most %zu are read", option->name,
                         text, length, sizeof item - 1);
    }
    memcpy(item, text, length);
    item[length] = '\0';
    const hodo_status status = rmt_option_real(option, item, x, error);
    if (status == HODO_OK && !isfinite(*x)) {
        return hodo_fail(error, HODO_INVALID, "--%s=%s is not finite: give finite numbers", option->name, item);
    }
    return status == HODO_OK && !(*x >= lower && *x <= upper)
               ? hodo_fail(error, HODO_INVALID, "--%s=%s is outside [%g, %g]: give numbers between",
                           option->name, item, lower, upper)
               : status;
}

hodo_status rmt_option_list(const hodo_option *option, const char *text, double lower, double upper, double **x,
                            size_t *count, hodo_error *error)
{
    size_t items = 1;
    for (const char *at = text; (at = strchr(at, ',')) != NULL; at++) {
        items++;
    }
    *count = 0;
    *x = malloc(items * sizeof **x);
    if (*x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu numbers of --%s", items, option->name);
    }
    for (size_t i = 0; i < items; i++) {
        const size_t length = strcspn(text, ",");
        const hodo_status status = read_item(option, text, length, lower, upper, &(*x)[i], error);
        if (status != HODO_OK) {
            free(*x);
            *x = NULL;
            return status;
        }
        text += length + 1;
    }
    *count = items;
    return HODO_OK;
}
