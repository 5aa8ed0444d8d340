/* hodo-rmt angle: the table of cos(theta_v) and theta_v of an architecture, theory only. */
#include "base/option.h"
#include "base/table.h"
#include "rmt/angle/angle.h"
#include "rmt/program/command.h"
#include "rmt/program/command_options.h"
#include "rmt/program/header_lines.h"
#include "rmt/angle/network.h"
#include "rmt/program/option_value.h"
#include "rmt/program/plot.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARCHITECTURE, DEPTH, BRANCH_SCALE, SCALE, LAYER, WIDTH, ACTIVATION, WEIGHTS, PLOT, HELP, OPTIONS };

static const hodo_option options[] = {
    [ARCHITECTURE] = {"architecture", "NAME", "one of the list below"},
    [DEPTH] = {"depth", "L", "depth: L-2 trained matrices, features 1..L-1; at least 3"},
    [BRANCH_SCALE] = {"branch-scale", "B", "weight of a residual branch, 0..1; the skip has sqrt(1-B^2)"},
    [SCALE] = {"scale", "C", "the same as --branch-scale=C/sqrt(L)"},
    [LAYER] = {"layer", "V", "one feature, 2..L-1 (all of them when not given)"},
    [WIDTH] = {"width", "M", "mlp with Gaussian weights: also the exact mean of 1/cos^2 at this width"},
    [ACTIVATION] = {"activation", "NAME", "mlp: relu (when not given), linear, or two-matrix"},
    [WEIGHTS] = {"weights", "NAME", "mlp: gaussian (when not given) or orthogonal"},
    [PLOT] = HODO_PICTURE_OPTION,
    [HELP] = {"help", NULL, "print this and exit"},
    [OPTIONS] = {NULL, NULL, NULL},
};

static const hodo_column columns[] = {
    {"layer", "1", "feature index v, 2..L-1", HODO_INTEGER},
    {"cos", "1", "cosine of the backward-feature angle at infinite width", HODO_REAL},
    {"theta", "rad", "the angle", HODO_REAL},
    {"inverse_square_cos", "1", "mean of 1/cos^2 at this width, given 3 units on in each layer", HODO_REAL},
    {"finite_width_cos", "1", "inverse_square_cos^(-1/2); not the mean of cos", HODO_REAL},
};

enum { PLAIN_COLUMNS = 3, ALL_COLUMNS = sizeof columns / sizeof columns[0] };

typedef struct request {
    rmt_network network;
    double scale; /* NAN when --branch-scale was given */
    int64_t layer; /* 0: all */
    int64_t width; /* 0: infinite */
    const char *plot;
} request;

static const char usage[] =
    "Usage: hodo-rmt angle --architecture=NAME --depth=L [OPTION...]\n"
    "Angles between feature velocities and backward passes under a balanced gradient step,\n"
    "at infinite width, columns layer, cos, theta; --width adds columns inverse_square_cos\n"
    "(the mean of 1/cos^2 at this width) and finite_width_cos (its power -1/2).\n";

static void print_architectures(void)
{
    (void)fputs("\nArchitectures:\n", stdout);
    for (const rmt_architecture *row = rmt_architectures; row->name != NULL; row++) {
        (void)printf("  %-20s%s\n", row->name, row->doc);
    }
}

/* Options that do not belong to the architecture are refused, not ignored. */
static hodo_status check_belonging(const rmt_architecture *architecture, const char *const *text,
                                   hodo_error *error)
{
    static const int of_residual[] = {BRANCH_SCALE, SCALE}, of_mlp[] = {ACTIVATION, WEIGHTS, WIDTH};
    const int *strange = architecture->residual ? of_mlp : of_residual;
    const size_t count = architecture->residual ? sizeof of_mlp / sizeof of_mlp[0]
                                                : sizeof of_residual / sizeof of_residual[0];
    for (size_t i = 0; i < count; i++) {
        if (text[strange[i]] != NULL) {
            const char *why = strange[i] == WIDTH      ? "is known for the mlp only"
                              : architecture->residual ? "is a choice of the mlp only"
                                                       : "needs a residual architecture";
            return hodo_fail(error, HODO_INVALID, "--%s=%s %s, not for %s: drop it", options[strange[i]].name,
                             text[strange[i]], why, architecture->name);
        }
    }
    if (architecture->residual && (text[BRANCH_SCALE] == NULL) == (text[SCALE] == NULL)) {
        return text[SCALE] == NULL ? hodo_fail(error, HODO_INVALID,
                                               "%s needs a branch scale: give --branch-scale=B or --scale=C",
                                               architecture->name)
                                   : hodo_fail(error, HODO_INVALID,
                                               "--branch-scale=%s and --scale=%s say the same twice: drop one",
                                               text[BRANCH_SCALE], text[SCALE]);
    }
    return HODO_OK;
}

