#include "base/random.h"
#include "lab/claim.h"
#include "lab/estimate.h"
#include "near.h"

#include <criterion/parameterized.h>
#include <stdlib.h>

/* A few operations on numbers of order one. */
static const double ROUNDING = 1e-13;

Test(estimate, against_formulas)
{
    static const double x[] = {1.0, 2.0, 4.0, 7.0}, y[] = {2.0, 3.0, 9.0, 14.0};
    hodo_estimate e = hodo_estimate_mean(x, 4);
    near(e.value, 3.5, ROUNDING, 0.0);
    near(e.standard_error, sqrt(21.0 / 3.0 / 4.0), ROUNDING, 0.0); /* sum of squares about the mean 21 */
    cr_assert_eq(e.draws, 4);
    /* Sxx = 21, Sxy = 44, Syy = 94: b = 44/21, residual squares 94 - 44^2/21. */
    e = hodo_estimate_slope(x, y, NULL, 4);
    near(e.value, 44.0 / 21.0, ROUNDING, 0.0);
    near(e.standard_error, sqrt((94.0 - 44.0 * 44.0 / 21.0) / 2.0 / 21.0), ROUNDING, 0.0);
    cr_assert_eq(e.draws, 3); /* two degrees of freedom */
    /* Ratio 28/14 = 2; residuals 0, -1, 1, 0. */
    e = hodo_estimate_ratio(y, x, 4);
    near(e.value, 2.0, ROUNDING, 0.0);
    near(e.standard_error, sqrt(2.0 / 3.0 / 4.0) / 3.5, ROUNDING, 0.0);
    /* Equal weights are no weights, but for the scale of the error: scatter above the weights' word enlarges
     * it. */
    static const double heavy[] = {1e6, 1e6, 1e6, 1e6}, light[] = {1e-6, 1e-6, 1e-6, 1e-6};
    const hodo_estimate plain = hodo_estimate_slope(x, y, NULL, 4);
    near(hodo_estimate_slope(x, y, heavy, 4).standard_error, plain.standard_error, 0.0, 1e-10);
    near(hodo_estimate_slope(x, y, light, 4).standard_error, 1e3 / sqrt(21.0), 0.0, 1e-10);
    near(hodo_estimate_slope(x, y, light, 4).value, plain.value, 0.0, 1e-10);
}

Test(estimate, medians)
{
    static const double odd[] = {9.0, 1.0, 5.0}, even[] = {4.0, 1.0, 1e300, 2.0};
    near(hodo_estimate_median(odd, 3).value, 5.0, 0.0, 0.0);
    near(hodo_estimate_median(even, 4).value, 3.0, 0.0, 0.0);
    /* Two draws: they span the median with probability 1/2, whose normal quantile is 0.67449. */
    static const double two[] = {1.0, 2.0};
    near(hodo_estimate_median(two, 2).standard_error, 0.5 / 0.6744897501960817, ROUNDING, 0.0);
    cr_assert_eq(hodo_estimate_median(two, 2).draws, 2);
    /* 24 draws: ranks 8 and 17, nine gaps, 9 * 26 / (2 * 16) = 7.3 degrees of freedom. */
    static const double many[24] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12,
                                    13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24};
    cr_assert_eq(hodo_estimate_median(many, 24).draws, 8);
    cr_assert(odd[0] == 9.0, "the draws keep their order");
}

/* Too few draws, or a NaN among them, give NaN: a claim on the former is too noisy, on the latter it differs.
 */
