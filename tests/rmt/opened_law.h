/* Laws opened by their line, and single values of them, where a test cannot go on without. */
#ifndef HODO_TESTS_RMT_OPENED_LAW_H
#define HODO_TESTS_RMT_OPENED_LAW_H

#include "rmt/law/law.h"

#include <criterion/criterion.h>

static inline rmt_law *open_law(const char *line)
{
    hodo_error error = {0};
    rmt_law *law;
    cr_assert_eq(rmt_law_open(&law, &error, "%s", line), HODO_OK, "%s: %s", line, error.message);
    return law;
}

static inline double density_at(const rmt_law *law, double x)
{
    double density;
    hodo_error error = {0};
    cr_assert_eq(rmt_law_density(law, &x, 1, &density, &error), HODO_OK, "%s", error.message);
    return density;
}

static inline double cumulative_at(const rmt_law *law, double x)
{
    double cumulative;
    hodo_error error = {0};
    cr_assert_eq(rmt_law_cumulative(law, &x, 1, &cumulative, &error), HODO_OK, "%s", error.message);
    return cumulative;
}

#endif
