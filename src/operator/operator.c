#include "operator/operator.h"

#include "base/skinny.h"

hodo_status hodo_operator_apply(const hodo_operator *operator, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    if (operator->apply == NULL || operator->dimension<1) {
        return hodo_fail(error, HODO_INVALID,
                         "an operator of dimension %zu %s: it needs a dimension of at least 1",
                         operator->dimension, operator->apply == NULL ? "without a callback" : "");
    }
    if (x.rows != y.rows || x.rows < 1 ||
        x.columns != operator->dimension || y.columns != operator->dimension || x.precision !=
                     operator->precision || y.precision !=
                     operator->precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "blocks (%zu, %zu) and (%zu, %zu) for an operator of dimension %zu: give both its precision and "
            "the shape (vectors, dimension)",
            x.rows, x.columns, y.rows, y.columns, operator->dimension);
    }
    return operator->apply(operator->context, x, y, error);
}

static hodo_status apply_dense(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    (void)error;
    /* Symmetric: X W^T = X W, and reading rows of W against rows of X is the faster of the two kernels. */
    hodo_rows_through(1.0, x, *(const hodo_matrix *)context, y);
    return HODO_OK;
}

hodo_operator hodo_operator_dense(const hodo_matrix *symmetric)
{
    union {
        const hodo_matrix *read;
        void *context;
    } pointer = {symmetric}; /* apply_dense only reads it */
    const double entries = (double)symmetric->rows * (double)symmetric->columns;
    return (hodo_operator){.apply = apply_dense,
                           .context = pointer.context,
                           .dimension = symmetric->rows == symmetric->columns ? symmetric->rows : 0,
                           .precision = symmetric->precision,
                           .multiply_adds = entries,
                           .entries_read = entries};
}
