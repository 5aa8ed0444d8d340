#include "probe/kernel_alignment.h"

#include "base/arena.h"
#include "operator/ritz_pair.h"

#include <float.h>
#include <math.h>

enum { DRIFT_STEPS = 48, DRIFT_APPLICATIONS = 2000 };
static const double drift_tolerance = 1e-8;

static hodo_status no_memory(hodo_error *error)
{
    return hodo_fail(error, HODO_NO_MEMORY, "no memory for an alignment: close other programs");
}

static hodo_status check_kernel(const char *what, hodo_matrix kernel, size_t n, hodo_error *error)
{
    return kernel.rows == n && kernel.columns == n && n > 0 && kernel.precision == HODO_DOUBLE
               ? HODO_OK
               : hodo_fail(error, HODO_MISMATCH, "%s is %zu x %zu: give %zu x %zu, at least 1 x 1, in double",
                           what, kernel.rows, kernel.columns, n, n);
}

/* dot/sqrt(first second), the two squares positive. */
static hodo_status quotient(double dot, double first, double second, double *alignment, hodo_error *error)
{
    if (!(first > 0.0) || !(second > 0.0) || !isfinite(first * second) || !isfinite(dot)) {
        return hodo_fail(
            error, HODO_NUMERIC,
            "an alignment of squared norms %g and %g: neither may be 0 or overflow (after centring)", first,
            second);
    }
    *alignment = dot / sqrt(first) / sqrt(second);
    return HODO_OK;
}

/* means[i] = mean of row i of a symmetric kernel; returns the grand mean. */
static double row_means(hodo_matrix kernel, double *means)
{
    double all = 0.0;
    for (size_t i = 0; i < kernel.rows; i++) {
        const double *row = (const double *)kernel.data + i * kernel.stride;
        means[i] = 0.0;
        for (size_t j = 0; j < kernel.columns; j++) {
            means[i] += row[j];
        }
        means[i] /= (double)kernel.columns;
        all += means[i];
    }
    return all / (double)kernel.rows;
}

/* to <- C kernel C, or a copy. Entries are centred before they are multiplied: <K,L> less its means would
 * cancel. */
static void centre(hodo_matrix kernel, bool centred, double *means, hodo_matrix to)
{
    const double all = centred ? row_means(kernel, means) : 0.0;
    for (size_t i = 0; i < kernel.rows; i++) {
        const double *from = (const double *)kernel.data + i * kernel.stride;
        double *row = (double *)to.data + i * to.stride;
        for (size_t j = 0; j < kernel.columns; j++) {
            row[j] = centred ? from[j] - means[i] - means[j] + all : from[j];
        }
    }
}

/* What centring left of constants is rounding: it becomes 0, to be refused, where it has less than this many
 * eps of the size before. */
static const double rounding = 64.0;

static void drop_rounding(double before, hodo_matrix centred)
{
    const double share = rounding * DBL_EPSILON;
    if (hodo_matrix_dot(centred, centred) <= share * share * before) {
        hodo_matrix_zero(centred);
    }
}

static hodo_status align(hodo_matrix kernel, hodo_matrix other, bool centred, hodo_arena *arena,
                         double *alignment, hodo_error *error)
{
    const size_t n = kernel.rows;
    const hodo_matrix k = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    const hodo_matrix l = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    double *means = hodo_arena_take(arena, n, sizeof *means, error);
    if (k.data == NULL || l.data == NULL || means == NULL) {
        return HODO_NO_MEMORY;
    }
    centre(kernel, centred, means, k);
    centre(other, centred, means, l);
    drop_rounding(hodo_matrix_dot(kernel, kernel), k);
    drop_rounding(hodo_matrix_dot(other, other), l);
    return quotient(hodo_matrix_dot(k, l), hodo_matrix_dot(k, k), hodo_matrix_dot(l, l), alignment, error);
}

