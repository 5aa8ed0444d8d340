#include "base/random.h"
#include "effort.h"
#include "lab/trend.h"
#include "near.h"

#include <gsl/gsl_cdf.h>

static const double ROUNDING = 1e-12;

Test(trend, slope_of_a_power_is_its_exponent)
{
    static const double n[] = {64, 128, 512, 4096}, exponents[] = {-1.0, -0.5, 0.0, 0.3, 2.0};
    for (size_t e = 0; e < sizeof exponents / sizeof exponents[0]; e++) {
        double values[4];
        for (size_t i = 0; i < 4; i++) {
            values[i] = 0.37 * pow(n[i], exponents[e]);
        }
        near(hodo_trend_slope(n, values, 4, 0, INFINITY), exponents[e], ROUNDING, 0.0);
        values[0] = 1e9; /* outside of the fit */
        near(hodo_trend_slope(n, values, 4, 100, INFINITY), exponents[e], ROUNDING, 0.0);
        values[3] = 1e-9;
        near(hodo_trend_slope(n, values, 4, 100, 600), exponents[e], ROUNDING, 0.0);
    }
    /* Least squares by hand: x = 0, 1, 3; y = 0, 2, 3: Sxx = 14/3, Sxy = 13/3. */
    static const double x[] = {1, 2, 8}, y[] = {1, 4, 8};
    near(hodo_trend_slope(x, y, 3, 0, INFINITY), 13.0 / 14.0, ROUNDING, 0.0);
}

Test(trend, slope_of_what_is_not_finite)
{
    static const double n[] = {64, 128, 256};
    const double late[] = {1, 5, INFINITY}, early[] = {INFINITY, 5, 1}, zero[] = {1, 1, 0},
                 broken[] = {1, NAN, 1};
    const double all[] = {INFINITY, INFINITY, INFINITY};
    near(hodo_trend_slope(n, zero, 2, 0, INFINITY), 0.0, 0.0, 0.0);
    cr_assert(hodo_trend_slope(n, late, 3, 0, INFINITY) == INFINITY);
    cr_assert(hodo_trend_slope(n, zero, 3, 0, INFINITY) == -INFINITY);
    cr_assert(isnan(hodo_trend_slope(n, early, 3, 0, INFINITY)));
    cr_assert(isnan(hodo_trend_slope(n, all, 3, 0, INFINITY)));
    cr_assert(isnan(hodo_trend_slope(n, broken, 3, 0, INFINITY)));
    cr_assert(isnan(hodo_trend_slope(n, late, 1, 0, INFINITY)));
    cr_assert(isnan(hodo_trend_slope(n, late, 0, 0, INFINITY)));
}

