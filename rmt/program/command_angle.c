/* hodo-rmt angle: the table of cos(theta_v) and theta_v of an architecture, theory only. */
#include "base/table.h"
#include "rmt/angle/activation_width.h"
#include "rmt/angle/angle.h"
#include "rmt/angle/sample_gram.h"
#include "rmt/program/angle_request.h"
#include "rmt/program/command.h"
#include "rmt/program/command_options.h"
#include "rmt/program/header_lines.h"
#include "rmt/program/plot.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const hodo_column columns[] = {
    {"layer", "1", "feature index v, 2..L-1", HODO_INTEGER},
    {"cos", "1", "cosine of the backward-feature angle at infinite width", HODO_REAL},
    {"theta", "rad", "the angle", HODO_REAL},
    {"inverse_square_cos", "1", "mean of 1/cos^2 at this width, given 3 units on in each layer", HODO_REAL},
    {"finite_width_cos", "1", "inverse_square_cos^(-1/2); not the mean of cos", HODO_REAL},
};

enum { PLAIN_COLUMNS = 3, ALL_COLUMNS = sizeof columns / sizeof columns[0] };

static const char usage[] =
    "Usage: hodo-rmt angle --architecture=NAME --depth=L [OPTION...]\n"
    "Angles between feature velocities and backward passes under a balanced gradient step,\n"
    "at infinite width, columns layer, cos, theta; --width adds columns inverse_square_cos\n"
    "(the mean of 1/cos^2 at this width) and finite_width_cos (its power -1/2); it is exact for\n"
    "homogeneous activations, and has a relative error of order L/M for others.\n";

static void print_architectures(void)
{
    (void)fputs("\nArchitectures:\n", stdout);
    for (const rmt_architecture *row = rmt_architectures; row->name != NULL; row++) {
        (void)printf("  %-20s%s\n", row->name, row->doc);
    }
    (void)fputs("\nActivations of the mlp:\n", stdout);
    for (const hodo_activation *row = hodo_activations; row->name != NULL; row++) {
        (void)printf("  %-20s%s%s\n", row->name, row->formula, row->homogeneous ? "" : ", needs --length");
    }
}

/* Of the mlp: its layer, and what was asked of it beyond the usual. */
static hodo_status note_layer(hodo_table *table, const rmt_angle_request *wanted, hodo_error *error)
{
    const rmt_activation_layer *layer = &wanted->layer;
    const bool given = wanted->has_layer;
    const char *weights = layer->orthogonal ? "orthogonal" : "gaussian";
    hodo_status status = hodo_table_note(
        table, "activation", given ? layer->shape.activation->name : wanted->network.law->activation, error);
    status = status != HODO_OK
                 ? status
                 : hodo_table_note(table, "weights", given ? weights : wanted->network.law->weights, error);
    if (status == HODO_OK && given) {
        status = rmt_note_real(table, "kappa", layer->kappa, error);
        if (status == HODO_OK && !layer->shape.activation->homogeneous) {
            status = rmt_note_real(table, "length", layer->length, error);
        }
        if (status == HODO_OK && !isnan(wanted->susceptibility)) {
            status = rmt_note_real(table, "chi", wanted->susceptibility, error);
        }
        status = status != HODO_OK || wanted->feature == RMT_FEATURE_PRE
                     ? status
                     : hodo_table_note(table, "feature", "post", error);
    }
    if (status == HODO_OK && wanted->samples != 0) {
        status = rmt_note_integer(table, "samples", wanted->samples, error);
        status = status != HODO_OK ? status : rmt_note_real(table, "correlation", wanted->correlation, error);
    }
    return status;
}

/* The lines above the rows: what was asked, and what the columns are. */
static hodo_status note_request(hodo_table *table, const rmt_angle_request *wanted, hodo_error *error)
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
        status = note_layer(table, wanted, error);
    }
    if (status == HODO_OK && wanted->width != 0) {
        status = rmt_note_integer(table, "width", wanted->width, error);
    }
    return status != HODO_OK ? status : rmt_note_columns(table, error);
}

