/* Row `isometry`: the limit of deep orthogonal hard-tanh networks near dynamical isometry, p -> 1 at L (1/p -
 * 1) = sigma^2 fixed (Pennington, Schoenholz and Ganguli, arXiv:1802.09979; the distribution function is ours):
 *
 *     x = ((1 + psi)/psi) exp(sigma^2 psi/(1 + psi)),   with psi = 1/(w - 1):   x = w exp(sigma^2/w),
 *
 * tau = 1 and variance sigma^2. Upper edge e sigma^2 at w = sigma^2; the spectrum reaches 0, where the density
 * is sigma^2/(x ln^2 x): just integrable, no power. For sigma^2 < 1 an atom 1 - sigma^2 at exp(sigma^2): units
 * that were never off. U = ln x + (1 - sigma^2) ln((w - 1)/w) - sigma^2/w. */
#include "base/eigenvalue.h"
#include "base/matrix.h"
#include "rmt/law/complex_log.h"
#include "rmt/law/haar.h"
#include "rmt/law/law_rows.h"
#include "rmt/jacobian/power_series.h"
#include "rmt/jacobian/spectral_law.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* The draw is of this many layers; the law's moments differ from theirs by O(sigma^4/depth). */
enum { DRAWN_DEPTH = 128 };

#define VARIANCE_LEAST 1e-12
#define VARIANCE_MOST 1e12
/* The exponent of a density that is just integrable; quadrature in a power of x cannot follow it, and says
 * so. */
#define JUST_INTEGRABLE (DBL_EPSILON - 1)

typedef struct isometry {
    double variance;
    rmt_spectral_curve *curve;
} isometry;

static void at(const void *context, double complex log_w, rmt_spectral_point *point)
{
    const double variance = *(const double *)context;
    const double half = sin(cimag(log_w) / 2), r = exp(creal(log_w));
    const double complex v =
        CMPLX(expm1(creal(log_w)) * cos(cimag(log_w)) - 2 * half * half, r * sin(cimag(log_w)));
    const double complex u = CMPLX(cos(cimag(log_w)) / r, -sin(cimag(log_w)) / r); /* 1/w */
    const double complex psi = rmt_inverse(v);
    point->log_place = log_w + variance * u;
    point->slope = 1 - variance * u;
    point->excess = psi;
    point->excess_slope = -(psi + psi * psi);
    point->tail = (1 - variance) * (clog(v) - log_w) - variance * u;
}

static void close_law(void *state)
{
    rmt_spectral_curve_close(((isometry *)state)->curve);
    free(state);
}

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const double variance = settings[0].real;
    if (!(variance >= VARIANCE_LEAST && variance <= VARIANCE_MOST)) {
        return hodo_fail(error, HODO_INVALID, "--variance=%.17g is outside %g..%g: give L (1/p - 1)", variance,
                         VARIANCE_LEAST, VARIANCE_MOST);
    }
    isometry *state = calloc(1, sizeof *state);
    if (state == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for isometry: close other programs");
    }
    state->variance = variance;
    /* The only singularity of ln x - ln w is at w = 0. */
    const rmt_spectral_map map = {.at = at, .context = &state->variance, .rounding = 4 * DBL_EPSILON,
                                  .cut = {{-INFINITY, -INFINITY}}, .cut_count = 1};
    const hodo_status status = rmt_spectral_curve_open(&map, &state->curve, error);
    if (status != HODO_OK) {
        close_law(state);
        return status;
    }
    law->state = state;
    law->intervals[0] = (rmt_interval){0, exp(rmt_spectral_upper(state->curve, 0)), JUST_INTEGRABLE,
                                       variance == 1 ? -0.5 : 0.5};
    law->interval_count = 1;
    if (variance < 1) {
        law->atoms[law->atom_count++] = (rmt_atom){exp(variance), 1 - variance};
    }
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    return rmt_spectral_density(((const isometry *)law->state)->curve, 0, x, count, density, error);
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    return rmt_spectral_cumulative(((const isometry *)law->state)->curve, law, 0, x, count, cumulative, error);
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    (void)error;
    double ell[RMT_MOMENTS_MOST];
    for (size_t j = 1; j <= order; j++) {
        ell[j - 1] = j == 1 ? ((const isometry *)law->state)->variance : 0; /* x eta = exp(sigma^2 eta) */
    }
    rmt_power_series_moments(ell, 0, order, moment);
    return HODO_OK;
}

/* Layers D O, O Haar, D of independent coins over sqrt p. (A network's own masks are the draw of the row
 * `jacobian`; their p wanders with its length.) */
static hodo_status draw_layers(double p, size_t width, const hodo_stream *stream, hodo_arena *arena,
                               double *values, hodo_error *error)
{
    double *o = hodo_arena_take(arena, width * width, sizeof *o, error);
    double *now = o != NULL ? hodo_arena_take(arena, width * width, sizeof *now, error) : NULL;
    double *next = now != NULL ? hodo_arena_take(arena, width * width, sizeof *next, error) : NULL;
    double *spare = next != NULL ? hodo_arena_take(arena, 2 * width, sizeof *spare, error) : NULL;
    hodo_status status = spare != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (uint32_t layer = 0; status == HODO_OK && layer < DRAWN_DEPTH; layer++) {
        status = rmt_haar_rows(stream, 2 * layer, width, width, spare, layer == 0 ? next : o, error);
        if (status == HODO_OK && layer > 0) {
            hodo_matrix_multiply(1, hodo_matrix_view(HODO_DOUBLE, o, width, width), false,
                                 hodo_matrix_view(HODO_DOUBLE, now, width, width), false, 0,
                                 hodo_matrix_view(HODO_DOUBLE, next, width, width));
        }
        hodo_random_uniform(stream, 2 * layer + 1, 0, width, spare);
        for (size_t i = 0; i < width * width; i++) {
            next[i] *= spare[i / width] < p ? 1 / sqrt(p) : 0;
        }
        double *const before = now;
        now = next;
        next = before;
    }
    return status == HODO_OK ? hodo_squared_singular_values(now, width, width, values, error) : status;
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a product of matrices: close other programs");
    }
    const double p = 1 / (1 + ((const isometry *)law->state)->variance / DRAWN_DEPTH);
    const hodo_status status = draw_layers(p, width, stream, arena, values, error);
    hodo_arena_free(arena);
    return status;
}

static const rmt_law_parameter parameters[] = {
    {"variance", RMT_REAL, NULL, "S", "variance sigma^2 of the law, L (1/p - 1)"},
    {.name = NULL},
};

const rmt_law_row rmt_law_isometry = {
    .name = "isometry",
    .doc = "deep orthogonal hard-tanh networks near dynamical isometry (drawn at 128 layers)",
    .parameters = parameters,
    .open = open_law,
    .close = close_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
    .steep = true,
};
