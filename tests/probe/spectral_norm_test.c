/* Spectral norms against LAPACK, over shapes and spectra; what a warm start saves; a law for Gaussian
 * matrices. */
#include "probe/spectral_norm.h"

#include "base/eigenvalue.h"
#include "base/real.h"
#include "net/orthogonal.h"
#include "near.h"
#include "operator/largest_eigenvalue.h"
#include "net/zoo.h"

#include <criterion/parameterized.h>
#include <float.h>

/* Of LAPACK and of Lanczos, in units of the norm. */
static const double rounding = 1e-13;

static hodo_stream stream_of(uint64_t cell)
{
    return hodo_stream_open(61, "tests/probe/spectral", cell);
}

/* Singular value i of `count`, largest first. */
typedef double (*spectrum)(size_t i, size_t count);

static double decaying(size_t i, size_t count)
{
    (void)count;
    return 1 / (1 + (double)i);
}
static double rank_one(size_t i, size_t count)
{
    (void)count;
    return i == 0;
}
static double equal(size_t i, size_t count)
{
    (void)i;
    (void)count;
    return 1;
}
static double clustered(size_t i, size_t count)
{
    return i < 6 ? 1 - 1e-5 * (double)i : 0.9 * (1 - (double)i / (double)count);
}
static double multiple(size_t i, size_t count)
{
    (void)count;
    return i < 5 ? 1 : 0.99;
}
static double soft_edge(size_t i, size_t count)
{
    return 1 - 0.9 * pow((double)i / (double)count, 2.0 / 3.0);
}
static double spike(size_t i, size_t count)
{
    return i == 0 ? 1 : 0.95 * (1 - (double)i / (double)count);
}
static double many_decades(size_t i, size_t count)
{
    return pow(10, -14.0 * (double)i / (double)count);
}

static const spectrum spectra[] = {decaying, rank_one,  equal, clustered,
                                   multiple, soft_edge, spike, many_decades};
static const struct {
    size_t rows, columns;
} shapes[] = {{1, 1}, {1, 40}, {40, 1}, {5, 210}, {210, 5}, {64, 64}, {120, 81}, {81, 120}, {160, 160}};
static const double scales[] = {1, 1e-150, 1e+150}; /* squares leave the range of double */

enum { SPECTRA = sizeof spectra / sizeof *spectra, SHAPES = sizeof shapes / sizeof *shapes };

/* W = scale U diag(s) V^T in the precision, with U and V of Haar measure, and its norm by LAPACK. */
static hodo_matrix matrix_of(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                             spectrum s, double scale, double *norm)
{
    const hodo_stream stream = stream_of(rows * 1000 + columns);
    const size_t less = rows < columns ? rows : columns;
    hodo_error error = {0};
    const hodo_matrix u = zoo_normal(arena, HODO_DOUBLE, rows, less, &stream, 1000);
    const hodo_matrix v = zoo_normal(arena, HODO_DOUBLE, columns, less, &stream, 1001);
    ok(hodo_orthogonalise(u, 1.0, 0, &error), error);
    ok(hodo_orthogonalise(v, 1.0, 0, &error), error);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < less; j++) {
            hodo_matrix_set(u, i, j, hodo_matrix_get(u, i, j) * s(j, less) * scale);
        }
    }
    const hodo_matrix full = hodo_matrix_take(arena, HODO_DOUBLE, rows, columns, &error);
    const hodo_matrix w = hodo_matrix_take(arena, precision, rows, columns, &error);
    double *squares = hodo_arena_take(arena, rows, sizeof *squares, &error);
    hodo_matrix_multiply(1.0, u, false, v, true, 0.0, full);
    hodo_matrix_convert(full, w);
    hodo_matrix_convert(w, full);
    hodo_matrix_scale(1 / scale, full); /* LAPACK's values are squared here */
    ok(hodo_squared_singular_values(full.data, rows, columns, squares, &error), error);
    *norm = sqrt(squares[rows - 1]) * scale;
    return w;
}

