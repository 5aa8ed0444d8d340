#include "experiments/gamma-eta/portraits/stability.h"

#include "probe/sharpness.h"

hodo_status portrait_stability(hodo_arena *arena, const landscape *of, const hodo_stream *stream,
                               double *sharpness, hodo_error *error)
{
    const hodo_dataset *test = &of->data->test;
    const size_t rows = test->count < STABILITY_ROWS ? test->count : STABILITY_ROWS;
    hodo_network network = of->initial[HODO_FLOAT];
    hodo_objective objective = {.x = hodo_matrix_rows(test->x, 0, rows),
                                .y = hodo_matrix_rows(test->y, 0, rows),
                                .output_scale = 1,
                                .loss = of->training.loss};
    const hodo_matrix offset = hodo_matrix_take(arena, HODO_FLOAT, rows, of->data->outputs, error);
    hodo_curvature *curvature = hodo_curvature_take(arena, &network, &objective, 0, HODO_GAUSS_NEWTON, error);
    if (offset.data == NULL || curvature == NULL) {
        return error != NULL ? error->status : HODO_NO_MEMORY;
    }
    hodo_status status = hodo_curvature_output(curvature, offset, error); /* f(theta_0) */
    objective.offset = offset;
    status = status != HODO_OK ? status : hodo_curvature_objective(curvature, &objective, error);
    const hodo_sharpness_settings settings = {.tolerance = 1e-2, .stream = *stream};
    hodo_sharpness_probe *probe =
        status == HODO_OK ? hodo_sharpness_take(arena, curvature, HODO_GAUSS_NEWTON, &settings, error) : NULL;
    if (probe == NULL) {
        return status != HODO_OK ? status : error != NULL ? error->status : HODO_NO_MEMORY;
    }
    hodo_sharpness highest;
    status = hodo_sharpness_highest(probe, &highest, error);
    *sharpness = (double)of->setting.width * highest.value;
    return status;
}
