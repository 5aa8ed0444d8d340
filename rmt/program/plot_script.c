#include "rmt/program/plot_script.h"

#include <math.h>
#include <string.h>

/* How a kind is drawn; the columns are x, y and, for boxes, the width. Colours are Okabe and Ito's. */
static const struct style {
    const char *picture, *characters;
} styles[] = {
    [RMT_SERIES_THEORY] = {"using 1:2 with lines linecolor rgb '#000000' linewidth 1.6",
                           "using 1:2 with lines"},
    [RMT_SERIES_LINE] = {"using 1:2 with lines linecolor rgb '#d55e00' linewidth 1.6 dashtype 2",
                         "using 1:2 with lines"},
    [RMT_SERIES_POINTS] = {"using 1:2 with points linecolor rgb '#d55e00' pointtype 7 pointsize 0.8",
                           "using 1:2 with points"},
    [RMT_SERIES_BOXES] =
        {"using 1:2:3 with boxes linecolor rgb '#0072b2' fillstyle transparent solid 0.3 noborder",
         "using 1:2:3 with boxes"},
    [RMT_SERIES_ATOMS] = {"using 1:2 axes x1y2 with impulses linecolor rgb '#009e73' linewidth 3",
                          "using 1:2 axes x1y2 with impulses"},
    [RMT_SERIES_EDGES] = {NULL, NULL}, /* arrows */
};

static bool drawn(const rmt_plot *plot, const rmt_series *series, size_t i)
{
    return !(plot->logarithmic_x && !(series->x[i] > 0));
}

/* What turns a density in x into one of ln x; a box's is the ratio of its widths. */
static double scale_of(const rmt_plot *plot, const rmt_series *series, size_t i)
{
    if (!plot->density_of_logarithm || series->kind == RMT_SERIES_ATOMS) {
        return 1;
    }
    const double x = series->x[i];
    if (series->kind != RMT_SERIES_BOXES) {
        return x;
    }
    const double half = series->width[i] / 2;
    return series->width[i] / log((x + half) / (x - half));
}

static void put_data(const rmt_plot *plot, size_t which, FILE *script)
{
    const rmt_series *series = &plot->series[which];
    (void)fprintf(script, "$series%zu << END_OF_SERIES\n", which);
    for (size_t i = 0; i < series->count; i++) {
        if (!drawn(plot, series, i)) {
            continue;
        }
        hodo_picture_number(series->x[i], script);
        (void)fputc(' ', script);
        hodo_picture_number(series->y[i] * scale_of(plot, series, i), script);
        if (series->kind == RMT_SERIES_BOXES) {
            (void)fputc(' ', script);
            hodo_picture_number(series->width[i], script);
        }
        (void)fputc('\n', script);
    }
    (void)fputs("END_OF_SERIES\n", script);
}

/* Edges as dashed lines from top to bottom, masses written beside the atoms. */
static void put_marks(const rmt_plot *plot, const rmt_series *series, bool characters, FILE *script)
{
    for (size_t i = 0; i < series->count; i++) {
        if (!isfinite(series->x[i]) || !drawn(plot, series, i)) {
            continue;
        }
        if (series->kind == RMT_SERIES_EDGES) {
            (void)fputs("set arrow from first ", script);
            hodo_picture_number(series->x[i], script);
            (void)fputs(", graph 0 to first ", script);
            hodo_picture_number(series->x[i], script);
            (void)fprintf(script, ", graph 1 nohead back%s\n",
                          characters ? "" : " dashtype 2 linewidth 1 linecolor rgb '#777777'");
        } else {
            (void)fprintf(script, "set label 'mass %.4g' at first ", series->y[i]);
            hodo_picture_number(series->x[i], script);
            (void)fputs(", second ", script);
            hodo_picture_number(series->y[i], script);
            /* Beyond the last point of the first series there is no room on the right. */
            const rmt_series *first = &plot->series[0];
            const bool last = first->count > 0 && series->x[i] >= first->x[first->count - 1];
            (void)fputs(last ? " right offset -0.7,-0.3 front\n" : " left offset 0.7,-0.3 front\n", script);
        }
    }
}

static bool any_drawn(const rmt_plot *plot, const rmt_series *series)
{
    for (size_t i = 0; i < series->count; i++) {
        if (drawn(plot, series, i)) {
            return true;
        }
    }
    return false;
}

