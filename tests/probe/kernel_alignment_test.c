#include "probe/kernel_alignment.h"

#include "base/eigenvalue.h"
#include "net/orthogonal.h"
#include "net/zoo.h"

enum { N = 9 };

/* Sums of a few hundred products. */
static const double identity_tolerance = 1e-13;

static hodo_matrix normal(hodo_arena *arena, size_t rows, size_t columns, uint32_t tensor)
{
    const hodo_stream stream = hodo_stream_open(75, "tests/probe/alignment", 0);
    return zoo_normal(arena, HODO_DOUBLE, rows, columns, &stream, tensor);
}

static hodo_matrix product(hodo_arena *arena, hodo_matrix a, bool transpose_a, hodo_matrix b, bool transpose_b)
{
    const hodo_matrix c = hodo_matrix_take(arena, HODO_DOUBLE, transpose_a ? a.columns : a.rows,
                                           transpose_b ? b.rows : b.columns, NULL);
    hodo_matrix_multiply(1.0, a, transpose_a, b, transpose_b, 0.0, c);
    return c;
}

static double cka(hodo_matrix x, hodo_matrix y, bool centred)
{
    hodo_error error = {0};
    double value = NAN;
    ok(hodo_linear_cka(x, y, centred, &value, &error), error);
    cr_assert(value >= 0.0 && value <= 1.0 + identity_tolerance, "CKA %g", value);
    return value;
}

/* Orthogonal maps, scales and (centred) shifts change nothing; a map that is not orthogonal does. Both ways of
 * forming the products, few features and many. */
Test(kernel_alignment, invariances_of_linear_cka)
{
    static const size_t widths[] = {4, 40};
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    for (size_t each = 0; each < 4; each++) {
        const size_t p = widths[each % 2], q = widths[each / 2];
        const hodo_matrix x = normal(arena, N, p, 0), y = normal(arena, N, q, 1), turn = normal(arena, p, p, 2);
        ok(hodo_orthogonalise(turn, 1.0, 0, &error), error);
        for (int centred = 0; centred < 2; centred++) {
            const double base = cka(x, y, centred);
            near(cka(x, x, centred), 1.0, identity_tolerance, 0);
            near(cka(y, x, centred), base, identity_tolerance, 0);
            const hodo_matrix turned = product(arena, x, false, turn, false);
            near(cka(turned, y, centred), base, identity_tolerance, 0);
            near(cka(turned, x, centred), 1.0, identity_tolerance, 0);
            hodo_matrix_scale(-3.0, turned);
            near(cka(turned, y, centred), base, identity_tolerance, 0);
            for (size_t s = 0; s < N; s++) {
                for (size_t j = 0; j < p; j++) {
                    hodo_matrix_set(turned, s, j, hodo_matrix_get(turned, s, j) + 0.5 * (double)j + 2.0);
                }
            }
            cr_assert((fabs(cka(turned, y, centred) - base) < 1e-12) == (centred == 1));
            const hodo_matrix bent = product(arena, x, false, normal(arena, p, p, 3), false);
            cr_assert(fabs(cka(bent, x, centred) - 1.0) > 1e-3);
            /* the same through the kernels */
            double value;
            ok(hodo_kernel_alignment(product(arena, x, false, x, true), product(arena, y, false, y, true),
                                     centred, &value, &error),
               error);
            near(value, base, identity_tolerance, 0);
        }
    }
    /* float features, and orthogonal ones: 0 */
    const hodo_matrix one = hodo_matrix_take(arena, HODO_FLOAT, 4, 1, &error);
    const hodo_matrix two = hodo_matrix_take(arena, HODO_FLOAT, 4, 1, &error);
    static const double signs[2][4] = {{1, 1, -1, -1}, {1, -1, 1, -1}};
    for (size_t s = 0; s < 4; s++) {
        hodo_matrix_set(one, s, 0, signs[0][s]);
        hodo_matrix_set(two, s, 0, signs[1][s]);
    }
    near(cka(one, two, true), 0.0, 0, 0);
    hodo_arena_free(arena);
}

