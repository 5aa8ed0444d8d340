#include "experiments/mlps-at-the-eoc/toy-catapult/linear_pair.h"

#include "experiments/mlps-at-the-eoc/toy-catapult/catapult_map.h"
#include "train/control.h"
#include "train/loop.h"

#include <math.h>

/* f grows to sqrt m lambda/2 from a first value that may be near 0: no catapult passes this ratio of losses. */
static const double no_catapult = 1e60;

/* excerpt: network */
hodo_status linear_pair_open(hodo_arena *arena, size_t width, const hodo_stream *stream, linear_pair *made,
                             hodo_error *error)
{
    const hodo_layer layers[] = {
        hodo_layer_dense(1, width, 1.0, true),
        hodo_feature(hodo_multiplied(1 / sqrt((double)width), hodo_layer_dense(width, 1, 1.0, true)))};
    *made = (linear_pair){.stream = *stream};
    hodo_status status = hodo_architecture_make(arena, 1, 1, layers, 2, &made->architecture, error);
    status = status != HODO_OK
                 ? status
                 : hodo_network_take(arena, &made->architecture, HODO_DOUBLE, &made->network, error);
    return status != HODO_OK ? status : hodo_network_draw(&made->network, stream, error);
}
/* end: network */

/* u and v both as one row. */
static hodo_matrix row_of(const hodo_network *network, size_t k)
{
    hodo_matrix row = network->weights[k];
    row.columns *= row.rows;
    row.rows = 1;
    row.stride = row.columns;
    return row;
}

static linear_pair_state state_of(const hodo_network *network)
{
    const hodo_matrix v = row_of(network, 0), u = row_of(network, 1);
    const double width = (double)u.columns;
    return (linear_pair_state){hodo_matrix_dot(u, v) / width,
                               (hodo_matrix_dot(u, u) + hodo_matrix_dot(v, v)) / width, NAN};
}

typedef struct recorder {
    const linear_pair_run *run;
    linear_pair_path *path;
} recorder;

/* Before every step, and once more at the end; the cell still has the rate of its last step. */
static hodo_status record(void *context, hodo_cohort *cohort, size_t step, hodo_matrix x, hodo_matrix y,
                          hodo_error *error)
{
    (void)step, (void)x, (void)y, (void)error;
    recorder *of = context;
    hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    const size_t t = cell->step; /* it stands still once the cell has stopped */
    linear_pair_state *at = of->path->at;
    at[t] = state_of(&cell->network);
    of->path->steps = t;
    if (t > 0) {
        at[t - 1].eta = cell->eta;
    }
    if (cell->stop != HODO_RUNNING || t < of->run->least) {
        return HODO_OK;
    }
    of->path->settled =
        !of->run->scheduled && catapult_settled((catapult){at[t].output, at[t].sharpness}, cell->setting.eta);
    if (of->path->settled || at[t].sharpness < LINEAR_PAIR_UNDERFLOW * at[0].sharpness) {
        cell->stop = HODO_LEARNED;
    }
    return HODO_OK;
}

hodo_status linear_pair_train(hodo_arena *arena, hodo_arena *scratch, const linear_pair *pair,
                              const linear_pair_run *run, linear_pair_path *path, hodo_error *error)
{
    hodo_arena_reset(scratch);
    *path = (linear_pair_path){.at = hodo_arena_take(arena, run->most + 2, sizeof *path->at, error)};
    hodo_dataset data;
    if (path->at == NULL || hodo_dataset_take(scratch, 1, 1, 0, &data, error) != HODO_OK) {
        return HODO_NO_MEMORY;
    }
    data.y = hodo_matrix_take(scratch, HODO_FLOAT, 1, 1, error);
    if (data.y.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_set(data.x, 0, 0, 1);
    hodo_matrix_set(data.y, 0, 0, 0);
    const hodo_source source = hodo_source_full(&data);
    hodo_training training = {.loss = {&hodo_loss_square, 0},
                              .batch = 1,
                              .steps = run->most,
                              .optimiser = hodo_optimiser_find("sgd", NULL),
                              .stop = {.diverged = no_catapult}};
    if (run->scheduled) {
        training.schedule = hodo_schedule_find("sharpness", NULL);
        training.schedule.product = run->product;
    }
    const double first = state_of(&pair->network).sharpness;
    const hodo_cell_setting cell = {.eta = run->product / first, .gamma = 1};
    hodo_cohort *cohort = hodo_cohort_take(scratch, &pair->network, &training, &cell, 1, error);
    if (cohort == NULL) {
        return error->status;
    }
    recorder keep = {run, path};
    hodo_observer recording = {.look = record, .every = 1, .context = &keep}, control;
    hodo_status status = HODO_OK;
    if (run->scheduled) {
        status = hodo_control_sharpness(scratch, cohort, 1, &pair->stream, &control, error);
        control.next = &recording;
    }
    status = status != HODO_OK ? status
                               : hodo_loop_run(scratch, cohort, &source, run->most,
                                               run->scheduled ? &control : &recording, NULL, error);
    path->diverged = hodo_cohort_cell(cohort, 0)->stop == HODO_DIVERGED;
    return status;
}
