#include "rmt/angle/angle_limit.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>

/* Asked of the quadrature; the integrand is smooth and of one sign, so that this is reached. */
#define QUADRATURE_TOLERANCE 1e-13
/* exp(-s^2) beyond is below 1e-18 of the integral. */
#define LARGEST_ROOT 6.5

enum { INTERVALS = 50 };

/* C1 = (4/pi) I_2 and C2 = -(4/(3 pi)) I_3, I_k = int_0^inf y^k e^-y arcsin(e^(-y/2)) dy. */
#define LARGE_FIRST 0.78831981063074143
#define LARGE_SECOND (-0.51556972839284779)

static hodo_status check(double scale, hodo_error *error)
{
    if (!(scale >= 0 && isfinite(scale * scale))) {
        return hodo_fail(error, HODO_INVALID,
                         "scale %.17g is outside [0, 1e154]: c = beta sqrt(L) is not negative", scale);
    }
    return HODO_OK;
}

/* With y = s^2 the square root of arcsin at y = 0 is gone:
 * 2s (1 - s^2/T)^3 e^(-s^2) arcsin(e^(-s^2/2)) is analytic in s. */
static double integrand(double s, void *context)
{
    const double *time = context;
    const double y = s * s, remaining = 1 - y / *time;
    const double correlation = exp(-y / 2), angle = atan2(correlation, sqrt(-expm1(-y)));
    return 2 * s * remaining * remaining * remaining * correlation * correlation * angle;
}

hodo_status rmt_resnet_limit(double scale, double *tangent_square, hodo_error *error)
{
    const hodo_status status = check(scale, error);
    if (status != HODO_OK) {
        return status;
    }
    double time = scale * scale;
    if (time == 0) {
        *tangent_square = 0;
        return HODO_OK;
    }
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(INTERVALS);
    if (workspace == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a quadrature of %d intervals", INTERVALS);
    }
    const gsl_function function = {integrand, &time};
    double integral = 0, bound = 0;
    const int code = gsl_integration_qag(&function, 0, fmin(sqrt(time), LARGEST_ROOT), 0, QUADRATURE_TOLERANCE,
                                         INTERVALS, GSL_INTEG_GAUSS61, workspace, &integral, &bound);
    gsl_integration_workspace_free(workspace);
    if (code != GSL_SUCCESS) {
        return hodo_fail(error, HODO_NUMERIC, "the limit angle at scale %.17g is known to %.2g only: %s", scale,
                         bound, gsl_strerror(code));
    }
    *tangent_square = time * (2.0 / 3 + 4.0 / 3 * M_1_PI * integral);
    return HODO_OK;
}

hodo_status rmt_fresh_branch_limit(double scale, double *tangent_square, hodo_error *error)
{
    const hodo_status status = check(scale, error);
    if (status == HODO_OK) {
        *tangent_square = 2.0 / 3 * scale * scale;
    }
    return status;
}

double rmt_resnet_limit_small(double scale)
{
    const double time = scale * scale;
    return time * (2.0 / 3 + time / 6 - 128.0 / 945 * M_1_PI * time * scale);
}

double rmt_resnet_limit_large(double scale)
{
    const double time = scale * scale;
    return time - 2 * (1 - M_LN2) + (LARGE_FIRST + LARGE_SECOND / time) / time;
}
