#include "hodo/angle.h"

#include "hodo/sweep_plot.h"

#include <math.h>
#include <string.h>

/* A line of a panel: what it is called, and its number at a feature. */
typedef struct curve {
    const char *title;
    double (*value)(const hodo_angle *angle, size_t v);
    hodo_style_of style; /* theory is a line; the rest are points */
} curve;

static double cosine(const hodo_angle *angle, size_t v) { return angle->own.rows[v].cosine; }
static double cosine_single(const hodo_angle *angle, size_t v) { return angle->cosine_single[v]; }
static double cosine_theory(const hodo_angle *angle, size_t v) { return angle->law.cosine[v]; }
static double speed(const hodo_angle *angle, size_t v) { return angle->own.rows[v].speed; }
static double speed_advised(const hodo_angle *angle, size_t v) { return angle->advised.rows[v].speed; }
static double speed_step(const hodo_angle *angle, size_t v) { return angle->step_speed[v]; }
static double share(const hodo_angle *angle, size_t v)
{
    return angle->own.rows[v].contribution / angle->own.decay;
}
static double share_advised(const hodo_angle *angle, size_t v)
{
    return angle->advised.rows[v].contribution / angle->advised.decay;
}

enum { CURVES = 3, PANELS = 3 };
static const struct {
    const char *title;
    bool zero; /* the axis begins at 0, else it is logarithmic */
    curve curves[CURVES];
} panels[PANELS] = {
    {"cosine of the angle, by layer",
     true,
     {{"theory, one sample", cosine_theory, HODO_STYLE_LINE},
      {"one sample, median", cosine_single, HODO_STYLE_POINTS},
      {"batch", cosine, HODO_STYLE_POINTS}}},
    {"feature speed, by layer",
     false,
     {{"as it is", speed, HODO_STYLE_POINTS},
      {"advised", speed_advised, HODO_STYLE_POINTS},
      {"advised, a step taken", speed_step, HODO_STYLE_LINE}}},
    {"share of the loss decay, by layer",
     true,
     {{"as it is", share, HODO_STYLE_POINTS}, {"advised", share_advised, HODO_STYLE_POINTS}, {NULL, NULL, 0}}},
};

static bool drawn(const hodo_angle *angle, const curve *of)
{
    return of->title != NULL && (of->value != cosine_theory || angle->law.known);
}

static void put_data(const hodo_angle *angle, size_t p, hodo_axis *y, FILE *script)
{
    for (size_t c = 0; c < CURVES; c++) {
        const curve *of = &panels[p].curves[c];
        if (!drawn(angle, of)) {
            continue;
        }
        (void)fprintf(script, "$curve%zu_%zu << END_OF_CURVE\n", p, c);
        for (size_t v = 1; v < angle->features; v++) {
            const double value = of->value(angle, v);
            if (v + 1 == angle->features && of->style == HODO_STYLE_LINE) {
                (void)fputc('\n', script); /* the output is another kind of layer: no line leads to it */
            }
            hodo_axis_hold(y, value);
            (void)fprintf(script, "%zu %.17g\n", v, value);
        }
        (void)fputs("END_OF_CURVE\n", script);
    }
}

static void put_panel(const hodo_angle *angle, size_t p, bool characters, FILE *script)
{
    hodo_axis y = HODO_AXIS_EMPTY;
    put_data(angle, p, &y, script);
    hodo_sweep_panel(panels[p].title, "", "", script);
    (void)fprintf(script, "set xrange [0.5:%zu.5]\n", angle->features - 1);
    if (panels[p].zero) {
        (void)fputs("unset logscale y\nset yrange [0:*]\nset ytics auto\n", script);
    } else {
        hodo_axis_put(&y, 'y', 0.0, script);
    }
    const char *before = "plot ";
    for (size_t c = 0; c < CURVES; c++) {
        const curve *of = &panels[p].curves[c];
        if (!drawn(angle, of)) {
            continue;
        }
        const bool line = of->style == HODO_STYLE_LINE;
        (void)fprintf(script, "%s$curve%zu_%zu using 1:2 with %s title '%s'", before, p, c,
                      line ? "lines" : "points", of->title);
        hodo_sweep_style(c, of->style, characters, script);
        before = ", \\\n     ";
    }
    (void)fputs("\n", script);
}

void hodo_angle_script(const void *plot, const char *format, FILE *script)
{
    const hodo_angle *angle = plot;
    const hodo_settings *shared = &angle->settings->shared;
    char title[200];
    (void)snprintf(title, sizeof title, "%s %s, width %lld, depth %lld, %zu samples of %.60s",
                   shared->parametrization, shared->architecture, (long long)shared->width,
                   (long long)shared->depth, angle->x.rows, shared->data);
    hodo_sweep_begin(format, format != NULL ? PANELS : 1, title, script);
    for (size_t p = 0; p < (format != NULL ? PANELS : 1); p++) {
        put_panel(angle, p, format == NULL, script);
    }
    if (format != NULL) {
        (void)fputs("unset multiplot\n", script);
    }
}
