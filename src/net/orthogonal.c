#include "net/orthogonal.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

/* The row-major (rows, columns) memory is, column-major, the transpose. Wide w is a tall transpose,
 * whose QR has orthonormal columns: rows of w. Tall w is a wide transpose, so it takes the LQ. */
static lapack_int factor(hodo_matrix w, void *tau)
{
    const lapack_int p = (lapack_int)w.columns, q = (lapack_int)w.rows;
    if (w.precision == HODO_FLOAT) {
        return q <= p ? LAPACKE_sgeqrf(LAPACK_COL_MAJOR, p, q, w.data, p, tau)
                      : LAPACKE_sgelqf(LAPACK_COL_MAJOR, p, q, w.data, p, tau);
    }
    return q <= p ? LAPACKE_dgeqrf(LAPACK_COL_MAJOR, p, q, w.data, p, tau)
                  : LAPACKE_dgelqf(LAPACK_COL_MAJOR, p, q, w.data, p, tau);
}

static lapack_int form(hodo_matrix w, void *tau)
{
    const lapack_int p = (lapack_int)w.columns, q = (lapack_int)w.rows, r = q <= p ? q : p;
    if (w.precision == HODO_FLOAT) {
        return q <= p ? LAPACKE_sorgqr(LAPACK_COL_MAJOR, p, q, r, w.data, p, tau)
                      : LAPACKE_sorglq(LAPACK_COL_MAJOR, p, q, r, w.data, p, tau);
    }
    return q <= p ? LAPACKE_dorgqr(LAPACK_COL_MAJOR, p, q, r, w.data, p, tau)
                  : LAPACKE_dorglq(LAPACK_COL_MAJOR, p, q, r, w.data, p, tau);
}

hodo_status hodo_orthogonalise(hodo_matrix w, double gain, size_t k, hodo_error *error)
{
    const size_t rank = w.rows < w.columns ? w.rows : w.columns;
    const bool tall = w.rows > w.columns;
    hodo_status status = HODO_OK;
    double *sign = calloc(rank, sizeof *sign);
    void *tau = calloc(rank, sizeof(double));
    if (sign == NULL || tau == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory to orthogonalise %zu x %zu", w.rows, w.columns);
        goto done;
    }
    lapack_int info = factor(w, tau);
    for (size_t i = 0; i < rank; i++) {
        const double diagonal = hodo_matrix_get(w, i, i);
        if (info == 0 && !(fabs(diagonal) > 0.0)) {
            status = hodo_fail(error, HODO_NUMERIC,
                               "weight layer %zu drew a matrix of rank below %zu: change the seed", k, rank);
            goto done;
        }
        sign[i] = diagonal > 0.0 ? gain : -gain;
    }
    info = info != 0 ? info : form(w, tau);
    if (info != 0) {
        status = info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR
                     ? hodo_fail(error, HODO_NO_MEMORY, "no memory for LAPACK at %zu x %zu", w.rows, w.columns)
                     : hodo_fail(error, HODO_NUMERIC,
                                 "weight layer %zu: LAPACK answers %d, its draws are not finite", k, (int)info);
        goto done;
    }
    for (size_t i = 0; i < w.rows; i++) {
        for (size_t j = 0; j < w.columns; j++) {
            hodo_matrix_set(w, i, j, sign[tall ? j : i] * hodo_matrix_get(w, i, j));
        }
    }
done:
    free(tau);
    free(sign);
    return status;
}
