#include "operator/spectral_density.h"

#include "base/arena.h"

#include <math.h>

static const double root_two_pi = 2.50662827463100050242;

typedef struct bump {
    double centre, width;
} bump;

static double normal_density(double x, const void *context)
{
    const bump *at = context;
    const double z = (x - at->centre) / at->width;
    return exp(-0.5 * z * z) / (root_two_pi * at->width);
}

hodo_status hodo_spectral_density(const hodo_quadrature *quadrature, double width, const double *x,
                                  size_t count, double *density, double *standard_error, hodo_error *error)
{
    if (!(width > 0.0) || !isfinite(width)) {
        return hodo_fail(error, HODO_INVALID, "a density smoothed by %g: give a positive width", width);
    }
    for (size_t i = 0; i < count; i++) {
        const bump at = {x[i], width};
        hodo_quadrature_mean(quadrature, normal_density, &at, &density[i],
                             standard_error != NULL ? &standard_error[i] : NULL);
    }
    return HODO_OK;
}

/* One probe at a time; mean and squared deviations by Welford's update. */
static hodo_status sample(const hodo_operator *operator, const hodo_probes *probes, hodo_matrix probe,
                          hodo_matrix image, double *mean, double *squares, hodo_error *error)
{
    for (size_t s = 0; s < probes->count; s++) {
        hodo_probes one = *probes;
        one.count = 1;
        one.tensor = probes->tensor + (uint32_t)s;
        hodo_probes_draw(&one, probe);
        const hodo_status status = hodo_operator_apply(operator, probe, image, error);
        const double form = hodo_matrix_dot(probe, image);
        if (status != HODO_OK || !isfinite(form)) {
            return status != HODO_OK ? status
                                     : hodo_fail(error, HODO_NUMERIC,
                                                 "an operator's quadratic form is %g: it must be finite", form);
        }
        const double away = form - *mean;
        *mean += away / (double)(s + 1);
        *squares += away * (form - *mean);
    }
    return HODO_OK;
}

hodo_status hodo_operator_trace(const hodo_operator *operator, const hodo_probes *probes, double *trace,
                                double *standard_error, hodo_error *error)
{
    if (probes->count == 0) {
        return hodo_fail(error, HODO_INVALID, "a trace from no probe: give at least 1");
    }
    hodo_arena *arena = hodo_arena_alloc();
    if (arena == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a trace: close other programs");
    }
    const hodo_matrix probe = hodo_matrix_take(arena, operator->precision, 1, operator->dimension, error);
    const hodo_matrix image = hodo_matrix_take(arena, operator->precision, 1, operator->dimension, error);
    double mean = 0.0, squares = 0.0;
    hodo_status status = HODO_NO_MEMORY;
    if (probe.data != NULL && image.data != NULL) {
        status = sample(operator, probes, probe, image, &mean, &squares, error);
    }
    if (status == HODO_OK) {
        const double count = (double)probes->count;
        *trace = mean;
        if (standard_error != NULL) {
            *standard_error = probes->count > 1 ? sqrt(squares / (count * (count - 1.0))) : NAN;
        }
    }
    hodo_arena_free(arena);
    return status;
}
