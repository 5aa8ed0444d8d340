#include "lab/grammar.h"

#include "base/name.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SPACED_DIGITS = 12, /* see grammar.h */
    LARGEST_DECIMAL_POWER = 308
};

/* Beside the ends of a linspace, what is smaller than this part of them is a rounded zero. */
static const double ROUNDED_ZERO = 1e-13;

/* One item of the list: a single value, or a rule for several. */
typedef struct span span;
struct span {
    double (*spaced)(const span *own, size_t i); /* NULL: a single value or a range */
    const char *text;
    double real, first, last; /* single; ends of a spacing */
    int64_t integer, step;    /* single or first of a range */
    size_t count;
};

static double rounded(double x)
{
    char text[HODO_NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%.*g", SPACED_DIGITS, x);
    return strtod(text, NULL);
}

static double position(const span *own, size_t i)
{
    if (i == 0 || own->count == 1) {
        return own->first;
    }
    if (i == own->count - 1) {
        return own->last;
    }
    const double part = (double)i / (double)(own->count - 1);
    const double x = own->first * (1.0 - part) + own->last * part;
    return fabs(x) < ROUNDED_ZERO * fmax(fabs(own->first), fabs(own->last)) ? 0.0 : x;
}

static double linear(const span *own, size_t i)
{
    const double x = position(own, i);
    return i == 0 || i == own->count - 1 ? x : rounded(x);
}

static double logarithmic(const span *own, size_t i)
{
    const double exponent = position(own, i);
    if (exponent == floor(exponent) && fabs(exponent) <= LARGEST_DECIMAL_POWER) {
        char text[HODO_NUMBER_SIZE];
        (void)snprintf(text, sizeof text, "1e%d", (int)exponent);
        return strtod(text, NULL);
    }
    return rounded(pow(10.0, exponent));
}

typedef struct spacing {
    const char *name;
    double (*at)(const span *own, size_t i);
} spacing;

static const spacing spacings[] = {
    {"linspace", linear},
    {"logspace", logarithmic},
    {NULL, NULL},
};

/* Cuts `text` at its first comma outside parentheses; returns what follows, or NULL. *balanced is lowered,
 * never raised. */
static char *cut_item(char *text, bool *balanced)
{
    int depth = 0;
    for (char *at = text; *at != '\0'; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth < 0) {
            break;
        }
        if (*at == ',' && depth == 0) {
            *at = '\0';
            return at + 1;
        }
    }
    *balanced = *balanced && depth == 0;
    return NULL;
}

static char *trimmed(char *text)
{
    while (*text == ' ') {
        text++;
    }
    for (size_t n = strlen(text); n > 0 && text[n - 1] == ' '; n--) {
        text[n - 1] = '\0';
    }
    return text;
}

static hodo_status read_real(const char *text, double *x, hodo_error *error)
{
    const hodo_status status = hodo_number_read(text, x, error);
    if (status == HODO_OK && !isfinite(*x)) {
        return hodo_fail(error, HODO_INVALID, "'%s' is not finite: give a finite number", text);
    }
    *x += 0.0; /* -0 and 0 are one value with one name */
    return status;
}

/* first..last[..step]; `dots` is the first "..". */
static hodo_status read_range(span *own, char *item, char *dots, hodo_error *error)
{
    const char *whole = own->text;
    char *second = dots + 2, *third = strstr(second, "..");
    int64_t last;
    *dots = '\0';
    own->step = 1;
    if (third != NULL) {
        *third = '\0';
    }
    if (hodo_integer_read(item, &own->integer, NULL) != HODO_OK ||
        hodo_integer_read(second, &last, NULL) != HODO_OK ||
        (third != NULL && hodo_integer_read(third + 2, &own->step, NULL) != HODO_OK)) {
        return hodo_fail(
            error, HODO_INVALID,
            "'%s' is no range of whole numbers: write first..last, first..last..step or linspace(a,b,n)",
            whole);
    }
    int64_t distance;
    if (own->step == 0 || own->step == INT64_MIN || __builtin_sub_overflow(last, own->integer, &distance) ||
        distance == INT64_MIN || (distance != 0 && (distance < 0) != (own->step < 0))) {
        return hodo_fail(error, HODO_INVALID,
                         "the range '%s' does not lead from %" PRId64 " to %" PRId64
                         ": mind the sign of the step",
                         whole, own->integer, last);
    }
    own->count = (size_t)(distance / own->step) + 1;
    return HODO_OK;
}

/* name(a,b,n); `open` is the parenthesis. */
static hodo_status read_spacing(span *own, char *item, char *open, hodo_error *error)
{
    const char *whole = own->text;
    *open = '\0';
    for (const spacing *row = spacings; row->name != NULL; row++) {
        if (strcmp(row->name, item) == 0) {
            own->spaced = row->at;
        }
    }
    if (own->spaced == NULL) {
        const char *near = hodo_nearest(item, &spacings[0].name, sizeof spacings[0], 2);
        return hodo_fail(error, HODO_INVALID, "'%s' is no function: %s%s", item,
                         near != NULL ? "did you mean " : "there are linspace(a,b,n) and logspace(a,b,",
                         near != NULL ? near : "n)");
    }
    char *close = strchr(open + 1, ')');
    bool balanced = true;
    if (close != NULL && close[1] == '\0') {
        *close = '\0';
        char *b = cut_item(open + 1, &balanced), *n = b != NULL ? cut_item(b, &balanced) : NULL;
        int64_t count = 0;
        if (n != NULL && read_real(trimmed(open + 1), &own->first, NULL) == HODO_OK &&
            read_real(trimmed(b), &own->last, NULL) == HODO_OK &&
            hodo_integer_read(trimmed(n), &count, NULL) == HODO_OK) {
            if (count < 1 || (uint64_t)count > HODO_MOST_VALUES) {
                return hodo_fail(error, HODO_INVALID, "'%s' asks for %" PRId64 " values: ask for 1 to %zu",
                                 whole, count, HODO_MOST_VALUES);
            }
            own->count = (size_t)count;
            if (!isfinite(own->spaced(own, 0)) || !isfinite(own->spaced(own, own->count - 1))) {
                return hodo_fail(error, HODO_INVALID, "'%s' leaves the doubles: lower the exponents below 309",
                                 whole);
            }
            return HODO_OK;
        }
    }
    return hodo_fail(error, HODO_INVALID, "'%s' is not %s(a,b,n), two finite numbers and a count: see --help",
                     whole, item);
}

