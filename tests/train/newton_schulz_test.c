#include "base/eigenvalue.h"
#include "base/random.h"
#include "near.h"
#include "net/orthogonal.h"
#include "train/newton_schulz.h"

#include <stdlib.h>
#include <string.h>

/* Singular values go to the polynomial of them and singular vectors stay. The oracles are LAPACK's singular
 * values and the polynomial of a number. */

enum { MOST = 64, ENTRIES = MOST * MOST, GAP = 3 };

/* Thirty products of matrices of norm about 1 and side below 64. */
static const double tolerance[] = {[HODO_FLOAT] = 1e-5, [HODO_DOUBLE] = 1e-13};

/* The band of arXiv 2310.17813's practice: where five steps send [.01, 1], rounded outwards to three digits. */
static const double least = 0.682, most = 1.134;

static double polynomial(double s, size_t steps, double c)
{
    for (size_t i = 0; i < steps; i++) {
        const double square = s * s;
        s *= 3.4445 + square * (-4.7750 + square * c);
    }
    return s;
}

static int ascending(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

/* min(rows, columns) singular values, ascending. */
static void singular_values(const double *a, size_t rows, size_t columns, double *values)
{
    static double copy[ENTRIES], squares[MOST];
    const size_t side = rows < columns ? rows : columns;
    memcpy(copy, a, rows * columns * sizeof *copy);
    hodo_error error = {0};
    cr_assert(hodo_squared_singular_values(copy, rows, columns, squares, &error) == HODO_OK, "%s",
              error.message);
    for (size_t i = 0; i < side; i++) {
        values[i] = sqrt(fmax(squares[rows - side + i], 0));
    }
}

static void get(hodo_matrix a, double *copy)
{
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        copy[e] = hodo_matrix_get(a, e / a.columns, e % a.columns);
    }
}

static void set(hodo_matrix a, const double *copy)
{
    for (size_t e = 0; e < a.rows * a.columns; e++) {
        hodo_matrix_set(a, e / a.columns, e % a.columns, copy[e]);
    }
}

/* A matrix with a gap of GAP numbers after every row, which must stay as they are. */
static hodo_matrix gapped(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns)
{
    hodo_matrix a = hodo_matrix_take(arena, precision, rows, columns + GAP, NULL);
    for (size_t e = 0; e < rows * (columns + GAP); e++) {
        hodo_matrix_set(a, e / (columns + GAP), e % (columns + GAP), 1e9);
    }
    a.columns = columns;
    return a;
}

static const struct {
    size_t rows, columns, steps;
} shapes[] = {{8, 8, 5},   {5, 17, 5}, {17, 5, 5}, {1, 9, 5},  {9, 1, 5},
              {1, 1, 5},   {64, 40, 5}, {33, 64, 5}, {64, 64, 5}, {7, 12, 0},
              {7, 12, 1},  {12, 7, 2}, {40, 40, 4}, {12, 7, 10}, {7, 12, 11}};

/* The defect of the singular values against the polynomial with coefficient c. */
static double defect_of(size_t which, hodo_precision precision, double c)
{
    static double start[ENTRIES], end[ENTRIES], before[MOST], after[MOST];
    const size_t rows = shapes[which].rows, columns = shapes[which].columns, steps = shapes[which].steps;
    const size_t side = rows < columns ? rows : columns;
    const hodo_stream stream = hodo_stream_open(3, "tests/train/newton_schulz", which);
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_newton_schulz_scratch scratch;
    const hodo_matrix a = gapped(arena, precision, rows, columns);
    hodo_random_normal_double(&stream, 0, 0, rows * columns, 1e-3, start);
    set(a, start);
    get(a, start); /* as rounded */
    double norm = 0, worst = 0;
    for (size_t e = 0; e < rows * columns; e++) {
        norm += start[e] * start[e];
    }
    singular_values(start, rows, columns, before);
    for (size_t i = 0; i < side; i++) {
        before[i] = polynomial(before[i] / sqrt(norm), steps, c);
    }
    qsort(before, side, sizeof *before, ascending);
    cr_assert(hodo_newton_schulz_take(arena, precision, MOST, ENTRIES, &scratch, &error) == HODO_OK);
    cr_assert(hodo_newton_schulz(a, steps, &scratch, &error) == HODO_OK, "%s", error.message);
    get(a, end);
    singular_values(end, rows, columns, after);
    for (size_t i = 0; i < side; i++) {
        worst = fabs(after[i] - before[i]) <= worst ? worst : fabs(after[i] - before[i]);
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = columns; j < columns + GAP; j++) {
            hodo_matrix whole = a;
            whole.columns += GAP;
            cr_assert(hodo_matrix_get(whole, i, j) == 1e9, "wrote beyond a row");
        }
    }
    hodo_arena_free(arena);
    return worst;
}

Test(newton_schulz, singular_values_go_through_the_polynomial)
{
    for (size_t which = 0; which < sizeof shapes / sizeof shapes[0]; which++) {
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            const double worst = defect_of(which, (hodo_precision)precision, 2.0315);
            cr_assert(worst <= tolerance[precision], "(%zu, %zu), %zu steps, precision %d: %.3g",
                      shapes[which].rows, shapes[which].columns, shapes[which].steps, precision, worst);
        }
    }
}

/* A coefficient wrong in its fourth digit, in float. */
Test(newton_schulz, a_wrong_coefficient_is_told_apart)
{
    const double worst = defect_of(0, HODO_FLOAT, 2.0325);
    cr_assert(!(worst <= 20 * tolerance[HODO_FLOAT]), "%.3g", worst);
}

