#include "experiments/jacobian-spectra/bbp/spiked.h"

#include "base/matrix.h"
#include "base/name.h"

#include <lapacke.h>
#include <math.h>

enum { BULK = 0 }; /* the tensor */

static hodo_status draw_wigner(size_t m, double ratio, double strength, const hodo_stream *stream,
                               hodo_arena *arena, double *matrix, hodo_error *error)
{
    (void)ratio, (void)arena, (void)error;
    hodo_random_normal_double(stream, BULK, 0, m * m, 1 / sqrt((double)m), matrix);
    for (size_t i = 0; i < m; i++) {
        matrix[i * m + i] *= sqrt(2.0);
    }
    matrix[0] += strength;
    return HODO_OK;
}

static hodo_status draw_wishart(size_t m, double ratio, double strength, const hodo_stream *stream,
                                hodo_arena *arena, double *matrix, hodo_error *error)
{
    const size_t n = (size_t)lround((double)m / ratio);
    const hodo_matrix x = hodo_matrix_take(arena, HODO_DOUBLE, m, n, error); /* (m, n) */
    if (x.data == NULL) {
        return HODO_NO_MEMORY;
    }
    double *entries = x.data;
    hodo_random_normal_double(stream, BULK, 0, m * n, 1 / sqrt((double)n), entries);
    const double root = sqrt(1 + strength * sqrt(ratio));
    for (size_t j = 0; j < n; j++) {
        entries[j] *= root;
    }
    hodo_matrix_multiply(1, x, false, x, true, 0, hodo_matrix_view(HODO_DOUBLE, matrix, m, m));
    return HODO_OK;
}

static hodo_status wigner_theory(double ratio, double strength, rmt_outlier *outlier, hodo_error *error)
{
    (void)ratio;
    return rmt_outlier_wigner(strength, outlier, error);
}

static hodo_status wishart_theory(double ratio, double strength, rmt_outlier *outlier, hodo_error *error)
{
    return rmt_outlier_wishart(1 + strength * sqrt(ratio), ratio, outlier, error);
}

static double wigner_edge(double ratio)
{
    (void)ratio;
    return 2;
}

static double wishart_edge(double ratio)
{
    return (1 + sqrt(ratio)) * (1 + sqrt(ratio));
}

static double wigner_naive(double ratio, double strength)
{
    (void)ratio;
    return strength;
}

static double wishart_naive(double ratio, double strength)
{
    return 1 + strength * sqrt(ratio);
}

static const spiked_ensemble ensembles[] = {
    {"wigner", draw_wigner, wigner_theory, wigner_edge, wigner_naive},
    {"wishart", draw_wishart, wishart_theory, wishart_edge, wishart_naive},
};

const spiked_ensemble *spiked_ensemble_find(const char *name, hodo_error *error)
{
    const size_t at = hodo_name_find("ensemble", name, &ensembles[0].name, sizeof ensembles[0],
                                     sizeof ensembles / sizeof ensembles[0], error);
    return at != HODO_NO_NAME ? &ensembles[at] : NULL;
}

hodo_status spiked_top(double *matrix, size_t m, hodo_arena *arena, double *place, double *overlap,
                       hodo_error *error)
{
    double *values = hodo_arena_take(arena, m, sizeof *values, error);
    double *vector = hodo_arena_take(arena, m, sizeof *vector, error); /* (m,) */
    if (values == NULL || vector == NULL) {
        return HODO_NO_MEMORY;
    }
    const lapack_int n = (lapack_int)m;
    lapack_int found = 0, support[2];
    /* A row-major lower triangle is a column-major upper one. */
    const lapack_int info = LAPACKE_dsyevr(LAPACK_COL_MAJOR, 'V', 'I', 'U', n, matrix, n, 0, 0, n, n, 0, &found,
                                           values, vector, n, support);
    if (info != 0 || found != 1) {
        return hodo_fail(error, HODO_NUMERIC,
                         "LAPACK did not find the largest eigenvalue of a %zu by %zu matrix", m, m);
    }
    *place = values[0];
    *overlap = vector[0] * vector[0];
    return HODO_OK;
}
