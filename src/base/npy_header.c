#include "base/npy_header.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double decode_f2(uint64_t bits)
{
    const int exponent = (int)(bits >> 10 & 31);
    const double sign = (bits >> 15 & 1) != 0 ? -1 : 1, fraction = (double)(bits & 1023) / 1024;
    if (exponent == 31) {
        return fraction != 0 ? (double)NAN : sign * (double)INFINITY;
    }
    return sign * (exponent == 0 ? ldexp(fraction, -14) : ldexp(1 + fraction, exponent - 15));
}

static double decode_f4(uint64_t bits)
{
    const uint32_t word = (uint32_t)bits;
    float x;
    memcpy(&x, &word, sizeof x);
    return (double)x;
}

static double decode_f8(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double decode_i1(uint64_t bits)
{
    return (int8_t)bits;
}

static double decode_i2(uint64_t bits)
{
    return (int16_t)bits;
}

static double decode_i4(uint64_t bits)
{
    return (int32_t)bits;
}

static double decode_i8(uint64_t bits)
{
    return (double)(int64_t)bits;
}

static double decode_unsigned(uint64_t bits)
{
    return (double)bits;
}

static const hodo_npy_element elements[] = {
    {"f8", 8, decode_f8}, {"f4", 4, decode_f4}, {"f2", 2, decode_f2}, {"i8", 8, decode_i8}, {"i4", 4,
     decode_i4},
    {"i2", 2, decode_i2}, {"i1", 1, decode_i1}, {"u8", 8, decode_unsigned}, {"u4", 4, decode_unsigned},
    {"u2", 2, decode_unsigned}, {"u1", 1, decode_unsigned},
};

enum { ELEMENTS = sizeof elements / sizeof elements[0] };

static void skip_blanks(const char **at)
{
    while (**at == ' ' || **at == '\n') {
        (*at)++;
    }
}

/* Takes `c`, after blanks; false when something else stands there. */
static bool take(const char **at, char c)
{
    skip_blanks(at);
    if (**at != c) {
        return false;
    }
    (*at)++;
    return true;
}

/* Takes a Python text without escapes, in either quote, into text. */
static bool take_text(const char **at, char *text, size_t size)
{
    skip_blanks(at);
    const char quote = **at;
    if (quote != '\'' && quote != '"') {
        return false;
    }
    const char *first = *at + 1, *last = strchr(first, quote);
    if (last == NULL || (size_t)(last - first) >= size || memchr(first, '\\', (size_t)(last - first)) != NULL) {
        return false;
    }
    memcpy(text, first, (size_t)(last - first));
    text[last - first] = '\0';
    *at = last + 1;
    return true;
}

static bool take_word(const char **at, const char *word)
{
    skip_blanks(at);
    const size_t length = strlen(word);
    if (strncmp(*at, word, length) != 0) {
        return false;
    }
    *at += length;
    return true;
}

static hodo_status broken(const char *path, const char *what, hodo_error *error)
{
    return hodo_fail(error, HODO_DAMAGED, "'%s': %s in the .npy header: save the array again with numpy.save",
                     path, what);
}

static hodo_status read_type(const char *path, const char **at, hodo_npy_header *says, hodo_error *error)
{
    char type[32];
    skip_blanks(at);
    if (**at == '[' || **at == '(') {
        return hodo_fail(error, HODO_INVALID, "'%s' holds a structured array: save one field as a plain matrix",
                         path);
    }
    if (!take_text(at, type, sizeof type) || type[0] == '\0') {
        return broken(path, "no type", error);
    }
    if (strchr(type, 'O') != NULL) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' holds pickled Python objects, which are never loaded: save the "
                         "array as float64",
                         path);
    }
    for (size_t i = 0; i < ELEMENTS; i++) {
        const bool order = type[0] == '<' || type[0] == '>' || (type[0] == '|' && elements[i].size == 1);
        if (order && strcmp(type + 1, elements[i].type) == 0) {
            says->element = &elements[i];
            says->big_endian = type[0] == '>';
            return HODO_OK;
        }
    }
    return hodo_fail(error, HODO_INVALID,
                     "'%s' holds elements of type '%s': save real numbers or integers, such as "
                     "float64",
                     path, type);
}

static hodo_status read_shape(const char *path, const char **at, hodo_npy_header *says, hodo_error *error)
{
    if (!take(at, '(')) {
        return broken(path, "no shape", error);
    }
    while (!take(at, ')')) {
        char *end;
        skip_blanks(at);
        if (**at < '0' || **at > '9') {
            return broken(path, "a shape that is no tuple of whole numbers", error);
        }
        errno = 0;
        const uintmax_t extent = strtoumax(*at, &end, 10);
        if (errno == ERANGE || extent > SIZE_MAX) {
            return hodo_fail(error, HODO_INVALID, "'%s': an extent of the shape is beyond 64 bits", path);
        }
        *at = *end == 'L' ? end + 1 : end; /* Python 2 wrote 3L */
        if (says->dimensions < 2) {
            says->shape[says->dimensions] = (size_t)extent;
        }
        says->dimensions++;
        skip_blanks(at);
        if (!take(at, ',') && **at != ')') {
            return broken(path, "a shape that is no tuple of whole numbers", error);
        }
    }
    return HODO_OK;
}

/* {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), } with each key once, in any order. */
hodo_status hodo_npy_header_read(const char *path, const char *text, hodo_npy_header *says, hodo_error *error)
{
    *says = (hodo_npy_header){0};
    const char *at = text;
    bool ordered = false, shaped = false;
    if (!take(&at, '{')) {
        return broken(path, "no dictionary", error);
    }
    while (!take(&at, '}')) {
        char key[32];
        if (!take_text(&at, key, sizeof key) || !take(&at, ':')) {
            return broken(path, "a key that is no text", error);
        }
        hodo_status status = HODO_OK;
        if (strcmp(key, "descr") == 0 && says->element == NULL) {
            status = read_type(path, &at, says, error);
        } else if (strcmp(key, "fortran_order") == 0 && !ordered) {
            ordered = true;
            says->fortran_order = take_word(&at, "True");
            status = says->fortran_order || take_word(&at, "False") ? HODO_OK : broken(path, "no order", error);
        } else if (strcmp(key, "shape") == 0 && !shaped) {
            shaped = true;
            status = read_shape(path, &at, says, error);
        } else {
            status = broken(path, "an unknown or repeated key", error);
        }
        if (status != HODO_OK) {
            return status;
        }
        skip_blanks(&at);
        if (!take(&at, ',') && *at != '}') {
            return broken(path, "no comma", error);
        }
    }
    skip_blanks(&at);
    if (*at != '\0' || says->element == NULL || !ordered || !shaped) {
        return broken(path, *at != '\0' ? "more than a dictionary" : "a missing key", error);
    }
    if (says->dimensions < 1 || says->dimensions > 2) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' has %zu dimensions: save a matrix (2) or a vector (1), reshaped "
                         "if need be",
                         path, says->dimensions);
    }
    return HODO_OK;
}
