#include "lab/latex.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_DIGITS = 4, LEAST_EXPONENT = -4, MOST_EXPONENT = 6 };

/* The decimal exponent of x as it is after rounding to `digits` digits: 9.996 to three digits is 1.00e1. */
static int exponent_of(double x, int digits, char mantissa[HODO_LATEX_SIZE])
{
    (void)snprintf(mantissa, HODO_LATEX_SIZE, "%.*e", digits - 1, x);
    char *e = strchr(mantissa, 'e');
    const int exponent = (int)strtol(e + 1, NULL, 10);
    *e = '\0';
    return exponent;
}

void hodo_latex_number(double x, int digits, char text[HODO_LATEX_SIZE])
{
    if (!isfinite(x)) {
        (void)strcpy(text, isnan(x) ? "undefined" : x > 0 ? "\\ensuremath{\\infty}" : "\\ensuremath{-\\infty}");
        return;
    }
    char mantissa[HODO_LATEX_SIZE], plain[HODO_LATEX_SIZE];
    const int exponent = exponent_of(x, digits, mantissa);
    if (x != 0.0 && (exponent < LEAST_EXPONENT || exponent >= MOST_EXPONENT)) {
        (void)snprintf(text, HODO_LATEX_SIZE, "\\ensuremath{%.40s\\times 10^{%d}}", mantissa, exponent);
        return;
    }
    /* 123456 to two digits is 120000, not 123456: round first, then print without decimals. */
    const int decimals = x == 0.0 ? 0 : digits - 1 - exponent;
    if (decimals < 0) {
        const double unit = pow(10.0, -decimals);
        x = round(x / unit) * unit;
    }
    (void)snprintf(plain, sizeof plain, "%.*f", decimals > 0 ? decimals : 0, x);
    (void)snprintf(text, HODO_LATEX_SIZE, x < 0.0 ? "\\ensuremath{%.60s}" : "%.60s", plain);
}

void hodo_latex_measured(double x, double standard_error, char text[HODO_LATEX_SIZE])
{
    int digits = TEXT_DIGITS;
    if (isfinite(x) && isfinite(standard_error) && x != 0.0 && standard_error > 0.0) {
        char mantissa[HODO_LATEX_SIZE];
        digits = exponent_of(x, TEXT_DIGITS, mantissa) - exponent_of(standard_error, 2, mantissa) + 2;
        digits = digits < 1 ? 1 : digits > 17 ? 17 : digits;
    }
    hodo_latex_number(x, digits, text);
}

void hodo_latex_escape(const char *text, FILE *file)
{
    static const struct {
        char character;
        const char *escape;
    } table[] = {
        {'\\', "\\textbackslash{}"},
        {'~', "\\textasciitilde{}"},
        {'^', "\\textasciicircum{}"},
        {'&', "\\&"},
        {'%', "\\%"},
        {'$', "\\$"},
        {'#', "\\#"},
        {'_', "\\_"},
        {'{', "\\{"},
        {'}', "\\}"},
        {'\0', NULL},
    };
    for (; *text != '\0'; text++) {
        size_t row = 0;
        while (table[row].character != '\0' && table[row].character != *text) {
            row++;
        }
        if (table[row].escape != NULL) {
            (void)fputs(table[row].escape, file);
        } else {
            (void)fputc(*text, file);
        }
    }
}
