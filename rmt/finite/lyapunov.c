#include "rmt/finite/lyapunov.h"

#include "rmt/finite/active_units.h"

#include <gsl/gsl_sf_psi.h>
#include <inttypes.h>
#include <math.h>
#include <stddef.h>

static hodo_status check(int64_t width, int64_t count, hodo_error *error)
{
    if (width < 1 || width > RMT_WIDEST) {
        return hodo_fail(error, HODO_INVALID, "width %" PRId64 " is outside 1..%d: give the units of a layer",
                         width, RMT_WIDEST);
    }
    if (count < 1 || count > width) {
        return hodo_fail(error, HODO_INVALID,
                         "%" PRId64 " exponents are outside 1..%" PRId64 ": there is one a unit", count, width);
    }
    return HODO_OK;
}

hodo_status rmt_lyapunov_linear(int64_t width, double variance, int64_t count, double *exponent,
                                hodo_error *error)
{
    const hodo_status status = check(width, count, error);
    if (status != HODO_OK) {
        return status;
    }
    if (!(variance > 0 && variance < INFINITY)) {
        return hodo_fail(error, HODO_INVALID, "variance %g is outside (0, inf): give 1/m at criticality",
                         variance);
    }
    for (int64_t k = 1; k <= count; k++) {
        const double half = (double)(width - k + 1) / 2;
        /* log(2 v half) + (psi(half) - log(half)): both small at the critical variance and small k. */
        exponent[k - 1] = (log(2 * variance * half) + (gsl_sf_psi(half) - log(half))) / 2;
    }
    return HODO_OK;
}

typedef struct volume {
    double width, order;
} volume;

/* log((4/m) (n/2)) + psi(n/2) - log(n/2), n = N - k + 1. */
static double twice_exponent(double active, const void *context)
{
    const volume *at = context;
    const double half = (active - at->order + 1) / 2;
    return log(4 * half / at->width) + (gsl_sf_psi(half) - log(half));
}

/* Its mean over all N is P(N >= k). */
static double is_enough(double active, const void *context)
{
    const volume *at = context;
    return active >= at->order ? 1 : 0;
}

hodo_status rmt_lyapunov_relu(int64_t width, int64_t count, double *exponent, double *probability,
                              hodo_error *error)
{
    const hodo_status status = check(width, count, error);
    if (status != HODO_OK) {
        return status;
    }
    for (int64_t k = 1; k <= count; k++) {
        const volume at = {(double)width, (double)k};
        exponent[k - 1] = rmt_active_mean(width, k, twice_exponent, &at) / 2;
        if (probability != NULL) {
            probability[k - 1] = rmt_active_mean(width, 0, is_enough, &at);
        }
    }
    return HODO_OK;
}
