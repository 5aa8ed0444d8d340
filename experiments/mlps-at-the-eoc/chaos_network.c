#include "experiments/mlps-at-the-eoc/chaos_network.h"

#include <math.h>

static const double most_growth = 4.0;

static chaos_network_setting filled_in(const chaos_network_setting *setting)
{
    chaos_network_setting own = *setting;
    own.outputs = own.outputs != 0 ? own.outputs : 1;
    return own;
}

/* The names of sizes are those of net/model.h, which checks them and says what is wrong. */
static hodo_model model_of(const chaos_network_setting *setting)
{
    const chaos_network_setting own = filled_in(setting);
    return (hodo_model){.kind = HODO_MLP,
                        .inputs = own.inputs,
                        .width = own.width,
                        .depth = own.depth,
                        .outputs = own.outputs,
                        .width_growth = own.growth,
                        .nonlinearity = {hodo_activation_find("abrelu", NULL), own.a, own.b}};
}

hodo_status chaos_network_check(const chaos_network_setting *setting, hodo_error *error)
{
    const double square = setting->a * setting->a + setting->b * setting->b;
    if (!(square > 0.0 && square < INFINITY)) {
        return hodo_fail(
            error, HODO_INVALID,
            "phi(s) = %g s + %g |s|: a and b are finite and not both 0; abs is 0, 1 and ReLU 0.5, 0.5",
            setting->a, setting->b);
    }
    if (!(setting->growth >= 0.0 && setting->growth <= most_growth)) {
        return hodo_fail(error, HODO_INVALID, "widths that grow as k^%g: give a power within 0 .. %g",
                         setting->growth, most_growth);
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for the shapes of a network");
    }
    const hodo_model model = model_of(setting);
    hodo_architecture architecture;
    const hodo_status status = hodo_model_architecture(arena, &model, &architecture, error);
    hodo_arena_free(arena);
    return status;
}

/* excerpt: network */
hodo_status chaos_network_plan(hodo_arena *arena, const chaos_network_setting *setting,
                               hodo_architecture *architecture, hodo_error *error)
{
    hodo_status status = chaos_network_check(setting, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_model model = model_of(setting); /* all W ~ N(0, 1), trained, multiplier 1 */
    status = hodo_model_architecture(arena, &model, architecture, error);
    const double sigma = 1.0 / sqrt(setting->a * setting->a + setting->b * setting->b);
    for (size_t k = 2; k <= setting->depth && status == HODO_OK; k++) {
        hodo_layer *layer = hodo_weight_layer(architecture, k - 1);
        layer->multiplier = sigma / sqrt((double)layer->inputs);
    }
    return status;
}
/* end: network */

hodo_status chaos_network_open(hodo_arena *arena, const chaos_network_setting *setting,
                               const hodo_stream *stream, chaos_network *made, hodo_error *error)
{
    *made = (chaos_network){.setting = filled_in(setting)};
    hodo_status status = chaos_network_plan(arena, &made->setting, &made->architecture, error);
    status = status != HODO_OK ? status
                               : hodo_network_take(arena, &made->architecture, made->setting.precision,
                                                   &made->network, error);
    return status != HODO_OK ? status : hodo_network_draw(&made->network, stream, error);
}

size_t chaos_network_width(const chaos_network_setting *setting, size_t k)
{
    const chaos_network_setting own = filled_in(setting);
    return k == own.depth ? own.outputs : (size_t)round(pow((double)k, own.growth) * (double)own.width);
}

double chaos_network_delta(const chaos_network_setting *setting)
{
    return setting->b * setting->b / (setting->a * setting->a + setting->b * setting->b);
}

double chaos_network_gamma(const chaos_network_setting *setting, chaos_gamma gamma)
{
    switch (gamma) {
    case CHAOS_GAMMA_WIDTH:
        return sqrt((double)setting->width);
    case CHAOS_GAMMA_LAST:
        return sqrt((double)chaos_network_width(setting, setting->depth - 1));
    case CHAOS_GAMMA_ONE:
    default:
        return 1.0;
    }
}

double chaos_network_eta(const chaos_network_setting *setting, double rate_power, double eta0)
{
    return eta0 * pow((double)setting->width, rate_power);
}

double chaos_network_weights(const chaos_network_setting *setting)
{
    double weights = 0.0, below = (double)setting->inputs;
    for (size_t k = 1; k <= setting->depth; k++) {
        const double width = (double)chaos_network_width(setting, k);
        weights += below * width;
        below = width;
    }
    return weights;
}

/* Rewriting a weight takes as long as this many multiply-adds. */
static const double rewrite = 16.0;

double chaos_network_step_cost(const chaos_network_setting *setting, size_t samples)
{
    const double weights = chaos_network_weights(setting);
    const double first = (double)setting->inputs * (double)setting->width;
    return (double)samples * (3.0 * weights - first) + rewrite * weights;
}
