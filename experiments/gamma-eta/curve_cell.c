#include "experiments/gamma-eta/curve_cell.h"

#include "base/hash.h"

static const hodo_loss_kind *loss_of(const hodo_cell *cell, hodo_error *error)
{
    return hodo_loss_find(hodo_cell_text(cell, "loss"), error);
}

hodo_status curve_cell_check(const hodo_cell *cell, hodo_error *error)
{
    const hodo_loss_kind *loss = loss_of(cell, error);
    if (loss == NULL) {
        return HODO_INVALID;
    }
    return loss == &hodo_loss_square || loss == &hodo_loss_cross_entropy
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID, "loss = %s has no minimum: square or cross-entropy",
                           hodo_cell_text(cell, "loss"));
}

landscape_setting curve_cell_setting(const hodo_cell *cell, hodo_model_kind model, size_t width, size_t steps)
{
    hodo_error error;
    return (landscape_setting){.model = model,
                               .width = width,
                               .depth = model == HODO_CNN ? 4 : (size_t)hodo_cell_integer(cell, "L"),
                               .steps = steps,
                               .loss = loss_of(cell, &error)};
}

landscape_setting curve_cell_mlp(const hodo_cell *cell)
{
    return curve_cell_setting(cell, HODO_MLP, (size_t)hodo_cell_integer(cell, "N"),
                              (size_t)hodo_cell_integer(cell, "steps"));
}

hodo_wanted curve_cell_wanted(const landscape_setting *setting)
{
    return setting->model == HODO_CNN ? HODO_WANT_CIFAR10_OR_MNIST : HODO_WANT_MNIST;
}

hodo_status curve_cell_open(const hodo_cell *cell, const landscape_setting *setting, size_t test,
                            curve_cell *made, hodo_error *error)
{
    *made = (curve_cell){.scratch = hodo_arena_alloc()};
    if (made->scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for runs");
    }
    hodo_arena *arena = hodo_cell_arena(cell);
    const landscape_data_setting data = {
        .batch = (size_t)hodo_cell_integer(cell, "batch"), .test = test, .wanted = curve_cell_wanted(setting)};
    hodo_status status = landscape_data_open(arena, &data, hodo_cell_stream(cell), &made->data, error);
    if (status == HODO_OK) {
        status = landscape_open(arena, &made->data, setting, hodo_cell_stream(cell), &made->of, error);
    }
    return status;
}

void curve_cell_close(curve_cell *made)
{
    landscape_data_close(&made->data);
    hodo_arena_free(made->scratch);
    made->scratch = NULL;
}

double curve_cell_offset(const hodo_cell *cell)
{
    enum { OFFSET_TENSOR = 1000 /* beyond those of the weights */ };
    const double gamma = hodo_cell_real(cell, "gamma");
    double uniform;
    hodo_random_uniform(hodo_cell_stream(cell), OFFSET_TENSOR,
                        hodo_hash_bytes(HODO_HASH_START, &gamma, sizeof gamma) >> 32, 1, &uniform);
    return uniform - 0.5;
}
