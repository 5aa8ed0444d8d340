#include "rmt/finite/norm_walk.h"

#include "rmt/finite/active_units.h"

#include <gsl/gsl_sf_psi.h>
#include <inttypes.h>
#include <math.h>

static hodo_status check(int64_t width, hodo_error *error)
{
    if (width < 1 || width > RMT_WIDEST) {
        return hodo_fail(error, HODO_INVALID, "width %" PRId64 " is outside 1..%d: give the units of a layer",
                         width, RMT_WIDEST);
    }
    return HODO_OK;
}

/* E[log((2/m) chi^2_N) | N] = log(4/m) + psi(N/2) = log(2N/m) + (psi(N/2) - log(N/2)): both small. */
static double conditional_mean(double active, const void *context)
{
    const double width = *(const double *)context;
    return log1p((2 * active - width) / width) + (gsl_sf_psi(active / 2) - log(active / 2));
}

static double conditional_second_moment(double active, const void *context)
{
    const double mean = conditional_mean(active, context);
    return gsl_sf_psi_1(active / 2) + mean * mean;
}

hodo_status rmt_norm_step_relu(int64_t width, rmt_norm_step *step, hodo_error *error)
{
    const hodo_status status = check(width, error);
    if (status == HODO_OK) {
        const double units = (double)width;
        step->mean = rmt_active_mean(width, 1, conditional_mean, &units);
        step->variance = rmt_active_mean(width, 1, conditional_second_moment, &units) - step->mean * step->mean;
    }
    return status;
}

hodo_status rmt_norm_step_linear(int64_t width, rmt_norm_step *step, hodo_error *error)
{
    const hodo_status status = check(width, error);
    if (status == HODO_OK) {
        const double half = (double)width / 2;
        step->mean = gsl_sf_psi(half) - log(half);
        step->variance = gsl_sf_psi_1(half);
    }
    return status;
}
