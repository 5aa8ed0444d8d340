/* The free binomial (Jacobi) law: eigenvalues of P Q P, P and Q projections of traces p and q in general
 * position, as the masks of two layers about a Haar orthogonal matrix (Voiculescu, Dykema and Nica 1992; the
 * ensemble is Collins, arXiv:math/0406560). Density
 *
 *     rho(x) = sqrt((upper - x)(x - lower)) / (2 pi x (1 - x)),   edges (sqrt(p(1-q)) -+ sqrt(q(1-p)))^2,
 *
 * atoms 1 - min(p, q) at 0 and max(p + q - 1, 0) at 1. p = q = 1/2: half an arcsine law. tau = p q.
 *
 * F: the S-transform (1+z)^2/((p+z)(q+z)), z = x G - 1, makes x = (p+z)(q+z)/(z(1+z)) and
 * G dx = d((1-p) ln(p+z) + (1-q) ln(q+z) - ln z); its imaginary part is three angles (ours). */
#include "base/eigenvalue.h"
#include "rmt/law/ensemble.h"
#include "rmt/law/law_rows.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

/* An atom or a bulk below rounding could not be told from none. */
#define TRACE_LEAST 1e-12

typedef struct projections {
    double first, second; /* p, q */
    double lower, upper;  /* edges */
    double gap;           /* 1 - upper, which may be below rounding of 1 */
} projections;

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const double p = settings[0].real, q = settings[1].real;
    for (int i = 0; i < 2; i++) {
        if (!(settings[i].real >= TRACE_LEAST && settings[i].real <= 1 - TRACE_LEAST)) {
            return hodo_fail(error, HODO_INVALID,
                             "--%s=%.17g is not inside (0, 1): give the trace of a projection",
                             i == 0 ? "first" : "second", settings[i].real);
        }
    }
    projections *state = malloc(sizeof *state);
    if (state == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for free-binomial: close other programs");
    }
    /* sqrt a - sqrt b = (a - b)/(sqrt a + sqrt b), and the differences are p - q and p + q - 1. */
    const double sum = sqrt(p * (1 - q)) + sqrt(q * (1 - p)), difference = (p - q) / sum;
    const double outer = (p + q - 1) / (sqrt(p * q) + sqrt((1 - p) * (1 - q)));
    const double gap = outer * outer;
    *state = (projections){p, q, difference * difference, gap < 0.5 ? 1 - gap : sum * sum, gap};
    law->state = state;
    law->intervals[0] = (rmt_interval){state->lower, state->upper, state->lower == 0 ? -0.5 : 0.5,
                                       gap == 0 ? -0.5 : 0.5};
    law->interval_count = 1;
    law->atoms[law->atom_count++] = (rmt_atom){0, 1 - fmin(p, q)};
    if (p + q > 1) {
        law->atoms[law->atom_count++] = (rmt_atom){1, p + q - 1};
    }
    return HODO_OK;
}

/* (upper - x)(x - lower). Near 1 the difference 1 - x is exact, and the edge is known better as a gap. */
static double inside(const projections *state, double x)
{
    const double above = state->gap < 0.5 ? (1 - x) - state->gap : state->upper - x;
    return fmax(above * (x - state->lower), 0);
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    (void)error;
    const projections *state = law->state;
    for (size_t i = 0; i < count; i++) {
        if (x[i] > state->lower && x[i] < state->upper) {
            density[i] = sqrt(inside(state, x[i])) / (2 * M_PI * x[i] * (1 - x[i]));
        } else {
            const bool hard = (x[i] == 0 && state->lower == 0) || (x[i] == 1 && state->gap == 0);
            density[i] = hard ? INFINITY : 0;
        }
    }
    return HODO_OK;
}

/* z times 2(1 - x), conjugated: (x - p - q) + i sqrt((upper - x)(x - lower)); the angles are those of the upper
 * half plane. */