/* The intervals of four slopes -1, 0, 0, 1 times s: mean 0, standard error s sqrt(2/3)/2. */
Test(trend, verdicts_turn_where_the_interval_leaves_the_bound)
{
    const hodo_trend_rule rule = {.bound = 0.25, .false_alarm = 0.02, .count = 10};
    const double error = sqrt(2.0 / 3.0) / 2; /* of s = 1 */
    const double wide = gsl_cdf_tdist_Qinv(0.001, 3) * error, narrow = gsl_cdf_tdist_Qinv(0.01, 3) * error;
    static const struct {
        double centre, reach; /* of the interval that decides */
        bool by_narrow;
        hodo_trend_verdict verdict, may_vanish;
    } cases[] = {
        {0, 0.24, true, HODO_TREND_CONSTANT, HODO_TREND_CONSTANT},
        {0, 0.26, true, HODO_TREND_UNDECIDED, HODO_TREND_UNDECIDED},
        {0.5, 0.24, false, HODO_TREND_GROWS, HODO_TREND_GROWS},
        {0.5, 0.26, false, HODO_TREND_UNDECIDED, HODO_TREND_UNDECIDED},
        {-0.5, 0.24, false, HODO_TREND_VANISHES, HODO_TREND_CONSTANT},
        {-0.5, 0.26, false, HODO_TREND_UNDECIDED, HODO_TREND_CONSTANT},
        {0.5, 0, false, HODO_TREND_GROWS, HODO_TREND_GROWS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double s = cases[i].reach / (cases[i].by_narrow ? narrow : wide), c = cases[i].centre;
        const double slopes[] = {c - s, c, c, c + s};
        hodo_trend_rule own = rule;
        hodo_trend trend = hodo_trend_judge(slopes, 4, &own);
        near(trend.low, c - s * wide, 1e-9, 0.0);
        near(trend.high, c + s * wide, 1e-9, 0.0);
        near(trend.margin, fabs(c) + s * narrow - 0.25, 1e-9, 0.0);
        cr_assert_eq(trend.verdict, cases[i].verdict, "case %zu: %s", i,
                     hodo_trend_verdict_name(trend.verdict));
        own.may_vanish = true;
        trend = hodo_trend_judge(slopes, 4, &own);
        cr_assert_eq(trend.verdict, cases[i].may_vanish, "case %zu: %s", i,
                     hodo_trend_verdict_name(trend.verdict));
    }
}

Test(trend, seeds_that_diverge_or_are_wanting)
{
    hodo_trend_rule rule = {.bound = 0.25, .false_alarm = 0.01, .count = 1};
    const double grow[] = {INFINITY, 2.0, INFINITY}, mixed[] = {INFINITY, 0.0, 2.0}, die[] = {-INFINITY, -1.0};
    const double broken[] = {0, NAN, 0};
    cr_assert_eq(hodo_trend_judge(grow, 3, &rule).verdict, HODO_TREND_GROWS);
    cr_assert_eq(hodo_trend_judge(mixed, 3, &rule).verdict, HODO_TREND_UNDECIDED);
    cr_assert_eq(hodo_trend_judge(die, 2, &rule).verdict, HODO_TREND_VANISHES);
    cr_assert_eq(hodo_trend_judge(broken, 3, &rule).verdict, HODO_TREND_UNDECIDED);
    cr_assert_eq(hodo_trend_judge(grow, 1, &rule).verdict, HODO_TREND_UNDECIDED);
    cr_assert_eq(hodo_trend_judge(grow, 0, &rule).verdict, HODO_TREND_UNDECIDED);
    rule.may_vanish = true;
    cr_assert_eq(hodo_trend_judge(die, 2, &rule).verdict, HODO_TREND_CONSTANT);
}

Test(trend, the_worst_is_a_rejection_then_a_doubt)
{
    hodo_trend trends[4] = {{.margin = -0.1, .verdict = HODO_TREND_CONSTANT},
                            {.margin = -0.05, .verdict = HODO_TREND_CONSTANT},
                            {.margin = 9, .verdict = HODO_TREND_UNDECIDED},
                            {.margin = 0.3, .verdict = HODO_TREND_VANISHES}};
    size_t which;
    cr_assert_eq(hodo_trend_worst(trends, 4, &which), HODO_TREND_VANISHES);
    cr_assert_eq(which, 3);
    cr_assert_eq(hodo_trend_worst(trends, 3, &which), HODO_TREND_UNDECIDED);
    cr_assert_eq(which, 2);
    cr_assert_eq(hodo_trend_worst(trends, 2, &which), HODO_TREND_CONSTANT);
    cr_assert_eq(which, 1);
    cr_assert_eq(hodo_trend_worst(trends, 1, NULL), HODO_TREND_CONSTANT);
}

/* Slopes N(truth, 0.1^2) of five seeds, twenty trends a check, at a false alarm of 0.2: how often a check
 * of this size is rejected, and passes, against what the header promises. */
enum { TRENDS = 20, SEEDS = 5 };

static void frequencies(double truth, size_t checks, double bound, double *rejected, double *passed)
{
    const hodo_stream stream = hodo_stream_open(7, "trend", (uint64_t)(1000 * truth));
    const hodo_trend_rule rule = {.bound = bound, .false_alarm = 0.2, .count = TRENDS};
    *rejected = *passed = 0;
    for (size_t check = 0; check < checks; check++) {
        hodo_trend trends[TRENDS];
        for (size_t i = 0; i < TRENDS; i++) {
            double slopes[SEEDS];
            hodo_random_normal_double(&stream, 0, (check * TRENDS + i) * SEEDS, SEEDS, 0.1, slopes);
            for (size_t s = 0; s < SEEDS; s++) {
                slopes[s] += i == 0 ? truth : 0;
            }
            trends[i] = hodo_trend_judge(slopes, SEEDS, &rule);
        }
        const hodo_trend_verdict verdict = hodo_trend_worst(trends, TRENDS, NULL);
        *rejected += verdict == HODO_TREND_GROWS || verdict == HODO_TREND_VANISHES;
        *passed += verdict == HODO_TREND_CONSTANT;
    }
    *rejected /= (double)checks;
    *passed /= (double)checks;
}

Test(trend, false_alarms_are_as_rare_as_promised)
{
    const size_t checks = (size_t)(4000 * test_effort()) + 100;
    double rejected, passed;
    /* A bound so small that only the false-alarm rate protects: 1 - (1 - 0.2/20)^20 = 0.182 are rejected. */
    frequencies(0.0, checks, 1e-9, &rejected, &passed);
    const double rate = 1 - pow(1 - 0.2 / TRENDS, TRENDS);
    near(rejected, rate, 4 * sqrt(rate * (1 - rate) / (double)checks), 0.0);
    /* At the bound itself a slope passes as often as its far end comes inside: 0.2/2 whatever others do. */
    frequencies(0.6, checks, 0.6, &rejected, &passed);
    const double slip = 0.2 / 2;
    cr_assert(passed <= slip + 4 * sqrt(slip * (1 - slip) / (double)checks), "%g of wrong ones pass", passed);
    /* Power: half a power of width away from nothing. */
    frequencies(1.0, checks, 0.25, &rejected, &passed);
    cr_assert(rejected > 0.9 && passed == 0, "%g rejected, %g passed", rejected, passed);
}