static hodo_status read_item(span *own, hodo_type type, char *item, hodo_arena *arena, hodo_error *error)
{
    char *copy = hodo_arena_take(arena, strlen(item) + 1, 1, error); /* `item` is cut up, `text` stays whole */
    if (copy == NULL) {
        return HODO_NO_MEMORY;
    }
    *own = (span){.text = strcpy(copy, item), .count = 1};
    if (*item == '\0') {
        return hodo_fail(error, HODO_INVALID, "a value is empty: write VALUE or VALUE,VALUE");
    }
    if (type == HODO_TEXT) {
        for (const char *at = item; *at != '\0'; at++) {
            if ((unsigned char)*at < ' ' || *at == 0x7f) {
                return hodo_fail(error, HODO_INVALID,
                                 "a text holds a tab or another control character: drop it");
            }
        }
        return HODO_OK;
    }
    char *dots = strstr(item, ".."), *open = strchr(item, '(');
    if (open != NULL) {
        return read_spacing(own, item, open, error);
    }
    if (dots != NULL) {
        return read_range(own, item, dots, error);
    }
    return type == HODO_REAL ? read_real(item, &own->real, error)
                             : hodo_integer_read(item, &own->integer, error);
}

static hodo_status fill(hodo_values *values, size_t at, const span *own, hodo_error *error)
{
    const bool range = own->step != 0;
    for (size_t i = 0; i < own->count; i++, at++) {
        const int64_t whole = range ? own->integer + (int64_t)i * own->step : own->integer;
        if (values->type == HODO_TEXT) {
            values->texts[at] = own->text;
        } else if (values->type == HODO_REAL) {
            values->reals[at] = own->spaced != NULL ? own->spaced(own, i) : range ? (double)whole : own->real;
        } else if (own->spaced != NULL) {
            const double x = round(own->spaced(own, i));
            if (!(fabs(x) <= 0x1p53)) { /* beyond, not every whole number is a double */
                return hodo_fail(error, HODO_INVALID, "'%s' reaches %.3g: whole numbers end at 2^53 here",
                                 own->text, x);
            }
            values->integers[at] = (int64_t)x;
        } else {
            values->integers[at] = whole;
        }
    }
    return HODO_OK;
}

hodo_status hodo_values_read(hodo_values *values, hodo_type type, const char *text, hodo_arena *arena,
                             hodo_error *error)
{
    size_t items = 1;
    for (const char *at = text; *at != '\0'; at++) {
        items += *at == ',';
    }
    char *copy = hodo_arena_take(arena, strlen(text) + 1, 1, error);
    span *spans = items <= HODO_MOST_VALUES ? hodo_arena_take(arena, items, sizeof *spans, error) : NULL;
    if (items > HODO_MOST_VALUES) {
        return hodo_fail(error, HODO_INVALID, "more than %zu values: shorten the list", HODO_MOST_VALUES);
    }
    if (copy == NULL || spans == NULL) {
        return HODO_NO_MEMORY;
    }
    (void)strcpy(copy, text);
    bool balanced = true;
    items = 0;
    *values = (hodo_values){.type = type};
    for (char *item = copy, *next; item != NULL; item = next) {
        next = cut_item(item, &balanced);
        if (!balanced) {
            return hodo_fail(error, HODO_INVALID, "the parentheses of '%.100s' do not match: close each one",
                             text);
        }
        const hodo_status status = read_item(&spans[items], type, trimmed(item), arena, error);
        if (status != HODO_OK) {
            return status;
        }
        if (spans[items].count > HODO_MOST_VALUES - values->count) {
            return hodo_fail(error, HODO_INVALID, "'%s' makes more than %zu values: shorten the list",
                             spans[items].text, HODO_MOST_VALUES);
        }
        values->count += spans[items++].count;
    }
    const size_t size = type == HODO_REAL      ? sizeof(double)
                        : type == HODO_INTEGER ? sizeof(int64_t)
                                               : sizeof(char *);
    void *memory = hodo_arena_take(arena, values->count, size, error);
    if (memory == NULL) {
        return HODO_NO_MEMORY;
    }
    if (type == HODO_REAL) {
        values->reals = memory;
    } else if (type == HODO_INTEGER) {
        values->integers = memory;
    } else {
        values->texts = memory;
    }
    size_t at = 0;
    for (size_t i = 0; i < items; at += spans[i++].count) {
        const hodo_status status = fill(values, at, &spans[i], error);
        if (status != HODO_OK) {
            return status;
        }
    }
    return HODO_OK;
}
