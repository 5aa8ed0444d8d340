#include "experiments/feature-speed/angle-in-training/angle_training.h"

#include "net/tower.h"
#include "probe/angle.h"
#include "probe/feature_change.h"
#include "train/control.h"

#include <math.h>

typedef struct watcher {
    hodo_arena *arena;
    const angle_training_setting *setting;
    hodo_loss loss;
    hodo_speeds *speeds;
    hodo_feature_change *start;
    hodo_feature_move *moves; /* (features,) */
    double *rates;            /* (weight_count,) */
    angle_look *looks;
    size_t count, steps;
    double predicted, aligned, frozen, first_cosine; /* so far */
} watcher;

static size_t steps_of(const angle_training_setting *setting)
{
    return (size_t)fmax(1.0, round(setting->time / setting->eta));
}

/* Whether step t is one of the looks: t = i steps / looks, rounded down. */
static bool due(const watcher *of, size_t t) { return t == of->count * of->steps / of->setting->looks; }

static hodo_status keep(watcher *of, size_t t, hodo_error *error)
{
    const size_t last = of->speeds->features - 2;
    angle_look *look = &of->looks[of->count];
    hodo_status status = HODO_OK;
    if (of->start == NULL) {
        of->start = hodo_feature_change_take(of->arena, of->speeds->pass, 0, error);
        status = of->start != NULL ? HODO_OK : error->status;
    }
    status =
        status != HODO_OK ? status : hodo_feature_change_measure(of->start, of->speeds->pass, of->moves, error);
    *look = (angle_look){.step = t,
                         .loss = of->speeds->loss[0],
                         .predicted = of->predicted,
                         .aligned = of->aligned,
                         .frozen = of->frozen,
                         .change = status == HODO_OK ? of->moves[last].change : NAN,
                         .cosines = hodo_arena_take(of->arena, of->setting->depth, sizeof(double), error)};
    if (status != HODO_OK || look->cosines == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    for (size_t v = 2; v < of->setting->depth; v++) {
        look->cosines[v] = hodo_speeds_at(of->speeds, 0, v)->cosine;
    }
    of->count++;
    return HODO_OK;
}

/* excerpt: look */
static hodo_status look(void *context, hodo_cohort *cohort, size_t t, hodo_matrix x, hodo_matrix y,
                        hodo_error *error)
{
    watcher *of = context;
    const hodo_cell_state *cell = hodo_cohort_cell(cohort, 0);
    hodo_speeds *speeds = of->speeds;
    for (size_t k = 0; k < cell->network.architecture->weight_count; k++) {
        of->rates[k] = cell->setting.eta * cell->rates[k];
    }
    hodo_status status = hodo_speeds_measure(speeds, x, y, of->loss,
                                             (hodo_flow){.kind = HODO_GIVEN, .given = of->rates}, NULL, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_speed *last = hodo_speeds_at(speeds, 0, speeds->features - 2);
    const double entries = (double)(x.rows * of->setting->width);
    const double product = last->speed * last->backward_rms * entries; /* ||f'|| ||b|| a step */
    if (t == 0) {
        of->predicted = of->aligned = of->frozen = speeds->loss[0];
        of->first_cosine = last->cosine;
    }
    if (due(of, t)) {
        status = keep(of, t, error);
    }
    of->predicted -= product * last->cosine;
    of->frozen -= product * of->first_cosine;
    of->aligned -= product;
    return status;
}
/* end: look */

static hodo_status make_network(hodo_arena *arena, const angle_training_setting *setting, size_t inputs,
                                const double *readout_scale, const hodo_stream *stream,
                                hodo_architecture *architecture, hodo_network *network, hodo_error *error)
{
    const hodo_nonlinearity nonlinearity = {.activation = hodo_activation_find(setting->activation, error)};
    if (nonlinearity.activation == NULL) {
        return HODO_INVALID;
    }
    const hodo_tower tower = {.inputs = inputs,
                              .nonlinearity = nonlinearity,
                              .width = setting->width,
                              .depth = setting->depth,
                              .branch_scale = &setting->branch_scale,
                              .readout_scale = readout_scale};
    hodo_status status = hodo_tower_architecture(arena, &tower, architecture, error);
    status = status != HODO_OK ? status : hodo_network_take(arena, architecture, HODO_DOUBLE, network, error);
    return status != HODO_OK ? status : hodo_network_draw(network, stream, error);
}

hodo_status angle_training_run(hodo_arena *arena, const angle_training_setting *setting,
                               const hodo_dataset *data, const hodo_stream *stream, angle_look *looks,
                               size_t *count, hodo_error *error)
{
    hodo_architecture architecture;
    hodo_network initial;
    double *readout_scale = hodo_arena_take(arena, 1, sizeof *readout_scale, error);
    if (readout_scale == NULL) {
        return HODO_NO_MEMORY;
    }
    *readout_scale = 1.0;
    hodo_status status =
        make_network(arena, setting, data->inputs, readout_scale, stream, &architecture, &initial, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_training training = {.loss = {.kind = &hodo_loss_square},
                                    .batch = data->count,
                                    .optimiser = hodo_optimiser_find("sgd", error)};
    const hodo_cell_setting cell = {.eta = setting->eta, .gamma = 1.0};
    hodo_cohort *cohort = hodo_cohort_take(arena, &initial, &training, &cell, 1, error);
    if (cohort == NULL) {
        return error->status;
    }
    watcher of = {.arena = arena,
                  .setting = setting,
                  .loss = training.loss,
                  .speeds = hodo_speeds_take(arena, &hodo_cohort_cell(cohort, 0)->network, data->count,
                                             HODO_FIRST_ORDER, error),
                  .moves = hodo_arena_take(arena, architecture.feature_count, sizeof *of.moves, error),
                  .rates = hodo_arena_take(arena, architecture.weight_count, sizeof *of.rates, error),
                  .looks = looks,
                  .steps = steps_of(setting)};
    if (of.speeds == NULL || of.moves == NULL || of.rates == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_observer watch = {.look = look, .every = 1, .context = &of};
    hodo_observer control;
    const hodo_automatic_settings start = {0}; /* the cosine measured, at step 0 only */
    status = hodo_control_automatic(arena, cohort, &start, readout_scale, &control, error);
    if (status == HODO_OK) {
        control.next = &watch;
        const hodo_source source = hodo_source_full(data);
        status = hodo_loop_run(arena, cohort, &source, of.steps, &control, NULL, error);
    }
    *count = of.count;
    return status;
}

double angle_training_cost(const angle_training_setting *setting, size_t inputs, size_t samples)
{
    const double m = (double)setting->width, n = (double)samples;
    const double weights = m * ((double)inputs + ((double)setting->depth - 2) * m);
    static const double draw = 20,
                        thin = 4; /* what a row less costs: products with few rows read the weights */
    return weights * (draw + 8 * (n + thin) * (double)steps_of(setting));
}
