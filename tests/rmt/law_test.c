/* Every law by its row against the quadrature of its density, and the known numbers of each. */
#include "near.h"
#include "rmt/law/law.h"
#include "rmt/law/law_integral.h"
#include "rmt/law_lines.h"
#include "rmt/opened_law.h"

#include <criterion/parameterized.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

/* What rmt/law/law_integral.h promises of laws whose edges are doubles; an edge that is rounded, beside a
 * support 4e-6 wide or 1e-14 from a pole, costs up to 3e-9 of the mass. */
#define MASS_TOLERANCE 1e-8
#define MOMENT_TOLERANCE 1e-8
#define TIGHT 1e-12

static int indices[LAW_LINES];

static struct criterion_test_params all_lines(void)
{
    for (int i = 0; i < LAW_LINES; i++) {
        indices[i] = i;
    }
    return cr_make_param_array(int, indices, LAW_LINES);
}

static double atoms_of(const rmt_law *law)
{
    double mass = 0;
    for (size_t i = 0; i < law->atom_count; i++) {
        mass += law->atoms[i].mass;
    }
    return mass;
}

Test(law, every_row_has_a_line)
{
    for (size_t r = 0; rmt_laws[r] != NULL; r++) {
        const size_t length = strlen(rmt_laws[r]->name);
        /* A density 1/(x ln^2 x) that no quadrature follows; tests/rmt/jacobian has its tests. */
        int found = strcmp(rmt_laws[r]->name, "isometry") == 0;
        for (int i = 0; i < LAW_LINES; i++) {
            found += strncmp(law_lines[i].line, rmt_laws[r]->name, length) == 0 &&
                     strchr(" ", law_lines[i].line[length]) != NULL;
        }
        cr_assert(found > 0, "no line of tests/rmt/law_lines.h is of %s", rmt_laws[r]->name);
    }
}

ParameterizedTestParameters(law, mass)
{
    return all_lines();
}

ParameterizedTest(int *index, law, mass)
{
    rmt_law *law = open_law(law_lines[*index].line);
    rmt_integral *integral;
    hodo_error error = {0};
    cr_assert_eq(rmt_integral_open(law, &integral, &error), HODO_OK, "%s", error.message);
    near(rmt_integral_mass(integral) + atoms_of(law), 1, MASS_TOLERANCE, 0);
    if (law_lines[*index].bulk > 0) {
        near(rmt_integral_mass(integral), law_lines[*index].bulk, 4e-9, TIGHT);
    }
    rmt_integral_close(integral);
    rmt_law_close(law);
}

ParameterizedTestParameters(law, moments_of_row_and_quadrature)
{
    return all_lines();
}

/* The grid of this law's density has no digits below 1e-14 of its peak, in tails that are nearly exponential.
 */
static bool own_moments_only(const rmt_law *law)
{
    return strcmp(law->row->name, "log-norm") == 0;
}

/* Up to the order that does not overflow; relative to E|x|^k, bounded below by |m_k| and by
 * m_(k-1)^(k/(k-1)). */
ParameterizedTest(int *index, law, moments_of_row_and_quadrature)
{
    rmt_law *law = open_law(law_lines[*index].line);
    rmt_integral *integral;
    double row[RMT_MOMENTS_MOST], quadrature[RMT_MOMENTS_MOST];
    cr_assert_eq(rmt_integral_open(law, &integral, NULL), HODO_OK);
    const size_t order = rmt_integral_orders(integral);
    cr_assert(order >= (own_moments_only(law) ? 2 : 4), "%zu", order);
    rmt_integral_moments(integral, order, quadrature);
    cr_assert_eq(rmt_law_moments(law, order, row, NULL), HODO_OK);
    for (size_t k = 0; k < order && isfinite(row[k]); k++) {
        const double scale = k > 0 ? pow(fabs(row[k - 1]), (double)(k + 1) / (double)k) : 1;
        near(quadrature[k], row[k], MOMENT_TOLERANCE * scale, MOMENT_TOLERANCE);
    }
    rmt_integral_close(integral);
    rmt_law_close(law);
}

ParameterizedTestParameters(law, distribution_function)
{
    return all_lines();
}

