#include "probe/curvature_pass.h"

#include "net/gradient.h"

/* Forward through a block, and f~. */
hodo_status hodo_curvature_forward(hodo_curvature *c, hodo_block b, hodo_error *error)
{
    if (c->forward_valid) {
        return HODO_OK;
    }
    c->backward_valid = false;
    const hodo_status status = hodo_pass_forward(c->pass, hodo_block_filled(b.x, c->x), NULL, error);
    if (status == HODO_OK) {
        hodo_objective_output(c->scale, hodo_pass_output(c->pass), b.offset,
                              hodo_matrix_rows(c->output, 0, b.count));
        c->forward_valid = c->held && c->objective.x.rows <= c->batch;
    }
    return status;
}

/* slope: from d/d f~ over the block's rows to d/d f over all; rows that fill up get 0. */
static void finish_slope(hodo_curvature *c, hodo_block b)
{
    hodo_matrix_scale(c->scale * b.share, hodo_matrix_rows(c->slope, 0, b.count));
    hodo_matrix_zero(hodo_matrix_rows(c->slope, b.count, c->batch - b.count));
}

/* The backward pass of the loss's own gradient. */
hodo_status hodo_curvature_backward(hodo_curvature *c, hodo_block b, hodo_error *error)
{
    if (c->backward_valid) {
        return HODO_OK;
    }
    hodo_status status = hodo_loss_gradient(c->objective.loss, 1, hodo_matrix_rows(c->output, 0, b.count), b.y,
                                            hodo_matrix_rows(c->slope, 0, b.count), error);
    if (status == HODO_OK) {
        finish_slope(c, b);
        status = hodo_pass_backward(c->pass, c->slope, error);
    }
    c->backward_valid = status == HODO_OK && c->forward_valid;
    return status;
}

/* The tangent along c->direction, and slope <- l'' f~' in the scale of d/d f. */
hodo_status hodo_curvature_tangent(hodo_curvature *c, hodo_block b, hodo_error *error)
{
    hodo_status status = hodo_pass_tangent(c->pass, (hodo_direction){.weights = c->direction}, error);
    if (status != HODO_OK) {
        return status;
    }
    const size_t last = c->network->architecture->feature_count - 1;
    const hodo_matrix velocity = hodo_matrix_rows(c->velocity, 0, b.count), none = {.data = NULL};
    hodo_objective_output(c->scale, hodo_pass_feature_tangent(c->pass, last), none, velocity);
    status = hodo_loss_hessian_vector(c->objective.loss, 1, hodo_matrix_rows(c->output, 0, b.count), b.y,
                                      velocity, hodo_matrix_rows(c->slope, 0, b.count), error);
    finish_slope(c, b);
    return status;
}

/* image <- image + what this block adds, or what it is for the first block. */
void hodo_curvature_add_gradient(hodo_curvature *c, hodo_block b)
{
    for (size_t k = 0; k < c->network->architecture->weight_count; k++) {
        if (c->image[k].data != NULL) {
            hodo_gradient_weight(c->pass, k, 0, 1.0, b.first == 0 ? 0.0 : 1.0, c->image[k]);
        }
    }
}

void hodo_curvature_add_gradient_tangent(hodo_curvature *c, hodo_block b)
{
    for (size_t k = 0; k < c->network->architecture->weight_count; k++) {
        const hodo_matrix image = c->image[k];
        if (image.data != NULL && b.first == 0) {
            hodo_gradient_weight_tangent(c->pass, k, 0, image);
        } else if (image.data != NULL) {
            const size_t entries = image.rows * image.columns;
            const double one = 1.0;
            hodo_gradient_weight_tangent(
                c->pass, k, 0, hodo_matrix_view(image.precision, c->part.data, image.rows, image.columns));
            hodo_rows_add(&one, hodo_matrix_view(image.precision, c->part.data, 1, entries),
                          hodo_matrix_view(image.precision, image.data, 1, entries));
        }
    }
}