static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    (void)error;
    const projections *state = law->state;
    const double p = state->first, q = state->second;
    for (size_t i = 0; i < count; i++) {
        if (!(x[i] > state->lower && x[i] < state->upper)) {
            const double above = p + q > 1 ? p + q - 1 : 0;
            cumulative[i] = x[i] < 0 ? 0 : x[i] <= state->lower ? 1 - fmin(p, q) : x[i] < 1 ? 1 - above : 1;
            continue;
        }
        const double y = sqrt(inside(state, x[i])), z = x[i] - p - q;
        cumulative[i] = 1 + M_1_PI * ((1 - p) * atan2(y, z + 2 * p * (1 - x[i])) +
                                      (1 - q) * atan2(y, z + 2 * q * (1 - x[i])) - atan2(y, z));
    }
    return HODO_OK;
}

enum { ENTRIES = 0, FIRST = 1, SECOND = 2 }; /* tensors */

/* The nonzero eigenvalues of P Q P, P the first `rows` coordinates and Q the span of `columns` Gaussian
 * vectors: of the block (rows, columns) of an orthonormal basis of the span, which Householder's QR gives; the
 * signs that would make the basis itself Haar (Mezzadri, arXiv:math-ph/0609050) do not change the span. */
static hodo_status draw_block(hodo_arena *arena, size_t width, size_t rows, size_t columns,
                              const hodo_stream *stream, double *values, hodo_error *error)
{
    /* The transpose is row-major (columns, width): column-major for LAPACK. */
    double *basis = rmt_ensemble_gaussian(arena, stream, ENTRIES, columns, width, 1, error);
    double *tau = basis != NULL ? hodo_arena_take(arena, columns, sizeof *tau, error) : NULL;
    if (tau == NULL) {
        return HODO_NO_MEMORY;
    }
    const lapack_int m = (lapack_int)width, n = (lapack_int)columns;
    lapack_int info = LAPACKE_dgeqrf(LAPACK_COL_MAJOR, m, n, basis, m, tau);
    if (info == 0) {
        info = LAPACKE_dorgqr(LAPACK_COL_MAJOR, m, n, n, basis, m, tau);
    }
    if (info != 0) {
        return hodo_fail(error, HODO_NUMERIC,
                         "LAPACK did not find an orthonormal basis of %zu vectors (info %d)", columns,
                         (int)info);
    }
    for (size_t i = 0; i < columns; i++) {
        for (size_t j = 0; j < rows; j++) {
            basis[i * rows + j] = basis[i * width + j];
        }
    }
    return hodo_squared_singular_values(basis, columns, rows, values, error);
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    const projections *state = law->state;
    const size_t first = rmt_ensemble_rank(stream, FIRST, state->first * (double)width);
    const size_t second = rmt_ensemble_rank(stream, SECOND, state->second * (double)width);
    const size_t rows = first > second ? first : second, columns = first > second ? second : first;
    for (size_t i = 0; i < width - columns; i++) {
        values[i] = 0;
    }
    if (columns == 0) {
        return HODO_OK;
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for two projections: close other programs");
    }
    const hodo_status status = draw_block(arena, width, rows, columns, stream, values + (width - columns),
                                          error);
    hodo_arena_free(arena);
    /* Subspaces whose dimensions exceed the whole meet: those eigenvalues are 1 without rounding. */
    for (size_t i = 0; status == HODO_OK && i + width < rows + columns; i++) {
        values[width - 1 - i] = 1;
    }
    return status;
}

static const rmt_law_parameter parameters[] = {
    {"first", RMT_REAL, "0.5", "P", "trace of the first projection, in (0, 1)"},
    {"second", RMT_REAL, "0.5", "Q", "trace of the second projection, in (0, 1)"},
    {.name = NULL},
};

const rmt_law_row rmt_law_free_binomial = {
    .name = "free-binomial",
    .doc = "P Q P of two free projections: the masks of two layers about an orthogonal matrix",
    .parameters = parameters,
    .open = open_law,
    .close = free,
    .density = density,
    .cumulative = cumulative,
    .draw = draw,
};
