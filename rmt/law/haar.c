#include "rmt/law/haar.h"

#include <lapacke.h>

hodo_status rmt_haar_rows(const hodo_stream *stream, uint32_t tensor, size_t rows, size_t columns,
                          double *spare, double *out, hodo_error *error)
{
    const lapack_int m = (lapack_int)columns, n = (lapack_int)rows;
    hodo_random_normal_double(stream, tensor, 0, rows * columns, 1, out);
    /* Row-major rows are LAPACK's columns. */
    lapack_int info = LAPACKE_dgeqrf(LAPACK_COL_MAJOR, m, n, out, m, spare);
    if (info == 0) {
        /* R's diagonal is overwritten by Q. */
        for (size_t i = 0; i < rows; i++) {
            spare[rows + i] = out[i * columns + i] < 0 ? -1 : 1;
        }
        info = LAPACKE_dorgqr(LAPACK_COL_MAJOR, m, n, n, out, m, spare);
    }
    if (info != 0) {
        return hodo_fail(error, HODO_NUMERIC,
                         "LAPACK did not find an orthonormal basis of %zu vectors (info %d)", rows, (int)info);
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            out[i * columns + j] *= spare[rows + i];
        }
    }
    return HODO_OK;
}
