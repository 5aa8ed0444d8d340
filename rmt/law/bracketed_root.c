#include "rmt/law/bracketed_root.h"

#include <float.h>
#include <math.h>

enum { STEPS_MOST = 200 };

hodo_status rmt_bracketed_root(double (*f)(const void *context, double x), const void *context, double a,
                               double b, double *x, hodo_error *error)
{
    double at_a = f(context, a), at_b = f(context, b);
    if (!(at_a * at_b <= 0)) {
        return hodo_fail(error, HODO_NUMERIC, "no sign change between %.17g and %.17g: values %.3g and %.3g", a,
                         b, at_a, at_b);
    }
    for (int step = 0; step < STEPS_MOST && at_b != 0 && fabs(b - a) > 2 * DBL_EPSILON * fabs(b); step++) {
        /* Every third step bisects: the bracket shrinks at least by 2 in three evaluations. */
        double c = b - at_b * (b - a) / (at_b - at_a);
        if (step % 3 == 2 || !(c > fmin(a, b) && c < fmax(a, b))) {
            c = a + (b - a) / 2;
        }
        const double at_c = f(context, c);
        if (at_c * at_b < 0) {
            a = b;
            at_a = at_b;
        } else {
            const double kept = 1 - at_c / at_b;
            at_a *= kept > 0 ? kept : 0.5;
        }
        b = c;
        at_b = at_c;
    }
    *x = b;
    return HODO_OK;
}
