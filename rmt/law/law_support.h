/* Where a law lives when its interval is infinite (ours): the ends are put where the density has fallen below
 * RMT_NEGLIGIBLE_DENSITY of its peak, which loses about that share of the mass when tails fall exponentially.
 * Laws of a largest eigenvalue or of a log-norm have such intervals; one peak is assumed.
 */
#ifndef RMT_LAW_SUPPORT_H
#define RMT_LAW_SUPPORT_H

#include "rmt/law/law.h"

#define RMT_NEGLIGIBLE_DENSITY 1e-17

/* interval[i] = law->intervals[i] with infinite ends replaced by finite ones of exponent 0 (finite ends are
 * kept). HODO_NUMERIC when no place with a density is found, or the density does not fall. */
hodo_status rmt_law_support(const rmt_law *law, rmt_interval *interval, hodo_error *error);

#endif
