/* The picture of a transfer: the valleys of the loss, and where their floors lie. */
#include "hodo/lrtransfer.h"

#include "base/picture.h"
#include "hodo/sweep_plot.h"

#include <math.h>

/* How far above the least loss is looked: beyond stand only rates that nobody wants. */
static const double LOOK = 20.0;

static void put_point(double x, double y, FILE *script)
{
    hodo_picture_number(x, script);
    (void)fputc(' ', script);
    hodo_picture_number(y, script);
    (void)fputc('\n', script);
}

/* $curvesI: the curves of size I, a blank line between seeds; $floorsI: eta and loss of their best rates, and
 * the size. */
static void put_data(const hodo_lrtransfer *transfer, hodo_axis *eta, hodo_axis *loss, hodo_axis *best,
                     FILE *script)
{
    const hodo_sweep *sweep = transfer->sweep;
    for (size_t i = 0; i < sweep->sizes->count; i++) {
        (void)fprintf(script, "$curves%zu << END_OF_CURVES\n", i);
        for (size_t seed = 0; seed < sweep->seeds; seed++) {
            const hodo_rate_search *found = &transfer->found[i * sweep->seeds + seed];
            for (size_t k = 0; k < found->count; k++) {
                put_point(found->etas[k], found->losses[k], script);
                hodo_axis_hold(eta, found->etas[k]);
                hodo_axis_hold(loss, found->losses[k]);
            }
            (void)fputs("\n", script);
        }
        (void)fprintf(script, "END_OF_CURVES\n$floors%zu << END_OF_FLOORS\n", i);
        for (size_t seed = 0; seed < sweep->seeds; seed++) {
            const double eta_there = hodo_lrtransfer_best(transfer, i, seed);
            (void)fprintf(script, "%lld ", (long long)sweep->sizes->at[i]);
            put_point(eta_there, transfer->found[i * sweep->seeds + seed].loss, script);
            hodo_axis_hold(best, eta_there);
        }
        (void)fputs("END_OF_FLOORS\n", script);
    }
}

static void put_curves(const hodo_lrtransfer *transfer, bool characters, FILE *script)
{
    const hodo_sweep *sweep = transfer->sweep;
    const char *before = "plot ";
    for (size_t i = 0; i < sweep->sizes->count; i++) {
        const long long size = (long long)sweep->sizes->at[i];
        if (characters) {
            (void)fprintf(script, "%s$curves%zu using 1:2 with points title '%lld'", before, i, size);
        } else {
            (void)fprintf(script, "%s$curves%zu using 1:2 with lines notitle", before, i);
            hodo_sweep_style(i, HODO_STYLE_THIN, false, script);
            (void)fprintf(script, ", $floors%zu using 2:3 with points title '%s %lld'", i,
                          sweep->of_depth ? "depth" : "width", size);
            hodo_sweep_style(i, HODO_STYLE_POINTS, false, script);
        }
        before = ", \\\n     ";
    }
    (void)fputs("\n", script);
}

/* Best rates, and the line of no slope at all through their middle. */
static void put_floors(const hodo_lrtransfer *transfer, FILE *script)
{
    const hodo_sweep *sweep = transfer->sweep;
    double sum = 0.0, count = 0.0;
    for (size_t i = 0; i < sweep->cells; i++) {
        const double best = hodo_lrtransfer_best(transfer, i / sweep->seeds, i % sweep->seeds);
        sum += isfinite(best) ? log(best) : 0.0;
        count += isfinite(best);
    }
    (void)fputs("plot ", script);
    if (count > 0.0) {
        hodo_picture_number(exp(sum / count), script);
        (void)fputs(" with lines linecolor rgb '#000000' dashtype 2 title 'slope 0', \\\n     ", script);
    }
    for (size_t i = 0; i < sweep->sizes->count; i++) {
        (void)fprintf(script, "%s$floors%zu using 1:2 with points notitle", i > 0 ? ", " : "", i);
        hodo_sweep_style(i, HODO_STYLE_POINTS, false, script);
    }
    (void)fputs("\n", script);
}

void hodo_lrtransfer_script(const void *plot, const char *format, FILE *script)
{
    const hodo_lrtransfer *transfer = plot;
    const hodo_sweep *sweep = transfer->sweep;
    const hodo_settings *shared = &sweep->settings->shared;
    const char *of = sweep->of_depth ? "depth" : "width";
    static const char *const words[] = {[HODO_TREND_CONSTANT] = "transfers",
                                        [HODO_TREND_GROWS] = "does not transfer",
                                        [HODO_TREND_VANISHES] = "does not transfer",
                                        [HODO_TREND_UNDECIDED] = "is undecided"};
    hodo_axis eta = HODO_AXIS_EMPTY, loss = HODO_AXIS_EMPTY, best = HODO_AXIS_EMPTY;
    char title[240];
    const int length = snprintf(title, sizeof title, "%s with %s %s in %s", shared->parametrization,
                                shared->optimiser, words[transfer->trend.verdict], of);
    if (isfinite(transfer->trend.low) && length > 0 && (size_t)length < sizeof title) {
        (void)snprintf(title + length, sizeof title - (size_t)length,
                       ": slope of the best eta %.3f [%.3f, %.3f]", transfer->trend.slope.value,
                       transfer->trend.low, transfer->trend.high);
    }
    hodo_sweep_begin(format, format == NULL ? 1 : 2, title, script);
    put_data(transfer, &eta, &loss, &best, script);
    (void)snprintf(title, sizeof title, "final loss, %lld steps, %zu seeds", (long long)shared->steps,
                   sweep->seeds);
    hodo_sweep_panel(title, "eta", format == NULL ? "" : "loss", script);
    hodo_axis_put(&eta, 'x', 0.0, script);
    hodo_axis_put(&loss, 'y', LOOK, script);
    put_curves(transfer, format == NULL, script);
    if (format == NULL) {
        return;
    }
    (void)snprintf(title, sizeof title, "best eta of each seed");
    hodo_sweep_panel(title, of, "eta", script);
    hodo_axis_sizes(sweep->sizes, script);
    hodo_axis_put(&best, 'y', 0.0, script);
    put_floors(transfer, script);
    (void)fputs("unset multiplot\n", script);
}