static bool has(const rmt_plot *plot, rmt_series_kind kind)
{
    for (size_t i = 0; i < plot->count; i++) {
        if (plot->series[i].kind == kind && any_drawn(plot, &plot->series[i])) {
            return true;
        }
    }
    return false;
}

static void put_axes(const rmt_plot *plot, bool characters, FILE *script)
{
    (void)fputs("set title ", script);
    char title[512];
    /* The character terminal has no room for a label beside the axis. */
    (void)snprintf(title, sizeof title, "%s%s%s", plot->title, characters ? ": " : "",
                   characters ? plot->y_label : "");
    hodo_picture_text(title, script);
    (void)fputs("\nset xlabel ", script);
    hodo_picture_text(plot->x_label, script);
    (void)fputs("\nset ylabel ", script);
    hodo_picture_text(characters ? "" : plot->y_label, script);
    const char *place = characters                   ? "bmargin center horizontal maxrows 1"
                        : plot->rising               ? "bottom right opaque"
                        : plot->density_of_logarithm ? "top left opaque"
                                                     : "top right opaque";
    (void)fprintf(script, "\nset tics nomirror out\nset key noenhanced %s samplen 1.6 spacing 1.15\n", place);
    (void)fputs(characters
                    ? "set border 3\n"
                    : "set border 3 linecolor rgb '#333333'\nset grid linecolor rgb '#e0e0e0' linewidth 0.6\n",
                script);
    (void)fputs(plot->logarithmic_x ? "set logscale x\nset format x '%.4g'\n"
                                    : "set offsets graph 0.02, graph 0.02, 0, 0\n", script);
    (void)fputs(plot->negative_y ? "" : "set yrange [0:*]\n", script);
    if (plot->x_lower > 0) {
        (void)fputs("set xrange [", script);
        hodo_picture_number(plot->x_lower, script);
        (void)fputs(":*]\n", script);
    }
    if (plot->y_top > 0) {
        (void)fputs("set yrange [*:", script);
        hodo_picture_number(plot->y_top, script);
        (void)fputs("]\n", script);
        (void)fputs("set yrange [0:]\n", script);
    }
    if (has(plot, RMT_SERIES_ATOMS)) {
        (void)fputs("set y2range [0:1]\nset y2tics 0.25\nset y2label 'mass of an atom'\nset border 11\n",
                    script);
    }
}

/* Boxes lie under everything, theory above everything. */
static int layer_of(rmt_series_kind kind)
{
    return kind == RMT_SERIES_BOXES ? 0 : kind == RMT_SERIES_THEORY ? 2 : 1;
}

void rmt_plot_script(const rmt_plot *plot, const char *format, FILE *script)
{
    const bool characters = format == NULL;
    (void)fputs("set encoding utf8\n", script);
    hodo_picture_terminal(format, 1.0, script);
    put_axes(plot, characters, script);
    for (size_t i = 0; i < plot->count; i++) {
        const rmt_series *series = &plot->series[i];
        if (series->kind == RMT_SERIES_EDGES || series->kind == RMT_SERIES_ATOMS) {
            put_marks(plot, series, characters, script);
        }
        if (series->kind != RMT_SERIES_EDGES && any_drawn(plot, series)) {
            put_data(plot, i, script);
        }
    }
    const char *before = "plot ";
    for (int layer = 0; layer <= 2; layer++) {
        for (size_t i = 0; i < plot->count; i++) {
            const rmt_series *series = &plot->series[i];
            if (series->kind == RMT_SERIES_EDGES || !any_drawn(plot, series) ||
                layer_of(series->kind) != layer) {
                continue;
            }
            const struct style *style = &styles[series->kind];
            (void)fprintf(script, "%s$series%zu %s ", before, i,
                          characters ? style->characters : style->picture);
            (void)fputs(series->title != NULL ? "title " : "notitle", script);
            if (series->title != NULL) {
                hodo_picture_text(series->title, script);
            }
            before = ", \\\n     ";
        }
    }
    if (has(plot, RMT_SERIES_EDGES)) {
        (void)fprintf(script, "%skeyentry with lines %s title 'edge'", before,
                      characters ? "" : "dashtype 2 linewidth 1 linecolor rgb '#777777'");
    }
    (void)fputc('\n', script);
}
