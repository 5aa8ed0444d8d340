#include "rmt/jacobian/spectral_law.h"

#include <math.h>

/* Beside an upper edge F is told a rounding of ln x before it: it has changed by the power 1/2 or 3/2 of
 * that. */
#define BESIDE 1e-15

/* The arc that contains log_place inside, or the number of arcs wholly below it in *below and SIZE_MAX. */
static size_t arc_of(const rmt_spectral_curve *curve, double log_place, size_t *below)
{
    *below = 0;
    for (size_t i = 0; i < rmt_spectral_arcs(curve); i++) {
        if (log_place > rmt_spectral_lower(curve, i) && log_place < rmt_spectral_upper(curve, i)) {
            return i;
        }
        *below += log_place >= rmt_spectral_upper(curve, i) ? 1 : 0;
    }
    return SIZE_MAX;
}

hodo_status rmt_spectral_density(const rmt_spectral_curve *curve, double log_scale, const double *x,
                                 size_t count, double *density, hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        size_t below;
        const double log_place = x[i] > 0 ? log(x[i]) - log_scale : -INFINITY;
        const size_t arc = isfinite(log_place) ? arc_of(curve, log_place, &below) : SIZE_MAX;
        density[i] = 0;
        if (arc == SIZE_MAX) {
            continue;
        }
        rmt_spectral_point point;
        const hodo_status status = rmt_spectral_at(curve, arc, log_place, &point, error);
        if (status != HODO_OK) {
            return status;
        }
        density[i] = -M_1_PI * cimag(point.excess) / x[i];
    }
    return HODO_OK;
}

/* F(x) where x is in no arc: what lies below, `below` arcs and the atoms from there to x. */
static hodo_status beside(const rmt_spectral_curve *curve, const rmt_law *law, double log_scale, size_t below,
                          double x, double *cumulative, hodo_error *error)
{
    hodo_status status = HODO_OK;
    double from = -INFINITY;
    *cumulative = 0;
    if (below > 0) {
        const double upper = rmt_spectral_upper(curve, below - 1);
        rmt_spectral_point point;
        status = rmt_spectral_tail(curve, below - 1, upper - BESIDE * fmax(1, fabs(upper)), &point, error);
        *cumulative = 1 - M_1_PI * cimag(point.tail);
        from = exp(upper + log_scale);
    }
    /* An atom is never nearer to an edge than an edge is to itself. */
    for (size_t i = 0; i < law->atom_count && law->atoms[i].place <= x; i++) {
        *cumulative += law->atoms[i].place > from ? law->atoms[i].mass : 0;
    }
    return status;
}

hodo_status rmt_spectral_cumulative(const rmt_spectral_curve *curve, const rmt_law *law, double log_scale,
                                    const double *x, size_t count, double *cumulative, hodo_error *error)
{
    for (size_t i = 0; i < count; i++) {
        size_t below;
        const double log_place = x[i] > 0 ? log(x[i]) - log_scale : -INFINITY;
        const size_t arc = arc_of(curve, log_place, &below);
        hodo_status status;
        if (arc != SIZE_MAX) {
            rmt_spectral_point point;
            status = rmt_spectral_tail(curve, arc, log_place, &point, error);
            cumulative[i] = 1 - M_1_PI * cimag(point.tail);
        } else {
            status = beside(curve, law, log_scale, below, x[i], &cumulative[i], error);
        }
        if (status != HODO_OK) {
            return status;
        }
        cumulative[i] = fmin(fmax(cumulative[i], 0), 1);
    }
    return HODO_OK;
}
