/* The distribution function of a law from above, F(x) = 1 - mass of (x, infinity): what is left when a hard
 * edge at zero is too sharp for a quadrature that begins there. The spectrum of a deep smooth network goes as
 * x^(-1 + 1/(2L + 1)) down to 1e-300 and beyond; its part above a bin's edge is an ordinary integral of x rho
 * over ln x. */
#ifndef HODO_EXPERIMENTS_LAW_TAIL_H
#define HODO_EXPERIMENTS_LAW_TAIL_H

#include "rmt/law/law.h"

/* cumulative[i] = F(x[i]), x ascending and above 0: by rmt_law_cumulative where it succeeds, and otherwise from
 * above, to an absolute error of 1e-9. HODO_NUMERIC when the density cannot be integrated either,
 * HODO_NO_MEMORY. */
hodo_status law_tail_cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                                hodo_error *error);

/* The same from above alone. */
hodo_status law_tail_from_above(const rmt_law *law, const double *x, size_t count, double *cumulative,
                                hodo_error *error);

#endif
