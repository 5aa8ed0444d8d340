/* hodo-rmt lyapunov: the exponents of products of Gaussian matrices at finite width. */
#include "base/table.h"
#include "rmt/program/command.h"
#include "rmt/program/command_options.h"
#include "rmt/program/header_lines.h"
#include "rmt/finite/lyapunov.h"
#include "rmt/program/option_value.h"
#include "rmt/program/plot.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH, ACTIVATION, COUNT, PLOT, HELP, OPTIONS };

static const hodo_option options[] = {
    [WIDTH] = {"width", "M", "units of a layer"},
    [ACTIVATION] = {"activation", "relu|linear", "relu has variance 2/m (when not given), linear 1/m"},
    [COUNT] = {"count", "K", "exponents 1..K (all of linear, half of relu, 1000 at most, when not given)"},
    [PLOT] = HODO_PICTURE_OPTION,
    [HELP] = {"help", NULL, "print this and exit"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const char usage[] =
    "Usage: hodo-rmt lyapunov --width=M [OPTION...]\n"
    "Exact Lyapunov exponents of products of M x M Gaussian matrices, with a ReLU mask before each or none,\n"
    "columns k, exponent, probability: growth of the k-th length a layer, while at least k units are on in\n"
    "every layer, and the probability a layer of that (below it the exponent is -infinity).\n";

static const hodo_column columns[] = {
    {"k", "1", "order of the exponent, 1 is the largest", HODO_INTEGER},
    {"exponent", "1/layer", "growth of the k-th length, given k units on in each layer", HODO_REAL},
    {"probability", "1", "that a layer has k units on", HODO_REAL},
};

static hodo_status note(hodo_table *table, int64_t width, const char *activation, hodo_error *error)
{
    hodo_status status = rmt_note_program(table, "lyapunov", error);
    status = status != HODO_OK ? status : rmt_note_integer(table, "width", width, error);
    status = status != HODO_OK ? status : hodo_table_note(table, "activation", activation, error);
    return status != HODO_OK ? status : rmt_note_columns(table, error);
}

/* The exponents against their order. */
static hodo_status draw(int64_t width, const char *activation, int64_t count, const double *exponent,
                        const char *picture, hodo_error *error)
{
    double *order = malloc((size_t)count * sizeof *order);
    if (order == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %" PRId64 " exponents: give a smaller --count",
                         count);
    }
    for (int64_t k = 0; k < count; k++) {
        order[k] = (double)(k + 1);
    }
    char title[96];
    (void)snprintf(title, sizeof title, "%s layers of width %" PRId64, activation, width);
    const rmt_plot plot = {
        .title = title, .x_label = "k", .y_label = "Lyapunov exponent a layer", .count = 1, .negative_y = true,
        .series = {{.kind = RMT_SERIES_THEORY, .title = "exact", .x = order, .y = exponent,
        .count = (size_t)count}},
    };
    const hodo_status status = rmt_plot_draw(&plot, picture, error);
    free(order);
    return status;
}

static hodo_status answer(int64_t width, const char *activation, int64_t count, const char *picture,
                          hodo_error *error)
{
    double *exponent = calloc((size_t)count, 2 * sizeof *exponent);
    if (exponent == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %" PRId64 " exponents: give a smaller --count",
                         count);
    }
    double *probability = exponent + count;
    const bool relu = strcmp(activation, "relu") == 0;
    hodo_status status = relu ? rmt_lyapunov_relu(width, count, exponent, probability, error)
                              : rmt_lyapunov_linear(width, 1 / (double)width, count, exponent, error);
    hodo_table *table = NULL;
    if (status == HODO_OK) {
        table = hodo_table_alloc(columns, sizeof columns / sizeof columns[0], error);
        status = table == NULL ? HODO_NO_MEMORY : note(table, width, activation, error);
    }
    for (int64_t k = 1; status == HODO_OK && k <= count; k++) {
        const hodo_value row[] = {hodo_integer(k), hodo_real(exponent[k - 1]),
                                  hodo_real(relu ? probability[k - 1] : 1)};
        status = hodo_table_add(table, row, error);
    }
    status = status != HODO_OK || picture == NULL ? status
                                                  : draw(width, activation, count, exponent, picture, error);
    status = status != HODO_OK || !hodo_picture_leaves_table(picture) ? status
                                                                  : hodo_table_print(table, stdout, error);
    hodo_table_free(table);
    free(exponent);
    return status;
}

enum { WIDEST_COMMAND = 1000000, COUNT_STANDARD = 1000 };

hodo_status rmt_command_lyapunov(int argc, char **argv, hodo_error *error)
{
    const char *text[OPTIONS];
    bool helped;
    hodo_status status = rmt_command_options(options, usage, argc, argv, text, &helped, error);
    if (status != HODO_OK || helped) {
        return status;
    }
    if (text[WIDTH] == NULL) {
        return hodo_fail(error, HODO_INVALID, "--width is missing: write hodo-rmt lyapunov --width=100");
    }
    const char *activation = text[ACTIVATION] != NULL ? text[ACTIVATION] : "relu";
    if (strcmp(activation, "relu") != 0 && strcmp(activation, "linear") != 0) {
        return hodo_fail(error, HODO_INVALID, "activation '%s' is neither relu nor linear: give one of them",
                         activation);
    }
    int64_t width, count;
    status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status : rmt_option_whole(&options[WIDTH], text[WIDTH], &width, error);
    if (status == HODO_OK && (width < 1 || width > WIDEST_COMMAND)) {
        return hodo_fail(error, HODO_INVALID, "width %" PRId64 " is outside 1..%d: give the units of a layer",
                         width, WIDEST_COMMAND);
    }
    count = strcmp(activation, "linear") == 0 || width == 1 ? width : width / 2;
    count = count < COUNT_STANDARD ? count : COUNT_STANDARD;
    if (status == HODO_OK && text[COUNT] != NULL) {
        status = rmt_option_whole(&options[COUNT], text[COUNT], &count, error);
        if (status == HODO_OK && (count < 1 || count > width)) {
            return hodo_fail(error, HODO_INVALID,
                             "count %" PRId64 " is outside 1..%" PRId64 ": there is one exponent a "
                             "unit",
                             count, width);
        }
    }
    return status == HODO_OK ? answer(width, activation, count, text[PLOT], error) : status;
}