ParameterizedTestParameters(spectral_norm, against_lapack)
{
    static int index[SPECTRA];
    for (int i = 0; i < SPECTRA; i++) {
        index[i] = i;
    }
    return cr_make_param_array(int, index, SPECTRA);
}

ParameterizedTest(const int *index, spectral_norm, against_lapack)
{
    static const double tolerances[] = {0.3, 1e-2, 1e-5, 1e-12};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    for (size_t shape = 0; shape < SHAPES; shape++) {
        for (int kind = 0; kind < 4; kind++) { /* float at scale 1, then double */
            double want, norm;
            hodo_arena_reset(arena);
            const hodo_matrix w =
                matrix_of(arena, kind == 0 ? HODO_FLOAT : HODO_DOUBLE, shapes[shape].rows,
                          shapes[shape].columns, spectra[*index], kind == 0 ? 1 : scales[kind - 1], &want);
            for (size_t i = 0; i < sizeof tolerances / sizeof *tolerances; i++) {
                const double tolerance = tolerances[i];
                ok(hodo_spectral_norm(w, tolerance, arena, &norm, &error), error);
                near(norm, want, 0, tolerance + rounding);
                cr_assert(norm <= want * (1 + rounding), "%.17g above %.17g", norm, want);
                cr_assert(want <= norm * (1 + tolerance + rounding), "%.17g above %.17g", want, norm);
            }
        }
    }
    hodo_arena_free(arena);
}

Test(spectral_norm, zero_matrix)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_matrix w = hodo_matrix_take(arena, HODO_FLOAT, 30, 20, &error);
    hodo_matrix_zero(w);
    double norm = -1;
    ok(hodo_spectral_norm(w, 1e-6, arena, &norm, &error), error);
    near(norm, 0, 0, 0);
    hodo_spectral_probe *probe = hodo_spectral_probe_take(arena, HODO_FLOAT, 30, 20, &error);
    for (int turn = 0; turn < 3; turn++) { /* out of zero, and back */
        ok(hodo_spectral_probe_norm(probe, w, 1e-6, &norm, &error), error);
        near(norm, turn == 1 ? 3 : 0, 0, 1e-6);
        hodo_matrix_set(w, 7, 8, turn == 0 ? -3 : 0);
    }
    hodo_arena_free(arena);
}

/* g^T h, at most n + 1 products; against the norm of the matrix that is formed. */
Test(spectral_norm, factored)
{
    static const size_t batches[] = {1, 2, 7, 33};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_stream stream = stream_of(3);
    for (size_t i = 0; i < 4; i++) {
        for (int kind = 0; kind < 3; kind++) {
            const size_t n = batches[i];
            const hodo_precision precision = kind == 0 ? HODO_FLOAT : HODO_DOUBLE;
            const hodo_matrix g = zoo_normal(arena, precision, n, 50, &stream, 1000 + (uint32_t)i);
            const hodo_matrix h = zoo_normal(arena, precision, n, 90, &stream, 1100 + (uint32_t)i);
            hodo_matrix_scale(kind == 2 ? 1e-170 : 1, g);
            const hodo_matrix formed = hodo_matrix_take(arena, HODO_DOUBLE, 50, 90, &error);
            const hodo_matrix left = hodo_matrix_take(arena, HODO_DOUBLE, n, 50, &error);
            const hodo_matrix right = hodo_matrix_take(arena, HODO_DOUBLE, n, 90, &error);
            double want, norm, squares[50];
            hodo_matrix_convert(g, left);
            hodo_matrix_convert(h, right);
            hodo_matrix_multiply(kind == 2 ? 1e170 : 1, left, true, right, false, 0.0, formed);
            ok(hodo_squared_singular_values(formed.data, 50, 90, squares, &error), error);
            want = 0.3 * sqrt(squares[49]) * (kind == 2 ? 1e-170 : 1);
            ok(hodo_spectral_norm_factored(-0.3, g, h, 1e-12, arena, &norm, &error), error);
            near(norm, want, 0, 1e-12);
            hodo_spectral_probe *probe = hodo_spectral_probe_take(arena, precision, 50, 90, &error);
            ok(hodo_spectral_probe_factored(probe, -0.3, g, h, 1e-9, &norm, &error), error);
            near(norm, want, 0, 1e-9);
            cr_assert(hodo_spectral_probe_bounds(probe).applications <= n + 1);
        }
    }
    hodo_arena_free(arena);
}

