#include "experiments/feature-speed/trained_tower.h"

#include "base/name.h"
#include "net/tower.h"

#include <math.h>

const trained_tower_scheme trained_tower_schemes[] = {
    {.name = "ntk", .parametrization = "ntk"},
    {.name = "mf-mup", .parametrization = "mf-mup", .decay_power = -0.5},
    {.name = "fsc-table", .parametrization = "fsc-static"},
    {.name = "fsc-start", .parametrization = "fsc", .measured = true},
    {.name = "fsc", .parametrization = "fsc", .measured = true, .automatic = {.every = 1}},
    {.name = "bafu",
     .parametrization = "fsc",
     .measured = true,
     .automatic = {.mode = HODO_COSINE_ONE, .every = 1}},
    {.name = NULL},
};

const trained_tower_scheme *trained_tower_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("scheme", name, &trained_tower_schemes[0].name,
                                     sizeof trained_tower_schemes[0], SIZE_MAX, error);
    return at != HODO_NO_NAME ? &trained_tower_schemes[at] : NULL;
}

/* Architecture with the row's deviations, weights and rates. *readout_scale must outlive it. */
static hodo_status draw(hodo_arena *arena, const trained_tower_setting *setting, size_t depth, size_t inputs,
                        const hodo_stream *stream, double *readout_scale, trained_tower *made,
                        hodo_error *error)
{
    const hodo_tower tower = {.inputs = inputs,
                              .width = setting->width,
                              .depth = depth,
                              .train_input = true,
                              .train_output = true,
                              .normalise = setting->scheme->measured,
                              .readout_scale = setting->scheme->measured ? readout_scale : NULL};
    const hodo_parametrization *row = hodo_parametrization_find(setting->scheme->parametrization, error);
    const hodo_scales scales = {.width = (double)setting->width, .depth = (double)depth, .gain = sqrt(2.0)};
    hodo_status status =
        row == NULL ? HODO_INVALID : hodo_tower_architecture(arena, &tower, &made->architecture, error);
    if (status != HODO_OK) {
        return status;
    }
    made->rates = hodo_arena_take(arena, made->architecture.weight_count, sizeof *made->rates, error);
    status = made->rates == NULL ? HODO_NO_MEMORY
                                 : hodo_parametrization_apply(row, &scales, HODO_STEP_GRADIENT,
                                                              &made->architecture, made->rates, error);
    status = status != HODO_OK
                 ? status
                 : hodo_network_take(arena, &made->architecture, HODO_FLOAT, &made->initial, error);
    return status != HODO_OK ? status : hodo_network_draw(&made->initial, stream, error);
}

/* Decay of the loss on all rows under the table's rates. */
static hodo_status measure(hodo_arena *arena, trained_tower *of, const hodo_dataset *data, double *decay,
                           hodo_error *error)
{
    hodo_speeds *speeds = hodo_speeds_take(arena, &of->initial, data->count, HODO_FIRST_ORDER, error);
    if (speeds == NULL) {
        return HODO_NO_MEMORY;
    }
    const hodo_status status =
        hodo_speeds_measure(speeds, data->x, data->y, of->training.loss,
                            (hodo_flow){.kind = HODO_GIVEN, .given = of->rates}, NULL, error);
    *decay = status == HODO_OK ? hodo_speeds_at(speeds, 0, speeds->features - 1)->loss_decay : NAN;
    return status;
}

/* excerpt: scheme */
/* The one factor of a table's rates: the network of the base depth, of the same stream, has decay eta. */
static hodo_status fix_factor(hodo_arena *arena, const trained_tower_setting *setting, const hodo_dataset *data,
                              const hodo_stream *stream, trained_tower *made, hodo_error *error)
{
    trained_tower base = {.training = made->training};
    double decay = NAN;
    hodo_status status = draw(arena, setting, TRAINED_TOWER_BASE, data->inputs, stream, NULL, &base, error);
    status = status != HODO_OK ? status : measure(arena, &base, data, &decay, error);
    made->eta = setting->eta / decay;
    return status;
}

trained_tower *trained_tower_open(hodo_arena *arena, const trained_tower_setting *setting,
                                  const hodo_dataset *data, const hodo_stream *stream, hodo_error *error)
{
    trained_tower *made = hodo_arena_zero(arena, 1, sizeof *made, error);
    if (made == NULL) {
        return NULL;
    }
    made->readout_scale = 1.0;
    made->eta = setting->eta;
    made->training = (hodo_training){.loss = {.kind = &hodo_loss_square},
                                     .batch = data->count,
                                     .optimiser = hodo_optimiser_find("sgd", error)};
    hodo_status status =
        draw(arena, setting, setting->depth, data->inputs, stream, &made->readout_scale, made, error);
    if (status == HODO_OK && !setting->scheme->measured) {
        status = fix_factor(arena, setting, data, stream, made, error);
    }
    made->training.rates = made->rates;
    const hodo_cell_setting cell = {.eta = made->eta, .gamma = 1.0};
    made->cohort =
        status == HODO_OK ? hodo_cohort_take(arena, &made->initial, &made->training, &cell, 1, error) : NULL;
    if (made->cohort != NULL && setting->scheme->measured) {
        status = hodo_control_automatic(arena, made->cohort, &setting->scheme->automatic, &made->readout_scale,
                                        &made->control, error);
    }
    return status == HODO_OK ? (made->cohort != NULL ? made : NULL) : NULL;
}
/* end: scheme */

static double weights_of(const trained_tower_setting *setting, size_t inputs)
{
    const double m = (double)setting->width;
    return m * ((double)inputs + ((double)setting->depth - 2) * m + 1);
}

double trained_tower_step_cost(const trained_tower_setting *setting, size_t inputs, size_t samples)
{
    return 3 * (double)samples * weights_of(setting, inputs);
}

double trained_tower_probe_cost(const trained_tower_setting *setting, size_t inputs, size_t samples)
{
    return 4 * (double)samples * weights_of(setting, inputs);
}
