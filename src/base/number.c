#include "base/number.h"

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void hodo_number_print(double x, char text[HODO_NUMBER_SIZE])
{
    if (isnan(x)) {
        (void)strcpy(text, "nan");
        return;
    }
    if (isinf(x)) {
        (void)strcpy(text, x > 0 ? "inf" : "-inf");
        return;
    }
    /* Where 15 digits suffice, %g has cut their trailing zeros and no shorter form exists: every
     * decimal of at most 15 digits survives the round trip. Otherwise 16, otherwise 17. A subnormal
     * number has fewer digits to begin with, down to one: there every length is tried. */
    for (int digits = fabs(x) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        (void)snprintf(text, HODO_NUMBER_SIZE, "%.*g", digits, x);
        if (strtod(text, NULL) == x) {
            return;
        }
    }
}

hodo_status hodo_number_read(const char *text, double *x, hodo_error *error)
{
    char *end;
    errno = 0;
    const double value = strtod(text, &end);
    if (end == text || *end != '\0' || isspace((unsigned char)text[0])) {
        return hodo_fail(error, HODO_INVALID, "'%s' is not a number: write it as 0.5 or 1e-3", text);
    }
    if (errno == ERANGE && fabs(value) > 1.0) {
        return hodo_fail(error, HODO_INVALID,
                         "'%s' is beyond the largest double, 1.8e308: write a smaller number", text);
    }
    *x = value;
    return HODO_OK;
}

hodo_status hodo_integer_read(const char *text, int64_t *x, hodo_error *error)
{
    char *end;
    errno = 0;
    const intmax_t value = strtoimax(text, &end, 10);
    if (end == text || *end != '\0' || isspace((unsigned char)text[0])) {
        return hodo_fail(error, HODO_INVALID, "'%s' is not a whole number: write it as 200", text);
    }
    if (errno == ERANGE || value > INT64_MAX || value < INT64_MIN) {
        return hodo_fail(error, HODO_INVALID, "'%s' is beyond 64 bits: write a smaller number", text);
    }
    *x = (int64_t)value;
    return HODO_OK;
}
