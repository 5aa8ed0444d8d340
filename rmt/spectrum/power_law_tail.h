/* The power-law tail of a sample: density ~ x^-alpha for x >= x_min, by maximum likelihood, with x_min where
 * the Kolmogorov-Smirnov distance of the tail from its fit is least (Clauset, Shalizi and Newman 2009,
 * equations 3.1 to 3.9). ln(x / x_min) is then exponential, so that the fit is tested as exponentiality with an
 * estimated mean (Lilliefors 1969; Stephens 1974).
 *
 * The standard error is that of independent values with x_min known. Eigenvalues of one matrix repel each
 * other, so theirs is smaller; choosing x_min makes it larger. Both are the method's, as is the bias of short
 * tails: read `count`.
 */
#ifndef RMT_POWER_LAW_TAIL_H
#define RMT_POWER_LAW_TAIL_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { RMT_TAIL_LEAST = 10 }; /* values in a tail: fewer have no shape */

/* The fitted tail. */
typedef struct rmt_power_law_tail {
    double exponent;       /* alpha > 1 */
    double standard_error; /* (alpha - 1) / sqrt(count) */
    double lower;          /* x_min, one of the values */
    size_t count;          /* values >= x_min */
    double distance;       /* Kolmogorov-Smirnov, of the tail */
    bool plausible;        /* not refused at 1% (Stephens 1974) */
} rmt_power_law_tail;

/* value (count,) ascending; those that are not positive are left out. HODO_INVALID when fewer than
 * RMT_TAIL_LEAST different positive values are left, HODO_NO_MEMORY. O(count^2). */
hodo_status rmt_power_law_tail_fit(const double *value, size_t count, rmt_power_law_tail *tail,
                                   hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
