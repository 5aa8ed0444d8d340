#include "net/rule.h"

#include "base/skinny.h"

/* Dense layers, and gradient flow along them in factored form. With h the rows that enter and g the
 * backward vectors of the rows that leave, grad = sum_s g_s h_s^T and W' = -rate grad, so that
 *
 *     (W' h)_s    = -rate sum_s' <h_s', h_s> g_s'
 *     (g W')_s    = -rate sum_s' <g_s', g_s> h_s'
 *
 * over the samples s' of the same member: one function with the roles of g and h exchanged. With a
 * multiplier a, grad = a sum_s g_s h_s^T, and both lines get a^2. */

/* weight_layer is sorted: bisection. */
size_t hodo_weight_index(const hodo_architecture *architecture, size_t i)
{
    size_t low = 0, high = architecture->weight_count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (architecture->weight_layer[middle] <= i) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

static double multiplier(const hodo_pass *pass, size_t i)
{
    return hodo_pass_layer(pass, i)->multiplier;
}

/* out_s <- out_s - a^2 rate[member] sum_s' <against_s', against_s> along_s'. */
static void add_flow(hodo_pass *pass, double a, const double *rate, hodo_matrix against, hodo_matrix along,
                     hodo_matrix out)
{
    const size_t members = pass->network->architecture->members, n = pass->samples;
    if (n == 1) {
        hodo_rows_dot(against, against, pass->row_work);
        for (size_t j = 0; j < members; j++) {
            pass->row_work[j] *= -rate[j] * a * a;
        }
        hodo_rows_add(pass->row_work, along, out);
        return;
    }
    for (size_t j = 0; j < members; j++) {
        if (rate[j] != 0.0) {
            const hodo_matrix mine = hodo_matrix_rows(against, j * n, n);
            hodo_matrix_multiply(-rate[j] * a * a, mine, false, mine, true, 0.0, pass->gram);
            hodo_matrix_multiply(1.0, pass->gram, false, hodo_matrix_rows(along, j * n, n), false, 1.0,
                                 hodo_matrix_rows(out, j * n, n));
        }
    }
}

static hodo_status forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    const size_t k = hodo_weight_index(pass->network->architecture, i);
    const hodo_status status = hodo_pass_draw_weight(pass, k, error);
    if (status != HODO_OK) {
        return status;
    }
    hodo_rows_through(multiplier(pass, i), pass->value[i], pass->network->weights[k], pass->value[i + 1]);
    return HODO_OK;
}

static void backward(hodo_pass *pass, size_t i)
{
    const size_t k = hodo_weight_index(pass->network->architecture, i);
    hodo_rows_back(multiplier(pass, i), pass->backward[i + 1], pass->network->weights[k], pass->backward[i]);
}

static void tangent(hodo_pass *pass, size_t i)
{
    const hodo_architecture *architecture = pass->network->architecture;
    const size_t k = hodo_weight_index(architecture, i);
    if (hodo_pass_still_below(pass, i)) {
        hodo_matrix_zero(pass->tangent[i + 1]);
    } else {
        hodo_rows_through(multiplier(pass, i), pass->tangent[i], pass->network->weights[k],
                          pass->tangent[i + 1]);
    }
    if (pass->weight_direction != NULL && pass->weight_direction[k].data != NULL) {
        hodo_matrix_multiply(multiplier(pass, i), pass->value[i], false, pass->weight_direction[k], true, 1.0,
                             pass->tangent[i + 1]);
    }
    if (pass->flowing) {
        add_flow(pass, multiplier(pass, i), pass->rates + k * architecture->members, pass->value[i],
                 pass->backward[i + 1], pass->tangent[i + 1]);
    }
}

static void backward_tangent(hodo_pass *pass, size_t i)
{
    const hodo_architecture *architecture = pass->network->architecture;
    const size_t k = hodo_weight_index(architecture, i);
    hodo_rows_back(multiplier(pass, i), pass->backward_tangent[i + 1], pass->network->weights[k],
                   pass->backward_tangent[i]);
    if (pass->weight_direction != NULL && pass->weight_direction[k].data != NULL) {
        hodo_matrix_multiply(multiplier(pass, i), pass->backward[i + 1], false, pass->weight_direction[k],
                             false, 1.0, pass->backward_tangent[i]);
    }
    if (pass->flowing) {
        add_flow(pass, multiplier(pass, i), pass->rates + k * architecture->members, pass->backward[i + 1],
                 pass->value[i], pass->backward_tangent[i]);
    }
}

const hodo_rule hodo_rule_dense = {forward, backward, tangent, backward_tangent};
