#include "experiments/jacobian-spectra/law_tail.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>

static const double absolute = 1e-11; /* of the mass in one bin; a few hundred bins stay below 1e-9 */
enum { SUBINTERVALS = 400 };

typedef struct integrand {
    const rmt_law *law;
    hodo_status status;
    hodo_error *error;
} integrand;

/* x rho(x) at y = ln x. */
static double value(double y, void *data)
{
    integrand *of = data;
    const double x = exp(y);
    double density = NAN;
    if (of->status == HODO_OK) {
        of->status = rmt_law_density(of->law, &x, 1, &density, of->error);
    }
    return of->status == HODO_OK ? x * density : 0.0;
}

/* The continuous mass of (low, high), where no edge lies inside: qags is made for the square roots at its ends.
 */
static hodo_status mass_between(integrand *of, double low, double high, gsl_integration_workspace *work,
                                double *mass)
{
    double part = 0.0, miss = 0.0;
    gsl_function f = {value, of};
    const int info =
        gsl_integration_qags(&f, log(low), log(high), absolute, 1e-9, SUBINTERVALS, work, &part, &miss);
    *mass += part;
    if (of->status != HODO_OK) {
        return of->status;
    }
    return info == 0 || miss < 1e2 * absolute /* rounding, met early */
               ? HODO_OK
               : hodo_fail(of->error, HODO_NUMERIC, "the mass of %s between %g and %g is not found (%s)",
                           of->law->row->name, low, high, gsl_strerror(info));
}

/* All mass of (low, high], high may be INFINITY. */
static hodo_status mass_of(integrand *of, double low, double high, gsl_integration_workspace *work,
                           double *mass)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; i < of->law->interval_count && status == HODO_OK; i++) {
        const double from = fmax(low, of->law->intervals[i].lower),
                     to = fmin(high, of->law->intervals[i].upper);
        if (from < to) {
            status = mass_between(of, from, to, work, mass);
        }
    }
    for (size_t i = 0; i < of->law->atom_count; i++) {
        const rmt_atom atom = of->law->atoms[i];
        *mass += atom.place > low && atom.place <= high ? atom.mass : 0.0;
    }
    return status;
}

hodo_status law_tail_from_above(const rmt_law *law, const double *x, size_t count, double *cumulative,
                                hodo_error *error)
{
    gsl_integration_workspace *work = gsl_integration_workspace_alloc(SUBINTERVALS);
    if (work == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for a quadrature: close other programs");
    }
    integrand of = {law, HODO_OK, error};
    hodo_status status = HODO_OK;
    double above = 0.0;
    for (size_t i = count; i-- > 0 && status == HODO_OK;) {
        status = mass_of(&of, x[i], i + 1 < count ? x[i + 1] : INFINITY, work, &above);
        cumulative[i] = 1.0 - above;
    }
    gsl_integration_workspace_free(work);
    return status;
}

hodo_status law_tail_cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                                hodo_error *error)
{
    hodo_error own = {0};
    const hodo_status status = rmt_law_cumulative(law, x, count, cumulative, &own);
    if (status == HODO_NUMERIC) {
        return law_tail_from_above(law, x, count, cumulative, error);
    }
    return status == HODO_OK ? HODO_OK : hodo_fail(error, status, "%.480s", own.message);
}
