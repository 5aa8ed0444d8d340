#include "operator/lanczos.h"

#include "base/real.h"
#include "base/skinny.h"

#include <float.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A second orthogonalisation where the first one took more than this share of the vector's length: what was
 * left would then be no longer orthogonal to rounding ("twice is enough", Parlett 1998, section 6.9). */
static const double length_kept = 0.7071;

/* The space is invariant when what is left of A q is rounding of it: this many eps of the size of T so far. Not
 * n eps: in float that is a tenth of the largest eigenvalue for n = 10^6, and most of a Hessian's spectrum lies
 * below. */
static const double rounding = 32.0;

static double epsilon(hodo_precision precision)
{
    return precision == HODO_FLOAT ? (double)FLT_EPSILON : DBL_EPSILON;
}

typedef struct process {
    const hodo_operator *operator;
    hodo_lanczos *result;
    hodo_matrix basis;        /* (starts * (steps + 1), n): vector k of start s is row s (steps + 1) + k */
    hodo_matrix at, next;     /* (starts, n): the vectors q_k together, and A q_k */
    hodo_matrix share;        /* (1, n) */
    hodo_matrix coefficients; /* (1, steps), in the operator's precision */
    double *dots;             /* (steps,) */
    double *size;             /* (starts,) the largest row sum of |T| so far */
} process;

static hodo_status take(process *p, size_t starts, size_t steps, hodo_arena *results, hodo_arena *scratch,
                        hodo_error *error)
{
    const size_t n = p->operator->dimension;
    const hodo_precision precision = p->operator->precision;
    hodo_lanczos *result = p->result;
    *result = (hodo_lanczos){.starts = starts, .steps = steps};
    result->taken = hodo_arena_zero(results, starts, sizeof *result->taken, error);
    result->alpha = hodo_arena_zero(results, starts * steps, sizeof *result->alpha, error);
    result->beta = hodo_arena_zero(results, starts * steps, sizeof *result->beta, error);
    result->square = hodo_arena_zero(results, starts, sizeof *result->square, error);
    p->basis = hodo_matrix_take(scratch, precision, starts * (steps + 1), n, error);
    p->at = hodo_matrix_take(scratch, precision, starts, n, error);
    p->next = hodo_matrix_take(scratch, precision, starts, n, error);
    p->share = hodo_matrix_take(scratch, precision, 1, n, error);
    p->coefficients = hodo_matrix_take(scratch, precision, 1, steps, error);
    p->dots = hodo_arena_take(scratch, steps, sizeof *p->dots, error);
    p->size = hodo_arena_zero(scratch, starts, sizeof *p->size, error);
    return result->taken != NULL && result->alpha != NULL && result->beta != NULL && result->square != NULL &&
                   p->basis.data != NULL && p->at.data != NULL && p->next.data != NULL &&
                   p->share.data != NULL && p->coefficients.data != NULL && p->dots != NULL && p->size != NULL
               ? HODO_OK
               : HODO_NO_MEMORY;
}

/* row <- row without its parts along vectors 0 .. count - 1 of the basis. */
static void orthogonalise(process *p, hodo_matrix basis, hodo_matrix row)
{
    hodo_matrix repeated = row; /* stride 0: the same row beside every vector of the basis */
    repeated.rows = basis.rows;
    repeated.stride = 0;
    hodo_rows_dot(basis, repeated, p->dots);
    hodo_matrix coefficients = p->coefficients;
    coefficients.columns = basis.rows;
    for (size_t k = 0; k < basis.rows; k++) {
        hodo_matrix_set(coefficients, 0, k, p->dots[k]);
    }
    hodo_rows_back(1.0, coefficients, basis, p->share);
    const double minus = -1;
    hodo_rows_add(&minus, p->share, row);
}

/* Step k of one start: alpha, beta, and the next vector of its basis, which is zero once its space is
 * invariant. */