static hodo_status read_branch_scale(const char *const *text, int64_t depth, double *scale,
                                     double *branch_scale, hodo_error *error)
{
    *scale = NAN;
    *branch_scale = 1;
    if (text[BRANCH_SCALE] != NULL) {
        return rmt_option_real(&options[BRANCH_SCALE], text[BRANCH_SCALE], branch_scale, error);
    }
    if (text[SCALE] == NULL) {
        return HODO_OK;
    }
    const hodo_status status = rmt_option_real(&options[SCALE], text[SCALE], scale, error);
    return status == HODO_OK ? rmt_branch_scale_at(*scale, depth, branch_scale, error) : status;
}

/* The request from the texts of its options. */
static hodo_status understand(const char *const *text, request *wanted, hodo_error *error)
{
    for (int option = ARCHITECTURE; option <= DEPTH; option++) {
        if (text[option] == NULL) {
            return hodo_fail(error, HODO_INVALID, "--%s is missing: write hodo-rmt angle --architecture=resnet "
                             "--depth=200 --scale=1", options[option].name);
        }
    }
    const rmt_architecture *architecture = rmt_architecture_find(text[ARCHITECTURE], error);
    if (architecture == NULL) {
        return HODO_INVALID;
    }
    int64_t depth;
    double branch_scale;
    hodo_status status = rmt_option_whole(&options[DEPTH], text[DEPTH], &depth, error);
    if (status != HODO_OK || (status = check_belonging(architecture, text, error)) != HODO_OK ||
        (status = read_branch_scale(text, depth, &wanted->scale, &branch_scale, error)) != HODO_OK ||
        (status = rmt_network_set(&wanted->network, architecture, depth, branch_scale, error)) != HODO_OK) {
        return status;
    }
    if (text[ACTIVATION] != NULL || text[WEIGHTS] != NULL) {
        wanted->network.law =
            rmt_layer_law_find(text[ACTIVATION] != NULL ? text[ACTIVATION] : architecture->activation,
                               text[WEIGHTS] != NULL ? text[WEIGHTS] : architecture->weights, error);
        if (wanted->network.law == NULL) {
            return HODO_INVALID;
        }
    }
    if (text[LAYER] != NULL &&
        ((status = rmt_option_whole(&options[LAYER], text[LAYER], &wanted->layer, error)) != HODO_OK ||
         (status = rmt_check_layer(wanted->layer, depth, error)) != HODO_OK)) {
        return status;
    }
    if (text[WIDTH] != NULL &&
        (status = rmt_option_whole(&options[WIDTH], text[WIDTH], &wanted->width, error)) == HODO_OK &&
        wanted->width < 1) {
        status = hodo_fail(error, HODO_INVALID, "width %" PRId64 " is below 3: give the units of a layer",
                           wanted->width);
    }
    return status;
}

/* The lines above the rows: what was asked, and what the columns are. */
static hodo_status note_request(hodo_table *table, const request *wanted, hodo_error *error)
{
    const rmt_network *network = &wanted->network;
    const rmt_architecture *architecture = network->architecture;
    hodo_status status = rmt_note_program(table, "angle", error);
    status = status != HODO_OK ? status : hodo_table_note(table, "architecture", architecture->name, error);
    status = status != HODO_OK ? status : rmt_note_integer(table, "depth", network->depth, error);
    if (status == HODO_OK && architecture->residual) {
        status = rmt_note_real(table, "branch_scale", network->branch_scale, error);
        if (status == HODO_OK && !isnan(wanted->scale)) {
            double tangent_square;
            status = rmt_note_real(table, "scale", wanted->scale, error);
            status = status != HODO_OK
                         ? status
                         : rmt_network_limit(architecture, wanted->scale, &tangent_square, error);
            status = status != HODO_OK
                         ? status
                         : rmt_note_real(table, "limit_cos_of_last_layer", rmt_cos(tangent_square), error);
        }
    } else if (status == HODO_OK) {
        status = hodo_table_note(table, "activation", network->law->activation, error);
        status = status != HODO_OK ? status : hodo_table_note(table, "weights", network->law->weights, error);
    }
    if (status == HODO_OK && wanted->width != 0) {
        status = rmt_note_integer(table, "width", wanted->width, error);
    }
    return status != HODO_OK ? status : rmt_note_columns(table, error);
}