Test(estimate, too_little_is_nan)
{
    static const double one[] = {1.0}, broken[] = {1.0, NAN, 2.0, 3.0}, x[] = {1.0, 2.0};
    cr_assert(isnan(hodo_estimate_mean(one, 1).standard_error));
    cr_assert(isnan(hodo_estimate_mean(one, 0).value));
    cr_assert(isnan(hodo_estimate_median(one, 1).standard_error));
    cr_assert(isnan(hodo_estimate_median(one, 0).value));
    cr_assert(isnan(hodo_estimate_ratio(one, one, 1).standard_error));
    cr_assert(isnan(hodo_estimate_slope(x, x, NULL, 2).standard_error));
    cr_assert(isnan(hodo_estimate_slope(x, x, x, 2).standard_error));
    cr_assert(isnan(hodo_estimate_slope(x, x, NULL, 1).value));
    cr_assert(isnan(hodo_estimate_mean(broken, 4).value));
    cr_assert(isnan(hodo_estimate_median(broken, 4).value));
    cr_assert(isnan(hodo_estimate_median(broken, 4).standard_error));
    const hodo_estimate e = hodo_estimate_median(broken, 4);
    const hodo_claim claim = {"id",    "s", HODO_CLAIM_EQUAL, 1.0, e.value, e.standard_error,
                              e.draws, 1.0, INFINITY};
    cr_assert_eq(hodo_claim_verdict(&claim, NULL), HODO_DIFFERS);
    const hodo_estimate few[] = {hodo_estimate_mean(one, 1),        hodo_estimate_mean(one, 0),
                                 hodo_estimate_median(one, 1),      hodo_estimate_ratio(one, one, 1),
                                 hodo_estimate_ratio(one, one, 0),  hodo_estimate_slope(x, x, NULL, 2),
                                 hodo_estimate_slope(x, x, NULL, 1)};
    for (size_t i = 0; i < sizeof few / sizeof few[0]; i++) {
        const hodo_claim wanting = {"id", "s", HODO_CLAIM_EQUAL,   7.0, few[i].value, few[i].standard_error,
                                    few[i].draws, 0.0, INFINITY};
        cr_assert_eq(hodo_claim_verdict(&wanting, NULL), HODO_TOO_NOISY, "estimate %zu", i);
    }
}

/* Verdicts over many seeds. REPEATS experiments of DRAWS draws each, the seed fixed: a true claim must fall at
 * the stated rate of 1e-3 (about 4 of 4000: more than 16 has probability 1e-6 under Poisson(4)), a claim wrong
 * by eight to ten standard errors must fall nearly always. */
enum { REPEATS = 4000, DRAWS = 24, MOST_FALLS = 16 };

static hodo_estimate mean_of(const double *draws)
{
    return hodo_estimate_mean(draws, DRAWS);
}

static hodo_estimate median_of(const double *draws)
{
    return hodo_estimate_median(draws, DRAWS);
}

static hodo_estimate ratio_of(const double *draws)
{
    double ones[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
        ones[i] = 1.0 + 0.2 * (draws[i] - 0.5); /* correlated with the draws: the ratio is 1/2 to first order */
    }
    hodo_estimate e = hodo_estimate_ratio(draws, ones, DRAWS);
    return e;
}

static hodo_estimate slope_of(const double *draws)
{
    double x[DRAWS], y[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
        x[i] = (double)i / DRAWS;
        y[i] = 0.5 * x[i] + 0.3 * draws[i];
    }
    return hodo_estimate_slope(x, y, NULL, DRAWS);
}

typedef struct estimator {
    hodo_estimate (*of)(const double *draws);
    double shift; /* eight to ten of its true standard errors, .059, .10, .053, .061 */
} estimator;

static const estimator estimators[] = {{mean_of, 0.5}, {median_of, 1.0}, {ratio_of, 0.5}, {slope_of, 0.5}};

ParameterizedTestParameters(estimate, false_alarms_and_power)
{
    static int cases[] = {0, 1, 2, 3};
    return cr_make_param_array(int, cases, 4);
}

ParameterizedTest(int *index, estimate, false_alarms_and_power)
{
    size_t falls = 0, seen = 0, powerful = 0;
    for (uint64_t r = 0; r < REPEATS; r++) {
        double draws[DRAWS];
        const hodo_stream stream = hodo_stream_open(20231118, "estimate", r);
        hodo_random_uniform(&stream, 0, 0, DRAWS, draws);
        const hodo_estimate e = estimators[*index].of(draws);
        hodo_claim claim = {"id",    "s", HODO_CLAIM_EQUAL, 0.5, e.value, e.standard_error,
                            e.draws, 0.0, INFINITY};
        falls += hodo_claim_verdict(&claim, NULL) == HODO_DIFFERS;
        claim.predicted = 0.5 + estimators[*index].shift;
        powerful += hodo_claim_verdict(&claim, NULL) == HODO_DIFFERS;
        seen += isfinite(e.value) && e.standard_error > 0.0;
    }
    cr_assert_eq(seen, REPEATS);
    cr_assert(falls <= MOST_FALLS, "%zu false alarms of %d", falls, REPEATS);
    cr_assert(powerful > REPEATS * 99 / 100, "a wrong claim falls %zu times of %d", powerful, REPEATS);
}
