/* exp z, exp z - 1, 1/z and ln(1 + z) for complex z, with the digits that the naive forms lose and without the branches for
 * infinities of C's Annex G. A negative zero or a tiny imaginary part keeps its sign: limits from one side of a
 * cut rely on it. */
#ifndef RMT_COMPLEX_LOG_H
#define RMT_COMPLEX_LOG_H

#include <complex.h>
#include <math.h>

/* Debian's <complex.h> leaves CMPLX, of C11, to compilers that call themselves gcc 4.7; clang has the builtin
 * too. */
#ifndef CMPLX
#define CMPLX(re, im) __builtin_complex((double)(re), (double)(im))
#endif

/* exp z, on the axis at Im z = +0. */
static inline double complex rmt_exp(double complex z)
{
    const double r = exp(creal(z));
    return CMPLX(r * cos(cimag(z)), r * sin(cimag(z)));
}

/* exp z - 1, with the digits that the difference loses near z = 0. */
static inline double complex rmt_expm1(double complex z)
{
    const double half = sin(cimag(z) / 2), r = exp(creal(z));
    return CMPLX(expm1(creal(z)) * cos(cimag(z)) - 2 * half * half, r * sin(cimag(z)));
}

/* 1/z for |z|^2 inside the range of a double. */
static inline double complex rmt_inverse(double complex z)
{
    const double square = creal(z) * creal(z) + cimag(z) * cimag(z);
    return CMPLX(creal(z) / square, -cimag(z) / square);
}

/* ln(1 + z), principal; relative accuracy for |z| < 1/2. */
static inline double complex rmt_log1p(double complex z)
{
    const double a = creal(z), b = cimag(z);
    return CMPLX(log1p(a * (2 + a) + b * b) / 2, atan2(b, 1 + a));
}

#endif
