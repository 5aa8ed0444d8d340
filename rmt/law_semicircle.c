/* Wigner's semicircle: eigenvalues of a symmetric Gaussian matrix with off-diagonal variance 1/m (GOE), so that
 * tau(X^2) = 1. rho(x) = sqrt(4 - x^2) / (2 pi) on [-2, 2]; m_{2k} = Catalan number k. */
#include "rmt/law_rows.h"

#include <math.h>

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    (void)settings, (void)error;
    law->intervals[0] = (rmt_interval){-2, 2, 0.5, 0.5};
    law->interval_count = 1;
    return HODO_OK;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density, hodo_error *error)
{
    (void)law, (void)error;
    for (size_t i = 0; i < count; i++) {
        /* (2 - x)(2 + x) keeps the digits that 4 - x^2 loses near an edge. */
        density[i] = fabs(x[i]) < 2 ? sqrt((2 - x[i]) * (2 + x[i])) / (2 * M_PI) : 0;
    }
    return HODO_OK;
}

static const rmt_law_parameter parameters[] = {{.name = NULL}};

const rmt_law_row rmt_law_semicircle = {
    .name = "semicircle",
    .doc = "a symmetric Gaussian matrix, variance 1/m off the diagonal",
    .parameters = parameters,
    .open = open_law,
    .density = density,
};
