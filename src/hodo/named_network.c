#include "hodo/named_network.h"

#include "hodo/named_data.h"
#include "hodo/weights_folder.h"
#include "net/model.h"

#include <math.h>
#include <string.h>

/* Trapezoidal rule on [-12, 12]: beyond it z has probability 4e-33. The kinks of relu, abs and hard-tanh, at 0
 * and +-1, are nodes; with them the rule is off by less than 1e-7, without them by rounding. */
enum { GAIN_NODES = 24001 };
static const double GAIN_REACH = 12.0;

hodo_status hodo_named_gain(hodo_nonlinearity nonlinearity, double *gain, hodo_error *error)
{
    const double step = 2.0 * GAIN_REACH / (GAIN_NODES - 1);
    double sum = 0.0;
    for (int i = 0; i < GAIN_NODES; i++) {
        const double z = ((double)i - (GAIN_NODES - 1) / 2) * step;
        const double phi = nonlinearity.activation->value(z, nonlinearity.a, nonlinearity.b);
        sum += phi * phi * exp(-0.5 * z * z);
    }
    const double mean = sum * step / sqrt(2.0 * 3.14159265358979323846);
    *gain = 1.0 / sqrt(mean);
    if (!(mean > 0.0) || !isfinite(*gain)) {
        return hodo_fail(error, HODO_NUMERIC, "E phi(z)^2 of %s is %g: give --gain=none",
                         nonlinearity.activation->name, mean);
    }
    return HODO_OK;
}

static hodo_status choose_optimiser(const hodo_settings *settings, hodo_named_network *network,
                                    hodo_error *error)
{
    network->optimiser = hodo_optimiser_find(settings->optimiser, error);
    if (network->optimiser.kind == NULL) {
        return HODO_INVALID;
    }
    network->optimiser.momentum = settings->momentum >= 0.0 ? settings->momentum : network->optimiser.momentum;
    network->optimiser.beta1 = settings->beta1 >= 0.0 ? settings->beta1 : network->optimiser.beta1;
    network->optimiser.beta2 = settings->beta2 >= 0.0 ? settings->beta2 : network->optimiser.beta2;
    network->optimiser.norm = network->parametrization->norm;
    return HODO_OK;
}

/* Measured rates are those of the gradient, of the plain output (Prop. 4.1 of arXiv 2311.18718). */
static hodo_status check_automatic(const hodo_settings *settings, const hodo_named_network *network,
                                   hodo_error *error)
{
    const bool automatic = network->parametrization->automatic != HODO_AUTOMATIC_NONE;
    if (!automatic && hodo_settings_given(settings, "rates-every")) {
        return hodo_fail(
            error, HODO_INVALID,
            "--rates-every is not read with parametrization '%s', whose rates are not measured: drop it",
            settings->parametrization);
    }
    if (automatic && hodo_optimiser_step_kind(network->optimiser.kind) != HODO_STEP_GRADIENT) {
        return hodo_fail(
            error, HODO_INVALID,
            "parametrization '%s' measures rates of gradient steps: give --optimiser=sgd or momentum",
            settings->parametrization);
    }
    if (automatic && (settings->centred || settings->gamma != 1.0)) {
        return hodo_fail(error, HODO_INVALID,
                         "parametrization '%s' sets the output's scale itself: drop --gamma and --centred",
                         settings->parametrization);
    }
    return HODO_OK;
}

static hodo_status make_architecture(const hodo_settings *settings, const hodo_dataset *data,
                                     size_t outputs, const hodo_scales *scales, hodo_nonlinearity nonlinearity,
                                     hodo_arena *arena, hodo_named_network *network, hodo_error *error)
{
    const bool automatic = network->parametrization->automatic != HODO_AUTOMATIC_NONE;
    hodo_model model = {.inputs = data->inputs,
                        .width = (size_t)settings->width,
                        .depth = (size_t)settings->depth,
                        .outputs = outputs,
                        .channels = data->channels,
                        .height = data->height,
                        .image_width = data->width,
                        .nonlinearity = nonlinearity,
                        .normalise = automatic,
                        .width_growth = network->parametrization->width_growth,
                        .readout_scale = automatic ? &network->readout_scale : NULL};
    hodo_status status = hodo_model_find(settings->architecture, &model.kind, error);
    network->branch_scale = 0.0;
    if (status == HODO_OK && model.kind == HODO_RESNET) {
        status =
            hodo_parametrization_branch_scale(network->parametrization, scales, &network->branch_scale, error);
        model.branch_scale = network->branch_scale;
    }
    return status == HODO_OK ? hodo_model_architecture(arena, &model, &network->architecture, error) : status;
}

static hodo_status set_weights(const hodo_settings *settings, hodo_arena *arena,
                               hodo_named_network *network, hodo_error *error)
{
    if (settings->load != NULL) {
        return hodo_weights_load(settings->load, &network->network, error);
    }
    const hodo_stream stream = hodo_draws_of(settings, HODO_DRAWS_WEIGHTS);
    const hodo_status status = hodo_network_draw(&network->network, &stream, error);
    return status == HODO_OK
               ? hodo_parametrization_after_draw(network->parametrization, &network->network, arena, error)
               : status;
}

hodo_status hodo_named_network_make(const hodo_settings *settings, const hodo_dataset *data,
                                    size_t outputs, hodo_arena *arena, hodo_named_network *network,
                                    hodo_error *error)
{
    *network = (hodo_named_network){.gain = 1.0, .readout_scale = 1.0};
    network->parametrization = hodo_parametrization_find(settings->parametrization, error);
    const hodo_nonlinearity nonlinearity = {hodo_activation_find(settings->activation, error),
                                            settings->activation_a, settings->activation_b};
    if (network->parametrization == NULL || nonlinearity.activation == NULL) {
        return HODO_INVALID;
    }
    hodo_status status = choose_optimiser(settings, network, error);
    if (status == HODO_OK) {
        status = check_automatic(settings, network, error);
    }
    if (status == HODO_OK && strcmp(settings->gain, "he") == 0) {
        status = hodo_named_gain(nonlinearity, &network->gain, error);
    }
    const hodo_scales scales = {(double)settings->width, (double)settings->depth, network->gain};
    if (status == HODO_OK) {
        status = make_architecture(settings, data, outputs, &scales, nonlinearity, arena, network, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    network->rates = hodo_arena_take(arena, network->architecture.weight_count, sizeof(double), error);
    if (network->rates == NULL) {
        return HODO_NO_MEMORY;
    }
    status = hodo_parametrization_apply(network->parametrization, &scales,
                                        hodo_optimiser_step_kind(network->optimiser.kind),
                                        &network->architecture, network->rates, error);
    if (status == HODO_OK) {
        const hodo_precision precision = strcmp(settings->precision, "double") == 0 ? HODO_DOUBLE : HODO_FLOAT;
        status = hodo_network_take(arena, &network->architecture, precision, &network->network, error);
    }
    return status == HODO_OK ? set_weights(settings, arena, network, error) : status;
}