static hodo_status step(process *p, size_t s, size_t k, hodo_error *error)
{
    hodo_lanczos *result = p->result;
    const size_t steps = result->steps;
    const hodo_matrix row = hodo_matrix_rows(p->next, s, 1), here = hodo_matrix_rows(p->at, s, 1);
    const hodo_matrix basis = hodo_matrix_rows(p->basis, s * (steps + 1), k + 1);
    const double alpha = hodo_matrix_dot(row, here);
    double square = hodo_matrix_dot(row, row);
    if (!isfinite(square) || !isfinite(alpha)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "an operator gave %g in step %zu of Lanczos: it must give finite numbers",
                         isfinite(square) ? alpha : square, k + 1);
    }
    /* The three-term recurrence first: it takes the large parts, full orthogonalisation what rounding left. */
    const double minus_alpha = -alpha;
    hodo_rows_add(&minus_alpha, here, row);
    if (k > 0) {
        const double minus_beta = -result->beta[s * steps + k - 1];
        hodo_rows_add(&minus_beta, hodo_matrix_rows(basis, k - 1, 1), row);
    }
    double before = hodo_matrix_dot(row, row);
    for (int round = 0; round < 2; round++) {
        orthogonalise(p, basis, row);
        square = hodo_matrix_dot(row, row);
        if (square >= length_kept * length_kept * before) {
            break;
        }
        before = square;
    }
    const double beta = sqrt(square);
    p->size[s] = fmax(p->size[s], fabs(alpha) + 2 * beta);
    result->alpha[s * steps + k] = alpha;
    result->beta[s * steps + k] = beta;
    result->taken[s] = k + 1;
    const bool invariant = k + 1 == p->operator->dimension ||
                           beta <= rounding * epsilon(p->operator->precision) * p->size[s];
    const double scale = invariant ? 0 : 1 / beta;
    hodo_rows_scale(&scale, row);
    hodo_matrix_copy(row, hodo_matrix_rows(p->basis, s * (steps + 1) + k + 1, 1));
    hodo_matrix_copy(row, here);
    if (invariant) {
        result->beta[s * steps + k] = 0;
        p->size[s] = -1; /* this start is done */
    }
    return HODO_OK;
}

static hodo_status begin(process *p, hodo_matrix start, hodo_error *error)
{
    hodo_matrix_copy(start, p->at);
    hodo_rows_dot(p->at, p->at, p->result->square);
    for (size_t s = 0; s < start.rows; s++) {
        const double square = p->result->square[s];
        if (!(square > 0) || !isfinite(square)) {
            return hodo_fail(error, HODO_NUMERIC,
                             "start %zu of Lanczos has the squared norm %g: it must be positive", s, square);
        }
        const double scale = 1 / sqrt(square);
        const hodo_matrix row = hodo_matrix_rows(p->at, s, 1);
        hodo_rows_scale(&scale, row);
        hodo_matrix_copy(row, hodo_matrix_rows(p->basis, s * (p->result->steps + 1), 1));
    }
    return HODO_OK;
}

static hodo_status iterate(process *p, hodo_error *error)
{
    const hodo_lanczos *result = p->result;
    hodo_status status = HODO_OK;
    bool going = true;
    for (size_t k = 0; status == HODO_OK && going && k < result->steps; k++) {
        status = hodo_operator_apply(p->operator, p->at, p->next, error);
        going = false;
        for (size_t s = 0; status == HODO_OK && s < result->starts; s++) {
            if (p->size[s] >= 0) {
                status = step(p, s, k, error);
            }
            going = going || p->size[s] >= 0;
        }
    }
    return status;
}

