#include "experiments/spectral-condition/width_change.h"

#include "experiments/spectral-condition/lazy_limit.h"
#include "experiments/spectral-condition/two_classes.h"
#include "base/hash.h"
#include "probe/feature_change.h"
#include "probe/spectral_norm.h"

#include <math.h>
#include <string.h>

/* Relative, of spectral norms: far below what 1e-3 of a slope is made of. */
#define NORM_TOLERANCE 1e-4

enum { FEATURE = 2, WEIGHT = 1 }; /* h_2; W_2, counted from 0 */

const hodo_parameter width_change_parameters[] = {
    {.name = "data",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .quick = "mnist",
     .usual = "mnist,clusters",
     .paper = "mnist,clusters",
     .unit = "",
     .doc = "two classes: mnist, clusters or cifar10"},
    {.name = "parametrization",
     .type = HODO_TEXT,
     .role = HODO_SWEEP,
     .usual = "ntp,spectral,mup",
     .unit = "",
     .doc = "rows of hodo train --list",
     .shares_draws = true},
    {.name = "width",
     .type = HODO_INTEGER,
     .role = HODO_SWEEP,
     .quick = "64,128,256,512",
     .usual = "64,128,256,512,1024",
     .paper = "64,128,256,512,1024,2048,4096",
     .unit = "1",
     .doc = "width n of hidden layers",
     .least = 2,
     .most = 1e5,
     .shares_draws = true},
    {.name = "units",
     .type = HODO_INTEGER,
     .usual = "512",
     .unit = "1",
     .doc = "a cell averages over units/width networks, at least one",
     .least = 1,
     .most = 1e5},
    {.name = "samples",
     .type = HODO_INTEGER,
     .quick = "16",
     .usual = "32",
     .paper = "128",
     .unit = "1",
     .doc = "rows of data, all of them at every step",
     .least = 2,
     .most = TWO_CLASSES_MOST},
    {.name = "inputs",
     .type = HODO_INTEGER,
     .usual = "64",
     .unit = "1",
     .doc = "dimension of the clusters",
     .least = 2,
     .most = 1e5},
    {.name = "target",
     .type = HODO_REAL,
     .usual = "0.2",
     .unit = "1",
     .doc = "train to this share of the first loss",
     .least = 0.0,
     .most = 1.0,
     .least_excluded = true,
     .most_excluded = true},
    {.name = "share",
     .type = HODO_REAL,
     .usual = "0.1",
     .paper = "0.05",
     .unit = "1",
     .doc = "of the loss that a step takes",
     .least = 0.0,
     .most = 0.5,
     .least_excluded = true},
    {.name = "steps",
     .type = HODO_INTEGER,
     .usual = "1000",
     .unit = "1",
     .doc = "most steps of a network",
     .least = 1,
     .most = 1e9},
    {.name = "trials",
     .type = HODO_INTEGER,
     .role = HODO_REPEAT,
     .quick = "8",
     .usual = "10",
     .paper = "5",
     .unit = "1",
     .doc = "data and weights",
     .least = 1,
     .most = 1e6},
    {.name = NULL},
};

const hodo_column width_change_columns[] = {
    {"data", "", "data set", HODO_TEXT},
    {"inputs", "1", "n_0", HODO_INTEGER},
    {"parametrization", "", "row of the table", HODO_TEXT},
    {"width", "1", "n", HODO_INTEGER},
    {"trial", "1", "data and weights, shared by all widths and rows", HODO_INTEGER},
    {"networks", "1", "over which `change` is a mean", HODO_INTEGER},
    {"reached", "1", "1 where all of them reached the target", HODO_INTEGER},
    {"steps", "1", "steps taken, at most", HODO_INTEGER},
    {"loss", "1", "at the end over the first, of the one furthest from the target", HODO_REAL},
    {"change", "1", "relative change since the start; not a number where the target was not reached",
     HODO_REAL},
    {"lazy_limit", "1", "theory of ntp for these data, leading order in width; not a number for other rows",
     HODO_REAL},
    {.name = NULL},
};
enum { COLUMNS = 11 };

