#include "probe/curvature.h"

#include "probe/curvature_pass.h"
#include "probe/weight_vector.h"

#include <math.h>

static hodo_status check_network(const hodo_network *network, hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    if (architecture->members != 1) {
        return hodo_fail(error, HODO_INVALID,
                         "curvature of a family of %zu members: take a network of one member",
                         architecture->members);
    }
    if (architecture->feature_slot[architecture->feature_count - 1] != architecture->count) {
        return hodo_fail(error, HODO_INVALID,
                         "the output of this network is not marked as a feature: wrap its last layer in "
                         "hodo_feature");
    }
    if (hodo_weight_vector_size(network) == 0) {
        return hodo_fail(error, HODO_INVALID, "no layer of this network is trained: mark one");
    }
    return HODO_OK;
}

static size_t largest_matrix(const hodo_network *network)
{
    size_t largest = 0;
    for (size_t k = 0; k < network->architecture->weight_count; k++) {
        const size_t entries = network->weights[k].rows * network->weights[k].columns;
        largest = entries > largest ? entries : largest;
    }
    return largest;
}

static bool take(hodo_curvature *c, hodo_arena *arena, hodo_error *error)
{
    const hodo_architecture *architecture = c->network->architecture;
    const hodo_precision precision = c->network->precision;
    const size_t count = architecture->weight_count;
    c->pass = hodo_pass_take(arena, c->network, c->batch,
                             c->most == HODO_HESSIAN ? HODO_SECOND_ORDER : HODO_FIRST_ORDER, error);
    if (c->pass != NULL) {
        hodo_pass_want_input(c->pass, false); /* nobody asks for b_0 or its tangent */
    }
    c->x = hodo_matrix_take(arena, precision, c->batch, architecture->inputs, error);
    c->output = hodo_matrix_take(arena, precision, c->batch, architecture->outputs, error);
    c->velocity = hodo_matrix_take(arena, precision, c->batch, architecture->outputs, error);
    c->slope = hodo_matrix_take(arena, precision, c->batch, architecture->outputs, error);
    c->part = hodo_matrix_take(arena, precision, 1, largest_matrix(c->network), error);
    c->direction = hodo_arena_take(arena, count, sizeof *c->direction, error);
    c->image = hodo_arena_take(arena, count, sizeof *c->image, error);
    return c->pass != NULL && c->x.data != NULL && c->output.data != NULL && c->velocity.data != NULL &&
           c->slope.data != NULL && c->part.data != NULL && c->direction != NULL && c->image != NULL;
}

hodo_curvature *hodo_curvature_take(hodo_arena *arena, hodo_network *network, const hodo_objective *objective,
                                    size_t batch, hodo_curvature_kind most, hodo_error *error)
{
    if (check_network(network, error) != HODO_OK ||
        hodo_objective_check(objective, network, error) != HODO_OK) {
        return NULL;
    }
    hodo_curvature *c = hodo_arena_zero(arena, 1, sizeof *c, error);
    if (c == NULL) {
        return NULL;
    }
    const size_t rows = objective->x.rows, most_rows = batch == 0 || batch > rows ? rows : batch;
    const size_t blocks = (rows + most_rows - 1) / most_rows;
    c->network = network;
    c->most = most;
    c->batch = (rows + blocks - 1) / blocks; /* as equal as can be: little is filled up */
    c->dimension = hodo_weight_vector_size(network);
    c->faces[HODO_GAUSS_NEWTON] = (hodo_curvature_face){c, HODO_GAUSS_NEWTON};
    c->faces[HODO_HESSIAN] = (hodo_curvature_face){c, HODO_HESSIAN};
    if (!take(c, arena, error)) {
        return NULL;
    }
    return hodo_curvature_objective(c, objective, error) == HODO_OK ? c : NULL;
}

hodo_status hodo_curvature_objective(hodo_curvature *c, const hodo_objective *objective, hodo_error *error)
{
    const hodo_status status = hodo_objective_check(objective, c->network, error);
    if (status == HODO_OK) {
        c->objective = *objective;
        c->scale = objective->output_scale != 0.0 ? objective->output_scale : 1.0;
        c->forward_valid = c->backward_valid = false;
    }
    return status;
}

const hodo_objective *hodo_curvature_of(const hodo_curvature *c)
{
    return &c->objective;
}

hodo_network *hodo_curvature_network(const hodo_curvature *c)
{
    return c->network;
}

void hodo_curvature_hold(hodo_curvature *c)
{
    c->held = true;
    c->forward_valid = c->backward_valid = false;
}

void hodo_curvature_release(hodo_curvature *c)
{
    c->held = c->forward_valid = c->backward_valid = false;
}

/* One vector through one block, after its forward pass and, for a Hessian, the loss's backward pass. A
 * Gauss-Newton product's backward pass takes the place of the loss's. */
