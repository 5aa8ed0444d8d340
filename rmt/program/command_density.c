/* hodo-rmt density LAW: the table of x and density. */
#include "rmt/program/command.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_curve.h"
#include "rmt/program/law_table.h"

#include <stdlib.h>

enum { POINTS, AT, PLOT, OPTIONS };

static const hodo_option options[] = {
    [POINTS] = RMT_POINTS_OPTION,
    [AT] = RMT_AT_OPTION,
    [PLOT] = HODO_PICTURE_OPTION,
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"x", "1", "place", HODO_REAL},
    {"density", "1", "density of the law there, without its atoms", HODO_REAL},
};

static hodo_status add_rows(hodo_table *table, const double *x, const double *density, size_t count,
                            hodo_error *error)
{
    hodo_status status = rmt_note_columns(table, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = hodo_table_add(table, (hodo_value[]){hodo_real(x[i]), hodo_real(density[i])}, error);
    }
    return status;
}

static hodo_status answer(const rmt_law_request *request, hodo_error *error)
{
    const char *const *text = request->text;
    rmt_law_curve curve = {.x = NULL};
    rmt_plot plot;
    hodo_table *table = NULL;
    double *x = NULL, *density = NULL;
    size_t count = 0;
    hodo_status status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status
                               : rmt_law_places(request->law, &options[POINTS], text[POINTS], &options[AT],
                                                text[AT], &x, &count, error);
    if (status != HODO_OK) {
        return status;
    }
    density = malloc((count + 1) * sizeof *density);
    table = rmt_law_table_alloc("density", request, columns, sizeof columns / sizeof columns[0], error);
    if (density == NULL || table == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu points: lower --points", count);
        goto done;
    }
    status = rmt_law_density(request->law, x, count, density, error);
    status = status != HODO_OK ? status : add_rows(table, x, density, count, error);
    if (status == HODO_OK && text[PLOT] != NULL) {
        status = rmt_law_curve_make(request, &curve, &plot, error);
        if (status == HODO_OK && text[AT] != NULL) {
            plot.series[plot.count++] = (rmt_series){.kind = RMT_SERIES_POINTS, .title = "asked", .x = x,
                                                     .y = density, .count = count};
        }
    }
    status = status != HODO_OK ? status : rmt_law_table_answer(table, &plot, text[PLOT], error);
done:
    rmt_law_curve_free(&curve);
    hodo_table_free(table);
    free(density);
    free(x);
    return status;
}

static const rmt_law_command command = {
    "density",
    "The density of a law, columns x, density. It integrates to 1 minus the atoms, which stand in the\n"
    "lines '# atom: place mass'; it is 0 outside the support and inf where it diverges.\n",
    options,
    answer,
};

hodo_status rmt_command_density(int argc, char **argv, hodo_error *error)
{
    return rmt_law_command_run(&command, argc, argv, error);
}