static hodo_status add_rows(hodo_table *table, const request *wanted, const double *tangent_square,
                            const double *width_tangent_square, hodo_error *error)
{
    const int64_t first = wanted->layer != 0 ? wanted->layer : RMT_FIRST_ANGLE_LAYER;
    const int64_t last = wanted->layer != 0 ? wanted->layer : wanted->network.depth - 1;
    hodo_status status = HODO_OK;
    for (int64_t layer = first; layer <= last && status == HODO_OK; layer++) {
        const size_t at = (size_t)(layer - RMT_FIRST_ANGLE_LAYER);
        hodo_value row[ALL_COLUMNS] = {hodo_integer(layer), hodo_real(rmt_cos(tangent_square[at])),
                                       hodo_real(rmt_theta(tangent_square[at]))};
        if (width_tangent_square != NULL) {
            row[PLAIN_COLUMNS] = hodo_real(1 + width_tangent_square[at]);
            row[PLAIN_COLUMNS + 1] = hodo_real(rmt_cos(width_tangent_square[at]));
        }
        status = hodo_table_add(table, row, error);
    }
    return status;
}

/* cos(theta) against the layer; at a width, the finite one beside the limit. */
static hodo_status draw(const request *wanted, const double *tangent_square, const double *width_tangent_square,
                        hodo_error *error)
{
    const size_t count = (size_t)wanted->network.depth - 2;
    double *layer = malloc(3 * count * sizeof *layer);
    if (layer == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu layers: lower the depth", count);
    }
    double *limit = layer + count, *finite = layer + 2 * count;
    for (size_t i = 0; i < count; i++) {
        layer[i] = (double)(RMT_FIRST_ANGLE_LAYER + (int64_t)i);
        limit[i] = rmt_cos(tangent_square[i]);
        finite[i] = width_tangent_square != NULL ? rmt_cos(width_tangent_square[i]) : NAN;
    }
    char title[128], finite_title[64];
    (void)snprintf(title, sizeof title, "%s of depth %" PRId64, wanted->network.architecture->name,
                   wanted->network.depth);
    (void)snprintf(finite_title, sizeof finite_title, "width %" PRId64, wanted->width);
    rmt_plot plot = {
        .title = title, .x_label = "layer", .y_label = "cosine of the backward-feature angle", .count = 1,
        .series = {{.kind = RMT_SERIES_THEORY, .title = "infinite width", .x = layer, .y = limit,
        .count = count},
                   {.kind = RMT_SERIES_LINE, .title = finite_title, .x = layer, .y = finite, .count = count}},
    };
    plot.count += width_tangent_square != NULL;
    const hodo_status status = rmt_plot_draw(&plot, wanted->plot, error);
    free(layer);
    return status;
}

static hodo_status answer(const request *wanted, hodo_error *error)
{
    const size_t count = (size_t)wanted->network.depth - 2;
    hodo_table *table = NULL;
    double *tangent_square = malloc(2 * count * sizeof *tangent_square);
    double *at_width = wanted->width != 0 && tangent_square != NULL ? tangent_square + count : NULL;
    hodo_status status = HODO_OK;
    if (tangent_square == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu layers: lower the depth", count);
        goto done;
    }
    status = rmt_network_profile(&wanted->network, tangent_square, error);
    if (status == HODO_OK && at_width != NULL) {
        status = rmt_network_width_profile(&wanted->network, wanted->width, at_width, error);
    }
    if (status != HODO_OK) {
        goto done;
    }
    table = hodo_table_alloc(columns, at_width != NULL ? ALL_COLUMNS : PLAIN_COLUMNS, error);
    if (table == NULL) {
        status = HODO_NO_MEMORY;
        goto done;
    }
    status = note_request(table, wanted, error);
    status = status != HODO_OK ? status : add_rows(table, wanted, tangent_square, at_width, error);
    status = status != HODO_OK || wanted->plot == NULL ? status : draw(wanted, tangent_square, at_width, error);
    status = status != HODO_OK || !hodo_picture_leaves_table(wanted->plot) ? status
                                                                       : hodo_table_print(table, stdout, error);
done:
    hodo_table_free(table);
    free(tangent_square);
    return status;
}

hodo_status rmt_command_angle(int argc, char **argv, hodo_error *error)
{
    const char *text[OPTIONS];
    bool helped;
    hodo_status status = rmt_command_options(options, usage, argc, argv, text, &helped, error);
    if (status != HODO_OK || helped) {
        if (helped) {
            print_architectures();
        }
        return status;
    }
    request wanted = {.plot = text[PLOT]};
    status = hodo_picture_check(text[PLOT], error);
    status = status != HODO_OK ? status : understand(text, &wanted, error);
    return status == HODO_OK ? answer(&wanted, error) : status;
}
