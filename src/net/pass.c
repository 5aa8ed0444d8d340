#include "net/rule.h"

#include <assert.h>
#include <string.h>

static const hodo_rule *const rules[] = {
    [HODO_DENSE] = &hodo_rule_dense,        [HODO_ACTIVATION] = &hodo_rule_activation,
    [HODO_LAYER_NORM] = &hodo_rule_norm,    [HODO_SCALE] = &hodo_rule_scale,
    [HODO_RESIDUAL_OPEN] = &hodo_rule_open, [HODO_RESIDUAL_CLOSE] = &hodo_rule_close,
    [HODO_CONVOLUTION] = &hodo_rule_convolution, [HODO_AVERAGE_POOL] = &hodo_rule_average_pool,
};

/* A row of `rows` copies of each member's scale. */
static void spread(const hodo_pass *pass, const double *scale, double *rows)
{
    for (size_t r = 0; r < pass->rows; r++) {
        rows[r] = scale[r / pass->samples];
    }
}

static void read_scales(hodo_pass *pass)
{
    for (size_t i = 0; i < pass->network->architecture->count; i++) {
        const hodo_layer *layer = hodo_pass_layer(pass, i);
        if (pass->branch[i] != NULL) {
            spread(pass, layer->branch_scale, pass->branch[i]);
        }
        if (pass->skip[i] != NULL) {
            spread(pass, layer->skip_scale, pass->skip[i]);
        }
    }
}

/* x may hold one block of samples for all members, or be the place itself. */
static void set_rows(const hodo_pass *pass, hodo_matrix x, hodo_matrix to)
{
    for (size_t first = 0; first < pass->rows; first += x.rows) {
        const hodo_matrix mine = hodo_matrix_rows(to, first, x.rows);
        if (mine.data != x.data) {
            hodo_matrix_copy(x, mine);
        }
    }
}

static hodo_status check_shape(const hodo_pass *pass, const char *what, hodo_matrix a, size_t columns,
                               bool per_sample, hodo_error *error)
{
    if ((a.rows != pass->rows && !(per_sample && a.rows == pass->samples)) || a.columns != columns) {
        return hodo_fail(error, HODO_MISMATCH, "%s is %zu x %zu: this pass takes %zu x %zu", what, a.rows,
                         a.columns, pass->rows, columns);
    }
    if (a.precision != pass->network->precision) {
        return hodo_fail(error, HODO_MISMATCH, "%s is in %s and the network is not: convert it", what,
                         a.precision == HODO_FLOAT ? "float" : "double");
    }
    return HODO_OK;
}

hodo_status hodo_pass_turn(hodo_pass *pass, hodo_network *network, hodo_error *error)
{
    if (network->architecture != pass->network->architecture ||
        network->precision != pass->network->precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a pass is of one architecture and precision, and this network has another: take a "
                         "pass for it");
    }
    pass->network = network;
    pass->stage = HODO_STAGE_EMPTY;
    pass->tangent_done = pass->twin_done = false;
    return HODO_OK;
}

hodo_status hodo_pass_forward(hodo_pass *pass, hodo_matrix x, const hodo_stream *draw, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    pass->stage = HODO_STAGE_EMPTY;
    pass->tangent_done = pass->twin_done = false;
    hodo_status status = check_shape(pass, "the input", x, architecture->inputs, true, error);
    if (status != HODO_OK) {
        return status;
    }
    set_rows(pass, x, pass->value[0]);
    read_scales(pass);
    pass->draw = draw;
    for (size_t i = 0; i < architecture->count && status == HODO_OK; i++) {
        status = rules[architecture->layers[i].kind]->forward(pass, i, error);
    }
    pass->draw = NULL;
    if (status == HODO_OK && !hodo_matrix_finite(pass->value[architecture->count])) {
        status =
            hodo_fail(error, HODO_NUMERIC,
                      "an output is not finite: lower the weights' deviation or the rates, or run in double");
    }
    pass->stage = status == HODO_OK ? HODO_STAGE_FORWARD : HODO_STAGE_EMPTY;
    return status;
}

/* Where backward passes end. */
static size_t lowest_slot(const hodo_pass *pass)
{
    return pass->want_input ? 0 : pass->lowest;
}