hodo_status hodo_lanczos_run(const hodo_operator *operator, hodo_matrix start, size_t steps, hodo_arena *arena,
                             hodo_lanczos *lanczos, hodo_error *error)
{
    if (operator->dimension<1 || start.rows<1 || steps<1 || steps> operator->dimension) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu steps of Lanczos from %zu starts in dimension %zu: at least 1 of each, "
                         "and no more steps than dimensions",
                         steps, start.rows, operator->dimension);
    }
    if (start.columns != operator->dimension || start.precision != operator->precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "starts of %zu entries for an operator of dimension %zu: give its dimension "
                         "and its precision",
                         start.columns, operator->dimension);
    }
    hodo_arena *scratch = hodo_arena_alloc();
    if (scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for Lanczos: close other programs");
    }
    process p = {.operator= operator, .result = lanczos };
    hodo_status status = take(&p, start.rows, steps, arena, scratch, error);
    if (status == HODO_OK) {
        status = begin(&p, start, error);
    }
    if (status == HODO_OK) {
        status = iterate(&p, error);
    }
    hodo_arena_free(scratch);
    return status;
}

hodo_status hodo_lanczos_ritz(const hodo_lanczos *lanczos, size_t start, double *value, double *weight,
                              double *residual, hodo_error *error)
{
    const size_t k = lanczos->taken[start];
    double *beside = malloc(k * sizeof *beside), *vectors = malloc(k * k * sizeof *vectors);
    hodo_status status = HODO_OK;
    if (beside == NULL || vectors == NULL) {
        status = hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu Ritz values: take fewer steps", k);
    } else {
        memcpy(value, lanczos->alpha + start * lanczos->steps, k * sizeof *value);
        memcpy(beside, lanczos->beta + start * lanczos->steps, k * sizeof *beside);
        const double last = beside[k - 1];
        const lapack_int info = LAPACKE_dstevd(LAPACK_COL_MAJOR, 'V', (lapack_int)k, value, beside, vectors,
                                               (lapack_int)k);
        if (info != 0) {
            status =
                hodo_fail(error, HODO_NUMERIC, "LAPACK did not find %zu Ritz values (info %d)", k, (int)info);
        }
        for (size_t i = 0; status == HODO_OK && i < k; i++) {
            const double *vector = vectors + i * k;
            if (weight != NULL) {
                weight[i] = vector[0] * vector[0];
            }
            if (residual != NULL) {
                residual[i] = last * fabs(vector[k - 1]);
            }
        }
    }
    free(beside);
    free(vectors);
    return status;
}

static hodo_status widen(const hodo_lanczos *lanczos, hodo_arena *arena, hodo_extremes *extremes,
                         hodo_error *error)
{
    double *value = hodo_arena_take(arena, lanczos->steps, sizeof *value, error);
    double *residual = hodo_arena_take(arena, lanczos->steps, sizeof *residual, error);
    *extremes = (hodo_extremes){.lowest = INFINITY, .highest = -INFINITY};
    hodo_status status = value == NULL || residual == NULL ? HODO_NO_MEMORY : HODO_OK;
    for (size_t s = 0; status == HODO_OK && s < lanczos->starts; s++) {
        status = hodo_lanczos_ritz(lanczos, s, value, NULL, residual, error);
        const size_t last = lanczos->taken[s] - 1;
        if (status == HODO_OK && value[0] < extremes->lowest) {
            extremes->lowest = value[0];
            extremes->lowest_residual = residual[0];
        }
        if (status == HODO_OK && value[last] > extremes->highest) {
            extremes->highest = value[last];
            extremes->highest_residual = residual[last];
        }
    }
    return status;
}

hodo_status hodo_lanczos_extremes(const hodo_operator *operator, const hodo_probes * probes, size_t steps,
                                  hodo_extremes *extremes, hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for Lanczos: close other programs");
    }
    hodo_lanczos lanczos;
    const hodo_matrix start = hodo_matrix_take(arena, operator->precision, probes->count, operator->dimension,
                                               error);
    hodo_status status = start.data == NULL ? HODO_NO_MEMORY : HODO_OK;
    if (status == HODO_OK) {
        hodo_probes_draw(probes, start);
        status = hodo_lanczos_run(operator, start, steps, arena, &lanczos, error);
    }
    if (status == HODO_OK) {
        status = widen(&lanczos, arena, extremes, error);
    }
    hodo_arena_free(arena);
    return status;
}
