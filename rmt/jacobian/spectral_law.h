/* Density and distribution function of a spectral curve (rmt/jacobian/spectral_curve.h) at arrays of places:
 * the functions of a row of the table of laws. The law is that of exp(log_scale) times the map's x; its row has
 * set atoms and intervals. */
#ifndef RMT_SPECTRAL_LAW_H
#define RMT_SPECTRAL_LAW_H

#include "rmt/law/law.h"
#include "rmt/jacobian/spectral_curve.h"

/* density[i] = -Im psi/(pi x) at x[i], 0 outside the arcs and at their ends. HODO_NUMERIC of
 * rmt_spectral_at. */
hodo_status rmt_spectral_density(const rmt_spectral_curve *curve, double log_scale, const double *x,
                                 size_t count, double *density, hodo_error *error);

/* F = 1 - Im(U - ln x)/pi on the arcs; in a gap that of the arc below and the law's atoms since. Only for maps
 * that know their tail. The same errors. */
hodo_status rmt_spectral_cumulative(const rmt_spectral_curve *curve, const rmt_law *law, double log_scale,
                                    const double *x, size_t count, double *cumulative, hodo_error *error);

#endif
