#include "operator/wishart.h"

#include "base/eigenvalue.h"

#include <criterion/criterion.h>
#include <math.h>

hodo_matrix wishart_take(hodo_arena *arena, hodo_precision precision, size_t n, size_t columns, uint64_t seed,
                         double *value)
{
    const hodo_stream stream = hodo_stream_open(seed, "tests/operator/wishart", n);
    hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, n, columns, NULL);
    hodo_matrix w = hodo_matrix_take(arena, HODO_DOUBLE, n, n, NULL);
    hodo_matrix out = hodo_matrix_take(arena, precision, n, n, NULL);
    hodo_random_normal_double(&stream, 0, 0, n * columns, 1.0, x.data);
    hodo_matrix_multiply(1.0 / (double)columns, x, false, x, true, 0.0, w);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            hodo_matrix_set(out, i, j, hodo_matrix_get(w, i, j));
            hodo_matrix_set(out, j, i, hodo_matrix_get(w, i, j));
        }
    }
    hodo_matrix_convert(out, w);
    cr_assert(hodo_symmetric_eigenvalues(w.data, n, value, NULL) == HODO_OK);
    return out;
}

hodo_matrix diagonal_take(hodo_arena *arena, hodo_precision precision, size_t n, const double *value)
{
    hodo_matrix out = hodo_matrix_take(arena, precision, n, n, NULL);
    hodo_matrix_zero(out);
    for (size_t i = 0; i < n; i++) {
        hodo_matrix_set(out, i, i, value[i]);
    }
    return out;
}

hodo_matrix units_take(hodo_arena *arena, hodo_precision precision, size_t n)
{
    hodo_matrix out = hodo_matrix_take(arena, precision, n, n, NULL);
    hodo_matrix_zero(out);
    for (size_t i = 0; i < n; i++) {
        hodo_matrix_set(out, i, i, 1);
    }
    return out;
}

hodo_probes probes_of(uint64_t seed, hodo_probe_law law, size_t count)
{
    return (hodo_probes){hodo_stream_open(seed, "tests/operator/probes", 0), 0, law, count};
}

hodo_status nan_apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    (void)context, (void)x, (void)error;
    for (size_t i = 0; i < y.rows; i++) {
        for (size_t j = 0; j < y.columns; j++) {
            hodo_matrix_set(y, i, j, NAN);
        }
    }
    return HODO_OK;
}