hodo_status hodo_kernel_alignment(hodo_matrix kernel, hodo_matrix other, bool centred, double *alignment,
                                  hodo_error *error)
{
    hodo_status status = check_kernel("the first kernel", kernel, kernel.rows, error);
    if (status == HODO_OK) {
        status = check_kernel("the second kernel", other, kernel.rows, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    hodo_arena *arena = hodo_arena_alloc();
    status = arena != NULL ? align(kernel, other, centred, arena, alignment, error) : no_memory(error);
    hodo_arena_free(arena);
    return status;
}

/* A copy of features in double, its columns centred where asked; data NULL without memory. */
static hodo_matrix features(hodo_matrix x, bool centred, hodo_arena *arena, hodo_error *error)
{
    const hodo_matrix copy = hodo_matrix_take(arena, HODO_DOUBLE, x.rows, x.columns, error);
    const hodo_matrix means = hodo_matrix_take(arena, HODO_DOUBLE, 1, x.columns, error);
    if (copy.data == NULL || means.data == NULL) {
        return (hodo_matrix){.data = NULL};
    }
    hodo_matrix_convert(x, copy);
    if (!centred) {
        return copy;
    }
    const double share = 1.0 / (double)x.rows, minus = -1.0, before = hodo_matrix_dot(copy, copy);
    hodo_matrix_zero(means);
    for (size_t s = 0; s < x.rows; s++) {
        hodo_rows_add(&share, hodo_matrix_rows(copy, s, 1), means);
    }
    for (size_t s = 0; s < x.rows; s++) {
        hodo_rows_add(&minus, means, hodo_matrix_rows(copy, s, 1));
    }
    drop_rounding(before, copy);
    return copy;
}

/* |X^T Y|_F^2 = <X X^T, Y Y^T>, by the smaller of the two products. */
static hodo_status cross_square(hodo_matrix x, hodo_matrix y, hodo_arena *arena, double *square,
                                hodo_error *error)
{
    if ((double)x.columns * (double)y.columns <= (double)x.rows * (double)(x.columns + y.columns)) {
        const hodo_matrix product = hodo_matrix_take(arena, HODO_DOUBLE, x.columns, y.columns, error);
        if (product.data == NULL) {
            return HODO_NO_MEMORY;
        }
        hodo_matrix_multiply(1.0, x, true, y, false, 0.0, product);
        *square = hodo_matrix_dot(product, product);
        return HODO_OK;
    }
    const hodo_matrix first = hodo_matrix_take(arena, HODO_DOUBLE, x.rows, x.rows, error);
    const hodo_matrix second = hodo_matrix_take(arena, HODO_DOUBLE, x.rows, x.rows, error);
    if (first.data == NULL || second.data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_multiply(1.0, x, false, x, true, 0.0, first);
    hodo_matrix_multiply(1.0, y, false, y, true, 0.0, second);
    *square = hodo_matrix_dot(first, second);
    return HODO_OK;
}

static hodo_status target(hodo_matrix kernel, hodo_matrix y, bool centred, hodo_arena *arena, double *alignment,
                          hodo_error *error)
{
    const size_t n = kernel.rows;
    const hodo_matrix k = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    const hodo_matrix labels = features(y, centred, arena, error);
    const hodo_matrix image = hodo_matrix_take(arena, HODO_DOUBLE, n, y.columns, error);
    double *means = hodo_arena_take(arena, n, sizeof *means, error);
    double square = 0.0;
    if (k.data == NULL || labels.data == NULL || image.data == NULL || means == NULL) {
        return HODO_NO_MEMORY;
    }
    centre(kernel, centred, means, k);
    drop_rounding(hodo_matrix_dot(kernel, kernel), k);
    hodo_matrix_multiply(1.0, k, false, labels, false, 0.0, image);
    const hodo_status status = cross_square(labels, labels, arena, &square, error);
    return status != HODO_OK
               ? status
               : quotient(hodo_matrix_dot(image, labels), hodo_matrix_dot(k, k), square, alignment, error);
}

hodo_status hodo_kernel_target_alignment(hodo_matrix kernel, hodo_matrix y, bool centred, double *alignment,
                                         hodo_error *error)
{
    const hodo_status status = check_kernel("the kernel", kernel, kernel.rows, error);
    if (status != HODO_OK) {
        return status;
    }
    if (y.rows != kernel.rows || y.columns == 0 || y.precision != HODO_DOUBLE) {
        return hodo_fail(error, HODO_MISMATCH,
                         "targets of %zu x %zu for a kernel of %zu rows: give as many, in double", y.rows,
                         y.columns, kernel.rows);
    }
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_status done = arena != NULL ? target(kernel, y, centred, arena, alignment, error)
                                           : no_memory(error);
    hodo_arena_free(arena);
    return done;
}

hodo_status hodo_linear_cka(hodo_matrix x, hodo_matrix y, bool centred, double *cka, hodo_error *error)
{
    if (x.rows != y.rows || x.rows == 0 || x.columns == 0 || y.columns == 0) {
        return hodo_fail(error, HODO_MISMATCH,
                         "features of %zu x %zu and %zu x %zu: give as many rows, at least 1", x.rows,
                         x.columns, y.rows, y.columns);
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return no_memory(error);
    }
    const hodo_matrix first = features(x, centred, arena, error), second = features(y, centred, arena, error);
    double both = 0.0, own = 0.0, other = 0.0;
    hodo_status status = first.data != NULL && second.data != NULL ? HODO_OK : HODO_NO_MEMORY;
    status = status == HODO_OK ? cross_square(first, second, arena, &both, error) : status;
    status = status == HODO_OK ? cross_square(first, first, arena, &own, error) : status;
    status = status == HODO_OK ? cross_square(second, second, arena, &other, error) : status;
    status = status == HODO_OK ? quotient(both, own, other, cka, error) : status;
    hodo_arena_free(arena);
    return status;
}

static hodo_status drift_of(hodo_matrix initial, hodo_matrix kernel, hodo_arena *arena,
                            hodo_kernel_drift *drift, hodo_error *error)
{
    const size_t n = initial.rows;
    hodo_matrix change = hodo_matrix_take(arena, HODO_DOUBLE, n, n, error);
    hodo_ritz_space *space = hodo_ritz_space_take(arena, n, HODO_DOUBLE, DRIFT_STEPS,
                                                  hodo_stream_open(0, "probe/kernel-drift", 0), 0, error);
    if (change.data == NULL || space == NULL) {
        return HODO_NO_MEMORY;
    }
    double square[2];
    hodo_ritz_pair norm[2];
    const double minus = -1.0;
    hodo_matrix_copy(kernel, change);
    for (size_t i = 0; i < n; i++) {
        hodo_rows_add(&minus, hodo_matrix_rows(initial, i, 1), hodo_matrix_rows(change, i, 1));
    }
    for (int which = 0; which < 2; which++) {
        const hodo_matrix of = which == 0 ? change : initial;
        const hodo_operator operator = hodo_operator_dense(&of);
        square[which] = hodo_matrix_dot(of, of);
        if (!isfinite(square[which]) || (which == 1 && square[which] == 0.0)) {
            return hodo_fail(error, HODO_NUMERIC,
                             "kernel drift with a squared norm of %g: kernels must be finite, the first not 0",
                             square[which]);
        }
        hodo_ritz_space_forget(space);
        const hodo_status status = hodo_ritz_pair_find(space, &operator, HODO_RITZ_LARGEST_MODULUS,
                                                       drift_tolerance, 0.0, DRIFT_APPLICATIONS, &norm[which],
                                                       error);
        if (status != HODO_OK) {
            return status;
        }
    }
    drift->frobenius = sqrt(square[0] / square[1]);
    drift->spectral = fabs(norm[0].value) / fabs(norm[1].value);
    return HODO_OK;
}

hodo_status hodo_kernel_drift_measure(hodo_matrix initial, hodo_matrix kernel, hodo_kernel_drift *drift,
                                      hodo_error *error)
{
    hodo_status status = check_kernel("the initial kernel", initial, initial.rows, error);
    if (status == HODO_OK) {
        status = check_kernel("the kernel", kernel, initial.rows, error);
    }
    if (status != HODO_OK) {
        return status;
    }
    hodo_arena *arena = hodo_arena_alloc();
    status = arena != NULL ? drift_of(initial, kernel, arena, drift, error) : no_memory(error);
    hodo_arena_free(arena);
    return status;
}
