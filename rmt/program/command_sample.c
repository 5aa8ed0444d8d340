/* hodo-rmt sample LAW: eigenvalues of random matrices of the ensemble whose law this is. */
#include "base/npy.h"
#include "rmt/program/command.h"
#include "rmt/program/draws_plot.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_table.h"

#include <string.h>

enum { WIDTH, DRAWS, SEED, OUTPUT, PLOT, OPTIONS };

enum { DRAWS_MOST = 1000000 };

static const hodo_option options[] = {
    [WIDTH] = RMT_WIDTH_OPTION,
    [DRAWS] = {"draws", "K", "independent matrices [1]"},
    [SEED] = RMT_SEED_OPTION,
    [OUTPUT] = {"output", "FILE.npy", "write them there, (draws, values), and no table"},
    [PLOT] = HODO_PICTURE_OPTION,
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"draw", "1", "matrix, from 1", HODO_INTEGER},
    {"index", "1", "eigenvalue of the matrix, from 1, ascending", HODO_INTEGER},
    {"value", "1", "its value", HODO_REAL},
};

static hodo_status check_output(const char *path, hodo_error *error)
{
    const size_t length = path != NULL ? strlen(path) : 0;
    return path == NULL || (length > 4 && strcmp(path + length - 4, ".npy") == 0)
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "--output=%s: the name of the file ends in .npy", path);
}

static hodo_status print_table(const rmt_law_request *request, const rmt_draws *draws, hodo_error *error)
{
    hodo_table *table = rmt_law_table_alloc("sample", request, columns, sizeof columns / sizeof columns[0],
                                            error);
    if (table == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = rmt_draws_note(draws, table, error);
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    for (size_t d = 0; d < (size_t)draws->draws; d++) {
        for (size_t i = 0; status == HODO_OK && i < draws->each; i++) {
            status = hodo_table_add(table,
                                    (hodo_value[]){hodo_integer((int64_t)d + 1), hodo_integer((int64_t)i + 1),
                                                   hodo_real(draws->values[d * draws->each + i])},
                                    error);
        }
    }
    status = status != HODO_OK ? status : hodo_table_print(table, stdout, error);
    hodo_table_free(table);
    return status;
}

static hodo_status answer(const rmt_law_request *request, hodo_error *error)
{
    const char *const *text = request->text;
    rmt_draws draws;
    rmt_draws_plot picture;
    hodo_status status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status : check_output(text[OUTPUT], error);
    status = status != HODO_OK
                 ? status
                 : rmt_draws_read(&options[WIDTH], &text[WIDTH], 1, 1, 1, DRAWS_MOST, &draws, error);
    status = status != HODO_OK ? status : rmt_draws_make(request->law, &draws, error);
    if (status != HODO_OK) {
        return status;
    }
    if (text[PLOT] != NULL) {
        status = rmt_draws_plot_make(request, &draws, &picture, error);
        if (status == HODO_OK) {
            status = rmt_plot_draw(&picture.plot, text[PLOT], error);
            rmt_draws_plot_free(&picture);
        }
    }
    if (status == HODO_OK && text[OUTPUT] != NULL) {
        status = hodo_npy_write(text[OUTPUT], draws.values, (size_t)draws.draws, draws.each, error);
    } else if (status == HODO_OK && hodo_picture_leaves_table(text[PLOT])) {
        status = print_table(request, &draws, error);
    }
    rmt_draws_free(&draws);
    return status;
}

static const rmt_law_command command = {
    "sample",
    "Eigenvalues of random matrices whose law this is as the width grows, columns draw, index, value. A law\n"
    "of one number a matrix (its largest eigenvalue, say) gives one value a draw. A seed gives the same draws\n"
    "on every machine; a draw does not depend on how many are asked.\n",
    options,
    answer,
};

hodo_status rmt_command_sample(int argc, char **argv, hodo_error *error)
{
    return rmt_law_command_run(&command, argc, argv, error);
}
