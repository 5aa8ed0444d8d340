/* Wigner's semicircle: eigenvalues of a symmetric Gaussian matrix with off-diagonal variance 1/m (GOE), so that
 * tau(X^2) = 1. rho(x) = sqrt(4 - x^2) / (2 pi) on [-2, 2]; m_{2k} = Catalan number k (Wigner 1955). */
#include "base/eigenvalue.h"
#include "rmt/law/ensemble.h"
#include "rmt/law/law_rows.h"

#include <math.h>

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    (void)settings, (void)error;
    law->intervals[0] = (rmt_interval){-2, 2, 0.5, 0.5};
    law->interval_count = 1;
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    (void)law, (void)error;
    for (size_t i = 0; i < count; i++) {
        /* (2 - x)(2 + x) keeps the digits that 4 - x^2 loses near an edge. */
        density[i] = fabs(x[i]) < 2 ? sqrt((2 - x[i]) * (2 + x[i])) / (2 * M_PI) : 0;
    }
    return HODO_OK;
}

/* With x = 2 sin a: F = 1/2 + (a + sin a cos a)/pi. */
static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    (void)law, (void)error;
    for (size_t i = 0; i < count; i++) {
        const double sine = fmin(fmax(x[i] / 2, -1), 1), cosine = sqrt((1 - sine) * (1 + sine));
        cumulative[i] = 0.5 + M_1_PI * (atan2(sine, cosine) + sine * cosine);
    }
    return HODO_OK;
}

/* Catalan numbers, C_{k+1} = C_k 2(2k+1)/(k+2): exact up to 2^53. */
static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    (void)law, (void)error;
    double catalan = 1;
    for (size_t k = 1; k <= order; k++) {
        moment[k - 1] = 0;
        if (k % 2 == 0) {
            const double j = (double)(k / 2 - 1);
            catalan = catalan * (2 * (2 * j + 1)) / (j + 2);
            moment[k - 1] = catalan;
        }
    }
    return HODO_OK;
}

/* (A + A^T)/sqrt 2, entries of A of variance 1/m: variance 2/m on the diagonal. */
static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    (void)law;
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a matrix: close other programs");
    }
    double *a = rmt_ensemble_gaussian(arena, stream, 0, width, width, 0.5 / (double)width, error);
    hodo_status status = HODO_NO_MEMORY;
    if (a != NULL) {
        for (size_t i = 0; i < width; i++) {
            for (size_t j = 0; j <= i; j++) {
                a[i * width + j] += a[j * width + i];
            }
        }
        status = hodo_symmetric_eigenvalues(a, width, values, error);
    }
    hodo_arena_free(arena);
    return status;
}

static const rmt_law_parameter parameters[] = {{.name = NULL}};

const rmt_law_row rmt_law_semicircle = {
    .name = "semicircle",
    .doc = "a symmetric Gaussian matrix, variance 1/m off the diagonal",
    .parameters = parameters,
    .open = open_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
};
