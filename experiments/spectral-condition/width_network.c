#include "experiments/spectral-condition/width_network.h"

#include <math.h>

/* sqrt 2: keeps ||h|| through a ReLU (He et al. 2015). */
static const double gain = 1.41421356237309504880;

static width_network_setting filled_in(const width_network_setting *setting)
{
    width_network_setting own = *setting;
    own.depth = own.depth != 0 ? own.depth : WIDTH_NETWORK_DEPTH;
    own.optimiser = own.optimiser != NULL ? own.optimiser : "sgd";
    return own;
}

/* The roles of a network's matrices, from the first to the last. */
static bool has_rules(const hodo_parametrization *row, const width_network_setting *own, hodo_step_kind step)
{
    const hodo_role middle = own->kind == HODO_RESNET ? HODO_BRANCH : HODO_HIDDEN;
    const hodo_role roles[] = {HODO_OUTPUT, HODO_INPUT, middle};
    const size_t count = own->depth < WIDTH_NETWORK_DEPTH ? own->depth : WIDTH_NETWORK_DEPTH;
    for (size_t i = 0; i < count; i++) {
        if (row->role[roles[i]].rate[step].constant == 0.0) {
            return false;
        }
    }
    return own->kind != HODO_RESNET || row->branch_scale.constant != 0.0;
}

hodo_status width_network_check(const width_network_setting *setting, hodo_error *error)
{
    const width_network_setting own = filled_in(setting);
    if (own.kind != HODO_MLP && own.kind != HODO_RESNET) {
        return hodo_fail(error, HODO_INVALID,
                         "a network of this paper is an mlp or a resnet: give one of them");
    }
    const hodo_parametrization *row = hodo_parametrization_find(own.parametrization, error);
    if (row == NULL) {
        return HODO_INVALID;
    }
    const hodo_optimiser_settings optimiser = hodo_optimiser_find(own.optimiser, error);
    if (optimiser.kind == NULL) {
        return HODO_INVALID;
    }
    if (row->automatic != HODO_AUTOMATIC_NONE) {
        return hodo_fail(error, HODO_INVALID,
                         "parametrization '%s' measures its rates as it goes: give one whose rates are a table",
                         row->name);
    }
    if (!has_rules(row, &own, hodo_optimiser_step_kind(optimiser.kind))) {
        return hodo_fail(
            error, HODO_INVALID,
            "parametrization '%s' has no rule for a %s of %zu matrices stepped by %s: give another", row->name,
            own.kind == HODO_RESNET ? "resnet" : "mlp", own.depth, own.optimiser);
    }
    return HODO_OK;
}

static hodo_status parametrize(hodo_arena *arena, const hodo_parametrization *row, width_network *made,
                               hodo_error *error)
{
    const width_network_setting *own = &made->setting;
    const hodo_scales scales = {.width = (double)own->width, .depth = (double)own->depth, .gain = gain};
    hodo_model model = {
        .kind = own->kind, .inputs = own->inputs, .width = own->width, .depth = own->depth, .outputs = 1};
    hodo_status status = HODO_OK;
    if (own->kind == HODO_RESNET) {
        status = hodo_parametrization_branch_scale(row, &scales, &model.branch_scale, error);
    }
    status = status != HODO_OK ? status : hodo_model_architecture(arena, &model, &made->architecture, error);
    if (status != HODO_OK) {
        return status;
    }
    made->rates = hodo_arena_zero(arena, made->architecture.weight_count, sizeof *made->rates, error);
    status = made->rates == NULL
                 ? HODO_NO_MEMORY
                 : hodo_parametrization_apply(row, &scales, hodo_optimiser_step_kind(made->optimiser.kind),
                                              &made->architecture, made->rates, error);
    for (size_t k = 0; status == HODO_OK && own->one_rate && k < made->architecture.weight_count; k++) {
        made->rates[k] = 1;
    }
    return status;
}

hodo_status width_network_plan(hodo_arena *arena, const width_network_setting *setting, width_network *made,
                               hodo_error *error)
{
    *made = (width_network){.setting = filled_in(setting), .loss = {&hodo_loss_square, 0.5}};
    const hodo_status status = width_network_check(setting, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_parametrization *row = hodo_parametrization_find(made->setting.parametrization, error);
    made->optimiser = hodo_optimiser_find(made->setting.optimiser, error);
    made->optimiser.norm = row->norm;
    return parametrize(arena, row, made, error);
}

hodo_status width_network_open(hodo_arena *arena, const width_network_setting *setting,
                               const hodo_stream *stream, width_network *made, hodo_error *error)
{
    hodo_status status = width_network_plan(arena, setting, made, error);
    status = status != HODO_OK ? status
                               : hodo_network_take(arena, &made->architecture, made->setting.precision,
                                                   &made->network, error);
    status = status != HODO_OK ? status : hodo_network_draw(&made->network, stream, error);
    return status != HODO_OK ? status
                             : hodo_parametrization_after_draw(
                                   hodo_parametrization_find(made->setting.parametrization, error),
                                   &made->network, arena, error);
}

double width_network_weights(const width_network_setting *setting)
{
    const width_network_setting own = filled_in(setting);
    const double width = (double)own.width;
    return width * ((double)own.inputs + (double)(own.depth - 2) * width + 1);
}

/* Forward, backward and update, each a multiply-add a weight and row, the first matrix without its backward
 * product; and the updated weights are read and written once more. */
double width_network_step_cost(const width_network_setting *setting, size_t batch)
{
    static const double rewrite = 16; /* multiply-adds that take as long as rewriting a weight */
    const width_network_setting own = filled_in(setting);
    const double weights = width_network_weights(setting);
    const double inputs = (double)own.inputs * (double)own.width;
    return (double)batch * (3 * weights - inputs) + rewrite * weights;
}
