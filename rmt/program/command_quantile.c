/* hodo-rmt quantile LAW: the table of probability and x. */
#include "rmt/program/command.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_table.h"
#include "rmt/program/option_value.h"

#include <stdlib.h>

enum { AT, PLOT, OPTIONS };

static const char probabilities[] = "0.01,0.05,0.1,0.25,0.5,0.75,0.9,0.95,0.99";

static const hodo_option options[] = {
    [AT] = {"at", "P,...",
            "probabilities [0.01,0.05,0.1,0.25,0.5,0.75,0.9,0.95,0.99]; 0 and 1: the support's ends"},
    [PLOT] = HODO_PICTURE_OPTION,
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"probability", "1", "mass of (-inf, x]", HODO_REAL},
    {"x", "1", "the least such place", HODO_REAL},
};

static hodo_status answer(const rmt_law_request *request, hodo_error *error)
{
    const char *const *text = request->text;
    hodo_table *table = NULL;
    double *probability = NULL, *x = NULL;
    size_t count = 0;
    hodo_status status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status
                               : rmt_option_list(&options[AT], text[AT] != NULL ? text[AT] : probabilities, 0,
                                                 1, &probability, &count, error);
    if (status != HODO_OK) {
        return status;
    }
    x = malloc(count * sizeof *x);
    table = rmt_law_table_alloc("quantile", request, columns, sizeof columns / sizeof columns[0], error);
    if (x == NULL || table == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu quantiles", count);
        goto done;
    }
    status = rmt_law_quantile(request->law, probability, count, x, error);
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = hodo_table_add(table, (hodo_value[]){hodo_real(probability[i]), hodo_real(x[i])}, error);
    }
    if (status == HODO_OK) {
        char title[256];
        rmt_law_request_title(request, title, sizeof title);
        const rmt_plot plot = {
            .title = title, .x_label = "probability", .y_label = "x", .rising = true, .negative_y = true,
            .count = 1,
            .series = {{.kind = RMT_SERIES_POINTS, .title = "quantile", .x = probability, .y = x,
            .count = count}},
        };
        status = rmt_law_table_answer(table, &plot, text[PLOT], error);
    }
done:
    hodo_table_free(table);
    free(x);
    free(probability);
    return status;
}

static const rmt_law_command command = {
    "quantile",
    "Quantiles of a law, columns probability, x: the least x below or at which there is that much mass,\n"
    "atoms included.\n",
    options,
    answer,
};

hodo_status rmt_command_quantile(int argc, char **argv, hodo_error *error)
{
    return rmt_law_command_run(&command, argc, argv, error);
}
