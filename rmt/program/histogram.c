#include "rmt/program/histogram.h"

#include <math.h>

enum { BINS_LEAST = 8 };

void rmt_histogram_make(const double *value, size_t count, size_t of, double lower, double upper,
                        bool logarithmic, rmt_histogram *histogram)
{
    *histogram = (rmt_histogram){.bins = 0};
    if (!(lower < upper) || !isfinite(lower) || !isfinite(upper) || (logarithmic && !(lower > 0))) {
        return;
    }
    size_t inside = 0;
    for (size_t i = 0; i < count; i++) {
        inside += value[i] >= lower && value[i] <= upper;
    }
    if (inside == 0) {
        return;
    }
    const double wanted = sqrt((double)inside);
    const size_t bins = wanted < BINS_LEAST      ? BINS_LEAST
                        : wanted > RMT_BINS_MOST ? RMT_BINS_MOST
                                                 : (size_t)wanted;
    const double first = logarithmic ? log(lower) : lower, span = (logarithmic ? log(upper) : upper) - first;
    for (size_t i = 0; i < count; i++) {
        if (value[i] >= lower && value[i] <= upper) {
            const double place = ((logarithmic ? log(value[i]) : value[i]) - first) / span * (double)bins;
            const size_t bin = place < (double)bins ? (size_t)place : bins - 1;
            histogram->height[bin]++;
        }
    }
    for (size_t b = 0; b < bins; b++) {
        double left = first + span * (double)b / (double)bins,
               right = first + span * (double)(b + 1) / (double)bins;
        left = logarithmic ? exp(left) : left;
        right = logarithmic ? exp(right) : right;
        histogram->centre[b] = (left + right) / 2;
        histogram->width[b] = right - left;
        histogram->height[b] /= (double)(of != 0 ? of : count) * (right - left);
    }
    histogram->bins = bins;
}
