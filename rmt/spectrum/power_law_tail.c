#include "rmt/spectrum/power_law_tail.h"

#include <math.h>
#include <stdlib.h>

/* Stephens 1974, table 1.4: the 1% point of the modified distance for exponentials of unknown mean. */
static const double refused_above = 1.308;

/* The exponent of the tail whose logarithms are y[0 .. count-1], ascending, and the distance of the fit:
 * alpha = 1 + count / sum (y - y_0) (Clauset, Shalizi and Newman, equation 3.1). */
static double fit_from(const double *y, size_t count, double *distance)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += y[i] - y[0];
    }
    const double rate = (double)count / sum;
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        const double theory = -expm1(rate * (y[0] - y[i]));
        largest = fmax(largest,
                       fmax(theory - (double)i / (double)count, (double)(i + 1) / (double)count - theory));
    }
    *distance = largest;
    return 1 + rate;
}

hodo_status rmt_power_law_tail_fit(const double *value, size_t count, rmt_power_law_tail *tail,
                                   hodo_error *error)
{
    size_t first = 0;
    while (first < count && !(value[first] > 0)) {
        first++;
    }
    *tail = (rmt_power_law_tail){.distance = INFINITY};
    double *y = malloc((count - first + 1) * sizeof *y); /* logarithms, of the positive values */
    if (y == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu logarithms", count - first);
    }
    const size_t positive = count - first;
    for (size_t i = 0; i < positive; i++) {
        y[i] = log(value[first + i]);
    }
    for (size_t i = 0; i + RMT_TAIL_LEAST <= positive; i++) {
        /* The same x_min again, or a tail of one value repeated, has nothing new to fit. */
        if ((i > 0 && y[i] == y[i - 1]) || !(y[positive - 1] > y[i])) {
            continue;
        }
        double distance;
        const double exponent = fit_from(y + i, positive - i, &distance);
        if (distance < tail->distance) {
            tail->exponent = exponent;
            tail->lower = value[first + i];
            tail->count = positive - i;
            tail->distance = distance;
        }
    }
    free(y);
    if (tail->count == 0) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu positive values have no tail to fit: give at least %d different "
                         "ones",
                         count - first, RMT_TAIL_LEAST);
    }
    const double n = (double)tail->count, root = sqrt(n);
    tail->standard_error = (tail->exponent - 1) / root;
    tail->plausible = (tail->distance - 0.2 / n) * (root + 0.26 + 0.5 / root) < refused_above;
    return HODO_OK;
}
