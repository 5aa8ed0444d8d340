/* A histogram as a density: boxes whose areas are fractions of all values, for pictures of draws. Bins are
 * equally wide in x or, for spectra over decades, in ln x (the height is still that of the density in x).
 */
#ifndef RMT_HISTOGRAM_H
#define RMT_HISTOGRAM_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum { RMT_BINS_MOST = 200 };

typedef struct rmt_histogram {
    double centre[RMT_BINS_MOST], width[RMT_BINS_MOST], height[RMT_BINS_MOST]; /* height * width: a fraction */
    size_t bins;
} rmt_histogram;

/* value (count,), any order; bins from lower to upper, values outside are not in a box but count in the total
 * `of` (0: count). logarithmic needs lower > 0. About sqrt(values inside) bins, 8 to RMT_BINS_MOST. Nothing is
 * drawn (0 bins) when lower >= upper or no value lies inside. */
void rmt_histogram_make(const double *value, size_t count, size_t of, double lower, double upper,
                        bool logarithmic, rmt_histogram *histogram);

#endif