/* A matrix that drifts, as weights in training do, by a rank-one part that overtakes the top of the bulk on
 * the way: warm calls stay within the tolerance at every step, with a small part of the applications of cold
 * ones. */
Test(spectral_norm, warm_start)
{
    enum { SIZE = 200, STEPS = 30 };
    static const double tolerance = 1e-3;
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_stream stream = stream_of(4);
    const hodo_matrix w = zoo_normal(arena, HODO_FLOAT, SIZE, SIZE, &stream, 1000);
    const hodo_matrix a = zoo_normal(arena, HODO_FLOAT, 1, SIZE, &stream, 1001);
    const hodo_matrix b = zoo_normal(arena, HODO_FLOAT, 1, SIZE, &stream, 1002);
    hodo_matrix_scale(1 / sqrt(SIZE), w);
    hodo_spectral_probe *warm = hodo_spectral_probe_take(arena, HODO_FLOAT, SIZE, SIZE, &error);
    hodo_spectral_probe *cold = hodo_spectral_probe_take(arena, HODO_FLOAT, SIZE, SIZE, &error);
    size_t warm_applications = 0, cold_applications = 0;
    double first = 0, norm = 0, want = 0;
    for (int t = 0; t < STEPS; t++) {
        ok(hodo_spectral_probe_norm(warm, w, tolerance, &norm, &error), error);
        ok(hodo_spectral_probe_certify(cold, w, 1e-10, &want, &error), error);
        near(norm, want, 0, tolerance);
        cr_assert(norm <= want * (1 + 1e-10));
        const hodo_spectral_bounds bounds = hodo_spectral_probe_bounds(warm);
        cr_assert(bounds.upper >= want * (1 - rounding));
        cr_assert_eq(bounds.warm, t > 0);
        first = t == 0 ? want : first;
        ok(hodo_spectral_probe_certify(cold, w, tolerance, &norm, &error), error);
        warm_applications += t > 0 ? bounds.applications : 0;
        cold_applications += t > 0 ? hodo_spectral_probe_bounds(cold).applications : 0;
        hodo_matrix_multiply(0.1 / SIZE, a, true, b, false, 1.0, w);
    }
    cr_assert(want > 1.4 * first, "the rank-one part took over: %g after %g", want, first);
    cr_assert(3 * warm_applications < cold_applications, "%zu warm, %zu cold", warm_applications,
              cold_applications);
    /* Forgetting gives the bits of a fresh probe. */
    hodo_spectral_probe_forget(warm);
    ok(hodo_spectral_probe_norm(warm, w, tolerance, &norm, &error), error);
    ok(hodo_spectral_norm(w, tolerance, arena, &want, &error), error);
    near(norm, want, 0, 0);
    hodo_arena_free(arena);
}

/* ||W||_* of a Gaussian matrix is sigma (sqrt n + sqrt m) but for the Tracy-Widom law of its square
 * (Johnstone 2001): (||W||^2/sigma^2 - mu)/s has mean -1.2065 and deviation 1.2680, mu = (sqrt(n - 1) + sqrt
 * m)^2 and s = (sqrt(n - 1) + sqrt m)(1/sqrt(n - 1) + 1/sqrt m)^(1/3). The mean of DRAWS within 3.9 standard
 * errors (1e-4) and what the limit leaves at this size, of order n^(-2/3). Power: without the law's mean it
 * is 6 standard errors off. */
