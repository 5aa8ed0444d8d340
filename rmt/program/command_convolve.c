/* hodo-rmt convolve: the free sum or product of two measures, as a table that can be convolved again. */
#include "base/option.h"
#include "base/table.h"
#include "rmt/program/command.h"
#include "rmt/convolution/convolution.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/law_table.h"
#include "rmt/convolution/measure_file.h"
#include "rmt/program/option_value.h"
#include "rmt/program/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPERATION, POINTS, AT, PLOT, HELP, OPTIONS };

static const hodo_option options[] = {
    [OPERATION] = {"operation", "add|multiply", "add: A + U B U^T; multiply: A^(1/2) U B U^T A^(1/2) (needed)"},
    [POINTS] = RMT_POINTS_OPTION,
    [AT] = RMT_AT_OPTION,
    [PLOT] = HODO_PICTURE_OPTION,
    [HELP] = {"help", NULL, "print this and exit"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"x", "1", "place", HODO_REAL},
    {"density", "1", "density of the free convolution there, without its atoms", HODO_REAL},
};

enum { CURVE_POINTS = 600, NAME_SIZE = 200 };

typedef struct request {
    const char *text[OPTIONS];
    const char *words[2]; /* a law or a file each */
    size_t word_count;
} request;

static void print_help(void)
{
    (void)fputs(
        "Usage: hodo-rmt convolve --operation=add|multiply FIRST SECOND [OPTION...]\n"
        "The spectrum of the sum or product of two large matrices with these spectra, one of them turned\n"
        "at random: the free convolution. FIRST and SECOND are laws in quotes, 'marchenko-pastur\n"
        "--ratio=0.5', or tables FILE.tsv with columns x, density and lines '# atom: place mass', as\n"
        "density and convolve print them: results can be convolved again. Columns x, density; atoms and\n"
        "intervals (edges and exponents) stand in '#' lines.\n\nOptions:\n",
        stdout);
    hodo_option_print(options, stdout);
}

/* Places to ask at, malloc'ed. */
static hodo_status places(const request *wanted, const rmt_interval *intervals, size_t interval_count,
                          double **x, size_t *count, hodo_error *error)
{
    const char *at = wanted->text[AT], *points = wanted->text[POINTS];
    if (at != NULL) {
        return points != NULL ? hodo_fail(error, HODO_INVALID,
                                          "--points=%s and --at=%.80s both say where: drop one", points, at)
                              : rmt_option_list(&options[AT], at, -HUGE_VAL, HUGE_VAL, x, count, error);
    }
    int64_t number;
    hodo_status status = rmt_option_integer(&options[POINTS], points, RMT_POINTS_STANDARD, 1, RMT_POINTS_MOST,
                                            &number, error);
    if (status != HODO_OK) {
        return status;
    }
    *count = interval_count > 0 ? (size_t)number : 0;
    *x = malloc((*count + 1) * sizeof **x);
    if (*x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu points: lower --points", *count);
    }
    return *count > 0 ? rmt_measure_grid(intervals, interval_count, *count, *x, error) : HODO_OK;
}

static hodo_status make_table(const request *wanted, const rmt_convolution *convolution, const double *x,
                              const double *density, size_t count, hodo_table *table, hodo_error *error)
{
    size_t atom_count, interval_count;
    const rmt_atom *atoms = rmt_convolution_atoms(convolution, &atom_count);
    const rmt_interval *intervals = rmt_convolution_intervals(convolution, &interval_count);
    hodo_status status = rmt_note_program(table, "convolve", error);
    status = status != HODO_OK ? status : hodo_table_note(table, "operation", wanted->text[OPERATION], error);
    status = status != HODO_OK ? status : hodo_table_note(table, "first", wanted->words[0], error);
    status = status != HODO_OK ? status : hodo_table_note(table, "second", wanted->words[1], error);
    status = status != HODO_OK ? status
                               : rmt_measure_note(table, atoms, atom_count, intervals, interval_count, error);
    status = status != HODO_OK ? status : rmt_note_columns(table, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        if (wanted->text[AT] == NULL && i > 0 && x[i] <= x[i - 1]) {
            continue; /* two intervals that touch share an edge */
        }
        status = hodo_table_add(table, (hodo_value[]){hodo_real(x[i]), hodo_real(density[i])}, error);
    }
    return status;
}

