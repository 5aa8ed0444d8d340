#include "net/gradient.h"
#include "net/rule.h"

#include <math.h>

/* Layer of weight matrix k. */
static size_t place(const hodo_pass *pass, size_t k)
{
    return pass->network->architecture->weight_layer[k];
}

/* out <- alpha sum_s g_s h_s^T + beta out over a member's rows of g and h, or over their pixels and patches. */
static void accumulate(const hodo_pass *pass, size_t k, double alpha, hodo_matrix g, hodo_matrix h,
                       size_t member, double beta, hodo_matrix out)
{
    const size_t n = pass->samples, i = place(pass, k);
    alpha *= hodo_pass_layer(pass, i)->multiplier;
    g = hodo_matrix_rows(g, member * n, n);
    h = hodo_matrix_rows(h, member * n, n);
    if (hodo_pass_layer(pass, i)->kind == HODO_CONVOLUTION) {
        const hodo_convolution convolution = hodo_pass_convolution(pass, i);
        hodo_convolution_gradient(&convolution, alpha, g, h, beta, out);
    } else {
        hodo_matrix_multiply(alpha, g, true, h, false, beta, out);
    }
}

bool hodo_pass_has_gradient(const hodo_pass *pass)
{
    return pass->stage >= HODO_STAGE_BACKWARD;
}

/* ||sum_s g_s h_s^T||^2 over the n rows of one member, as the sum of products of two Gram matrices. */
static double squared_norm(const hodo_pass *pass, hodo_matrix g, hodo_matrix h)
{
    if (g.rows == 1) {
        return hodo_matrix_dot(g, g) * hodo_matrix_dot(h, h);
    }
    hodo_matrix_multiply(1.0, g, false, g, true, 0.0, pass->gram);
    hodo_matrix_multiply(1.0, h, false, h, true, 0.0, pass->more_gram);
    return hodo_matrix_dot(pass->gram, pass->more_gram);
}

/* ||grad_k||^2 of one member: a dense layer's from Gram matrices, a convolution's from the gradient itself. */
static double gradient_norm(const hodo_pass *pass, size_t k, size_t member)
{
    const size_t n = pass->samples, i = place(pass, k);
    const hodo_matrix g = hodo_pass_weight_backward(pass, k), h = hodo_pass_weight_input(pass, k);
    if (hodo_pass_layer(pass, i)->kind == HODO_CONVOLUTION) {
        const hodo_matrix gradient = hodo_pass_gradient_work(pass, i);
        accumulate(pass, k, 1.0, g, h, member, 0.0, gradient);
        return hodo_matrix_dot(gradient, gradient);
    }
    const double a = hodo_pass_layer(pass, i)->multiplier;
    return a * a *
           squared_norm(pass, hodo_matrix_rows(g, member * n, n), hodo_matrix_rows(h, member * n, n));
}

hodo_status hodo_gradient_norms(const hodo_pass *pass, double *norms, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    if (pass->stage < HODO_STAGE_BACKWARD) {
        return hodo_fail(error, HODO_INVALID, "gradient norms need a backward pass before them");
    }
    const size_t members = architecture->members;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        for (size_t j = 0; j < members; j++) {
            double *norm = &norms[k * members + j];
            *norm = gradient_norm(pass, k, j);
            if (!isfinite(*norm)) {
                return hodo_fail(
                    error, HODO_NUMERIC,
                    "||grad||^2 of weight layer %zu, member %zu, is %g: lower the weights' deviation", k, j,
                    *norm);
            }
        }
    }
    return HODO_OK;
}

void hodo_gradient_weight(const hodo_pass *pass, size_t k, size_t member, double alpha, double beta,
                         hodo_matrix gradient)
{
    accumulate(pass, k, alpha, hodo_pass_weight_backward(pass, k), hodo_pass_weight_input(pass, k), member,
               beta, gradient);
}

/* (g^T h)' = g'^T h + g^T h'; h' is 0 where nothing below the layer moves. */
void hodo_gradient_weight_tangent(const hodo_pass *pass, size_t k, size_t member, hodo_matrix out)
{
    const size_t i = place(pass, k);
    accumulate(pass, k, 1.0, pass->backward_tangent[i + 1], pass->value[i], member, 0.0, out);
    if (!hodo_pass_still_below(pass, i)) {
        accumulate(pass, k, 1.0, pass->backward[i + 1], pass->tangent[i], member, 1.0, out);
    }
}
