/* How hard the random tests try: HODO_TEST_EFFORT in the environment multiplies their sample sizes
 * (10 for a long check, 0.1 under a slow tool; 1 where it is unset or not a positive number). Their
 * false-alarm rates do not depend on it, their power does. */
#ifndef HODO_TESTS_EFFORT_H
#define HODO_TESTS_EFFORT_H

#include <stdlib.h>

static inline double test_effort(void)
{
    const char *text = getenv("HODO_TEST_EFFORT");
    const double effort = text != NULL ? strtod(text, NULL) : 1.0;
    return effort > 0.0 && effort <= 1e6 ? effort : 1.0;
}

#endif
