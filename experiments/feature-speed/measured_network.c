#include "experiments/feature-speed/measured_network.h"

#include "base/random.h"
#include "net/tower.h"

#include <math.h>

/* Dense layers draw tensors 0, 1, ...; the input has one far from them. */
static const uint32_t input_tensor = UINT32_C(1) << 31;

/* What a draw costs beside one multiply-add of one member, as timed: the drawing of a normal. */
static const double draw_cost = 12.0, passes = 3.0;

network_request network_request_of(const hodo_cell *cell)
{
    const int64_t width = hodo_cell_integer(cell, "m");
    return (network_request){.depth = (size_t)hodo_cell_integer(cell, "L"),
                             .width = (size_t)width,
                             .inputs = (size_t)hodo_cell_integer(cell, "d"),
                             .readout_scale = 1.0 / (double)width};
}

hodo_status measure_network(const hodo_cell *cell, const network_request *request, hodo_speeds **speeds,
                            hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_stream *stream = hodo_cell_stream(cell);
    const hodo_tower tower = {
        .inputs = request->inputs,
        .width = request->width,
        .depth = request->depth,
        .members = request->members,
        .branch_scale = request->branch_scales,
        .output_deviation = request->readout_scale,
        .readout_scale = request->readout_factors,
    };
    hodo_architecture *architecture = hodo_arena_take(arena, 1, sizeof *architecture, error);
    hodo_network *network = hodo_arena_take(arena, 1, sizeof *network, error);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_FLOAT, 1, request->inputs, error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_FLOAT, 1, 1, error);
    if (architecture == NULL || network == NULL || x.data == NULL || y.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_status status = hodo_tower_architecture(arena, &tower, architecture, error);
    if (status == HODO_OK) {
        status = hodo_network_take(arena, architecture, HODO_FLOAT, network, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    *speeds = hodo_speeds_take(arena, network, 1, HODO_FIRST_ORDER, error);
    if (*speeds == NULL) {
        return error->status;
    }
    hodo_random_normal_float(stream, input_tensor, 0, request->inputs, 1.0f / sqrtf((float)request->inputs),
                             x.data);
    if (request->unit_input) {
        hodo_matrix_scale(1.0 / hodo_matrix_norm(x), x);
    }
    hodo_matrix_set(y, 0, 0, 1.0);
    /* Each weight is drawn just before the forward pass first multiplies by it. */
    return hodo_speeds_measure(*speeds, x, y, (hodo_loss){&hodo_loss_square, 0.5},
                               (hodo_flow){.kind = HODO_BALANCED}, stream, error);
}

double measured_residual(const hodo_speeds *speeds, size_t member)
{
    return sqrt(2.0 * speeds->loss[member]);
}

double measured_network_cost(const hodo_cell *cell, size_t members)
{
    const double depth = hodo_cell_real(cell, "L"), width = hodo_cell_real(cell, "m");
    return depth * width * width * (draw_cost + passes * (double)members);
}