const hodo_column width_change_theory_columns[] = {
    {"slope", "1", "of log change against log width; not a number for rows without one", HODO_REAL},
    {.name = NULL},
};

static two_classes_setting data_of(const hodo_cell *cell)
{
    return (two_classes_setting){.name = hodo_cell_text(cell, "data"),
                                 .samples = (size_t)hodo_cell_integer(cell, "samples"),
                                 .inputs = (size_t)hodo_cell_integer(cell, "inputs")};
}

static width_network_setting network_of(const hodo_cell *cell)
{
    const two_classes_setting data = data_of(cell);
    return (width_network_setting){.inputs = two_classes_inputs(&data),
                                   .width = (size_t)hodo_cell_integer(cell, "width"),
                                   .parametrization = hodo_cell_text(cell, "parametrization")};
}

static loss_matched_setting training_of(const hodo_cell *cell)
{
    return (loss_matched_setting){.target = hodo_cell_real(cell, "target"),
                                  .share = hodo_cell_real(cell, "share"),
                                  .most = (size_t)hodo_cell_integer(cell, "steps")};
}

hodo_status width_change_check(const hodo_cell *cell, hodo_error *error)
{
    const two_classes_setting data = data_of(cell);
    const width_network_setting network = network_of(cell);
    hodo_status status = two_classes_check(&data, error);
    status = status != HODO_OK ? status : width_network_check(&network, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_parametrization *row = hodo_parametrization_find(network.parametrization, error);
    if (row->norm != HODO_NORM_NONE) {
        return hodo_fail(
            error, HODO_INVALID,
            "parametrization '%s' divides its steps by a norm, so that no step takes a given share of "
            "the loss: give one like ntp, spectral, mup or sp",
            row->name);
    }
    return HODO_OK;
}

/* Networks of a cell: narrow ones are noisy and cheap. */
static size_t networks_of(const hodo_cell *cell)
{
    const int64_t units = hodo_cell_integer(cell, "units"), width = hodo_cell_integer(cell, "width");
    return units > width ? (size_t)(units / width) : 1;
}

/* Steps, the draw of the weights, reading and copying, and what is measured. */
double width_change_cost(const hodo_cell *cell)
{
    static const double fixed = 3e8, drawn = 60; /* multiply-adds a cell, and a weight, as timed */
    const width_network_setting network = network_of(cell);
    const loss_matched_setting training = training_of(cell);
    return fixed + (double)networks_of(cell) *
                       (drawn * width_network_weights(&network) +
                        loss_matched_steps(&training) *
                            width_network_step_cost(&network, (size_t)hodo_cell_integer(cell, "samples")));
}

/* The norm of a W of one kind, relative to nothing. */
static hodo_status norm_of(hodo_arena *arena, width_change_measure measure, hodo_matrix w, double *norm,
                           hodo_error *error)
{
    if (measure == WIDTH_CHANGE_SPECTRAL) {
        return hodo_spectral_norm(w, NORM_TOLERANCE, arena, norm, error);
    }
    *norm = hodo_matrix_norm(w);
    return HODO_OK;
}

/* excerpt: change */
/* Trains, and compares with a copy of what was there before. */
static hodo_status train_and_compare(hodo_arena *arena, width_network *of, hodo_pass *pass,
                                     const hodo_dataset *data, const loss_matched_setting *setting,
                                     width_change_measure measure, loss_matched_end *end, double *change,
                                     hodo_error *error)
{
    const hodo_matrix now = of->network.weights[WEIGHT];
    hodo_feature_move moves[WIDTH_NETWORK_DEPTH + 1];
    if (measure == WIDTH_CHANGE_FEATURE) {
        hodo_matrix_convert(data->x, hodo_pass_input(pass));
        hodo_status status = hodo_pass_forward(pass, hodo_pass_input(pass), NULL, error);
        if (status != HODO_OK) {
            return status;
        }
        hodo_feature_change *features = hodo_feature_change_take(arena, pass, 0, error);
        status =
            features == NULL ? error->status : loss_matched_train(arena, of, pass, data, setting, end, error);
        status = status != HODO_OK || !end->reached ? status
                                                    : hodo_feature_change_measure(features, pass, moves, error);
        *change = status == HODO_OK && end->reached ? moves[FEATURE].relative : NAN;
        return status;
    }
    const hodo_matrix before = hodo_matrix_take(arena, now.precision, now.rows, now.columns, error);
    if (before.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_copy(now, before);
    double initial = NAN, moved = NAN;
    hodo_status status = norm_of(arena, measure, before, &initial, error);
    status = status != HODO_OK ? status : loss_matched_train(arena, of, pass, data, setting, end, error);
    if (status == HODO_OK && end->reached) {
        for (size_t i = 0; i < now.rows; i++) {
            static const double minus = -1;
            hodo_rows_add(&minus, hodo_matrix_rows(now, i, 1), hodo_matrix_rows(before, i, 1));
        }
        status = norm_of(arena, measure, before, &moved, error);
    }
    *change = moved / initial;
    return status;
}
/* end: change */

/* The limit of ntp at this width. */
static hodo_status limit_of(hodo_cell *cell, const hodo_dataset *data, width_change_measure measure,
                            double *limit, hodo_error *error)
{
    const loss_matched_setting setting = training_of(cell);
    const double width = hodo_cell_real(cell, "width");
    lazy_limit all;
    *limit = NAN;
    if (strcmp(hodo_cell_text(cell, "parametrization"), "ntp") != 0) {
        return HODO_OK;
    }
    const hodo_status status = lazy_limit_of(hodo_cell_arena(cell), data, &setting, &all, error);
    *limit = measure == WIDTH_CHANGE_FROBENIUS
                 ? all.frobenius / width
                 : (measure == WIDTH_CHANGE_SPECTRAL ? all.spectral : all.feature) / sqrt(width);
    return status;
}

/* What a cell's networks have together. */
typedef struct together {
    bool reached;
    size_t steps;        /* most */
    double loss, change; /* the one furthest from the target, over the first; the mean */
} together;

static hodo_status one_network(hodo_cell *cell, const hodo_dataset *data, width_change_measure measure,
                               size_t number, size_t count, together *all, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const width_network_setting setting = network_of(cell);
    const loss_matched_setting training = training_of(cell);
    hodo_stream own = *hodo_cell_stream(cell);
    own.cell = hodo_hash_bytes(hodo_hash_text(own.cell, "network"), &number, sizeof number);
    width_network of;
    loss_matched_end end;
    double change = NAN;
    hodo_status status = width_network_open(arena, &setting, &own, &of, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_pass *pass = hodo_pass_take(arena, &of.network, data->count, HODO_FIRST_ORDER, error);
    status = pass == NULL ? error->status
                          : train_and_compare(arena, &of, pass, data, &training, measure, &end, &change, error);
    const double loss = end.loss / end.first;
    all->reached = all->reached && end.reached;
    all->steps = end.steps > all->steps ? end.steps : all->steps;
    all->loss =
        number == 0 || fabs(loss - training.target) > fabs(all->loss - training.target) ? loss : all->loss;
    all->change += change / (double)count;
    return status;
}

hodo_status width_change_compute(hodo_cell *cell, width_change_measure measure, hodo_error *error)
{
    const two_classes_setting asked = data_of(cell);
    hodo_dataset data;
    together all = {.reached = true};
    double limit = NAN;
    hodo_status status = two_classes_open(hodo_cell_arena(cell), &asked, hodo_cell_stream(cell), &data, error);
    status = status != HODO_OK ? status : limit_of(cell, &data, measure, &limit, error);
    const size_t count = networks_of(cell);
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        status = one_network(cell, &data, measure, i, count, &all, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const hodo_value row[COLUMNS] = {hodo_text(asked.name),
                                     hodo_integer((int64_t)data.inputs),
                                     hodo_text(hodo_cell_text(cell, "parametrization")),
                                     hodo_integer(hodo_cell_integer(cell, "width")),
                                     hodo_integer(hodo_cell_integer(cell, "trials")),
                                     hodo_integer((int64_t)count),
                                     hodo_integer(all.reached),
                                     hodo_integer((int64_t)all.steps),
                                     hodo_real(all.loss),
                                     hodo_real(all.change),
                                     hodo_real(limit)};
    return hodo_cell_row(cell, row, error);
}
