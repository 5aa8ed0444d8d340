#include "experiments/gamma-eta/dynamics.h"

#include "probe/sharpness.h"

#include <math.h>

static const double sharpness_tolerance = 1e-3; /* of the residual: the value is off by its square */

landscape_setting dynamics_setting(const hodo_cell *cell, const hodo_loss_kind *loss)
{
    return (landscape_setting){.model = HODO_MLP,
                               .width = (size_t)hodo_cell_integer(cell, "N"),
                               .depth = (size_t)hodo_cell_integer(cell, "L"),
                               .steps = (size_t)hodo_cell_integer(cell, "steps"),
                               .loss = loss};
}

hodo_status dynamics_open(const hodo_cell *cell, const hodo_loss_kind *loss, size_t test, landscape_data *data,
                          landscape *of, hodo_error *error)
{
    const landscape_data_setting wanted = {.batch = (size_t)hodo_cell_integer(cell, "batch"), .test = test};
    const landscape_setting setting = dynamics_setting(cell, loss);
    hodo_arena *arena = hodo_cell_arena(cell);
    const hodo_status status = landscape_data_open(arena, &wanted, hodo_cell_stream(cell), data, error);
    return status == HODO_OK ? landscape_open(arena, data, &setting, hodo_cell_stream(cell), of, error)
                             : status;
}

hodo_status dynamics_sharpness(hodo_arena *arena, const landscape *of, hodo_matrix x, hodo_matrix y,
                               const hodo_stream *stream, double *sharpness, hodo_error *error)
{
    hodo_network network = of->initial[HODO_FLOAT];
    hodo_objective objective = {.x = x, .y = y, .output_scale = 1, .loss = of->training.loss};
    const hodo_matrix offset = hodo_matrix_take(arena, HODO_FLOAT, x.rows, y.columns, error);
    hodo_curvature *curvature = hodo_curvature_take(arena, &network, &objective, 0, HODO_GAUSS_NEWTON, error);
    if (offset.data == NULL || curvature == NULL) {
        return error->status;
    }
    hodo_status status = hodo_curvature_output(curvature, offset, error); /* f(theta_0) */
    objective.offset = offset;
    status = status != HODO_OK ? status : hodo_curvature_objective(curvature, &objective, error);
    if (status != HODO_OK) {
        return status;
    }
    const hodo_sharpness_settings settings = {.tolerance = sharpness_tolerance, .stream = *stream};
    hodo_sharpness_probe *probe = hodo_sharpness_take(arena, curvature, HODO_GAUSS_NEWTON, &settings, error);
    if (probe == NULL) {
        return error->status;
    }
    hodo_sharpness highest;
    status = hodo_sharpness_highest(probe, &highest, error);
    *sharpness = (double)of->setting.width * highest.value;
    return status;
}

hodo_status dynamics_rate(hodo_arena *arena, const landscape *of, double gamma, const hodo_stream *stream,
                          double *eta, hodo_error *error)
{
    const hodo_dataset *test = &of->data->test;
    const size_t rows = test->x.rows < DYNAMICS_ROWS ? test->x.rows : DYNAMICS_ROWS;
    double sharpness;
    const hodo_status status =
        dynamics_sharpness(arena, of, hodo_matrix_rows(test->x, 0, rows), hodo_matrix_rows(test->y, 0, rows),
                           stream, &sharpness, error);
    if (status == HODO_OK) {
        *eta = fmin(DYNAMICS_LAZY * 2 * gamma * gamma / sharpness,
                    DYNAMICS_RICH * pow(gamma, 2 / (double)of->setting.depth));
    }
    return status;
}