hodo_status hodo_pass_backward(hodo_pass *pass, hodo_matrix gradient, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    if (pass->stage < HODO_STAGE_FORWARD) {
        return hodo_fail(error, HODO_INVALID, "a backward pass needs a forward pass before it");
    }
    const hodo_status status =
        check_shape(pass, "the output gradient", gradient, architecture->outputs, false, error);
    if (status != HODO_OK) {
        return status;
    }
    pass->stage = HODO_STAGE_FORWARD;
    pass->tangent_done = pass->twin_done = false;
    hodo_matrix_copy(gradient, pass->backward[architecture->count]);
    const size_t bottom = lowest_slot(pass);
    for (size_t i = architecture->count; i-- > bottom;) {
        rules[architecture->layers[i].kind]->backward(pass, i);
    }
    if (!hodo_matrix_finite(pass->backward[bottom])) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the backward vector at the input of layer %zu is not finite: lower the weights' "
                         "deviation, or run in double",
                         bottom);
    }
    pass->stage = HODO_STAGE_BACKWARD;
    return HODO_OK;
}

static hodo_status take_direction(hodo_pass *pass, hodo_direction direction, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    if (pass->stage < HODO_STAGE_FORWARD) {
        return hodo_fail(error, HODO_INVALID, "a tangent needs a forward pass before it");
    }
    if (direction.weights != NULL && direction.rates != NULL) {
        return hodo_fail(error, HODO_INVALID, "a direction has either weights or rates, not both");
    }
    if (direction.rates != NULL && pass->stage < HODO_STAGE_BACKWARD) {
        return hodo_fail(error, HODO_INVALID, "gradient flow needs a backward pass before the tangent");
    }
    for (size_t k = 0; direction.weights != NULL && k < architecture->weight_count; k++) {
        const hodo_matrix d = direction.weights[k], w = pass->network->weights[k];
        if (d.data != NULL && (d.rows != w.rows || d.columns != w.columns || d.precision != w.precision)) {
            return hodo_fail(
                error, HODO_MISMATCH,
                "the direction of weight layer %zu is %zu x %zu: its weights are %zu x %zu, of one precision",
                k, d.rows, d.columns, w.rows, w.columns);
        }
    }
    pass->weight_direction = direction.weights;
    pass->flowing = direction.rates != NULL;
    if (pass->flowing) {
        memcpy(pass->rates, direction.rates,
               architecture->weight_count * architecture->members * sizeof *pass->rates);
    }
    pass->input_still = direction.inputs == NULL;
    if (pass->input_still) {
        hodo_matrix_zero(pass->tangent[0]);
        return HODO_OK;
    }
    const hodo_status status =
        check_shape(pass, "the input direction", *direction.inputs, architecture->inputs, true, error);
    if (status == HODO_OK) {
        set_rows(pass, *direction.inputs, pass->tangent[0]);
    }
    return status;
}

hodo_status hodo_pass_tangent(hodo_pass *pass, hodo_direction direction, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    pass->tangent_done = pass->twin_done = false;
    const hodo_status status = take_direction(pass, direction, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t i = 0; i < architecture->count; i++) {
        rules[architecture->layers[i].kind]->tangent(pass, i);
    }
    if (!hodo_matrix_finite(pass->tangent[architecture->count])) {
        return hodo_fail(error, HODO_NUMERIC,
                         "the output's velocity is not finite: lower the rates, or run in double");
    }
    pass->tangent_done = true;
    return HODO_OK;
}

hodo_status hodo_pass_backward_tangent(hodo_pass *pass, hodo_matrix gradient_tangent, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    if (pass->order != HODO_SECOND_ORDER) {
        return hodo_fail(error, HODO_INVALID, "this pass is first-order: take it with HODO_SECOND_ORDER");
    }
    if (pass->stage < HODO_STAGE_BACKWARD || !pass->tangent_done) {
        return hodo_fail(error, HODO_INVALID,
                         "a backward tangent needs forward, backward and tangent before it");
    }
    const hodo_status status = check_shape(pass, "the output gradient's tangent", gradient_tangent,
                                           architecture->outputs, false, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_matrix_copy(gradient_tangent, pass->backward_tangent[architecture->count]);
    const size_t bottom = lowest_slot(pass);
    for (size_t i = architecture->count; i-- > bottom;) {
        rules[architecture->layers[i].kind]->backward_tangent(pass, i);
    }
    if (!hodo_matrix_finite(pass->backward_tangent[bottom])) {
        return hodo_fail(error, HODO_NUMERIC, "the backward vector's velocity is not finite: lower the rates");
    }
    pass->twin_done = true;
    return HODO_OK;
}
