#include "experiments/spectral-condition/first_gradient.h"

hodo_pass *first_gradient(hodo_arena *arena, width_network *of, const hodo_dataset *data, size_t batch,
                          hodo_error *error)
{
    if (batch > data->count) {
        (void)hodo_fail(error, HODO_MISMATCH, "a batch of %zu rows of a set of %zu: lower it", batch,
                        data->count);
        return NULL;
    }
    const hodo_matrix x = hodo_matrix_rows(data->x, 0, batch), y = hodo_matrix_rows(data->y, 0, batch);
    hodo_pass *pass = hodo_pass_take(arena, &of->network, batch, HODO_FIRST_ORDER, error);
    const hodo_matrix slope = hodo_matrix_take(arena, HODO_FLOAT, batch, 1, error);
    if (pass == NULL || slope.data == NULL) {
        return NULL;
    }
    hodo_pass_want_input(pass, false);
    hodo_status status = hodo_pass_forward(pass, x, NULL, error);
    status =
        status == HODO_OK ? hodo_loss_gradient(of->loss, 1, hodo_pass_output(pass), y, slope, error) : status;
    status = status == HODO_OK ? hodo_pass_backward(pass, slope, error) : status;
    return status == HODO_OK ? pass : NULL;
}
