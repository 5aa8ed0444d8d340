#include "net/loss.h"

#include "base/name.h"
#include "base/real.h"

#include <math.h>

/* Row functions of one sample, without factor/n: f and y are rows `s` and `t` of their matrices. */
struct hodo_loss_kind {
    const char *name;
    double usual_factor;
    double (*value)(hodo_matrix f, size_t s, hodo_matrix y, size_t t);
    void (*gradient)(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale, hodo_matrix out);
    void (*hessian_vector)(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale, hodo_matrix v,
                           hodo_matrix out);
};

/* The square loss, which sweeps of training ask for most, goes along the rows themselves; bits are those of the
 * entries taken one by one. */
static double square_value(hodo_matrix f, size_t s, hodo_matrix y, size_t t)
{
    double sum = 0.0;
    WITH_REAL(f.precision, const real *output = (const real *)f.data + s * f.stride;
              const real *target = (const real *)y.data + t * y.stride;
              for (size_t c = 0; c < f.columns; c++) {
                  const double residual = (double)output[c] - (double)target[c];
                  sum += residual * residual;
              });
    return sum;
}

static void square_gradient(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale, hodo_matrix out)
{
    WITH_REAL(f.precision, const real *output = (const real *)f.data + s * f.stride;
              const real *target = (const real *)y.data + t * y.stride;
              real *to = (real *)out.data + s * out.stride;
              for (size_t c = 0; c < f.columns; c++) {
                  to[c] = (real)(2.0 * scale * ((double)output[c] - (double)target[c]));
              });
}

static void square_hessian_vector(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale, hodo_matrix v,
                                  hodo_matrix out)
{
    (void)y, (void)t;
    for (size_t c = 0; c < f.columns; c++) {
        hodo_matrix_set(out, s, c, 2.0 * scale * hodo_matrix_get(v, s, c));
    }
}

/* log sum exp, shifted by the maximum so that nothing overflows. */
static double log_partition(hodo_matrix f, size_t s)
{
    double top = hodo_matrix_get(f, s, 0), sum = 0.0;
    for (size_t c = 1; c < f.columns; c++) {
        top = fmax(top, hodo_matrix_get(f, s, c));
    }
    for (size_t c = 0; c < f.columns; c++) {
        sum += exp(hodo_matrix_get(f, s, c) - top);
    }
    return top + log(sum);
}

static double target_sum(hodo_matrix y, size_t t)
{
    double sum = 0.0;
    for (size_t c = 0; c < y.columns; c++) {
        sum += hodo_matrix_get(y, t, c);
    }
    return sum;
}

/* Differences to the partition are summed, not their products: no cancellation for large f. */
static double entropy_value(hodo_matrix f, size_t s, hodo_matrix y, size_t t)
{
    const double partition = log_partition(f, s);
    double sum = 0.0;
    for (size_t c = 0; c < f.columns; c++) {
        sum += hodo_matrix_get(y, t, c) * (partition - hodo_matrix_get(f, s, c));
    }
    return sum;
}

static void entropy_gradient(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale, hodo_matrix out)
{
    const double partition = log_partition(f, s), total = target_sum(y, t);
    for (size_t c = 0; c < f.columns; c++) {
        const double p = exp(hodo_matrix_get(f, s, c) - partition);
        hodo_matrix_set(out, s, c, scale * (total * p - hodo_matrix_get(y, t, c)));
    }
}

/* H v = sum(y) (p * v - p <p, v>). */
static void entropy_hessian_vector(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale,
                                   hodo_matrix v, hodo_matrix out)
{
    const double partition = log_partition(f, s), total = target_sum(y, t);
    double mean = 0.0;
    for (size_t c = 0; c < f.columns; c++) {
        mean += exp(hodo_matrix_get(f, s, c) - partition) * hodo_matrix_get(v, s, c);
    }
    for (size_t c = 0; c < f.columns; c++) {
        const double p = exp(hodo_matrix_get(f, s, c) - partition);
        hodo_matrix_set(out, s, c, scale * total * p * (hodo_matrix_get(v, s, c) - mean));
    }
}

static double linear_value(hodo_matrix f, size_t s, hodo_matrix y, size_t t)
{
    double sum = 0.0;
    for (size_t c = 0; c < f.columns; c++) {
        sum += hodo_matrix_get(y, t, c) * hodo_matrix_get(f, s, c);
    }
    return sum;
}

