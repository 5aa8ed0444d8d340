/* The kernel of cubic convolution by its pieces (Keys 1981, a = -1/2), at distance s: the tests' own. */
#ifndef HODO_TESTS_DATA_KEYS_H
#define HODO_TESTS_DATA_KEYS_H

#include <math.h>

static inline double keys(double s)
{
    s = fabs(s);
    if (s >= 2.0) {
        return 0.0;
    }
    return s < 1.0 ? 1.5 * s * s * s - 2.5 * s * s + 1.0 : -0.5 * s * s * s + 2.5 * s * s - 4.0 * s + 2.0;
}

#endif