/* <K, y y^T> by hand, and 1 for K = y y^T; centring takes a constant off K and y. */
Test(kernel_alignment, with_targets)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    const hodo_matrix x = normal(arena, N, 6, 4), k = product(arena, x, false, x, true);
    for (size_t outputs = 1; outputs <= 3; outputs++) {
        const hodo_matrix y = normal(arena, N, outputs, 5), target = product(arena, y, false, y, true);
        double value, want;
        for (int centred = 0; centred < 2; centred++) {
            ok(hodo_kernel_target_alignment(k, y, centred, &value, &error), error);
            ok(hodo_kernel_alignment(k, target, centred, &want, &error), error);
            near(value, want, identity_tolerance, 0);
            ok(hodo_kernel_target_alignment(target, y, centred, &value, &error), error);
            near(value, 1.0, identity_tolerance, 0);
        }
        double dot = 0.0, first = 0.0, second = 0.0;
        for (size_t e = 0; e < N * N; e++) {
            const double a = hodo_matrix_get(k, e / N, e % N), b = hodo_matrix_get(target, e / N, e % N);
            dot += a * b;
            first += a * a;
            second += b * b;
        }
        ok(hodo_kernel_target_alignment(k, y, false, &value, &error), error);
        near(value, dot / sqrt(first * second), identity_tolerance, 0);
    }
    hodo_arena_free(arena);
}

/* Against LAPACK's spectral norms; 0 for no change; |c - 1| for a multiple. */
Test(kernel_alignment, drift)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_kernel_drift drift;
    const hodo_matrix x = normal(arena, N, 12, 6), y = normal(arena, N, 12, 7);
    const hodo_matrix before = product(arena, x, false, x, true), after = product(arena, y, false, y, true);
    ok(hodo_kernel_drift_measure(before, before, &drift, &error), error);
    near(drift.frobenius, 0.0, 0, 0);
    near(drift.spectral, 0.0, 0, 0);
    ok(hodo_kernel_drift_measure(before, after, &drift, &error), error);
    const hodo_matrix change = hodo_matrix_take(arena, HODO_DOUBLE, N, N, NULL);
    double change_values[N], values[N], squares[2] = {0};
    for (size_t e = 0; e < N * N; e++) {
        const double a = hodo_matrix_get(before, e / N, e % N), b = hodo_matrix_get(after, e / N, e % N);
        hodo_matrix_set(change, e / N, e % N, b - a);
        squares[0] += (b - a) * (b - a);
        squares[1] += a * a;
    }
    near(drift.frobenius, sqrt(squares[0] / squares[1]), 0, identity_tolerance);
    ok(hodo_symmetric_eigenvalues(change.data, N, change_values, &error), error);
    const hodo_matrix copy = hodo_matrix_take(arena, HODO_DOUBLE, N, N, NULL);
    hodo_matrix_copy(before, copy);
    ok(hodo_symmetric_eigenvalues(copy.data, N, values, &error), error);
    near(drift.spectral, fmax(change_values[N - 1], -change_values[0]) / values[N - 1], 0, 1e-12);
    hodo_matrix_copy(before, copy);
    hodo_matrix_scale(0.25, copy); /* a change with no positive eigenvalue */
    ok(hodo_kernel_drift_measure(before, copy, &drift, &error), error);
    near(drift.frobenius, 0.75, 0, identity_tolerance);
    near(drift.spectral, 0.75, 0, 1e-12);
    hodo_arena_free(arena);
}

Test(kernel_alignment, refuses)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    hodo_kernel_drift drift;
    double value;
    const hodo_matrix zero = hodo_matrix_take(arena, HODO_DOUBLE, N, N, NULL), k = normal(arena, N, N, 8);
    hodo_matrix_zero(zero);
    hodo_matrix small = k, other = k, ones = normal(arena, N, 1, 9);
    small.rows = small.columns = N - 1;
    other.precision = HODO_FLOAT;
    cr_assert_eq(hodo_kernel_alignment(k, small, true, &value, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_kernel_alignment(k, other, true, &value, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_kernel_alignment(k, zero, true, &value, &error), HODO_NUMERIC);
    cr_assert_eq(hodo_kernel_target_alignment(small, ones, true, &value, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_kernel_drift_measure(zero, k, &drift, &error), HODO_NUMERIC);
    cr_assert_eq(hodo_kernel_drift_measure(k, small, &drift, &error), HODO_MISMATCH);
    cr_assert_eq(hodo_linear_cka(k, hodo_matrix_rows(k, 0, 3), true, &value, &error), HODO_MISMATCH);
    for (size_t s = 0; s < N; s++) {
        hodo_matrix_set(ones, s, 0, 1.0); /* a constant: nothing is left after centring */
    }
    cr_assert_eq(hodo_linear_cka(k, ones, true, &value, &error), HODO_NUMERIC);
    hodo_matrix_set(k, 3, 3, NAN);
    cr_assert_eq(hodo_kernel_alignment(k, k, false, &value, &error), HODO_NUMERIC);
    cr_assert_eq(hodo_linear_cka(k, k, true, &value, &error), HODO_NUMERIC);
    hodo_arena_free(arena);
}