static hodo_status draw(const request *wanted, const rmt_convolution *convolution, hodo_error *error)
{
    size_t atom_count, interval_count;
    const rmt_atom *atoms = rmt_convolution_atoms(convolution, &atom_count);
    const rmt_interval *intervals = rmt_convolution_intervals(convolution, &interval_count);
    const size_t count = interval_count > 0 ? CURVE_POINTS : 0;
    double *x = malloc((2 * count + 2 * atom_count + 1) * sizeof *x), edge[2 * RMT_MEASURE_INTERVALS_MOST];
    if (x == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a picture: drop --plot");
    }
    double *density = x + count, *place = density + count, *mass = place + atom_count;
    hodo_status status = count > 0 ? rmt_measure_grid(intervals, interval_count, count, x, error) : HODO_OK;
    status = status != HODO_OK ? status : rmt_convolution_density(convolution, x, count, density, error);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        density[i] = isinf(density[i]) ? NAN : density[i];
    }
    for (size_t i = 0; i < atom_count; i++) {
        place[i] = atoms[i].place;
        mass[i] = atoms[i].mass;
    }
    bool hard = false;
    for (size_t i = 0; i < interval_count; i++) {
        edge[2 * i] = intervals[i].lower;
        edge[2 * i + 1] = intervals[i].upper;
        hard = hard || intervals[i].lower_exponent < 0 || intervals[i].upper_exponent < 0;
    }
    char title[2 * NAME_SIZE];
    (void)snprintf(title, sizeof title, "%.150s %s %.150s", wanted->words[0],
                   strcmp(wanted->text[OPERATION], "add") == 0 ? "+" : "x", wanted->words[1]);
    rmt_plot plot = {.title = title, .x_label = "x", .y_label = "density"};
    if (hard) { /* the picture ends where a density that diverges leaves the rest */
        double sum = 0, width = 0;
        for (size_t i = 1; i < count; i++) {
            const double y = density[i] + density[i - 1];
            sum += isfinite(y) ? y / 2 * (x[i] - x[i - 1]) : 0;
            width += isfinite(y) ? x[i] - x[i - 1] : 0;
        }
        plot.y_top = width > 0 ? 6 * sum / width : 0;
    }
    if (count > 0) {
        plot.series[plot.count++] = (rmt_series){
            .kind = RMT_SERIES_THEORY, .title = "free convolution", .x = x, .y = density, .count = count};
        plot.series[plot.count++] = (rmt_series){
            .kind = RMT_SERIES_EDGES, .x = edge, .count = 2 * interval_count};
    }
    if (atom_count > 0) {
        plot.series[plot.count++] = (rmt_series){
            .kind = RMT_SERIES_ATOMS, .title = "atoms", .x = place, .y = mass, .count = atom_count};
    }
    status = status != HODO_OK ? status : rmt_plot_draw(&plot, wanted->text[PLOT], error);
    free(x);
    return status;
}

static hodo_status answer(const request *wanted, const rmt_convolution *convolution, hodo_error *error)
{
    size_t interval_count, count = 0;
    const rmt_interval *intervals = rmt_convolution_intervals(convolution, &interval_count);
    double *x = NULL, *density = NULL;
    hodo_table *table = NULL;
    hodo_status status = places(wanted, intervals, interval_count, &x, &count, error);
    if (status != HODO_OK) {
        goto done;
    }
    density = malloc((count + 1) * sizeof *density);
    table = hodo_table_alloc(columns, sizeof columns / sizeof columns[0], error);
    if (density == NULL || table == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu points: lower --points", count);
        goto done;
    }
    status = rmt_convolution_density(convolution, x, count, density, error);
    status = status != HODO_OK ? status : make_table(wanted, convolution, x, density, count, table, error);
    if (status == HODO_OK && wanted->text[PLOT] != NULL) {
        status = draw(wanted, convolution, error);
    }
    if (status == HODO_OK && hodo_picture_leaves_table(wanted->text[PLOT])) {
        status = hodo_table_print(table, stdout, error);
    }
done:
    hodo_table_free(table);
    free(density);
    free(x);
    return status;
}

static hodo_status convolve(const request *wanted, hodo_error *error)
{
    if (wanted->text[OPERATION] == NULL || wanted->word_count != 2) {
        return wanted->text[OPERATION] == NULL
                   ? hodo_fail(error, HODO_INVALID,
                               "--operation is missing: choose --operation=add or --operation=multiply")
                   : hodo_fail(error, HODO_INVALID,
                               "%zu measures are given: name two, each a law in quotes or a FILE.tsv",
                               wanted->word_count);
    }
    const rmt_convolution_operation *operation = rmt_convolution_find(wanted->text[OPERATION], error);
    if (operation == NULL) {
        return HODO_INVALID;
    }
    rmt_measure *measures[2] = {NULL, NULL};
    rmt_convolution *convolution = NULL;
    hodo_status status = hodo_picture_check(wanted->text[PLOT], error);
    for (int j = 0; j < 2 && status == HODO_OK; j++) {
        status = rmt_measure_read(&measures[j], wanted->words[j], error);
    }
    status = status != HODO_OK ? status
                               : rmt_convolution_open(&convolution, operation, measures[0], measures[1], error);
    status = status != HODO_OK ? status : answer(wanted, convolution, error);
    rmt_convolution_close(convolution);
    rmt_measure_free(measures[1]);
    rmt_measure_free(measures[0]);
    return status;
}

hodo_status rmt_command_convolve(int argc, char **argv, hodo_error *error)
{
    request wanted = {.word_count = 0};
    for (int at = 1; at < argc;) {
        const hodo_option *option;
        const char *value;
        const hodo_status status = hodo_option_next(options, argc, argv, &at, &option, &value, error);
        if (status != HODO_OK) {
            return status;
        }
        if (option == &options[HELP]) {
            print_help();
            return HODO_OK;
        }
        if (option != NULL) {
            if (wanted.text[option - options] != NULL) {
                return hodo_fail(error, HODO_INVALID, "--%s is given twice: drop one", option->name);
            }
            wanted.text[option - options] = value;
        } else if (value != NULL) {
            if (wanted.word_count == 2) {
                return hodo_fail(error, HODO_INVALID,
                                 "'%.100s' is a third measure: convolve two at a time, and the result with it",
                                 value);
            }
            wanted.words[wanted.word_count++] = value;
        }
    }
    return convolve(&wanted, error);
}
