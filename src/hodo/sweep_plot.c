#include "hodo/sweep_plot.h"

#include "base/picture.h"

#include <math.h>

void hodo_axis_hold(hodo_axis *axis, double x)
{
    if (isfinite(x) && x > 0.0) {
        axis->low = fmin(axis->low, x);
        axis->high = fmax(axis->high, x);
    }
}

/* Marks at 1, 2 and 5 times a power of ten where the powers alone would be too few. */
static void put_marks(char which, double low, double high, FILE *script)
{
    static const double steps[] = {1.0, 2.0, 5.0};
    const double dense = which == 'x' ? 100.0 : 1000.0; /* numbers side by side need more room */
    (void)fprintf(script, "set %ctics ", which);
    if (high > dense * low) {
        (void)fputs("auto\n", script);
        return;
    }
    const char *before = "(";
    for (double power = pow(10.0, floor(log10(low))); power <= high; power *= 10.0) {
        for (size_t i = 0; i < 3; i++) {
            if (steps[i] * power >= low && steps[i] * power <= high) {
                (void)fprintf(script, "%s%.6g", before, steps[i] * power);
                before = ", ";
            }
        }
    }
    (void)fputs(before[0] == '(' ? "auto\n" : ")\n", script);
}

void hodo_axis_put(const hodo_axis *axis, char which, double ratio, FILE *script)
{
    static const double MARGIN = 1.25; /* a factor on either side: room for points and error bars */
    static const double LEAST = 10.0;  /* what is flat shall look so: an axis of values holds a decade */
    const bool any = axis->low <= axis->high;
    double low = any ? axis->low / MARGIN : 0.5, high = any ? axis->high * MARGIN : 2.0;
    high = ratio > 0.0 ? fmin(high, low * ratio) : high;
    if (which == 'y' && high < LEAST * low) {
        const double more = sqrt(LEAST * low / high);
        low /= more;
        high *= more;
    }
    (void)fprintf(script, "set logscale %c\nset %crange [", which, which);
    hodo_picture_number(low, script);
    (void)fputc(':', script);
    hodo_picture_number(high, script);
    (void)fputs("]\n", script);
    put_marks(which, low, high, script);
}

void hodo_sweep_style(size_t i, hodo_style_of what, bool characters, FILE *script)
{
    static const char *const colours[] = {"#000000", "#0072b2", "#d55e00", "#009e73",
                                          "#cc79a7", "#e69f00", "#56b4e9", "#777777"};
    static const int points[] = {7, 5, 9, 11, 13, 6, 4, 8};
    enum { STYLES = sizeof points / sizeof points[0], DASHES = 4 };
    if (!characters) {
        (void)fprintf(script, " linecolor rgb '%s'", colours[i % STYLES]);
        if (what != HODO_STYLE_POINTS) {
            (void)fprintf(script, " linewidth %g dashtype %zu", what == HODO_STYLE_LINE ? 1.4 : 0.7,
                          i % DASHES + 1);
        } else {
            (void)fprintf(script, " linewidth 1.2 pointtype %d pointsize 1", points[i % STYLES]);
        }
    }
}

void hodo_sweep_begin(const char *format, size_t panels, const char *title, FILE *script)
{
    static const double PANEL_WIDE = 0.72; /* of the usual picture */
    (void)fputs("set encoding utf8\n", script);
    hodo_picture_terminal(format, panels > 1 ? PANEL_WIDE * (double)panels : 1.0, script);
    (void)fputs(
        "set tics nomirror out\nset key noenhanced bmargin center horizontal samplen 2 spacing 1.1 width 2\n",
        script);
    if (format == NULL) {
        (void)fputs("set border 3\n", script);
        return;
    }
    (void)fputs("set border 3 linecolor rgb '#333333'\nset grid linecolor rgb '#e0e0e0' linewidth 0.6\n",
                script);
    (void)fprintf(script, "set multiplot layout 1,%zu title ", panels);
    hodo_picture_text(title, script);
    (void)fputc('\n', script);
}

void hodo_sweep_panel(const char *title, const char *x, const char *y, FILE *script)
{
    (void)fputs("set title ", script);
    hodo_picture_text(title, script);
    (void)fputs("\nset xlabel ", script);
    hodo_picture_text(x, script);
    (void)fputs("\nset ylabel ", script);
    hodo_picture_text(y, script);
    (void)fputs("\nset format '%g'\n", script);
}

void hodo_axis_sizes(const hodo_sizes *sizes, FILE *script)
{
    static const double MARGIN = 1.25;
    (void)fprintf(script, "set logscale x\nset xrange [%.17g:%.17g]\nset xtics ", (double)sizes->at[0] / MARGIN,
                  (double)sizes->at[sizes->count - 1] * MARGIN);
    for (size_t i = 0; i < sizes->count; i++) {
        (void)fprintf(script, "%s%lld", i == 0 ? "(" : ", ", (long long)sizes->at[i]);
    }
    (void)fputs(")\n", script);
}
