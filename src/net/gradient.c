#include "net/gradient.h"
#include "net/rule.h"

#include <math.h>

static double multiplier(const hodo_pass *pass, size_t k)
{
    const hodo_architecture *architecture = pass->network->architecture;
    return architecture->layers[architecture->weight_layer[k]].multiplier;
}

/* ||sum_s g_s h_s^T||^2 over the n rows of one member, as the sum of products of two Gram matrices. */
static double squared_norm(const hodo_pass *pass, hodo_matrix g, hodo_matrix h)
{
    if (g.rows == 1) {
        double gg, hh;
        hodo_rows_dot(g, g, &gg);
        hodo_rows_dot(h, h, &hh);
        return gg * hh;
    }
    hodo_matrix_multiply(1.0, g, false, g, true, 0.0, pass->gram);
    hodo_matrix_multiply(1.0, h, false, h, true, 0.0, pass->more_gram);
    double total = 0.0;
    for (size_t s = 0; s < g.rows; s++) {
        double row;
        hodo_rows_dot(hodo_matrix_rows(pass->gram, s, 1), hodo_matrix_rows(pass->more_gram, s, 1), &row);
        total += row;
    }
    return total;
}

hodo_status hodo_gradient_norms(const hodo_pass *pass, double *norms, hodo_error *error)
{
    const hodo_architecture *architecture = pass->network->architecture;
    if (pass->stage < HODO_STAGE_BACKWARD) {
        return hodo_fail(error, HODO_INVALID, "gradient norms need a backward pass before them");
    }
    const size_t members = architecture->members, n = pass->samples;
    for (size_t k = 0; k < architecture->weight_count; k++) {
        const hodo_matrix g = hodo_pass_dense_backward(pass, k), h = hodo_pass_dense_input(pass, k);
        const double a = multiplier(pass, k);
        for (size_t j = 0; j < members; j++) {
            double *norm = &norms[k * members + j];
            *norm = a * a * squared_norm(pass, hodo_matrix_rows(g, j * n, n), hodo_matrix_rows(h, j * n, n));
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
    const size_t n = pass->samples;
    hodo_matrix_multiply(alpha * multiplier(pass, k),
                         hodo_matrix_rows(hodo_pass_dense_backward(pass, k), member * n, n), true,
                         hodo_matrix_rows(hodo_pass_dense_input(pass, k), member * n, n), false, beta,
                         gradient);
}

/* (g^T h)' = g'^T h + g^T h'. */
void hodo_gradient_weight_tangent(const hodo_pass *pass, size_t k, size_t member, hodo_matrix out)
{
    const size_t n = pass->samples, first = member * n, slot = pass->network->architecture->weight_layer[k];
    const double a = multiplier(pass, k);
    hodo_matrix_multiply(a, hodo_matrix_rows(pass->backward_tangent[slot + 1], first, n), true,
                         hodo_matrix_rows(pass->value[slot], first, n), false, 0.0, out);
    hodo_matrix_multiply(a, hodo_matrix_rows(pass->backward[slot + 1], first, n), true,
                         hodo_matrix_rows(pass->tangent[slot], first, n), false, 1.0, out);
}
