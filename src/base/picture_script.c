#include "base/picture.h"

#include "base/number.h"

#include <math.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void hodo_picture_text(const char *text, FILE *script)
{
    (void)fputc('\'', script);
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < ' ') {
            (void)fputc(' ', script);
        } else {
            (void)fputs(*text == '\'' ? "''" : (char[]){*text, '\0'}, script);
        }
    }
    (void)fputc('\'', script);
}

void hodo_picture_number(double x, FILE *script)
{
    char number[HODO_NUMBER_SIZE];
    hodo_number_print(x, number);
    (void)fputs(isfinite(x) ? number : "NaN", script);
}

void hodo_picture_terminal(const char *format, double wide, FILE *script)
{
    static const char picture[] = " noenhanced font 'DejaVu Sans,%s' background '#ffffff'%s\n";
    if (format == NULL) {
        struct winsize window = {0};
        const bool tty = isatty(STDOUT_FILENO) == 1;
        const bool sized = tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col >= 40 &&
                           window.ws_row >= 12;
        /* One column and two rows stay free, so that nothing wraps and the prompt does not push the title
         * away. */
        (void)fprintf(script, "set terminal dumb noenhanced nofeed %s size %d,%d\n", tty ? "ansi" : "mono",
                      sized ? window.ws_col - 1 : 79, sized ? window.ws_row - 2 : 24);
    } else if (strcmp(format, "svg") == 0) {
        (void)fprintf(script, "set terminal svg size %.0f,403 dynamic", 576.0 * wide);
        (void)fprintf(script, picture, "12", "");
    } else if (strcmp(format, "pdf") == 0) {
        (void)fprintf(script, "set terminal pdfcairo size %g,4.2", 6.0 * wide);
        (void)fprintf(script, picture, "11", "");
    } else {
        (void)fprintf(script, "set terminal pngcairo size %.0f,630", 900.0 * wide);
        (void)fprintf(script, picture, "11", " fontscale 1.4 linewidth 1.5");
    }
}
