#include "base/matrix.h"
#include "near.h"

#include <stdint.h>

enum { M = 5, K = 7, N = 3 };

static double entry(size_t i, size_t j, int salt)
{
    return sin(1.0 + (double)i * 1.7 + (double)j * 0.61 + (double)salt);
}

static hodo_matrix filled(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns, int salt)
{
    hodo_matrix a = hodo_matrix_take(arena, precision, rows, columns, NULL);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            hodo_matrix_set(a, i, j, entry(i, j, salt));
        }
    }
    return a;
}

/* The product against its definition, for all four transposes and both precisions. */
Test(matrix, multiply)
{
    hodo_arena *arena = hodo_arena_alloc();
    for (int choice = 0; choice < 8; choice++) {
        const hodo_precision precision = choice & 1 ? HODO_DOUBLE : HODO_FLOAT;
        const double tolerance = precision == HODO_DOUBLE ? 1e-14 : 1e-5;
        const bool ta = choice & 2, tb = choice & 4;
        const hodo_matrix a = ta ? filled(arena, precision, K, M, 1) : filled(arena, precision, M, K, 1);
        const hodo_matrix b = tb ? filled(arena, precision, N, K, 2) : filled(arena, precision, K, N, 2);
        const hodo_matrix c = filled(arena, precision, M, N, 3);
        hodo_matrix_multiply(0.5, a, ta, b, tb, 2.0, c);
        for (size_t i = 0; i < M; i++) {
            for (size_t j = 0; j < N; j++) {
                double want = 2.0 * entry(i, j, 3);
                for (size_t k = 0; k < K; k++) {
                    want += 0.5 * hodo_matrix_get(a, ta ? k : i, ta ? i : k) *
                            hodo_matrix_get(b, tb ? j : k, tb ? k : j);
                }
                near(hodo_matrix_get(c, i, j), want, tolerance, tolerance);
            }
        }
    }
    hodo_arena_free(arena);
}

/* Row operations against their definitions, on a view with a stride. */
Test(matrix, rows)
{
    hodo_arena *arena = hodo_arena_alloc();
    for (int choice = 0; choice < 2; choice++) {
        const hodo_precision precision = (hodo_precision)choice;
        const double tolerance = precision == HODO_DOUBLE ? 1e-15 : 1e-6;
        enum { WIDTH = 19 };
        hodo_matrix x = filled(arena, precision, M, WIDTH + 4, 1);
        x.columns = WIDTH;
        const hodo_matrix y = filled(arena, precision, M, WIDTH, 2);
        const double factor[M] = {0.0, 1.0, -2.0, 0.5, 3.0};
        double dot[M];
        hodo_rows_dot(x, y, dot);
        for (size_t s = 0; s < M; s++) {
            double want = 0.0;
            for (size_t j = 0; j < WIDTH; j++) {
                want += hodo_matrix_get(x, s, j) * hodo_matrix_get(y, s, j);
            }
            near(dot[s], want, 1e-14, 1e-14);
        }
        hodo_rows_add(factor, x, y);
        hodo_rows_scale(factor, y);
        for (size_t s = 0; s < M; s++) {
            for (size_t j = 0; j < WIDTH; j++) {
                near(hodo_matrix_get(y, s, j), factor[s] * (entry(s, j, 2) + factor[s] * entry(s, j, 1)),
                     10 * tolerance, tolerance);
            }
        }
        const hodo_matrix middle = hodo_matrix_rows(x, 1, 2);
        near(hodo_matrix_get(middle, 1, 3), hodo_matrix_get(x, 2, 3), 0, 0);
        const hodo_matrix copy = hodo_matrix_take(arena, precision, 2, WIDTH, NULL);
        hodo_matrix_copy(middle, copy);
        near(hodo_matrix_get(copy, 0, 5), hodo_matrix_get(x, 1, 5), 0, 0);
        hodo_matrix_zero(copy);
        near(hodo_matrix_get(copy, 0, 5), 0, 0, 0);
    }
    hodo_arena_free(arena);
}

/* Float rows are summed in double: 1e8 + many ones loses nothing. */
Test(matrix, dot_accumulates_in_double)
{
    static float values[1001];
    values[0] = 1e4f;
    for (int i = 1; i <= 1000; i++) {
        values[i] = 1e-2f;
    }
    double dot;
    const hodo_matrix row = hodo_matrix_view(HODO_FLOAT, values, 1, 1001);
    hodo_rows_dot(row, row, &dot);
    near(dot, 1e8 + 1000 * (double)1e-2f * (double)1e-2f, 0, 1e-14); /* 1000 additions at eps */
}

Test(matrix, overflow_is_refused)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    cr_assert_null(hodo_matrix_take(arena, HODO_DOUBLE, 2, SIZE_MAX / 4, &error).data);
    cr_assert_eq(error.status, HODO_NO_MEMORY);
    hodo_arena_free(arena);
}

/* One entry that is not finite, anywhere, is found; the largest numbers, and what stands beside the columns, do
 * not matter. */
Test(matrix, finite)
{
    enum { ROWS = 3, COLUMNS = 19, STRIDE = 23 };
    static const double strange[] = {INFINITY, -INFINITY, NAN, -NAN};
    hodo_arena *arena = hodo_arena_alloc();
    for (int choice = 0; choice < 2; choice++) {
        hodo_matrix a = hodo_matrix_take(arena, choice ? HODO_DOUBLE : HODO_FLOAT, ROWS, STRIDE, NULL);
        for (size_t e = 0; e < ROWS * STRIDE; e++) {
            hodo_matrix_set(a, e / STRIDE, e % STRIDE, (e % 2 ? -1 : 1) * (choice ? 1.7e308 : 3.4e38));
        }
        hodo_matrix_set(a, 1, COLUMNS, NAN);
        a.columns = COLUMNS;
        cr_assert(hodo_matrix_finite(a));
        for (size_t e = 0; e < ROWS * COLUMNS; e++) {
            const double before = hodo_matrix_get(a, e / COLUMNS, e % COLUMNS);
            hodo_matrix_set(a, e / COLUMNS, e % COLUMNS, strange[e % 4]);
            cr_assert(!hodo_matrix_finite(a));
            hodo_matrix_set(a, e / COLUMNS, e % COLUMNS, before);
        }
    }
    hodo_arena_free(arena);
}
