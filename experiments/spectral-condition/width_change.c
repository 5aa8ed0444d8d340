#include "experiments/spectral-condition/width_change.h"

#include "experiments/spectral-condition/lazy_limit.h"
#include "experiments/spectral-condition/width_cell.h"
#include "probe/feature_change.h"
#include "probe/spectral_norm.h"

#include <math.h>
#include <string.h>

/* Relative, of spectral norms: far below what 1e-3 of a slope is made of. */
#define NORM_TOLERANCE 1e-4

enum { FEATURE = 2, WEIGHT = 1 }; /* h_2; W_2, counted from 0 */

enum { COLUMNS = 11 }; /* of width_change_columns */

static loss_matched_setting training_of(const hodo_cell *cell)
{
    return (loss_matched_setting){.target = hodo_cell_real(cell, "target"),
                                  .share = hodo_cell_real(cell, "share"),
                                  .most = (size_t)hodo_cell_integer(cell, "steps")};
}

hodo_status width_change_check(const hodo_cell *cell, hodo_error *error)
{
    const width_network_setting network = width_cell_network(cell);
    const hodo_status status = width_cell_check(cell, error);
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

/* In multiply-adds, as timed on one core: opening the data, drawing and copying weights, steps, and the
 * products of ||W_2^0||_*, of which there are more the wider the matrix. */
double width_change_cost(const hodo_cell *cell, width_change_measure measure)
{
    static const double few = 1e8, many = 1e9; /* fresh draws; 47 MB of images */
    static const double drawn = 60, products = 110;
    const width_network_setting network = width_cell_network(cell);
    const loss_matched_setting training = training_of(cell);
    const double width = (double)network.width;
    const double step = width_network_step_cost(&network, (size_t)hodo_cell_integer(cell, "samples"));
    const double norm = measure == WIDTH_CHANGE_SPECTRAL ? products * cbrt(width) * width * width : 0;
    return (strcmp(hodo_cell_text(cell, "data"), "clusters") == 0 ? few : many) +
           (double)width_cell_networks(cell) *
               (drawn * width_network_weights(&network) + loss_matched_steps(&training) * step + norm);
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
    const width_network_setting setting = width_cell_network(cell);
    const loss_matched_setting training = training_of(cell);
    const hodo_stream own = width_cell_stream(cell, number);
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
    const hodo_two_classes_setting asked = width_cell_data(cell);
    hodo_dataset data;
    together all = {.reached = true};
    double limit = NAN;
    hodo_status status =
        hodo_two_classes_open(hodo_cell_arena(cell), &asked, hodo_cell_stream(cell), &data, error);
    status = status != HODO_OK ? status : limit_of(cell, &data, measure, &limit, error);
    const size_t count = width_cell_networks(cell);
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
