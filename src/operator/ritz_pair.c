#include "operator/ritz_pair.h"

#include "base/skinny.h"

#include <float.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

/* Shares of the kept vectors in a warm start. The runners-up get enough to be told apart within as many
 * applications as there are kept vectors, little enough that the first Rayleigh quotient is off by 2 per cent.
 */
static const double shares[HODO_RITZ_KEPT] = {1.0, 0.1, 0.1};

/* A second orthogonalisation where the first took more than this share of the length (Parlett 1998, 6.9). */
static const double length_kept = 0.7071;

/* What is left of A q is rounding below this many eps of the projected matrix. Missing it does no harm: the
 * space then grows by a direction made of rounding, orthogonal to the rest. */
static const double rounding = 32.0;

/* An end of the spectrum nearer to 0 than this share of the other one is found to the tolerance of that share:
 * an error relative to 0 would never be reached, as at the lower end of a Hessian with little residual. */
static const double least_share = 0.1;

struct hodo_ritz_space {
    size_t dimension, steps, kept;
    hodo_precision precision;
    hodo_stream stream;
    uint32_t tensor;
    hodo_matrix basis;        /* (steps + 1, n) orthonormal rows, then the residual */
    hodo_matrix vectors;      /* (HODO_RITZ_KEPT, n) */
    hodo_matrix share;        /* (1, n) */
    hodo_matrix coefficients; /* (HODO_RITZ_KEPT, steps) in the operator's precision */
    double *projected;        /* (steps, steps) Q A Q^T, symmetric */
    double *eigenvectors;     /* (steps, steps) row i: coordinates of Ritz vector i, ascending values */
    double *value;            /* (steps,) */
    double *dots;             /* (steps,) */
    double *work;             /* (work_size,) LAPACK's */
    size_t work_size;
};

static double epsilon(hodo_precision precision)
{
    return precision == HODO_FLOAT ? (double)FLT_EPSILON : DBL_EPSILON;
}

hodo_ritz_space *hodo_ritz_space_take(hodo_arena *arena, size_t dimension, hodo_precision precision,
                                      size_t steps, hodo_stream stream, uint32_t tensor, hodo_error *error)
{
    if (dimension == 0 || steps <= HODO_RITZ_KEPT) {
        hodo_fail(error, HODO_INVALID,
                  "a space of %zu Lanczos vectors in dimension %zu: give at least %d, and a dimension of 1",
                  steps, dimension, HODO_RITZ_KEPT + 1);
        return NULL;
    }
    hodo_ritz_space *space = hodo_arena_zero(arena, 1, sizeof *space, error);
    if (space == NULL) {
        return NULL;
    }
    const size_t most = steps < dimension ? steps : dimension, n = dimension;
    space->dimension = n;
    space->steps = most;
    space->precision = precision;
    space->stream = stream;
    space->tensor = tensor;
    space->work_size = 64 * most; /* at least 3 most: the rest lets LAPACK block */
    space->basis = hodo_matrix_take(arena, precision, most + 1, n, error);
    space->vectors = hodo_matrix_take(arena, precision, HODO_RITZ_KEPT, n, error);
    space->share = hodo_matrix_take(arena, precision, 1, n, error);
    space->coefficients = hodo_matrix_take(arena, precision, HODO_RITZ_KEPT, most, error);
    space->projected = hodo_arena_zero(arena, most * most, sizeof(double), error);
    space->eigenvectors = hodo_arena_take(arena, most * most, sizeof(double), error);
    space->value = hodo_arena_take(arena, most, sizeof(double), error);
    space->dots = hodo_arena_take(arena, most, sizeof(double), error);
    space->work = hodo_arena_take(arena, space->work_size, sizeof(double), error);
    const bool all = space->basis.data != NULL && space->vectors.data != NULL && space->share.data != NULL &&
                     space->coefficients.data != NULL && space->projected != NULL &&
                     space->eigenvectors != NULL && space->value != NULL && space->dots != NULL &&
                     space->work != NULL;
    return all ? space : NULL;
}

void hodo_ritz_space_forget(hodo_ritz_space *space)
{
    space->kept = 0;
}

hodo_matrix hodo_ritz_vectors(const hodo_ritz_space *space)
{
    return hodo_matrix_rows(space->vectors, 0, space->kept);
}

