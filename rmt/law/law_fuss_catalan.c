/* The Fuss-Catalan law of order s: squared singular values of a product of s square Gaussian matrices, entries
 * of variance 1/m. With the parameter phi of rmt/law/fuss_catalan_angle.h,
 *
 *     rho   = sin^2(phi) sin^(s-1)(s phi) / (pi sin^s((s+1) phi))
 *     1 - F = ((s+1) phi - s sin((s+1) phi) sin(phi)/sin(s phi)) / pi
 *     m_k   = C((s+1) k, k) / (s k + 1)
 *
 * (rho: Haagerup and Moeller, arXiv:1211.4457; m_k: Penson and Zyczkowski, arXiv:1103.3453; F: ours.) For F,
 * B = x G solves B = 1 + B^(s+1)/x, so that G dx = d(s B - ln(B - 1)); on the support arg(B - 1) = -(s+1) phi
 * and B = e^(-i phi) sin((s+1) phi)/sin(s phi). tau = 1; the hard edge is x^(-s/(s+1)). */
#include "base/eigenvalue.h"
#include "base/matrix.h"
#include "rmt/law/ensemble.h"
#include "rmt/law/fuss_catalan_angle.h"
#include "rmt/law/law_rows.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* The share of eigenvalues below the least double grows with s; at 128 quadrature still reaches it. */
enum { ORDER_MOST = 128 };

typedef struct product {
    int64_t order;
} product;

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const int64_t order = settings[0].integer;
    if (order < 1 || order > ORDER_MOST) {
        return hodo_fail(error, HODO_INVALID,
                         "--order=%" PRId64 " is outside 1..%d: give the number of factors", order, ORDER_MOST);
    }
    product *state = malloc(sizeof *state);
    if (state == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for fuss-catalan: close other programs");
    }
    *state = (product){order};
    law->state = state;
    const double s = (double)order;
    law->intervals[0] = (rmt_interval){0, rmt_fuss_catalan_edge(s), -s / (s + 1), 0.5};
    law->interval_count = 1;
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    (void)error;
    const double s = (double)((const product *)law->state)->order;
    for (size_t i = 0; i < count; i++) {
        if (!(x[i] > 0 && x[i] < law->intervals[0].upper)) {
            density[i] = x[i] == 0 ? INFINITY : 0;
            continue;
        }
        /* As a power of a ratio: the powers alone underflow from s = 70 on. */
        const rmt_fuss_catalan_angle angle = rmt_fuss_catalan_invert(s, x[i]);
        density[i] = M_1_PI * pow(angle.sine_s / angle.sine_whole, s - 1) *
                     (angle.sine / angle.sine_whole * angle.sine);
    }
    return HODO_OK;
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    (void)error;
    const double s = (double)((const product *)law->state)->order;
    for (size_t i = 0; i < count; i++) {
        if (!(x[i] > 0 && x[i] < law->intervals[0].upper)) {
            cumulative[i] = x[i] > 0 ? 1 : 0;
            continue;
        }
        const rmt_fuss_catalan_angle angle = rmt_fuss_catalan_invert(s, x[i]);
        const double part = s * angle.sine_whole * (angle.sine / angle.sine_s);
        cumulative[i] = angle.psi < angle.phi ? M_1_PI * ((s + 1) * angle.psi + part)
                                              : 1 - M_1_PI * ((s + 1) * angle.phi - part);
    }
    return HODO_OK;
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    (void)error;
    const double s = (double)((const product *)law->state)->order;
    for (size_t k = 1; k <= order; k++) {
        const double rest = s * (double)k;
        double binomial = 1;
        for (size_t j = 1; j <= k; j++) {
            binomial *= (rest + (double)j) / (double)j;
        }
        moment[k - 1] = binomial / (rest + 1);
    }
    return HODO_OK;
}

static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    const int64_t order = ((const product *)law->state)->order;
    const double variance = 1 / (double)width;
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a product of matrices: close other programs");
    }
    double *now = rmt_ensemble_gaussian(arena, stream, 0, width, width, variance, error);
    double *factor = now != NULL && order > 1 ? hodo_arena_take(arena, width * width, sizeof *now, error) : now;
    double *next = factor != NULL && order > 1 ? hodo_arena_take(arena, width * width, sizeof *now, error)
                                               : factor;
    hodo_status status = next != NULL ? HODO_OK : HODO_NO_MEMORY;
    for (int64_t layer = 1; status == HODO_OK && layer < order; layer++) {
        hodo_random_normal_double(stream, (uint32_t)layer, 0, width * width, sqrt(variance), factor);
        hodo_matrix_multiply(1, hodo_matrix_view(HODO_DOUBLE, factor, width, width), false,
                             hodo_matrix_view(HODO_DOUBLE, now, width, width), false, 0,
                             hodo_matrix_view(HODO_DOUBLE, next, width, width));
        double *const spare = now;
        now = next;
        next = spare;
    }
    if (status == HODO_OK) {
        status = hodo_squared_singular_values(now, width, width, values, error);
    }
    hodo_arena_free(arena);
    return status;
}

static const rmt_law_parameter parameters[] = {
    {"order", RMT_INTEGER, NULL, "S", "number of factors"},
    {.name = NULL},
};

const rmt_law_row rmt_law_fuss_catalan = {
    .name = "fuss-catalan",
    .doc = "J J^T, J a product of S square Gaussian matrices, variance 1/m",
    .parameters = parameters,
    .open = open_law,
    .close = free,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
};
