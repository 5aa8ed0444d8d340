#include "experiments/spectral-condition/coordinate-check/checked_table.h"

#include "lab/trend.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 6 };

/* (widths,) of a trial. */
static double *line(const checked_table *of, size_t which, size_t step, size_t layer, size_t trial)
{
    return of->values +
           (((which * (of->steps + 1) + step) * CHECKED_LAYERS + layer - 1) * of->trials + trial) * of->widths;
}

/* All that is judged of a network of CHECKED_LAYERS layers, whatever its width. */
static hodo_status list_judged(hodo_arena *arena, checked_table *of, hodo_error *error)
{
    const hodo_model model = {.kind = HODO_MLP, .inputs = 1, .width = 1, .depth = CHECKED_LAYERS, .outputs = 1};
    hodo_architecture architecture;
    const hodo_status status = hodo_model_architecture(arena, &model, &architecture, error);
    const size_t most = HODO_COORDINATES * (of->steps + 1) * CHECKED_LAYERS;
    of->count = 0;
    of->judged = hodo_arena_take(arena, most, sizeof *of->judged, error);
    if (status != HODO_OK || of->judged == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < most; i++) {
        const judged one = {i / CHECKED_LAYERS / (of->steps + 1), i / CHECKED_LAYERS % (of->steps + 1),
                            i % CHECKED_LAYERS + 1, false};
        const hodo_coordinate_demand demand =
            hodo_coordinate_judged(&architecture, (hodo_coordinate)one.which, one.step, one.layer);
        if (demand != HODO_DEMAND_NONE) {
            of->judged[of->count] = one;
            of->judged[of->count++].may_vanish = demand == HODO_DEMAND_NO_GROWTH;
        }
    }
    return HODO_OK;
}

hodo_status checked_table_take(const hodo_run *run, hodo_arena *arena, checked_table *of, hodo_error *error)
{
    const int64_t *width = hodo_run_integers(run, "width", &of->widths);
    of->trials = (size_t)hodo_run_integer(run, "trials");
    of->steps = (size_t)hodo_run_integer(run, "steps");
    of->least = hodo_run_real(run, "fit-from");
    of->width = hodo_arena_take(arena, of->widths, sizeof *of->width, error);
    of->slopes = hodo_arena_take(arena, of->trials, sizeof *of->slopes, error);
    of->values =
        hodo_arena_take(arena, CHECKED_KEPT * (of->steps + 1) * CHECKED_LAYERS * of->trials * of->widths,
                        sizeof *of->values, error);
    if (of->width == NULL || of->slopes == NULL || of->values == NULL) {
        return HODO_NO_MEMORY;
    }
    for (size_t i = 0; i < of->widths; i++) {
        of->width[i] = (double)width[i];
    }
    return list_judged(arena, of, error);
}

void checked_table_gather(const hodo_table *table, const char *kind, const char *optimiser, checked_table *of)
{
    static const char *const names[COLUMNS] = {"parametrization", "optimiser", "width",
                                               "trial",           "step",      "layer"};
    size_t at[COLUMNS], column[HODO_COORDINATES];
    for (size_t i = 0; i < COLUMNS; i++) {
        at[i] = hodo_table_find(table, names[i]);
    }
    for (size_t which = 0; which < HODO_COORDINATES; which++) {
        column[which] = hodo_table_find(table, hodo_coordinate_name((hodo_coordinate)which));
    }
    const size_t limit = hodo_table_find(table, "limit");
    for (size_t i = 0; i < CHECKED_KEPT * (of->steps + 1) * CHECKED_LAYERS * of->trials * of->widths; i++) {
        of->values[i] = NAN;
    }
    for (size_t row = 0; row < hodo_table_rows(table); row++) {
        if (strcmp(hodo_table_get(table, row, at[0]).text, kind) != 0 ||
            strcmp(hodo_table_get(table, row, at[1]).text, optimiser) != 0) {
            continue;
        }
        size_t w = 0;
        while (of->width[w] != (double)hodo_table_get(table, row, at[2]).integer) {
            w++;
        }
        const size_t trial = (size_t)hodo_table_get(table, row, at[3]).integer;
        const size_t step = (size_t)hodo_table_get(table, row, at[4]).integer;
        const size_t layer = (size_t)hodo_table_get(table, row, at[5]).integer;
        for (size_t which = 0; which < HODO_COORDINATES; which++) {
            line(of, which, step, layer, trial)[w] = hodo_table_get(table, row, column[which]).real;
        }
        line(of, CHECKED_OF_LIMIT, step, layer, trial)[w] =
            line(of, HODO_COORDINATE_OWN, step, layer, trial)[w] / hodo_table_get(table, row, limit).real;
    }
}

void checked_table_slopes(checked_table *of, judged one)
{
    for (size_t trial = 0; trial < of->trials; trial++) {
        of->slopes[trial] = hodo_trend_slope(of->width, line(of, one.which, one.step, one.layer, trial),
                                             of->widths, of->least, INFINITY);
    }
}

double checked_table_widest(checked_table *of, judged one)
{
    size_t widest = 0;
    for (size_t w = 1; w < of->widths; w++) {
        widest = of->width[w] > of->width[widest] ? w : widest;
    }
    for (size_t trial = 0; trial < of->trials; trial++) {
        of->slopes[trial] = line(of, one.which, one.step, one.layer, trial)[widest];
    }
    return of->width[widest];
}

bool checked_table_wanting(const checked_table *of)
{
    size_t fitted = 0;
    for (size_t w = 0; w < of->widths; w++) {
        fitted += of->width[w] >= of->least;
    }
    return of->trials < 2 || fitted < 2;
}
