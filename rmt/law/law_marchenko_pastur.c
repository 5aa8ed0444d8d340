/* Marchenko and Pastur's law: eigenvalues of X X^T, X of m x n with entries of variance 1/n, R = m/n > 0 (Mat.
 * Sb. 72, 1967). On [(1 - r)^2, (1 + r)^2], r = sqrt(R),
 *
 *     rho(x) = sqrt((upper - x)(x - lower)) / (2 pi R x),   and for R > 1 an atom 1 - 1/R at 0.
 *
 * R = 1 has the hard edge x^(-1/2). tau = 1. With x = 1 + R + 2 r cos(theta) the mass is (2/pi) sin^2(theta)/x
 * d theta, in which R is no divisor: so the limit of small R, a semicircle of radius 2r about 1, keeps its
 * digits. */
#include "base/eigenvalue.h"
#include "rmt/law/ensemble.h"
#include "rmt/law/law_rows.h"

#include <math.h>
#include <stdlib.h>

/* Beyond, the support is so narrow that no double beside its edges is right to 1e-9 of its width. */
#define RATIO_LEAST 1e-12
#define RATIO_MOST 1e12

/* Where the closed form of the tail of the series loses digits, and the series itself is short. */
#define SMALL_ROOT 0.25

typedef struct wishart {
    double ratio;
    double small;        /* min(R, 1/R): of the law of the nonzero eigenvalues, divided by `scale` */
    double scale;        /* max(R, 1) */
    double lower, upper; /* edges of that law */
} wishart;

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const double ratio = settings[0].real;
    if (!(ratio >= RATIO_LEAST && ratio <= RATIO_MOST)) {
        return hodo_fail(error, HODO_INVALID,
                         "--ratio=%.17g is outside %g..%g: give rows/columns of the matrix", ratio, RATIO_LEAST,
                         RATIO_MOST);
    }
    wishart *state = malloc(sizeof *state);
    if (state == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for marchenko-pastur: close other programs");
    }
    const double small = fmin(ratio, 1 / ratio), root = sqrt(small), gap = (1 - small) / (1 + root);
    *state = (wishart){ratio, small, fmax(ratio, 1), gap * gap, (1 + root) * (1 + root)};
    law->state = state;
    law->intervals[0] = (rmt_interval){state->scale * state->lower, state->scale * state->upper,
                                       small == 1 ? -0.5 : 0.5, 0.5};
    law->interval_count = 1;
    if (ratio > 1) {
        law->atoms[0] = (rmt_atom){0, 1 - small};
        law->atom_count = 1;
    }
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    (void)error;
    const wishart *state = law->state;
    const rmt_interval *support = &law->intervals[0];
    for (size_t i = 0; i < count; i++) {
        if (x[i] > support->lower && x[i] < support->upper) {
            density[i] = sqrt((support->upper - x[i]) * (x[i] - support->lower)) /
                         (2 * M_PI * state->ratio * x[i]);
        } else {
            density[i] = x[i] == 0 && state->small == 1 ? INFINITY : 0;
        }
    }
    return HODO_OK;
}

/* sum_{j >= 0} (-r)^j sin((j + 2) theta)/(j + 2) = (r sin(theta) - arg(1 + r e^(i theta)))/r^2. */
static double sine_series(double root, double theta)
{
    if (root >= SMALL_ROOT) {
        const double sine = root * sin(theta);
        return (sine - atan2(sine, 1 + root * cos(theta))) / (root * root);
    }
    double sum = 0, power = 1;
    for (int j = 2; power > 0x1p-60; j++, power *= root) {
        sum += (j % 2 == 0 ? power : -power) * sin(j * theta) / j;
    }
    return sum;
}

/* 1 - F = (2/pi) int_0^theta sin^2/(1 + R + 2 r cos), term by term in the Fourier series of the integrand
 * 1/2 - (r/2) cos(t) - ((1 - R)/2) sum_{k >= 2} (-r)^(k-2) cos(k t), for R <= 1. */
static double above(const wishart *state, double x)
{
    if (x <= state->lower || x >= state->upper) {
        return x <= state->lower ? 1 : 0;
    }
    const double theta = 2 * atan2(sqrt(state->upper - x), sqrt(x - state->lower)), root = sqrt(state->small);
    return M_1_PI * (theta - root * sin(theta) - (1 - state->small) * sine_series(root, theta));
}

/* For R > 1 the nonzero eigenvalues are those of X^T X, which is R times a matrix of ratio 1/R. */
static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    (void)error;
    const wishart *state = law->state;
    for (size_t i = 0; i < count; i++) {
        cumulative[i] = x[i] < 0 ? 0 : 1 - above(state, x[i] / state->scale) / state->scale;
    }
    return HODO_OK;
}

/* Narayana's polynomials, m_k = sum_{r < k} R^r C(k, r) C(k-1, r)/(r + 1): all terms positive. */
static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    (void)error;
    const wishart *state = law->state;
    for (size_t k = 1; k <= order; k++) {
        double term = 1, sum = 1;
        for (size_t r = 1; r < k; r++) {
            term *= state->ratio * (double)((k - r + 1) * (k - r)) / (double)(r * (r + 1));
            sum += term;
        }
        moment[k - 1] = sum;
    }
    return HODO_OK;
}

enum { ENTRIES = 0, COLUMNS = 1 }; /* tensors */

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    const wishart *state = law->state;
    if ((double)width < state->ratio) {
        return hodo_fail(error, HODO_INVALID,
                         "width %zu at --ratio=%g is less than one column: give at least %.0f", width,
                         state->ratio, ceil(state->ratio));
    }
    const size_t columns = rmt_ensemble_columns(stream, COLUMNS, width, state->ratio);
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a matrix: close other programs");
    }
    double *x = rmt_ensemble_gaussian(arena, stream, ENTRIES, width, columns, 1 / (double)columns, error);
    const hodo_status status =
        x != NULL ? hodo_squared_singular_values(x, width, columns, values, error) : HODO_NO_MEMORY;
    hodo_arena_free(arena);
    return status;
}

static const rmt_law_parameter parameters[] = {
    {"ratio", RMT_REAL, NULL, "R", "rows over columns of the Gaussian matrix"},
    {.name = NULL},
};

const rmt_law_row rmt_law_marchenko_pastur = {
    .name = "marchenko-pastur",
    .doc = "X X^T of a Gaussian matrix of m x n, variance 1/n, R = m/n",
    .parameters = parameters,
    .open = open_law,
    .close = free,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
};
