/* The one way in which tests compare numbers: |got - want| <= absolute + relative |want|, false for
 * NaN, both printed in full when it fails. */
#ifndef HODO_TESTS_NEAR_H
#define HODO_TESTS_NEAR_H

#include <criterion/criterion.h>
#include <math.h>

#define near(got_, want_, absolute_, relative_)                                                    \
    do {                                                                                           \
        const double near_got = (got_), near_want = (want_);                                       \
        const double near_limit = (absolute_) + (relative_) * fabs(near_want);                     \
        cr_assert(fabs(near_got - near_want) <= near_limit, "%s: got %.17g, want %.17g within %.3g", \
                  #got_, near_got, near_want, near_limit);                                         \
    } while (0)

#endif
