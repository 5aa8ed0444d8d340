/* What the tests of laws share: the false-alarm rate, and sample sizes. */
#ifndef HODO_TESTS_DATA_LAW_H
#define HODO_TESTS_DATA_LAW_H

#include "effort.h"

#include <gsl/gsl_cdf.h>
#include <stdbool.h>
#include <stddef.h>

static const double false_alarm = 1e-4; /* at a fixed seed: the chance that this seed was an unlucky one */

/* The z-score beyond which, either way, the largest of `looks` statistics alarms. */
static inline double threshold(double looks)
{
    return gsl_cdf_ugaussian_Qinv(false_alarm / 2 / looks);
}

static inline size_t samples(size_t base)
{
    return (size_t)((double)base * test_effort());
}

/* Whether a statement on the power of a test at its base size holds: a smaller sample has less. */
static inline bool powerful(void)
{
    return test_effort() >= 1;
}

#endif