/* By the row against the integral of the density; monotone; 0 and 1 outside; atoms counted at their place. */
ParameterizedTest(int *index, law, distribution_function)
{
    enum { PLACES = 400 };
    rmt_law *law = open_law(law_lines[*index].line);
    rmt_integral *integral;
    cr_assert_eq(rmt_integral_open(law, &integral, NULL), HODO_OK);
    double x[PLACES], f[PLACES];
    cr_assert_eq(rmt_law_grid(law, PLACES, x, NULL), HODO_OK);
    cr_assert_eq(rmt_law_cumulative(law, x, PLACES, f, NULL), HODO_OK);
    for (size_t i = 0; i < PLACES; i++) {
        near(f[i], rmt_integral_cumulative(integral, x[i]), MASS_TOLERANCE, 0);
        if (i > 0) {
            cr_assert(f[i] >= f[i - 1] - 4 * DBL_EPSILON && x[i] > x[i - 1], "at %.17g", x[i]);
        }
    }
    for (size_t i = 0; i < law->atom_count; i++) {
        const double at = law->atoms[i].place, pair[2] = {at, nextafter(at, -INFINITY)};
        double g[2];
        cr_assert_eq(rmt_law_cumulative(law, pair, 2, g, NULL), HODO_OK);
        near(g[0] - g[1], law->atoms[i].mass, 1e-6, 0); /* and a hard edge's share of one unit in the last
                                                         * place */
    }
    const double ends[] = {-INFINITY, -1e300, 1e300, INFINITY};
    cr_assert_eq(rmt_law_cumulative(law, ends, 4, f, NULL), HODO_OK);
    near(f[0], 0, 0, 0);
    near(f[1], 0, 0, 0);
    near(f[2], 1, 0, 0);
    near(f[3], 1, 0, 0);
    rmt_integral_close(integral);
    rmt_law_close(law);
}

ParameterizedTestParameters(law, quantiles)
{
    return all_lines();
}

/* F(x - 0) <= p <= F(x): equal on the bulk, an atom at its whole range. In a product of 99 a share 6e-4 is
 * below the least double, which is then the quantile. */
ParameterizedTest(int *index, law, quantiles)
{
    enum { PLACES = 103 };
    rmt_law *law = open_law(law_lines[*index].line);
    double p[PLACES] = {0, 1e-6, 1 - 1e-6, 1}, x[PLACES], left[PLACES], f[PLACES], before[PLACES];
    for (int i = 4; i < PLACES; i++) {
        p[i] = (i - 3) / 100.0;
    }
    cr_assert_eq(rmt_law_quantile(law, p, PLACES, x, NULL), HODO_OK);
    for (int i = 0; i < PLACES; i++) {
        left[i] = nextafter(x[i], -INFINITY);
    }
    cr_assert_eq(rmt_law_cumulative(law, x, PLACES, f, NULL), HODO_OK);
    cr_assert_eq(rmt_law_cumulative(law, left, PLACES, before, NULL), HODO_OK);
    for (int i = 0; i < PLACES; i++) {
        cr_assert(p[i] >= before[i] - MASS_TOLERANCE && p[i] <= f[i] + MASS_TOLERANCE,
                  "quantile %g is %.17g: F from %.17g to %.17g", p[i], x[i], before[i], f[i]);
    }
    const size_t last = law->interval_count - 1;
    const double low = law->intervals[0].lower, high = law->intervals[last].upper;
    if (isfinite(low) && isfinite(high)) {
        near(x[0], law->atom_count > 0 ? fmin(low, law->atoms[0].place) : low, 0, 0);
        near(x[3], law->atom_count > 0 ? fmax(high, law->atoms[law->atom_count - 1].place) : high, 0, 0);
    }
    rmt_law_close(law);
}

ParameterizedTestParameters(law, density)
{
    return all_lines();
}

/* Not negative on the grid, 0 outside the intervals, and the grid lies inside. */
ParameterizedTest(int *index, law, density)
{
    enum { PLACES = 301 };
    rmt_law *law = open_law(law_lines[*index].line);
    double x[PLACES], rho[PLACES];
    cr_assert_eq(rmt_law_grid(law, PLACES, x, NULL), HODO_OK);
    cr_assert_eq(rmt_law_density(law, x, PLACES, rho, NULL), HODO_OK);
    const rmt_interval first = law->intervals[0], last = law->intervals[law->interval_count - 1];
    cr_assert(x[0] >= first.lower && x[PLACES - 1] <= last.upper);
    for (size_t i = 0; i < PLACES; i++) {
        cr_assert(rho[i] >= 0 && rho[i] < INFINITY, "%g at %.17g", rho[i], x[i]);
    }
    const double outside[] = {first.lower - 1e-3 * (1 + fabs(first.lower)),
                              last.upper + 1e-3 * (1 + fabs(last.upper))};
    for (int i = 0; i < 2; i++) {
        if (isfinite(outside[i])) {
            cr_assert_eq(rmt_law_density(law, &outside[i], 1, rho, NULL), HODO_OK);
            near(rho[0], 0, 0, 0);
        }
    }
    rmt_law_close(law);
}

/* The exponents that a law claims are those of its density: a wrong one would cost the quadrature its digits.
 * Places a few units in the last place from an edge that is not 0 would show rounding. */
ParameterizedTestParameters(law, edges)
{
    return all_lines();
}