static void linear_gradient(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale, hodo_matrix out)
{
    for (size_t c = 0; c < f.columns; c++) {
        hodo_matrix_set(out, s, c, scale * hodo_matrix_get(y, t, c));
    }
}

static void linear_hessian_vector(hodo_matrix f, size_t s, hodo_matrix y, size_t t, double scale, hodo_matrix v,
                                  hodo_matrix out)
{
    (void)y, (void)t, (void)scale, (void)v;
    for (size_t c = 0; c < f.columns; c++) {
        hodo_matrix_set(out, s, c, 0.0);
    }
}

const hodo_loss_kind hodo_loss_square = {"square", 0.5, square_value, square_gradient, square_hessian_vector};
const hodo_loss_kind hodo_loss_cross_entropy = {"cross-entropy", 1.0, entropy_value, entropy_gradient,
                                                entropy_hessian_vector};
const hodo_loss_kind hodo_loss_linear = {"linear", 1.0, linear_value, linear_gradient, linear_hessian_vector};

const hodo_loss_kind *hodo_loss_find(const char *name, hodo_error *error)
{
    static const hodo_loss_kind *const kinds[] = {&hodo_loss_square, &hodo_loss_cross_entropy,
                                                  &hodo_loss_linear};
    const size_t at = hodo_name_find_pointed("loss", name, kinds, sizeof kinds / sizeof kinds[0], error);
    return at != HODO_NO_NAME ? kinds[at] : NULL;
}

static hodo_status check(hodo_loss loss, size_t members, hodo_matrix f, hodo_matrix y, hodo_error *error)
{
    if (members == 0 || f.rows == 0 || f.rows % members != 0) {
        return hodo_fail(error, HODO_MISMATCH, "%zu outputs do not divide among %zu members", f.rows, members);
    }
    if ((y.rows != f.rows && y.rows != f.rows / members) || y.columns != f.columns) {
        return hodo_fail(error, HODO_MISMATCH,
                         "targets are %zu x %zu: give %zu x %zu, or %zu rows for the members apart", y.rows,
                         y.columns, f.rows / members, f.columns, f.rows);
    }
    if (y.precision != f.precision || loss.kind == NULL) {
        return hodo_fail(error, HODO_MISMATCH,
                         "targets and outputs must be of one precision, and the loss of some kind");
    }
    return HODO_OK;
}

static double scale_of(hodo_loss loss, size_t members, hodo_matrix f)
{
    return (loss.factor != 0.0 ? loss.factor : loss.kind->usual_factor) / (double)(f.rows / members);
}

hodo_status hodo_loss_value(hodo_loss loss, size_t members, hodo_matrix f, hodo_matrix y, double *values,
                            hodo_error *error)
{
    const hodo_status status = check(loss, members, f, y, error);
    if (status != HODO_OK) {
        return status;
    }
    const double scale = scale_of(loss, members, f);
    const size_t n = f.rows / members;
    for (size_t j = 0; j < members; j++) {
        double sum = 0.0;
        for (size_t s = j * n; s < (j + 1) * n; s++) {
            sum += loss.kind->value(f, s, y, s % y.rows);
        }
        values[j] = scale * sum;
        if (!isfinite(values[j])) {
            return hodo_fail(error, HODO_NUMERIC, "the %s loss of member %zu is %g: the outputs are too large",
                             loss.kind->name, j, values[j]);
        }
    }
    return HODO_OK;
}

hodo_status hodo_loss_gradient(hodo_loss loss, size_t members, hodo_matrix f, hodo_matrix y,
                               hodo_matrix gradient, hodo_error *error)
{
    const hodo_status status = check(loss, members, f, y, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t s = 0; s < f.rows; s++) {
        loss.kind->gradient(f, s, y, s % y.rows, scale_of(loss, members, f), gradient);
    }
    return HODO_OK;
}

hodo_status hodo_loss_hessian_vector(hodo_loss loss, size_t members, hodo_matrix f, hodo_matrix y,
                                     hodo_matrix v, hodo_matrix out, hodo_error *error)
{
    const hodo_status status = check(loss, members, f, y, error);
    if (status != HODO_OK) {
        return status;
    }
    for (size_t s = 0; s < f.rows; s++) {
        loss.kind->hessian_vector(f, s, y, s % y.rows, scale_of(loss, members, f), v, out);
    }
    return HODO_OK;
}
