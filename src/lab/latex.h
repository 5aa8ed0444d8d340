/* Numbers and words as LaTeX, rounded for a sentence. */
#ifndef HODO_LAB_LATEX_H
#define HODO_LAB_LATEX_H

#include <stddef.h>
#include <stdio.h>

#define HODO_LATEX_SIZE 96

/* x to so many significant digits, trailing zeros kept (0.7500 to four): plain between 1e-4 and 1e6, otherwise
 * m x 10^e. Good in text and in mathematics (\ensuremath). */
void hodo_latex_number(double x, int digits, char text[HODO_LATEX_SIZE]);

/* x rounded where its standard error has its second significant digit; to four digits when there is none. */
void hodo_latex_measured(double x, double standard_error, char text[HODO_LATEX_SIZE]);

/* A word with the ten special characters of LaTeX escaped. */
void hodo_latex_escape(const char *text, FILE *file);

#endif
