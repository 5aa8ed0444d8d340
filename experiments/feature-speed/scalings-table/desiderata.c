#include "experiments/feature-speed/scalings-table/desiderata.h"

#include "net/tower.h"
#include "probe/angle.h"

#include <math.h>

const char *const desideratum_names[DESIDERATA] = {"signal", "feature", "decay", "balance-input",
                                                   "balance-output"};
const char *const scaling_data_names[SCALING_DATA] = {"dense", "sparse", "misread"};

/* Dense layers draw tensors 0, 1, ...; input and target have some far from them. */
static const uint32_t input_tensor = UINT32_C(1) << 31, target_tensor = (UINT32_C(1) << 31) + 1;

/* A row of `norm` in a uniform direction, or along the first axis. */
static hodo_matrix direction(hodo_arena *arena, const hodo_stream *stream, uint32_t tensor, size_t entries,
                             bool dense, double norm, hodo_error *error)
{
    const hodo_matrix row = hodo_matrix_take(arena, HODO_FLOAT, 1, entries, error);
    if (row.data == NULL) {
        return row;
    }
    if (dense) {
        hodo_random_normal_float(stream, tensor, 0, entries, 1.0f, row.data);
        hodo_matrix_scale(norm / hodo_matrix_norm(row), row);
    } else {
        hodo_matrix_zero(row);
        hodo_matrix_set(row, 0, 0, norm);
    }
    return row;
}

/* excerpt: network */
/* Deviations and rates of the row; rates (L,). In the sparse case the first matrix counts as one of one input
 * and the last as one of one output. */
static hodo_status open(hodo_arena *arena, const scaled_network *of, hodo_network *network, double *rates,
                        hodo_error *error)
{
    const hodo_scales scales = {.width = (double)of->width, .depth = (double)of->depth, .gain = sqrt(2.0)};
    double branch_scale = 1.0;
    hodo_status status = HODO_OK;
    if (of->scheme->branch_scale.constant != 0.0) {
        status = hodo_parametrization_branch_scale(of->scheme, &scales, &branch_scale, error);
    }
    const hodo_tower tower = {.inputs = of->width,
                              .width = of->width,
                              .depth = of->depth,
                              .outputs = of->width,
                              .branch_scale = &branch_scale,
                              .train_input = true,
                              .train_output = true};
    hodo_architecture *architecture = hodo_arena_take(arena, 1, sizeof *architecture, error);
    if (status == HODO_OK && architecture == NULL) {
        status = HODO_NO_MEMORY;
    }
    status = status != HODO_OK ? status : hodo_tower_architecture(arena, &tower, architecture, error);
    if (status == HODO_OK && of->data == SPARSE) {
        hodo_weight_layer(architecture, 0)->fan_in = 1;
        hodo_weight_layer(architecture, of->depth - 1)->fan_out = 1;
    }
    status = status != HODO_OK ? status
                               : hodo_parametrization_apply(of->scheme, &scales, HODO_STEP_GRADIENT,
                                                            architecture, rates, error);
    return status != HODO_OK ? status : hodo_network_take(arena, architecture, HODO_FLOAT, network, error);
}
/* end: network */

/* excerpt: measure */
hodo_status scaled_network_measure(hodo_arena *arena, const scaled_network *of, const hodo_stream *stream,
                                   double value[DESIDERATA], hodo_error *error)
{
    const double width = (double)of->width; /* d and k too */
    const bool dense = of->data == DENSE;
    const size_t depth = of->depth;
    hodo_network network;
    double *rates = hodo_arena_take(arena, depth, sizeof *rates, error);
    const hodo_matrix x =
        direction(arena, stream, input_tensor, of->width, dense, dense ? sqrt(width) : 1.0, error);
    const hodo_matrix backward =
        direction(arena, stream, target_tensor, of->width, dense, dense ? 1.0 / sqrt(width) : 1.0, error);
    if (rates == NULL || x.data == NULL || backward.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = open(arena, of, &network, rates, error);
    hodo_speeds *speeds =
        status == HODO_OK ? hodo_speeds_take(arena, &network, 1, HODO_FIRST_ORDER, error) : NULL;
    if (speeds == NULL) {
        return error->status;
    }
    /* Each weight is drawn just before the forward pass first multiplies by it. */
    status = hodo_speeds_measure(speeds, x, backward, (hodo_loss){&hodo_loss_linear, 1.0},
                                 (hodo_flow){.kind = HODO_GIVEN, .given = rates}, stream, error);
    if (status != HODO_OK) {
        return status;
    }
    double decay = 0.0, hidden = 0.0;
    for (size_t k = 0; k < depth; k++) {
        const double contribution = speeds->rates[k] * speeds->norms[k];
        decay += contribution;
        hidden += k > 0 && k + 1 < depth ? log(contribution) / (double)(depth - 2) : 0.0;
    }
    const hodo_speed *last = hodo_speeds_at(speeds, 0, depth - 1);
    value[SIGNAL] = last->feature_rms;
    value[FEATURE] = last->speed;
    value[DECAY] = decay;
    value[BALANCE_INPUT] = speeds->rates[0] * speeds->norms[0] / exp(hidden);
    value[BALANCE_OUTPUT] = speeds->rates[depth - 1] * speeds->norms[depth - 1] / exp(hidden);
    return HODO_OK;
}
/* end: measure */

double scaled_network_cost(double width, double depth)
{
    static const double draw_cost = 12.0, passes = 3.0; /* as timed */
    return depth * width * width * (draw_cost + passes);
}
