#include "base/random.h"
#include "base/skinny.h"
#include "near.h"

#include <float.h>

/* Sizes around every boundary of the kernels: quartets of rows of W, whole vectors, row blocks, panels. */
static const size_t sizes[][3] = {
    {1, 1, 1},    {1, 3, 16},  {2, 4, 15},   {3, 5, 17},    {4, 7, 31},   {5, 8, 33},
    {6, 9, 64},   {7, 33, 65}, {8, 40, 128}, {9, 65, 70},   {12, 2, 7},   {13, 31, 3},
    {20, 50, 50}, {24, 6, 90}, {32, 37, 41}, {33, 20, 300}, {40, 17, 20}, {5, 200, 200},
};
enum { SIZES = sizeof sizes / sizeof sizes[0], PADDING = 5 };

static hodo_matrix normal(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns,
                          uint32_t tensor)
{
    const hodo_stream stream = hodo_stream_open(1, "tests/base/skinny", 0);
    hodo_matrix a = hodo_matrix_take(arena, precision, rows, columns + PADDING, NULL);
    if (precision == HODO_FLOAT) {
        hodo_random_normal_float(&stream, tensor, 0, rows * a.stride, 1.0f, a.data);
    } else {
        hodo_random_normal_double(&stream, tensor, 0, rows * a.stride, 1.0, a.data);
    }
    a.columns = columns;
    return a;
}

/* |sum| of k products of any order of summation errs by at most k eps sum |products|. */
static void check(hodo_matrix x, hodo_matrix w, bool transposed, hodo_matrix y, const char *name)
{
    const size_t k = transposed ? w.columns : w.rows;
    const double eps = x.precision == HODO_FLOAT ? FLT_EPSILON : DBL_EPSILON;
    for (size_t s = 0; s < y.rows; s++) {
        for (size_t i = 0; i < y.columns; i++) {
            double want = 0.0, scale = 0.0;
            for (size_t j = 0; j < k; j++) {
                const double term = hodo_matrix_get(x, s, j) *
                                    (transposed ? hodo_matrix_get(w, i, j) : hodo_matrix_get(w, j, i));
                want += term;
                scale += fabs(term);
            }
            const double got = hodo_matrix_get(y, s, i);
            cr_assert(fabs(got - want) <= (double)k * eps * scale,
                      "%s: row %zu, column %zu: got %.17g, want %.17g", name, s, i, got, want);
        }
        y.columns += PADDING; /* what lies beyond the columns is not touched */
        for (size_t i = y.columns - PADDING; i < y.columns; i++) {
            near(hodo_matrix_get(y, s, i), -77.0, 0, 0);
        }
        y.columns -= PADDING;
    }
}

static hodo_matrix blank(hodo_arena *arena, hodo_precision precision, size_t rows, size_t columns)
{
    hodo_matrix y = hodo_matrix_take(arena, precision, rows, columns + PADDING, NULL);
    for (size_t e = 0; e < rows * y.columns; e++) {
        hodo_matrix_set(y, e / y.columns, e % y.columns, -77.0);
    }
    y.columns = columns;
    return y;
}

/* Every kernel that this CPU has, and the two front doors, against the definition. */
Test(skinny, definition)
{
    hodo_arena *arena = hodo_arena_alloc();
    for (int choice = 0; choice < 2 * SIZES; choice++) {
        const hodo_precision precision = choice & 1 ? HODO_DOUBLE : HODO_FLOAT;
        const size_t n = sizes[choice / 2][0], m = sizes[choice / 2][1], k = sizes[choice / 2][2];
        const hodo_matrix w = normal(arena, precision, m, k, 1), x = normal(arena, precision, n, k, 2);
        const hodo_matrix g = normal(arena, precision, n, m, 3);
        for (const hodo_skinny_kernel *kernel = hodo_skinny_kernels; kernel->name != NULL; kernel++) {
            if (kernel->supported()) {
                hodo_matrix y = blank(arena, precision, n, m);
                kernel->through(x, w, y);
                check(x, w, true, y, kernel->name);
                y = blank(arena, precision, n, k);
                kernel->back(g, w, y);
                check(g, w, false, y, kernel->name);
            }
        }
        hodo_matrix y = blank(arena, precision, n, m);
        hodo_rows_through(1.0, x, w, y);
        check(x, w, true, y, "through");
        y = blank(arena, precision, n, k);
        hodo_rows_back(1.0, g, w, y);
        check(g, w, false, y, "back");
        hodo_arena_reset(arena);
    }
    hodo_arena_free(arena);
}

/* A row alone has the bits that it has in company: what makes a family equal to separate runs. */
Test(skinny, rows_do_not_see_each_other)
{
    hodo_arena *arena = hodo_arena_alloc();
    enum { N = HODO_SKINNY_ROWS - 1, M = 37, K = 59 };
    for (int choice = 0; choice < 2; choice++) {
        const hodo_precision precision = choice ? HODO_DOUBLE : HODO_FLOAT;
        const hodo_matrix w = normal(arena, precision, M, K, 1), x = normal(arena, precision, N, K, 2);
        const hodo_matrix g = normal(arena, precision, N, M, 3);
        const hodo_matrix y = blank(arena, precision, N, M), z = blank(arena, precision, N, K);
        const hodo_matrix lone_y = blank(arena, precision, 1, M), lone_z = blank(arena, precision, 1, K);
        hodo_rows_through(1.0, x, w, y);
        hodo_rows_back(1.0, g, w, z);
        for (size_t s = 0; s < N; s++) {
            hodo_rows_through(1.0, hodo_matrix_rows(x, s, 1), w, lone_y);
            hodo_rows_back(1.0, hodo_matrix_rows(g, s, 1), w, lone_z);
            for (size_t i = 0; i < M; i++) {
                near(hodo_matrix_get(lone_y, 0, i), hodo_matrix_get(y, s, i), 0, 0);
            }
            for (size_t i = 0; i < K; i++) {
                near(hodo_matrix_get(lone_z, 0, i), hodo_matrix_get(z, s, i), 0, 0);
            }
        }
    }
    hodo_arena_free(arena);
}
