#include "operator/power_iteration.h"

#include "base/arena.h"

#include <lapacke.h>
#include <math.h>

typedef struct iteration {
    hodo_matrix at, image, rotated; /* orthonormal V (block, n), A V, and a vector (1, n) */
    double *small;                  /* (block, block): V A V^T, then its eigenvectors */
    double *value;                  /* (block,) */
} iteration;

/* A direction shorter than this share of its length before is rounding, and is dropped. */
static double least_share(hodo_precision precision)
{
    return precision == HODO_FLOAT ? 1e-5 : 1e-13;
}

/* Rows of `block` made orthonormal by Gram-Schmidt, twice each; what depends on the rows before becomes zero.
 */
static void make_orthonormal(hodo_matrix block)
{
    for (size_t i = 0; i < block.rows; i++) {
        const hodo_matrix row = hodo_matrix_rows(block, i, 1);
        double before, square;
        hodo_rows_dot(row, row, &before);
        for (int round = 0; round < 2; round++) {
            for (size_t j = 0; j < i; j++) {
                double dot;
                hodo_rows_dot(hodo_matrix_rows(block, j, 1), row, &dot);
                const double minus = -dot;
                hodo_rows_add(&minus, hodo_matrix_rows(block, j, 1), row);
            }
        }
        hodo_rows_dot(row, row, &square);
        const double share = least_share(block.precision);
        const double scale = square > share * share * before ? 1 / sqrt(square) : 0;
        hodo_rows_scale(&scale, row);
    }
}

/* V A V^T and its eigenvectors; the index of the eigenvalue of largest modulus. HODO_NUMERIC for NaN. */
static hodo_status ritz(iteration *it, size_t *largest, hodo_error *error)
{
    const size_t block = it->at.rows;
    for (size_t i = 0; i < block; i++) {
        for (size_t j = 0; j <= i; j++) {
            double *entry = &it->small[j * block + i]; /* column-major lower triangle */
            hodo_rows_dot(hodo_matrix_rows(it->at, i, 1), hodo_matrix_rows(it->image, j, 1), entry);
            if (!isfinite(*entry)) {
                return hodo_fail(error, HODO_NUMERIC, "an operator gave %g: it must give finite numbers",
                                 *entry);
            }
        }
    }
    const lapack_int n = (lapack_int)block;
    const lapack_int info = LAPACKE_dsyevd(LAPACK_COL_MAJOR, 'V', 'L', n, it->small, n, it->value);
    if (info != 0) {
        return hodo_fail(error, HODO_NUMERIC, "LAPACK did not find %zu Ritz values (info %d)", block,
                         (int)info);
    }
    *largest = fabs(it->value[0]) > fabs(it->value[block - 1]) ? 0 : block - 1;
    return HODO_OK;
}

/* |A v - theta v| for the Ritz vector v, in double from products in the operator's precision. */
static double residual_of(iteration *it, size_t which)
{
    const size_t block = it->at.rows;
    const double *weights = it->small + which * block;
    const hodo_matrix sum = hodo_matrix_rows(it->rotated, 0, 1);
    hodo_matrix_zero(sum);
    double square, length = 0;
    for (size_t i = 0; i < block; i++) {
        const double minus = -it->value[which] * weights[i];
        hodo_rows_add(&weights[i], hodo_matrix_rows(it->image, i, 1), sum);
        hodo_rows_add(&minus, hodo_matrix_rows(it->at, i, 1), sum);
        hodo_rows_dot(hodo_matrix_rows(it->at, i, 1), hodo_matrix_rows(it->at, i, 1), &square);
        length += square * weights[i] * weights[i]; /* 1 unless directions were dropped */
    }
    hodo_rows_dot(sum, sum, &square);
    return length > 0 ? sqrt(square / length) : 0;
}

static hodo_status iterate(const hodo_operator *operator, iteration * it, double tolerance, size_t applications,
                           hodo_power *power, hodo_error *error)
{
    *power = (hodo_power){.residual = INFINITY};
    for (power->applications = 1;; power->applications++) {
        size_t largest = 0;
        hodo_status status = hodo_operator_apply(operator, it->at, it->image, error);
        if (status == HODO_OK) {
            status = ritz(it, &largest, error);
        }
        if (status != HODO_OK) {
            return status;
        }
        power->value = it->value[largest];
        power->residual = residual_of(it, largest);
        if (power->residual <= tolerance * fabs(power->value)) {
            return HODO_OK;
        }
        if (power->applications >= applications) {
            return hodo_fail(
                error, HODO_NUMERIC,
                "power iteration: residual %.3g of %.6g after %zu applications, %.3g wanted: allow more",
                power->residual, power->value, applications, tolerance * fabs(power->value));
        }
        /* The next basis is A V: its span is what converges; Rayleigh-Ritz picks the best of it. */
        make_orthonormal(it->image);
        hodo_matrix_copy(it->image, it->at);
    }
}

hodo_status hodo_power_iterate(const hodo_operator *operator, const hodo_probes * start, double tolerance,
                               size_t applications, hodo_power *power, hodo_error *error)
{
    const size_t block = start->count, n = operator->dimension;
    if (block < 1 || block > n || block > HODO_POWER_BLOCK_MOST || applications < 1 || !(tolerance > 0)) {
        return hodo_fail(error, HODO_INVALID,
                         "power iteration with %zu vectors of dimension %zu, %zu applications and "
                         "tolerance %g: 1 to %d vectors, no more than dimensions, and a positive tolerance",
                         block, n, applications, tolerance, (int)HODO_POWER_BLOCK_MOST);
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for power iteration: close other programs");
    }
    iteration it = {.at = hodo_matrix_take(arena, operator->precision, block, n, error),
                    .image = hodo_matrix_take(arena, operator->precision, block, n, error),
                    .rotated = hodo_matrix_take(arena, operator->precision, 1, n, error),
                    .small = hodo_arena_take(arena, block * block, sizeof *it.small, error),
                    .value = hodo_arena_take(arena, block, sizeof *it.value, error)};
    hodo_status status = HODO_NO_MEMORY;
    if (it.at.data != NULL && it.image.data != NULL && it.rotated.data != NULL && it.small != NULL &&
        it.value != NULL) {
        hodo_probes_draw(start, it.at);
        make_orthonormal(it.at);
        status = iterate(operator, & it, tolerance, applications, power, error);
    }
    hodo_arena_free(arena);
    return status;
}
