/* Exponents and their errors: y = exp(c) n^a l^b through points whose ln y have known standard errors. */
#ifndef HODO_TESTS_SLOPE_H
#define HODO_TESTS_SLOPE_H

#include <stddef.h>

typedef struct slope_point {
    double n, l;     /* l = 1 throughout: b is not fitted */
    double value;    /* > 0 */
    double relative; /* standard error of value over value */
} slope_point;

typedef struct slope_fit {
    double n, n_error, l, l_error; /* exponents, and their standard errors propagated from the points' */
} slope_fit;

slope_fit slope_through(const slope_point *points, size_t count);

/* With HODO_TEST_SHOW in the environment, prints an exponent, its error and what is wanted. */
void slope_show(const char *what, size_t step, size_t matrix, double exponent, double error, double want);

/* Mean and its standard error of values, count >= 2. */
typedef struct slope_mean {
    double mean, error;
} slope_mean;

slope_mean slope_mean_of(const double *values, size_t count);

/* `usual` draws, times the effort of tests/effort.h, at least 16, so that errors estimated from them can be
 * trusted; and whether the effort is enough for what a test says of its own power. */
size_t slope_draws(size_t usual);
int slope_has_power(void);

#endif
