/* The picture of a coordinate check: what is judged at the last step, against width. */
#include "hodo/coordcheck.h"

#include "base/picture.h"
#include "hodo/sweep_plot.h"

#include <math.h>

/* Of one number at one width: the mean over seeds of its logarithm, and the seeds' range. */
typedef struct spot {
    double middle, low, high;
} spot;

static spot spot_of(const hodo_coordcheck *check, hodo_coordinate which, size_t layer, size_t size)
{
    const size_t seeds = check->sweep->seeds;
    double sum = 0.0;
    spot at = {NAN, INFINITY, 0.0};
    for (size_t seed = 0; seed < seeds; seed++) {
        const double value =
            hodo_coordinate_value(&check->records[size * seeds + seed], which, check->steps, layer);
        sum += log(value);
        at.low = fmin(at.low, value);
        at.high = fmax(at.high, value);
    }
    at.middle = exp(sum / (double)seeds);
    at.middle = isfinite(at.middle) && at.middle > 0.0 ? at.middle : NAN;
    return at;
}

static bool drawn(const hodo_coordcheck *check, hodo_coordinate which, size_t layer)
{
    return hodo_coordinate_judged(check->architecture, which, check->steps, layer) != HODO_DEMAND_NONE;
}

static void put_data(const hodo_coordcheck *check, hodo_coordinate which, hodo_axis *y, FILE *script)
{
    for (size_t l = 1; l < check->features; l++) {
        (void)fprintf(script, "$layer%d_%zu << END_OF_LAYER\n", (int)which, l);
        for (size_t i = 0; i < check->sweep->sizes->count; i++) {
            const spot at = spot_of(check, which, l, i);
            (void)fprintf(script, "%lld ", (long long)check->sweep->sizes->at[i]);
            hodo_picture_number(at.middle, script);
            (void)fputc(' ', script);
            hodo_picture_number(at.low, script);
            (void)fputc(' ', script);
            hodo_picture_number(at.high, script);
            (void)fputc('\n', script);
            if (drawn(check, which, l)) {
                hodo_axis_hold(y, at.middle);
                hodo_axis_hold(y, at.low);
                hodo_axis_hold(y, at.high);
            }
        }
        (void)fputs("END_OF_LAYER\n", script);
    }
}

static void put_panel(const hodo_coordcheck *check, hodo_coordinate which, bool characters, FILE *script)
{
    static const char *const labels[] = {[HODO_COORDINATE_SIZE] = "size: mean |h|",
                                         [HODO_COORDINATE_CHANGE] = "change: rms(h - h at step 0)",
                                         [HODO_COORDINATE_OWN] = "own: the same, by own weights"};
    hodo_axis y = HODO_AXIS_EMPTY;
    put_data(check, which, &y, script);
    hodo_sweep_panel(labels[which], "width", "", script);
    hodo_axis_sizes(check->sweep->sizes, script);
    hodo_axis_put(&y, 'y', 0.0, script);
    const char *before = "plot ";
    for (size_t l = 1; l < check->features; l++) {
        if (!drawn(check, which, l)) {
            continue;
        }
        char name[32] = "output";
        if (l + 1 < check->features) {
            (void)snprintf(name, sizeof name, "layer %zu", l);
        }
        if (characters) {
            (void)fprintf(script, "%s$layer%d_%zu using 1:2 with linespoints title '%s'", before, (int)which, l,
                          name);
        } else {
            (void)fprintf(script, "%s$layer%d_%zu using 1:2 with lines notitle", before, (int)which, l);
            hodo_sweep_style(l - 1, HODO_STYLE_LINE, false, script);
            (void)fprintf(script, ", $layer%d_%zu using 1:2:3:4 with yerrorbars title '%s'", (int)which, l,
                          name);
            hodo_sweep_style(l - 1, HODO_STYLE_POINTS, false, script);
        }
        before = ", \\\n     ";
    }
    (void)fputs("\n", script);
}

void hodo_coordcheck_script(const void *plot, const char *format, FILE *script)
{
    const hodo_coordcheck *check = plot;
    const hodo_settings *shared = &check->sweep->settings->shared;
    static const char *const words[] = {[HODO_TREND_CONSTANT] = "passes",
                                        [HODO_TREND_GROWS] = "is rejected",
                                        [HODO_TREND_VANISHES] = "is rejected",
                                        [HODO_TREND_UNDECIDED] = "is undecided"};
    char title[200];
    (void)snprintf(title, sizeof title, "%s with %s %s: after step %zu, range of %zu seeds",
                   shared->parametrization, shared->optimiser, words[check->verdict], check->steps,
                   check->sweep->seeds);
    if (format == NULL) { /* one panel in characters: the change, which tells most */
        hodo_sweep_begin(NULL, 1, title, script);
        put_panel(check, HODO_COORDINATE_CHANGE, true, script);
        return;
    }
    hodo_sweep_begin(format, HODO_COORDINATES, title, script);
    for (int which = 0; which < HODO_COORDINATES; which++) {
        put_panel(check, (hodo_coordinate)which, false, script);
    }
    (void)fputs("unset multiplot\n", script);
}
