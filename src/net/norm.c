#include "net/rule.h"

#include "base/real.h"

#include <math.h>

/* Layer norm y = c/rho, c = x or x - mean(x), rho = sqrt(mean(c^2) + epsilon). Its Jacobian
 *
 *     J u = (c(u) - y mean(y u))/rho
 *
 * is its own transpose (mean(y) = 0 where c centres), so tangent and backward are one function; and
 * along x', with r = mean(y x')/rho, y' = J x' and b = J e,
 *
 *     (J e)' = J e' - r b - (y' mean(y e) + y mean(y' e))/rho . */

static double mean_of(hodo_matrix a, size_t s)
{
    double sum = 0.0;
    WITH_REAL(a.precision, const real *row = (const real *)a.data + s * a.stride;
              for (size_t j = 0; j < a.columns; j++) { sum += (double)row[j]; });
    return sum / (double)a.columns;
}

static double mean_product(hodo_matrix a, hodo_matrix b, size_t s)
{
    const double dot = hodo_matrix_dot(hodo_matrix_rows(a, s, 1), hodo_matrix_rows(b, s, 1));
    return dot / (double)a.columns;
}

/* to <- scale (from - shift) - along_scale along, in row s. */
static void affine_row(hodo_matrix from, double shift, double scale, hodo_matrix along, double along_scale,
                       size_t s, hodo_matrix to)
{
    WITH_REAL(from.precision, const real *u = (const real *)from.data + s * from.stride;
              const real *v = (const real *)along.data + s * along.stride;
              real *w = (real *)to.data + s * to.stride; for (size_t j = 0; j < from.columns; j++) {
                  w[j] = (real)scale * (u[j] - (real)shift) - (real)along_scale * v[j];
              });
}

static hodo_status forward(hodo_pass *pass, size_t i, hodo_error *error)
{
    const hodo_layer *layer = hodo_pass_layer(pass, i);
    const hodo_matrix x = pass->value[i], y = pass->value[i + 1];
    for (size_t s = 0; s < x.rows; s++) {
        const double shift = layer->norm == HODO_LAYER_NORM_CENTRED ? mean_of(x, s) : 0.0;
        affine_row(x, shift, 1.0, x, 0.0, s, y);
        const double inverse = 1.0 / sqrt(mean_product(y, y, s) + layer->epsilon);
        if (isinf(inverse)) {
            return hodo_fail(error, HODO_NUMERIC,
                             "layer %zu (layer norm) met a row of norm 0: give it an epsilon", i);
        }
        affine_row(y, 0.0, inverse, y, 0.0, s, y);
        pass->inverse_norm[i][s] = inverse;
    }
    return HODO_OK;
}

/* out <- J in, in every row. */
static void jacobian(const hodo_pass *pass, size_t i, hodo_matrix in, hodo_matrix out)
{
    const bool centred = hodo_pass_layer(pass, i)->norm == HODO_LAYER_NORM_CENTRED;
    const hodo_matrix y = pass->value[i + 1];
    for (size_t s = 0; s < in.rows; s++) {
        const double inverse = pass->inverse_norm[i][s];
        affine_row(in, centred ? mean_of(in, s) : 0.0, inverse, y, inverse * mean_product(y, in, s), s, out);
    }
}

static void backward(hodo_pass *pass, size_t i)
{
    jacobian(pass, i, pass->backward[i + 1], pass->backward[i]);
}

static void tangent(hodo_pass *pass, size_t i)
{
    jacobian(pass, i, pass->tangent[i], pass->tangent[i + 1]);
}

static void backward_tangent(hodo_pass *pass, size_t i)
{
    const hodo_matrix y = pass->value[i + 1], y_tangent = pass->tangent[i + 1], e = pass->backward[i + 1];
    const hodo_matrix b = pass->backward[i], out = pass->backward_tangent[i];
    jacobian(pass, i, pass->backward_tangent[i + 1], out);
    for (size_t s = 0; s < y.rows; s++) {
        const double inverse = pass->inverse_norm[i][s];
        affine_row(out, 0.0, 1.0, b, inverse * mean_product(y, pass->tangent[i], s), s, out);
        affine_row(out, 0.0, 1.0, y_tangent, inverse * mean_product(y, e, s), s, out);
        affine_row(out, 0.0, 1.0, y, inverse * mean_product(y_tangent, e, s), s, out);
    }
}

const hodo_rule hodo_rule_norm = {forward, backward, tangent, backward_tangent};
