#include "plain_rows.h"

#include <math.h>

static hodo_status marchenko_pastur(const rmt_law *law, const double *x, size_t count, double *density,
                                    hodo_error *error)
{
    (void)error;
    const double a = law->intervals[0].lower, b = law->intervals[0].upper, ratio = *(const double *)law->state;
    for (size_t i = 0; i < count; i++) {
        density[i] = x[i] > a && x[i] < b ? sqrt((b - x[i]) * (x[i] - a)) / (2 * M_PI * ratio * x[i]) : 0;
    }
    return HODO_OK;
}

static const rmt_law_row wishart_row = {.name = "wishart", .density = marchenko_pastur};

rmt_law plain_wishart(const double *ratio)
{
    const double root = sqrt(*ratio);
    rmt_law law = {.row = &wishart_row, .state = (void *)ratio, .interval_count = 1};
    law.intervals[0] =
        (rmt_interval){(1 - root) * (1 - root), (1 + root) * (1 + root), root == 1 ? -0.5 : 0.5, 0.5};
    if (*ratio > 1) {
        law.atoms[0] = (rmt_atom){0, 1 - 1 / *ratio};
        law.atom_count = 1;
    }
    return law;
}

/* Fuss-Catalan: x = sin^(s+1)((s+1) t) / (sin t sin^s(s t)), rho = sin^2 t sin^(s-1)(s t) / (pi sin^s((s+1)
 * t)). */
static hodo_status fuss_catalan(const rmt_law *law, const double *x, size_t count, double *density,
                                hodo_error *error)
{
    (void)error;
    const double s = *(const double *)law->state;
    for (size_t i = 0; i < count; i++) {
        double low = 0, high = M_PI / (s + 1), t = 0;
        for (int step = 0; step < 200; step++) {
            t = (low + high) / 2;
            const double at = pow(sin((s + 1) * t), s + 1) / (sin(t) * pow(sin(s * t), s));
            *(at > x[i] ? &low : &high) = t;
        }
        density[i] = sin(t) * sin(t) * pow(sin(s * t), s - 1) / (M_PI * pow(sin((s + 1) * t), s));
    }
    return HODO_OK;
}

static const rmt_law_row product_row = {.name = "product", .density = fuss_catalan};

rmt_law plain_product(const double *order)
{
    const double s = *order;
    rmt_law law = {.row = &product_row, .state = (void *)order, .interval_count = 1};
    law.intervals[0] = (rmt_interval){0, pow(s + 1, s + 1) / pow(s, s), -s / (s + 1), 0.5};
    return law;
}