Test(spectral_norm, gaussian)
{
    enum { N = 96, M = 160, DRAWS = 60 };
    static const double sigma = 0.3, mean = -1.2065335745820, deviation = 1.2680;
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_spectral_probe *probe = hodo_spectral_probe_take(arena, HODO_FLOAT, N, M, &error);
    const hodo_matrix w = hodo_matrix_take(arena, HODO_FLOAT, N, M, &error);
    const double sum = sqrt(N - 1.0) + sqrt(M), mu = sum * sum;
    const double scale = sum * cbrt(1 / sqrt(N - 1.0) + 1 / sqrt(M));
    double total = 0, norm;
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        const hodo_stream stream = stream_of(1000 + draw);
        hodo_random_normal_float(&stream, 0, 0, N * M, (float)sigma, w.data);
        ok(hodo_spectral_probe_certify(probe, w, 1e-5, &norm, &error), error);
        near(norm, sigma * (sqrt(N) + sqrt(M)), 0, 0.08);
        total += (norm * norm / (sigma * sigma) - mu) / scale;
    }
    near(total / DRAWS, mean, 3.9 * deviation / sqrt(DRAWS) + 0.05, 0);
    cr_assert(fabs(total / DRAWS) > 4 * deviation / sqrt(DRAWS));
    hodo_arena_free(arena);
}

Test(spectral_norm, refuses)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_stream stream = stream_of(5);
    const hodo_matrix w = zoo_normal(arena, HODO_DOUBLE, 6, 9, &stream, 1000);
    const hodo_matrix g = zoo_normal(arena, HODO_DOUBLE, 3, 6, &stream, 1001);
    const hodo_matrix h = zoo_normal(arena, HODO_DOUBLE, 3, 9, &stream, 1002);
    hodo_spectral_probe *probe = hodo_spectral_probe_take(arena, HODO_DOUBLE, 6, 9, &error);
    double norm;
    static const double bad[] = {0, -1, 1, 1e-13, NAN, INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_assert_eq(hodo_spectral_norm(w, bad[i], arena, &norm, &error), HODO_INVALID);
        cr_assert_eq(hodo_spectral_probe_norm(probe, w, bad[i], &norm, &error), HODO_INVALID);
        cr_assert_eq(hodo_spectral_norm_factored(1, g, h, bad[i], arena, &norm, &error), HODO_INVALID);
    }
    cr_assert_null(hodo_spectral_probe_take(arena, HODO_FLOAT, 0, 3, &error));
    cr_assert_eq(hodo_spectral_norm(hodo_matrix_rows(w, 0, 0), 0.1, arena, &norm, &error), HODO_INVALID);
    cr_assert_eq(hodo_spectral_probe_norm(probe, hodo_matrix_rows(w, 0, 5), 0.1, &norm, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_spectral_probe_factored(probe, 1, h, g, 0.1, &norm, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_spectral_probe_factored(probe, 1, hodo_matrix_rows(g, 0, 2), h, 0.1, &norm, &error),
                 HODO_MISMATCH);
    cr_assert_eq(hodo_spectral_probe_factored(probe, NAN, g, h, 0.1, &norm, &error), HODO_NUMERIC);
    hodo_matrix_set(w, 5, 8, NAN);
    cr_assert_eq(hodo_spectral_norm(w, 0.1, arena, &norm, &error), HODO_NUMERIC);
    hodo_matrix_set(w, 5, 8, INFINITY);
    cr_assert_eq(hodo_spectral_probe_norm(probe, w, 0.1, &norm, &error), HODO_NUMERIC);
    hodo_matrix_set(w, 5, 8, 0); /* and the probe is of use again */
    ok(hodo_spectral_probe_norm(probe, w, 0.1, &norm, &error), error);
    hodo_arena_free(arena);
}