static hodo_status product(hodo_curvature *c, hodo_curvature_kind kind, hodo_block b, hodo_error *error)
{
    hodo_status status = hodo_curvature_tangent(c, b, error);
    if (status != HODO_OK) {
        return status;
    }
    if (kind == HODO_HESSIAN) {
        status = hodo_pass_backward_tangent(c->pass, c->slope, error);
    } else {
        c->backward_valid = false;
        status = hodo_pass_backward(c->pass, c->slope, error);
    }
    if (status == HODO_OK) {
        (kind == HODO_HESSIAN ? hodo_curvature_add_gradient_tangent : hodo_curvature_add_gradient)(c, b);
    }
    return status;
}

static hodo_status apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    const hodo_curvature_face *f = context;
    hodo_curvature *c = f->curvature;
    if (f->kind == HODO_HESSIAN && c->most != HODO_HESSIAN) {
        return hodo_fail(error, HODO_INVALID,
                         "a Hessian product in a Gauss-Newton work space: take it with HODO_HESSIAN");
    }
    hodo_status status = HODO_OK;
    for (size_t first = 0; first < c->objective.x.rows && status == HODO_OK; first += c->batch) {
        const hodo_block b = hodo_objective_block(&c->objective, first, c->batch);
        status = hodo_curvature_forward(c, b, error);
        if (status == HODO_OK && f->kind == HODO_HESSIAN) {
            status = hodo_curvature_backward(c, b, error);
        }
        for (size_t v = 0; v < x.rows && status == HODO_OK; v++) {
            hodo_weight_vector_views(c->network, hodo_matrix_rows(x, v, 1), c->direction);
            hodo_weight_vector_views(c->network, hodo_matrix_rows(y, v, 1), c->image);
            status = product(c, f->kind, b, error);
        }
    }
    return status;
}

hodo_operator hodo_curvature_operator(hodo_curvature *c, hodo_curvature_kind kind)
{
    const double units = kind == HODO_HESSIAN ? 6.0 : 4.0; /* products with a weight matrix, a row and vector */
    return (hodo_operator){.apply = apply,
                           .context = &c->faces[kind],
                           .dimension = c->dimension,
                           .precision = c->network->precision,
                           .nonnegative = kind ==
                                          HODO_GAUSS_NEWTON, /* every loss of net/loss.h is convex in f */
                           .multiply_adds = units * (double)c->objective.x.rows *
                                            hodo_architecture_multiply_adds(c->network->architecture)};
}

hodo_status hodo_curvature_output(hodo_curvature *c, hodo_matrix output, hodo_error *error)
{
    const size_t rows = c->objective.x.rows, outputs = c->network->architecture->outputs;
    if (output.rows != rows || output.columns != outputs || output.precision != c->network->precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "outputs of %zu x %zu: give %zu x %zu in the network's precision", output.rows,
                         output.columns, rows, outputs);
    }
    hodo_status status = HODO_OK;
    for (size_t first = 0; first < rows && status == HODO_OK; first += c->batch) {
        const hodo_block b = hodo_objective_block(&c->objective, first, c->batch);
        status = hodo_curvature_forward(c, b, error);
        hodo_matrix_copy(hodo_matrix_rows(c->output, 0, b.count), hodo_matrix_rows(output, first, b.count));
    }
    return status;
}

hodo_status hodo_curvature_gradient(hodo_curvature *c, double *loss, hodo_matrix gradient, hodo_error *error)
{
    if (gradient.data != NULL && (gradient.rows != 1 || gradient.columns != c->dimension ||
                                  gradient.precision != c->network->precision)) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a gradient of %zu x %zu: give 1 x %zu in the network's precision", gradient.rows,
                         gradient.columns, c->dimension);
    }
    double total = 0.0;
    hodo_status status = HODO_OK;
    for (size_t first = 0; first < c->objective.x.rows && status == HODO_OK; first += c->batch) {
        const hodo_block b = hodo_objective_block(&c->objective, first, c->batch);
        double value = 0.0;
        status = hodo_curvature_forward(c, b, error);
        if (status == HODO_OK) {
            status = hodo_loss_value(c->objective.loss, 1, hodo_matrix_rows(c->output, 0, b.count), b.y, &value,
                                     error);
        }
        if (status == HODO_OK && gradient.data != NULL) {
            status = hodo_curvature_backward(c, b, error);
        }
        if (status == HODO_OK && gradient.data != NULL) {
            hodo_weight_vector_views(c->network, gradient, c->image);
            hodo_curvature_add_gradient(c, b);
        }
        total += b.share * value;
    }
    if (status == HODO_OK && loss != NULL) {
        *loss = total;
    }
    return status;
}
