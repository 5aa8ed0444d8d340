/* The zero of a continuous function between two places where its signs differ: bisection, halved again by
 * Anderson and Bjorck's variant of regula falsi where that is faster. Never leaves the bracket. */
#ifndef RMT_BRACKETED_ROOT_H
#define RMT_BRACKETED_ROOT_H

#include "base/status.h"

/* Writes x with f(x) = 0, to the last bits of |x|. HODO_NUMERIC when f has one sign, or no sign, at both
 * ends. */
hodo_status rmt_bracketed_root(double (*f)(const void *context, double x), const void *context, double a,
                               double b, double *x, hodo_error *error);

#endif
