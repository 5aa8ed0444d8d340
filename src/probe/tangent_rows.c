#include "probe/tangent_rows.h"

#include "net/gradient.h"
#include "probe/objective.h"

const hodo_layer *hodo_tangent_layer(const hodo_tangent_kernel *work, size_t k)
{
    return hodo_weight_layer(work->network->architecture, k);
}

bool hodo_tangent_by_samples(const hodo_tangent_kernel *work, size_t k)
{
    return work->route == HODO_KERNEL_BY_SAMPLES || hodo_tangent_layer(work, k)->kind != HODO_DENSE;
}

bool hodo_tangent_rows_take(hodo_tangent_kernel *work, hodo_tangent_rows *at, hodo_arena *arena,
                            hodo_error *error)
{
    const size_t count = work->network->architecture->weight_count;
    at->rows = hodo_arena_zero(arena, count, sizeof *at->rows, error);
    if (at->rows == NULL) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        if (!hodo_tangent_layer(work, k)->trained) {
            continue;
        }
        const hodo_matrix w = work->network->weights[k];
        const bool alone = hodo_tangent_by_samples(work, k);
        hodo_pass **pass = alone ? &at->single : &at->pass;
        if (*pass == NULL) {
            *pass = hodo_pass_take(arena, work->network, alone ? 1 : work->batch, HODO_FIRST_ORDER, error);
            if (*pass != NULL) {
                hodo_pass_want_input(*pass, false);
            }
        }
        at->rows[k] = hodo_matrix_take(arena, work->network->precision, work->batch * work->passes,
                                       alone ? w.rows * w.columns : w.rows, error);
        if (*pass == NULL || at->rows[k].data == NULL) {
            return false;
        }
    }
    return true;
}

hodo_matrix hodo_tangent_rows_of(hodo_matrix rows, size_t passes, size_t c, size_t count)
{
    hodo_matrix view = hodo_matrix_rows(rows, c, 1);
    view.rows = count;
    view.stride = passes * rows.stride;
    return view;
}

static hodo_status backward_of(hodo_tangent_kernel *work, hodo_pass *pass, hodo_matrix one_hot, size_t c,
                               hodo_error *error)
{
    const size_t output = work->form == HODO_KERNEL_OUTPUT ? work->output : c;
    hodo_matrix_zero(one_hot);
    for (size_t s = 0; s < one_hot.rows; s++) {
        hodo_matrix_set(one_hot, s, output, 1.0);
    }
    return hodo_pass_backward(pass, one_hot, error);
}

static hodo_status load_block(hodo_tangent_kernel *work, hodo_tangent_rows *at, hodo_matrix x,
                              hodo_error *error)
{
    hodo_status status = hodo_pass_forward(at->pass, hodo_block_filled(x, work->x), NULL, error);
    for (size_t c = 0; c < work->passes && status == HODO_OK; c++) {
        status = backward_of(work, at->pass, work->one_hot, c, error);
        for (size_t k = 0; k < work->network->architecture->weight_count && status == HODO_OK; k++) {
            if (hodo_tangent_layer(work, k)->trained && !hodo_tangent_by_samples(work, k)) {
                hodo_matrix_copy(hodo_matrix_rows(hodo_pass_weight_backward(at->pass, k), 0, at->count),
                                 hodo_tangent_rows_of(at->rows[k], work->passes, c, at->count));
            }
        }
    }
    return status;
}

static hodo_status load_sample(hodo_tangent_kernel *work, hodo_tangent_rows *at, size_t s, hodo_matrix x,
                               hodo_error *error)
{
    hodo_status status = hodo_pass_forward(at->single, x, NULL, error);
    for (size_t c = 0; c < work->passes && status == HODO_OK; c++) {
        status = backward_of(work, at->single, work->single_hot, c, error);
        for (size_t k = 0; k < work->network->architecture->weight_count && status == HODO_OK; k++) {
            if (hodo_tangent_layer(work, k)->trained && hodo_tangent_by_samples(work, k)) {
                const hodo_matrix w = work->network->weights[k];
                hodo_matrix row = hodo_matrix_rows(at->rows[k], s * work->passes + c, 1);
                hodo_gradient_weight(at->single, k, 0, 1.0, 0.0,
                                     hodo_matrix_view(row.precision, row.data, w.rows, w.columns));
            }
        }
    }
    return status;
}

hodo_status hodo_tangent_rows_load(hodo_tangent_kernel *work, hodo_tangent_rows *at, hodo_matrix x,
                                   hodo_error *error)
{
    at->count = x.rows;
    hodo_status status = at->pass != NULL ? load_block(work, at, x, error) : HODO_OK;
    for (size_t s = 0; at->single != NULL && s < x.rows && status == HODO_OK; s++) {
        status = load_sample(work, at, s, hodo_matrix_rows(x, s, 1), error);
    }
    return status;
}
