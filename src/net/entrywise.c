#include "net/rule.h"

/* Activations: phi, and with e the backward vector at the output,
 *     b  = phi'(s) e,      b' = phi''(s) s' e + phi'(s) e'. */

static hodo_status activation_forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    (void)error;
    const hodo_nonlinearity *shape = &hodo_pass_layer(pass, i)->nonlinearity;
    shape->activation->values(shape, pass->value[i], pass->value[i + 1]);
    return HODO_OK;
}

/* out <- phi'(s) in */
static void through_derivative(const hodo_pass *pass, size_t i, hodo_matrix in, hodo_matrix out)
{
    const hodo_nonlinearity *shape = &hodo_pass_layer(pass, i)->nonlinearity;
    shape->activation->through_derivatives(shape, pass->value[i], in, out);
}

static void activation_backward(hodo_pass *pass, size_t i)
{
    through_derivative(pass, i, pass->backward[i + 1], pass->backward[i]);
}

static void activation_tangent(hodo_pass *pass, size_t i)
{
    through_derivative(pass, i, pass->tangent[i], pass->tangent[i + 1]);
}

static void activation_backward_tangent(hodo_pass *pass, size_t i)
{
    const hodo_nonlinearity *shape = &hodo_pass_layer(pass, i)->nonlinearity;
    const hodo_matrix curvature = hodo_narrow(pass->work, pass->value[i].columns);
    shape->activation->second_derivatives(shape, pass->value[i], curvature);
    hodo_matrix_multiply_entries(curvature, pass->tangent[i], curvature);
    hodo_matrix_multiply_entries(curvature, pass->backward[i + 1], curvature);
    through_derivative(pass, i, pass->backward_tangent[i + 1], pass->backward_tangent[i]);
    for (size_t s = 0; s < pass->rows; s++) {
        pass->row_work[s] = 1.0;
    }
    hodo_rows_add(pass->row_work, curvature, pass->backward_tangent[i]);
}

const hodo_rule hodo_rule_activation = {activation_forward, activation_backward, activation_tangent,
                                        activation_backward_tangent};

/* One number a member, hence a row: its own transpose. */
static void scale(const hodo_pass *pass, size_t i, hodo_matrix in, hodo_matrix out)
{
    if (in.data != out.data) {
        hodo_matrix_copy(in, out);
    }
    hodo_rows_scale(pass->branch[i], out);
}

static hodo_status scale_forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    (void)error;
    scale(pass, i, pass->value[i], pass->value[i + 1]);
    return HODO_OK;
}

static void scale_backward(hodo_pass *pass, size_t i)
{
    scale(pass, i, pass->backward[i + 1], pass->backward[i]);
}

static void scale_tangent(hodo_pass *pass, size_t i)
{
    scale(pass, i, pass->tangent[i], pass->tangent[i + 1]);
}

static void scale_backward_tangent(hodo_pass *pass, size_t i)
{
    scale(pass, i, pass->backward_tangent[i + 1], pass->backward_tangent[i]);
}

const hodo_rule hodo_rule_scale = {scale_forward, scale_backward, scale_tangent, scale_backward_tangent};
