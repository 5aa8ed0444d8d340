/* A picture drawn by gnuplot: how it is run, and the pieces that every script of ours has.
 *
 * gnuplot is started without a shell and gets script and data on its standard input; what it writes on its
 * standard output becomes the picture, whole or not at all (base/file.h), so that no name of a file ever
 * reaches a program that could interpret it. Texts are gnuplot strings in single quotes with enhanced mode off.
 * "-" draws in characters, as large as the terminal, plain when standard output is none. A picture is for the
 * eye; the table is the result.
 */
#ifndef HODO_BASE_PICTURE_H
#define HODO_BASE_PICTURE_H

#include "base/status.h"

#include <stdbool.h>
#include <stdio.h>

/* What --help says of the option. */
#define HODO_PICTURE_OPTION                                                                                    \
    {                                                                                                          \
        "plot", "FILE", "also draw it: FILE.svg, .pdf or .png; '-' draws on the terminal instead"              \
    }

/* Is it "-", or a name that ends in .svg, .pdf or .png in a folder that can be written? HODO_INVALID otherwise:
 * asked before anything is computed. NULL (no picture) is fine. */
hodo_status hodo_picture_check(const char *path, hodo_error *error);

/* Does the table still go to standard output? Not when the picture does. */
bool hodo_picture_leaves_table(const char *path);

/* Writes the script of a plot, data and all. format: "svg", "pdf", "png", or NULL for characters. Failures
 * stand in ferror(script). */
typedef void (*hodo_picture_script)(const void *plot, const char *format, FILE *script);

/* Draws; path NULL draws nothing. HODO_INVALID as above; HODO_IO when gnuplot is not installed or fails, or the
 * file cannot be written. */
hodo_status hodo_picture_draw(hodo_picture_script write, const void *plot, const char *path,
                              hodo_error *error);

/* For scripts. A text in single quotes, where gnuplot interprets nothing but a doubled quote; a number, NaN
 * where it is not finite; the terminal of a format, `wide` times as wide as the usual picture (characters: the
 * window's size, or 80 x 24 where there is none). */
void hodo_picture_text(const char *text, FILE *script);
void hodo_picture_number(double x, FILE *script);
void hodo_picture_terminal(const char *format, double wide, FILE *script);

#endif