static hodo_status add_rows(hodo_table *table, const rmt_angle_request *wanted, const double *tangent_square,
                            const double *width_tangent_square, hodo_error *error)
{
    const int64_t first = wanted->layer_index != 0 ? wanted->layer_index : RMT_FIRST_ANGLE_LAYER;
    const int64_t last = wanted->layer_index != 0 ? wanted->layer_index : wanted->network.depth - 1;
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
static hodo_status draw(const rmt_angle_request *wanted, const double *tangent_square,
                        const double *width_tangent_square, hodo_error *error)
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

/* The features whose angles are needed, from the first. An mlp's know nothing of the layers above them: of one
 * feature, whatever is too deep for a mean at this width lies out of the way. */
static size_t needed_features(const rmt_angle_request *wanted)
{
    const bool residual = wanted->network.architecture->residual;
    const bool one = wanted->layer_index != 0 && wanted->plot == NULL && !residual;
    return (size_t)((one ? wanted->layer_index + 1 : wanted->network.depth) - RMT_FIRST_ANGLE_LAYER);
}

/* tan^2 of `count` features, at infinite width and, if at_width is not NULL, at this one. */
static hodo_status profile(const rmt_angle_request *wanted, size_t count, double *tangent_square,
                           double *at_width, hodo_error *error)
{
    hodo_status status = HODO_OK;
    if (!wanted->by_layer) {
        rmt_network network = wanted->network;
        network.depth = (int64_t)count + RMT_FIRST_ANGLE_LAYER;
        status = rmt_network_profile(&network, tangent_square, error);
        if (status == HODO_OK && at_width != NULL) {
            status = rmt_network_width_profile(&network, wanted->width, at_width, error);
        }
    } else {
        for (size_t n = 1; n <= count; n++) {
            tangent_square[n - 1] = rmt_activation_tangent_square(&wanted->layer, wanted->feature, n);
        }
        if (at_width != NULL) {
            status = rmt_activation_width_tangent_square(&wanted->layer, wanted->feature, wanted->width, count,
                                                         at_width, error);
        }
    }
    for (size_t i = 0; i < count && status == HODO_OK && wanted->samples != 0; i++) {
        tangent_square[i] = rmt_gram_stacked(tangent_square[i], wanted->gram_tangent_square);
    }
    return status;
}

static hodo_status answer(const rmt_angle_request *wanted, hodo_error *error)
{
    const size_t count = needed_features(wanted);
    hodo_table *table = NULL;
    double *tangent_square = malloc(2 * count * sizeof *tangent_square);
    double *at_width = wanted->width != 0 && tangent_square != NULL ? tangent_square + count : NULL;
    hodo_status status = HODO_OK;
    if (tangent_square == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu layers: lower the depth", count);
        goto done;
    }
    status = profile(wanted, count, tangent_square, at_width, error);
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
    status = status != HODO_OK || !hodo_picture_leaves_table(wanted->plot)
                 ? status
                 : hodo_table_print(table, stdout, error);
done:
    hodo_table_free(table);
    free(tangent_square);
    return status;
}

hodo_status rmt_command_angle(int argc, char **argv, hodo_error *error)
{
    const char *text[RMT_ANGLE_OPTIONS];
    bool helped;
    hodo_status status = rmt_command_options(rmt_angle_options, usage, argc, argv, text, &helped, error);
    if (status != HODO_OK || helped) {
        if (helped) {
            print_architectures();
        }
        return status;
    }
    rmt_angle_request wanted = {.plot = text[RMT_ANGLE_PLOT]};
    status = hodo_picture_check(text[RMT_ANGLE_PLOT], error);
    status = status != HODO_OK ? status : rmt_angle_understand(text, &wanted, error);
    return status == HODO_OK ? answer(&wanted, error) : status;
}