/* basis[0] <- the mixture of kept vectors and noise, of length 1. */
static void begin(hodo_ritz_space *space, double noise)
{
    const hodo_matrix start = hodo_matrix_rows(space->basis, 0, 1);
    if (space->precision == HODO_FLOAT) {
        hodo_random_normal_float(&space->stream, space->tensor, 0, space->dimension, 1.0f, start.data);
    } else {
        hodo_random_normal_double(&space->stream, space->tensor, 0, space->dimension, 1.0, start.data);
    }
    space->tensor++;
    double scale = space->kept > 0 ? noise / hodo_matrix_norm(start) : 1.0;
    hodo_rows_scale(&scale, start);
    for (size_t i = 0; i < space->kept; i++) {
        hodo_rows_add(&shares[i], hodo_matrix_rows(space->vectors, i, 1), start);
    }
    scale = 1.0 / hodo_matrix_norm(start);
    hodo_rows_scale(&scale, start);
}

/* row <- row without its parts along basis[0 .. count - 1], which are added to dots. */
static void orthogonalise(hodo_ritz_space *space, size_t count, hodo_matrix row)
{
    hodo_matrix coefficients = hodo_matrix_rows(space->coefficients, 0, 1);
    coefficients.columns = count;
    for (size_t i = 0; i < count; i++) {
        const double dot = hodo_matrix_dot(hodo_matrix_rows(space->basis, i, 1), row);
        hodo_matrix_set(coefficients, 0, i, dot);
        space->dots[i] += dot;
    }
    const double minus = -1.0;
    hodo_rows_back(1.0, coefficients, hodo_matrix_rows(space->basis, 0, count), space->share);
    hodo_rows_add(&minus, space->share, row);
}

/* A q of the newest of `count` vectors: a column of the projected matrix, and the residual in basis[count], not
 * scaled; its length in *beta. */
static hodo_status grow(hodo_ritz_space *space, const hodo_operator *operator, size_t count, double *beta,
                        hodo_error *error)
{
    const hodo_matrix newest = hodo_matrix_rows(space->basis, count - 1, 1);
    const hodo_matrix row = hodo_matrix_rows(space->basis, count, 1);
    const hodo_status status = hodo_operator_apply(operator, newest, row, error);
    if (status != HODO_OK) {
        return status;
    }
    double before = hodo_matrix_norm(row);
    if (!isfinite(before)) {
        return hodo_fail(error, HODO_NUMERIC, "an operator gave a vector of length %g: it must be finite",
                         before);
    }
    memset(space->dots, 0, count * sizeof *space->dots);
    for (int round = 0; round < 3; round++) {
        orthogonalise(space, count, row);
        *beta = hodo_matrix_norm(row);
        if (*beta >= length_kept * before) {
            break;
        }
        before = *beta;
    }
    for (size_t i = 0; i < count; i++) {
        space->projected[i * space->steps + count - 1] = space->dots[i];
        space->projected[(count - 1) * space->steps + i] = space->dots[i];
    }
    return HODO_OK;
}

static hodo_status solve(hodo_ritz_space *space, size_t count, hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        memcpy(space->eigenvectors + i * count, space->projected + i * space->steps, count * sizeof(double));
    }
    const lapack_int n = (lapack_int)count;
    const lapack_int info = LAPACKE_dsyev_work(LAPACK_COL_MAJOR, 'V', 'L', n, space->eigenvectors, n,
                                               space->value, space->work, (lapack_int)space->work_size);
    return info == 0 ? HODO_OK
                     : hodo_fail(error, HODO_NUMERIC, "LAPACK did not find %zu Ritz values (info %d)", count,
                                 (int)info);
}

/* Indices of the wanted Ritz values, the most wanted first. */
static size_t choose(const hodo_ritz_space *space, size_t count, hodo_ritz_end end,
                     size_t wanted[HODO_RITZ_KEPT])
{
    size_t low = 0, high = count, chosen = 0;
    while (chosen < HODO_RITZ_KEPT && low < high) {
        const bool take_low = end == HODO_RITZ_LOWEST ||
                              (end == HODO_RITZ_LARGEST_MODULUS &&
                               fabs(space->value[low]) > fabs(space->value[high - 1]));
        wanted[chosen++] = take_low ? low++ : --high;
    }
    return chosen;
}