/* U diag(s) V^T with s from .01 to the largest that a Frobenius norm of 1 allows: all land in the band,
 * singular vectors stay (U^T Q V is diagonal), and the band is tight over [.01, 1]. */
Test(newton_schulz, five_steps_reach_the_band)
{
    enum { N = 24 };
    static double u[N * N], v[N * N], a[ENTRIES], q[ENTRIES], s[N], values[N];
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_newton_schulz_scratch scratch;
    const hodo_stream stream = hodo_stream_open(4, "tests/train/newton_schulz", 0);
    const hodo_matrix left = hodo_matrix_view(HODO_DOUBLE, u, N, N);
    const hodo_matrix right = hodo_matrix_view(HODO_DOUBLE, v, N, N);
    const hodo_matrix product = hodo_matrix_view(HODO_DOUBLE, a, N, N);
    hodo_random_normal_double(&stream, 0, 0, N * N, 1.0, u);
    hodo_random_normal_double(&stream, 1, 0, N * N, 1.0, v);
    cr_assert(hodo_orthogonalise(left, 1.0, 0, &error) == HODO_OK, "%s", error.message);
    cr_assert(hodo_orthogonalise(right, 1.0, 1, &error) == HODO_OK, "%s", error.message);
    double squares = 0;
    for (size_t i = 0; i < N - 1; i++) {
        s[i] = 0.01 * pow(30, (double)i / (N - 1)); /* to .3 */
        squares += s[i] * s[i];
    }
    s[N - 1] = sqrt(1 - squares); /* NaN unless room is left */
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            q[i * N + j] = s[i] * v[i * N + j]; /* rows of V^T */
        }
    }
    hodo_matrix_multiply(17.0, left, false, hodo_matrix_view(HODO_DOUBLE, q, N, N), false, 0.0, product);
    cr_assert(hodo_newton_schulz_take(arena, HODO_DOUBLE, N, N * N, &scratch, &error) == HODO_OK);
    cr_assert(hodo_newton_schulz(product, 5, &scratch, &error) == HODO_OK);
    singular_values(a, N, N, values);
    for (size_t i = 0; i < N; i++) {
        near(values[i], (least + most) / 2, (most - least) / 2 + 5e-4, 0);
    }
    const hodo_matrix half = hodo_matrix_view(HODO_DOUBLE, q, N, N);
    const hodo_matrix core = hodo_matrix_take(arena, HODO_DOUBLE, N, N, NULL);
    hodo_matrix_multiply(1.0, left, true, product, false, 0.0, half);
    hodo_matrix_multiply(1.0, half, false, right, true, 0.0, core);
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            near(hodo_matrix_get(core, i, j), i == j ? polynomial(s[i], 5, 2.0315) : 0, tolerance[HODO_DOUBLE],
                 0);
        }
    }
    hodo_arena_free(arena);
}

/* The band itself, by the polynomial on a fine grid; its ends are attained, to the three digits
 * stated. */
Test(newton_schulz, the_band)
{
    enum { GRID = 200000 };
    double low = 2, high = 0;
    for (int i = 0; i <= GRID; i++) {
        const double at = polynomial(0.01 * pow(100, (double)i / GRID), 5, 2.0315);
        low = fmin(low, at);
        high = fmax(high, at);
    }
    near(low, least, 5e-4, 0);
    near(high, most, 5e-4, 0);
}

Test(newton_schulz, refuses)
{
    static double a[ENTRIES];
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_newton_schulz_scratch scratch;
    cr_assert(hodo_newton_schulz_take(arena, HODO_DOUBLE, 8, 80, &scratch, &error) == HODO_OK);
    const double bad[] = {NAN, INFINITY, 1e300}, nothing[] = {0.0, 1e-310}; /* the squares of these are 0 */
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        for (size_t e = 0; e < 80; e++) {
            a[e] = i == 2 || e == 17 ? bad[i] : 1.0;
        }
        cr_assert(hodo_newton_schulz(hodo_matrix_view(HODO_DOUBLE, a, 8, 10), 5, &scratch, &error) ==
                  HODO_NUMERIC);
        cr_assert_not_null(strstr(error.message, "(8, 10)"));
        cr_assert(a[3] == (i == 2 ? bad[i] : 1.0), "what is refused stays as it was");
    }
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        for (size_t e = 0; e < 80; e++) {
            a[e] = nothing[i];
        }
        cr_assert(hodo_newton_schulz(hodo_matrix_view(HODO_DOUBLE, a, 8, 10), 5, &scratch, &error) == HODO_OK);
        cr_assert(a[3] == nothing[i], "no direction is no step");
    }
    cr_assert(hodo_newton_schulz(hodo_matrix_view(HODO_DOUBLE, a, 9, 9), 5, &scratch, &error) == HODO_MISMATCH);
    cr_assert(hodo_newton_schulz(hodo_matrix_view(HODO_DOUBLE, a, 1, 81), 5, &scratch, &error) ==
              HODO_MISMATCH);
    cr_assert(hodo_newton_schulz(hodo_matrix_view(HODO_FLOAT, a, 8, 8), 5, &scratch, &error) == HODO_MISMATCH);
    cr_assert(hodo_newton_schulz_take(arena, HODO_DOUBLE, (size_t)1 << 40, 1, &scratch, &error) ==
              HODO_NO_MEMORY);
    hodo_arena_free(arena);
}
