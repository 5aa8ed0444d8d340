/* The Tracy-Widom laws: the largest eigenvalue of a large random matrix, centred and scaled, beta = 1 (real) or
 * 2.
 *
 * With the Hankel operator A_s(x, y) = Ai(x + y + s) on (0, infinity),
 *
 *     F_1(s) = det(I - A_s)   (Ferrari and Spohn 2005, math-ph/0505012; their kernel is Ai((x+y)/2 + s)/2),
 *     F_2(s) = det(I - A_s^2) (A_s^2 is the Airy kernel on (s, infinity): Tracy and Widom 1994),
 *
 * and both determinants are those of a matrix at Gauss-Legendre nodes, which converge geometrically (Bornemann
 * 2010, arXiv:0804.2543). One matrix of Airy values serves both laws, and the Airy kernel's difference
 * quotient, which cancels near its diagonal, never occurs. Densities are the derivative itself: d log F_2 / ds
 * = a (I - A^2)^{-1} a with a(x) = Ai(x + s), d log F_1 / ds = (A (I - A)^{-1})(0, 0) / 2; nothing is
 * differenced.
 *
 * Elimination works on what the pivots fall short of 1, so that 1 - F keeps its relative accuracy in the right
 * tail. Far left (F below 1e-16) the determinant has no digits left, and the expansion of Baik, Buckingham and
 * DiFranco 2008 (arXiv:0704.3636), absolute error below 1e-18, takes its place.
 *
 * Normalisation: GOE or GUE with off-diagonal E|x|^2 = 1/m: m^(2/3) (largest eigenvalue - 2) tends to s.
 */
#ifndef RMT_TRACY_WIDOM_H
#define RMT_TRACY_WIDOM_H

#include "base/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RMT_TRACY_WIDOM_LOWEST (-40.0)      /* F is 0 in double from here down (it is so from -27) */
#define RMT_TRACY_WIDOM_HIGHEST 110.0       /* and 1 - F from here up */
#define RMT_TRACY_WIDOM_LEAST_TAIL 1e-280   /* 1 - F below it has no quantile here */
enum { RMT_TRACY_WIDOM_MOMENTS = 64 }; /* the highest order */

/* The law at one s. */
typedef struct rmt_tracy_widom {
    double cumulative; /* F(s); absolute error below 1e-14 */
    double tail;       /* 1 - F(s); relative error below 1e-12 where F is above 1e-3, down to underflow */
    double density; /* F'(s); relative error below 1e-12 where F is above 1e-3, absolute below 1e-14
                     * elsewhere */
} rmt_tracy_widom;

/* All three at s; any s but NaN. HODO_INVALID when beta is not 1 or 2, or s is NaN; HODO_NO_MEMORY;
 * HODO_NUMERIC when the determinant is not finite. Takes some 0.2 ms. */
hodo_status rmt_tracy_widom_at(int beta, double s, rmt_tracy_widom *value, hodo_error *error);

/* *logarithm <- log F_beta(s) and *slope <- its derivative, which know where F and F' underflow. -INFINITY and
 * 0 below RMT_TRACY_WIDOM_LOWEST. The same errors. */
hodo_status rmt_tracy_widom_log(int beta, double s, double *logarithm, double *slope, hodo_error *error);

/* *tail <- 1 - F_beta(s) alone: the false-alarm rate of an eigenvalue that stands at s. The same errors. */
hodo_status rmt_tracy_widom_tail(int beta, double s, double *tail, hodo_error *error);

/* *s with F_beta(*s) = probability, 0 < probability < 1. F, or 1 - F above the median, is met to a relative
 * error of 1e-12; below F = 1e-3 to an absolute error of 1e-15, and that of log F stays below 1e-3 however
 * small it is. HODO_INVALID outside; HODO_NUMERIC when it is not
 * reached; else as rmt_tracy_widom_log. */
hodo_status rmt_tracy_widom_quantile(int beta, double probability, double *s, hodo_error *error);

/* *s with 1 - F_beta(*s) = tail, RMT_TRACY_WIDOM_LEAST_TAIL < tail < 1: for rates too small to be said as a
 * probability near 1. The same errors. */
hodo_status rmt_tracy_widom_tail_quantile(int beta, double tail, double *s, hodo_error *error);

/* moment[k - 1] = E[s^k], k = 1 .. order <= 64; relative error below 1e-11 (even k). HODO_INVALID for
 * another order; else as rmt_tracy_widom_at. */
hodo_status rmt_tracy_widom_moments(int beta, size_t order, double *moment, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
