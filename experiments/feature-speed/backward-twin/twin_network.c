#include "experiments/feature-speed/backward-twin/twin_network.h"

#include "experiments/feature-speed/branch_rule.h"
#include "net/tower.h"
#include "probe/stacked.h"

#include <math.h>

/* Dense layers draw tensors 0, 1, ...; the inputs have one far from them. */
static const uint32_t input_tensor = UINT32_C(1) << 31;

const char *const twin_loss_names[TWIN_LOSSES] = {"linear", "square"};

static hodo_loss loss_of(size_t loss)
{
    return (hodo_loss){loss == 0 ? &hodo_loss_linear : &hodo_loss_square, 0.0}; /* factors 1 and 1/2 */
}

hodo_status twin_network_take(hodo_cell *cell, twin_network *own, hodo_error *error)
{
    hodo_arena *arena = hodo_cell_arena(cell);
    size_t members;
    const char *const *rules = hodo_cell_texts(cell, "branch_scale", &members);
    const int64_t depth = hodo_cell_integer(cell, "L"), width = hodo_cell_integer(cell, "m");
    double *scales = hodo_arena_take(arena, members, sizeof *scales, error);
    hodo_architecture *architecture = hodo_arena_take(arena, 1, sizeof *architecture, error);
    hodo_status status = scales == NULL || architecture == NULL ? HODO_NO_MEMORY : HODO_OK;
    for (size_t i = 0; i < members && status == HODO_OK; i++) {
        status = branch_rule_scale(rules[i], depth, &scales[i], error);
    }
    if (status != HODO_OK) {
        return status;
    }
    const hodo_tower tower = {.inputs = (size_t)hodo_cell_integer(cell, "d"),
                              .width = (size_t)width,
                              .depth = (size_t)depth,
                              .members = members,
                              .branch_scale = scales,
                              .output_deviation = hodo_cell_real(cell, "readout") / (double)width};
    *own = (twin_network){.stream = hodo_cell_stream(cell), .inputs = tower.inputs};
    status = hodo_tower_architecture(arena, &tower, architecture, error);
    return status == HODO_OK ? hodo_network_take(arena, architecture, HODO_DOUBLE, &own->network, error)
                             : status;
}

/* x (samples, inputs): sample s is the same whatever the number of samples; each of norm sqrt(inputs). */
static void draw_inputs(const twin_network *own, hodo_matrix x)
{
    for (size_t s = 0; s < x.rows; s++) {
        const hodo_matrix row = hodo_matrix_rows(x, s, 1);
        hodo_random_normal_double(own->stream, input_tensor, s * own->inputs, own->inputs, 1.0, row.data);
        hodo_matrix_scale(sqrt((double)own->inputs) / hodo_matrix_norm(row), row);
    }
}

/* excerpt: sides */
/* The two versions of what stands beside the contributions: with the output, and with the residual. The twin
 * has left (Hess loss) f_L' in output_gradient. */
static void take_curvatures(const twin_view *view, hodo_matrix residual, size_t samples)
{
    const hodo_matrix output = hodo_pass_output(view->speeds->pass);
    for (size_t j = 0; j < view->speeds->members; j++) {
        for (size_t s = j * samples; s < (j + 1) * samples; s++) {
            hodo_matrix_set(residual, s, 0, hodo_matrix_get(output, s, 0) - 1.0);
        }
        const hodo_matrix turning = view->speeds->output_gradient;
        view->curvature[j] = -hodo_stacked_pair(output, turning, 1.0, j * samples, samples).dot;
        view->residual[j] = -hodo_stacked_pair(residual, turning, 1.0, j * samples, samples).dot;
        view->output[j] = hodo_matrix_get(output, j * samples, 0);
    }
}
/* end: sides */

hodo_status twin_network_measure(twin_network *own, size_t loss, size_t samples, hodo_arena *arena,
                                 twin_view *view, hodo_error *error)
{
    const hodo_architecture *architecture = own->network.architecture;
    const size_t members = architecture->members;
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, samples, own->inputs, error);
    const hodo_matrix y = hodo_matrix_take(arena, HODO_DOUBLE, samples, 1, error);
    const hodo_matrix residual = hodo_matrix_take(arena, HODO_DOUBLE, members * samples, 1, error);
    *view = (twin_view){.features = architecture->feature_count,
                        .speeds = hodo_speeds_take(arena, &own->network, samples, HODO_SECOND_ORDER, error)};
    view->twins = hodo_arena_zero(arena, members * view->features, sizeof *view->twins, error);
    double *numbers = hodo_arena_zero(arena, 3 * members, sizeof *numbers, error);
    if (x.data == NULL || y.data == NULL || residual.data == NULL || view->speeds == NULL ||
        view->twins == NULL || numbers == NULL) {
        return error->status != HODO_OK ? error->status : HODO_NO_MEMORY;
    }
    view->curvature = numbers;
    view->residual = numbers + members;
    view->output = numbers + 2 * members;
    draw_inputs(own, x);
    for (size_t s = 0; s < samples; s++) {
        hodo_matrix_set(y, s, 0, 1.0);
    }
    const hodo_flow flow = {.kind = HODO_BALANCED};
    const hodo_stream *draw = own->drawn ? NULL : own->stream;
    hodo_status status = hodo_speeds_measure(view->speeds, x, y, loss_of(loss), flow, draw, error);
    own->drawn = own->drawn || status == HODO_OK;
    if (status == HODO_OK) {
        status = hodo_twins_measure(view->speeds, y, loss_of(loss), view->twins, error);
    }
    if (status == HODO_OK) {
        take_curvatures(view, residual, samples);
    }
    return status;
}
