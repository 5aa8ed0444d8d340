/* The Kolmogorov-Smirnov distance between draws and a law, on a grid of the law where its values are dear: no
 * more than the true distance, so the bound on false alarms holds. P(D > sqrt(log(2 / alpha) / (2 n))) < alpha
 * (Massart 1990). */
#ifndef HODO_TESTS_KOLMOGOROV_H
#define HODO_TESTS_KOLMOGOROV_H

#include <math.h>
#include <stddef.h>

#define FALSE_ALARM 1e-4

static inline double kolmogorov_limit(size_t draws)
{
    return sqrt(log(2 / FALSE_ALARM) / (2 * (double)draws));
}

/* places and cumulative (count,), draws (n,) in any order. */
static inline double kolmogorov_distance(const double *places, const double *cumulative, size_t count,
                                         const double *draws, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t below = 0;
        for (size_t k = 0; k < n; k++) {
            below += draws[k] <= places[i];
        }
        most = fmax(most, fabs((double)below / (double)n - cumulative[i]));
    }
    return most;
}

#endif