/* vectors <- the wanted Ritz vectors. */
static void rotate(hodo_ritz_space *space, size_t count, const size_t *wanted, size_t chosen)
{
    hodo_matrix coefficients = hodo_matrix_rows(space->coefficients, 0, chosen);
    coefficients.columns = count;
    for (size_t i = 0; i < chosen; i++) {
        for (size_t j = 0; j < count; j++) {
            hodo_matrix_set(coefficients, i, j, space->eigenvectors[wanted[i] * count + j]);
        }
    }
    hodo_rows_back(1.0, coefficients, hodo_matrix_rows(space->basis, 0, count),
                   hodo_matrix_rows(space->vectors, 0, chosen));
    space->kept = chosen;
}

/* Thick restart: the basis becomes the chosen Ritz vectors and the residual that they share. */
static size_t restart(hodo_ritz_space *space, size_t count, const size_t *wanted, size_t chosen)
{
    rotate(space, count, wanted, chosen);
    hodo_matrix_copy(hodo_ritz_vectors(space), hodo_matrix_rows(space->basis, 0, chosen));
    hodo_matrix_copy(hodo_matrix_rows(space->basis, count, 1), hodo_matrix_rows(space->basis, chosen, 1));
    memset(space->projected, 0, space->steps * space->steps * sizeof(double));
    for (size_t i = 0; i < chosen; i++) {
        space->projected[i * space->steps + i] = space->value[wanted[i]];
    }
    return chosen;
}

/* *wish <- the residual that was wanted at the end. */
static hodo_status iterate(hodo_ritz_space *space, const hodo_operator *operator, hodo_ritz_end end,
                           double tolerance, size_t applications, hodo_ritz_pair *pair, double *wish,
                           hodo_error *error)
{
    size_t wanted[HODO_RITZ_KEPT];
    for (size_t count = 1;; count++) {
        double beta = 0.0;
        hodo_status status = grow(space, operator, count, &beta, error);
        pair->applications++;
        if (status == HODO_OK) {
            status = solve(space, count, error);
        }
        if (status != HODO_OK) {
            return status;
        }
        const size_t chosen = choose(space, count, end, wanted);
        const double size = fmax(fabs(space->value[0]), fabs(space->value[count - 1]));
        const bool invariant = count == space->dimension ||
                               beta <= rounding * epsilon(space->precision) * (size + beta);
        pair->value = space->value[wanted[0]];
        pair->residual = invariant ? 0.0 : beta * fabs(space->eigenvectors[wanted[0] * count + count - 1]);
        *wish = tolerance * fmax(fabs(pair->value), least_share * size);
        if (pair->residual <= *wish || pair->applications >= applications) {
            rotate(space, count, wanted, chosen);
            return HODO_OK;
        }
        const double scale = 1.0 / beta;
        hodo_rows_scale(&scale, hodo_matrix_rows(space->basis, count, 1));
        if (count == space->steps) {
            count = restart(space, count, wanted, chosen);
        }
    }
}

hodo_status hodo_ritz_pair_find(hodo_ritz_space *space, const hodo_operator *operator, hodo_ritz_end end,
                                double tolerance, double noise, size_t applications, hodo_ritz_pair *pair,
                                hodo_error *error)
{
    if (applications == 0 || !(tolerance > 0.0) || !(noise >= 0.0) || !isfinite(noise)) {
        return hodo_fail(
            error, HODO_INVALID,
            "a Ritz pair by %zu applications, tolerance %g and noise %g: give at least 1, a positive "
            "tolerance, and a noise that is not negative",
            applications, tolerance, noise);
    }
    if (operator->dimension != space->dimension || operator->precision != space->precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "an operator of dimension %zu in a space of dimension %zu: give one space each, of the "
            "operator's precision",
            operator->dimension, space->dimension);
    }
    *pair = (hodo_ritz_pair){.value = NAN, .residual = INFINITY};
    begin(space, noise);
    double wish = 0.0;
    const hodo_status status = iterate(space, operator, end, tolerance, applications, pair, &wish, error);
    if (status != HODO_OK) {
        space->kept = 0;
        return status;
    }
    return pair->residual <= wish
               ? HODO_OK
               : hodo_fail(error, HODO_NUMERIC,
                           "Ritz pair: residual %.3g of %.6g after %zu applications, %.3g wanted: allow more",
                           pair->residual, pair->value, pair->applications, wish);
}