ParameterizedTest(int *index, law, edges)
{
    if (strstr(law_lines[*index].line, "999") != NULL || strstr(law_lines[*index].line, "0001") != NULL ||
        strstr(law_lines[*index].line, "e-") != NULL) {
        return; /* almost another exponent: its own shows closer to the edge than doubles go */
    }
    rmt_law *law = open_law(law_lines[*index].line);
    for (size_t i = 0; i < law->interval_count; i++) {
        const rmt_interval *own = &law->intervals[i];
        const double length = own->upper - own->lower;
        if (!isfinite(length)) {
            continue;
        }
        const double near_lower = own->lower_exponent > -0.9 ? 1e-9 : 1e-200;
        const double x[] = {own->lower + near_lower * length, own->lower + 4 * near_lower * length,
                            own->upper - 1e-9 * length, own->upper - 4e-9 * length};
        double rho[4];
        cr_assert_eq(rmt_law_density(law, x, 4, rho, NULL), HODO_OK);
        near(log(rho[1] / rho[0]) / log((x[1] - own->lower) / (x[0] - own->lower)), own->lower_exponent, 2e-3,
             0);
        near(log(rho[3] / rho[2]) / log((own->upper - x[3]) / (own->upper - x[2])), own->upper_exponent, 2e-3,
             0);
    }
    rmt_law_close(law);
}

Test(law, refuses_what_it_cannot_do)
{
    rmt_law *law = open_law("marchenko-pastur --ratio=2");
    hodo_error error = {0};
    double x = NAN, y;
    cr_assert_eq(rmt_law_density(law, &x, 1, &y, &error), HODO_INVALID);
    cr_assert_eq(rmt_law_cumulative(law, &x, 1, &y, &error), HODO_INVALID);
    cr_assert_eq(rmt_law_quantile(law, &x, 1, &y, &error), HODO_INVALID);
    x = INFINITY;
    cr_assert_eq(rmt_law_density(law, &x, 1, &y, &error), HODO_INVALID);
    x = 1.5;
    cr_assert_eq(rmt_law_quantile(law, &x, 1, &y, &error), HODO_INVALID);
    cr_assert_eq(rmt_law_moments(law, 0, &y, &error), HODO_INVALID);
    cr_assert_eq(rmt_law_moments(law, RMT_MOMENTS_MOST + 1, &y, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "64"));
    cr_assert_eq(rmt_law_grid(law, 1, &y, &error), HODO_INVALID);
    const hodo_stream stream = hodo_stream_open(1, "law", 0);
    cr_assert_eq(rmt_law_draw(law, 0, &stream, &y, &error), HODO_INVALID);
    cr_assert_eq(rmt_law_draw(law, 1, &stream, &y, &error), HODO_INVALID); /* half a column */
    cr_assert_eq(rmt_law_draw(law, 100000, &stream, &y, &error), HODO_INVALID);
    rmt_law_close(law);
}

/* A moment beyond the largest double is an error, not an infinity: 1e12^26 is the last. */
Test(law, moments_that_overflow)
{
    rmt_law *law = open_law("marchenko-pastur --ratio=1e12");
    double moment[RMT_MOMENTS_MOST];
    hodo_error error = {0};
    cr_assert_eq(rmt_law_moments(law, 26, moment, &error), HODO_OK, "%s", error.message);
    near(moment[25], 1e300, 0, 1e-9);
    cr_assert_eq(rmt_law_moments(law, RMT_MOMENTS_MOST, moment, &error), HODO_NUMERIC);
    cr_assert_not_null(strstr(error.message, "up to 26"), "%s", error.message);
    rmt_law_close(law);
}

Test(law, quantiles_of_0_and_1_are_the_ends)
{
    static const char *const lines[] = {"tracy-widom", "log-norm --units=30 --depth=2", "free-binomial",
                                        "bfk --depth=1", "marchenko-pastur --ratio=0.5"};
    static const double ends[][2] = {{-INFINITY, INFINITY}, {-INFINITY, INFINITY}, {0, 1}, {1, 1},
                                     {0.085786437626904955, 2.9142135623730949}};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        rmt_law *law = open_law(lines[i]);
        double x[2];
        cr_assert_eq(rmt_law_quantile(law, (const double[]){0, 1}, 2, x, NULL), HODO_OK);
        for (size_t e = 0; e < 2; e++) {
            cr_assert(x[e] == ends[i][e] || fabs(x[e] - ends[i][e]) < 1e-14, "%s: %g", lines[i], x[e]);
        }
        rmt_law_close(law);
    }
}

static const char *const bad[] = {
    "marchenko-pastur",
    "marchenko-pastur --ratio=0",
    "marchenko-pastur --ratio=-1",
    "marchenko-pastur --ratio=nan",
    "marchenko-pastur --ratio=inf",
    "marchenko-pastur --ratio=1e-13",
    "marchenko-pastur --ratio=1e13",
    "fuss-catalan",
    "fuss-catalan --order=0",
    "fuss-catalan --order=-3",
    "fuss-catalan --order=1.5",
    "fuss-catalan --order=129",
    "fuss-catalan --order=9223372036854775807",
    "free-binomial --first=0",
    "free-binomial --second=1",
    "free-binomial --first=-0.1",
    "free-binomial --second=nan",
    "semicircle --ratio=1",
};

Test(law, bad_settings)
{
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        rmt_law *law;
        hodo_error error = {0};
        cr_assert_eq(rmt_law_open(&law, &error, "%s", bad[i]), HODO_INVALID, "%s", bad[i]);
        cr_assert_null(law);
        cr_assert(strlen(error.message) > 10, "%s", bad[i]);
    }
}
