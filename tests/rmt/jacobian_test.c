/* Deep Jacobians against closed forms: edges, densities, atoms, distribution functions and moments. */
#include "near.h"
#include "rmt/law/law.h"
#include "rmt/law/law_integral.h"
#include "rmt/opened_law.h"

#include <criterion/parameterized.h>
#include <gsl/gsl_errno.h>

enum { POINTS = 400 };

/* Densities against closed forms. */
#define DENSITY_TOLERANCE 1e-9
/* Near a soft edge the place itself is rounded: a relative eps x/(x_edge - x). */
#define PLACE_ROUNDING 1e-14
#define DISTRIBUTION_TOLERANCE 1e-12
#define MOMENT_TOLERANCE 1e-11

static void init(void)
{
    gsl_set_error_handler_off();
}

TestSuite(jacobian, .init = init);

/* Relative error of a density, by how far the place is from the edges. */
static double tolerance(const rmt_law *law, double x)
{
    double most = DENSITY_TOLERANCE;
    for (size_t i = 0; i < law->interval_count; i++) {
        const double lower = law->intervals[i].lower, upper = law->intervals[i].upper;
        most = fmax(most, lower > 0 ? PLACE_ROUNDING * x / fabs(x - lower) : 0);
        most = fmax(most, PLACE_ROUNDING * x / fabs(x - upper));
    }
    return most;
}

/* Two lines of the table that are one law: scale times the second is the first. */
typedef struct pair {
    const char *line, *known;
    double scale;
} pair;

static const pair pairs[] = {
    {"jacobian --activation=relu --depth=1", "marchenko-pastur --ratio=0.5", 0}, /* its own test */
    {"jacobian --activation=linear --depth=1", "fuss-catalan --order=1", 1},
    {"jacobian --activation=linear --depth=2", "fuss-catalan --order=2", 1},
    {"jacobian --activation=abs --depth=5", "fuss-catalan --order=5", 1},
    {"jacobian --activation=linear --depth=40", "fuss-catalan --order=40", 1},
    {"jacobian --activation=tanh --depth=3", "fuss-catalan --order=3", 1}, /* q* = 0: linear */
    {"jacobian --activation=linear --depth=1 --widths=2,1", "marchenko-pastur --ratio=0.5", 1},
    {"jacobian --activation=linear --depth=1 --widths=1,2.5", "marchenko-pastur --ratio=2.5", 1},
    {"jacobian-resnet --scale=1 --depth=1", "fuss-catalan --order=1", 1},
    {"jacobian --activation=relu --depth=2 --weights=orthogonal", "free-binomial --first=0.5 --second=0.5", 4},
};

static int indices[sizeof pairs / sizeof pairs[0]];

ParameterizedTestParameters(jacobian, is_a_known_law)
{
    const size_t count = sizeof pairs / sizeof pairs[0];
    for (size_t i = 1; i < count; i++) {
        indices[i] = (int)i;
    }
    return cr_make_param_array(int, indices + 1, count - 1);
}

ParameterizedTest(int *index, jacobian, is_a_known_law)
{
    rmt_law *law = open_law(pairs[*index].line), *known = open_law(pairs[*index].known);
    const double scale = pairs[*index].scale;
    double x[POINTS], place[POINTS], got[POINTS], want[POINTS], moment[8], known_moment[8];
    cr_assert_eq(law->atom_count, known->atom_count);
    for (size_t i = 0; i < law->atom_count; i++) {
        near(law->atoms[i].place, scale * known->atoms[i].place, 1e-14, 1e-14);
        near(law->atoms[i].mass, known->atoms[i].mass, 1e-14, 0);
    }
    cr_assert_eq(law->interval_count, 1);
    near(law->intervals[0].lower, scale * known->intervals[0].lower, 1e-15, 1e-12);
    near(law->intervals[0].upper, scale * known->intervals[0].upper, 0, 1e-13);
    near(law->intervals[0].lower_exponent, known->intervals[0].lower_exponent, 1e-12, 0);
    near(law->intervals[0].upper_exponent, known->intervals[0].upper_exponent, 1e-12, 0);
    cr_assert_eq(rmt_law_grid(known, POINTS, place, NULL), HODO_OK);
    for (size_t i = 0; i < POINTS; i++) {
        x[i] = scale * place[i];
    }
    cr_assert_eq(rmt_law_density(law, x, POINTS, got, NULL), HODO_OK);
    cr_assert_eq(rmt_law_density(known, place, POINTS, want, NULL), HODO_OK);
    for (size_t i = 0; i < POINTS; i++) {
        if (isfinite(want[i]) && want[i] > 0 && got[i] > 0) {
            near(got[i], want[i] / scale, 0, tolerance(law, x[i]));
        }
    }
    cr_assert_eq(rmt_law_cumulative(law, x, POINTS, got, NULL), HODO_OK);
    cr_assert_eq(rmt_law_cumulative(known, place, POINTS, want, NULL), HODO_OK);
    for (size_t i = 0; i < POINTS; i++) {
        near(got[i], want[i], DISTRIBUTION_TOLERANCE, 0);
    }
    cr_assert_eq(rmt_law_moments(law, 8, moment, NULL), HODO_OK);
    cr_assert_eq(rmt_law_moments(known, 8, known_moment, NULL), HODO_OK);
    for (int k = 0; k < 8; k++) {
        near(moment[k], known_moment[k] * pow(scale, k + 1), 0, MOMENT_TOLERANCE);
    }
    rmt_law_close(law);
    rmt_law_close(known);
}

/* One ReLU layer: with rate 1/2 of columns, W D (W D)^T is 2 MP(2)-shaped; in closed form, edges 3 -+ 2 sqrt
 * 2. */
Test(jacobian, one_relu_layer_is_marchenko_pastur)
{
    rmt_law *law = open_law("jacobian --activation=relu --depth=1");
    const double lower = 3 - 2 * M_SQRT2, upper = 3 + 2 * M_SQRT2;
    near(law->intervals[0].lower, lower, 0, 1e-13);
    near(law->intervals[0].upper, upper, 0, 1e-14);
    near(law->atoms[0].mass, 0.5, 1e-15, 0);
    for (int i = 1; i < POINTS; i++) {
        /* From 1e-9 of the interval beside its edges. */
        const double x = lower + (upper - lower) * (1 - cos(M_PI * i / POINTS)) / 2;
        double got;
        cr_assert_eq(rmt_law_density(law, &x, 1, &got, NULL), HODO_OK);
        near(got, sqrt((upper - x) * (x - lower)) / (4 * M_PI * x), 0, tolerance(law, x));
    }
    rmt_law_close(law);
}

typedef struct edge_case {
    int depth;
    double upper; /* known to the digits shown */
} edge_case;

/* The top edge of a deep ReLU network, about 2 e L, the exponent at 0, and the atom. */
Test(jacobian, relu_edges)
{
    static const edge_case cases[] = {{1, 5.8284}, {2, 11.0902}, {4, 21.8582}, {8, 43.5490}, {16, 87.0133}};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        rmt_law *law;
        const double depth = cases[c].depth;
        cr_assert_eq(rmt_law_open(&law, NULL, "jacobian --activation=relu --depth=%d", cases[c].depth),
                     HODO_OK);
        near(law->intervals[0].upper, cases[c].upper, 1e-4, 0);
        if (cases[c].depth > 1) {
            cr_assert_eq(law->intervals[0].lower, 0);
            near(law->intervals[0].lower_exponent, -(depth - 1) / depth, 1e-14, 0);
            double x[2] = {1e-100, 1e-104}, density[2];
            cr_assert_eq(rmt_law_density(law, x, 2, density, NULL), HODO_OK);
            near(log(density[0] / density[1]) / log(1e4), -(depth - 1) / depth, 1e-5, 0);
        }
        rmt_law_close(law);
    }
    rmt_law *deep = open_law("jacobian --activation=relu --depth=10000");
    near(deep->intervals[0].upper, 2 * M_E * 1e4, 0, 1e-3);
    double x[3] = {1e-200, 1, 4e4}, density[3], cumulative[3];
    cr_assert_eq(rmt_law_density(deep, x, 3, density, NULL), HODO_OK);
    cr_assert_eq(rmt_law_cumulative(deep, x, 3, cumulative, NULL), HODO_OK);
    for (int i = 0; i < 3; i++) {
        cr_assert(density[i] > 0 && cumulative[i] > (i > 0 ? cumulative[i - 1] : 0.5) && cumulative[i] < 1);
    }
    rmt_law_close(deep);
}

/* F is the integral of the density: one closed form against the other, where quadrature is hard. */
Test(jacobian, distribution_is_the_integral_of_the_density)
{
    static const char *const lines[] = {
        "jacobian --activation=relu --depth=1000",
        "jacobian --activation=hard-tanh --weights=orthogonal --depth=300 --length=0.1",
        "jacobian --activation=abrelu --shape=1,0.3 --depth=7 --weights=orthogonal",
        "jacobian --activation=tanh --length=0.5 --depth=100 --weights=orthogonal",
        "jacobian --activation=silu --bias-variance=0.3 --depth=100",
        "isometry --variance=0.5",
        "isometry --variance=3",
        "jacobian-resnet --scale=8",
    };
    for (size_t l = 0; l < sizeof lines / sizeof lines[0]; l++) {
        rmt_law *law = open_law(lines[l]);
        const double probability[] = {0.35, 0.55, 0.62, 0.8};
        double quantile[4], back[4];
        cr_assert_eq(rmt_law_quantile(law, probability, 4, quantile, NULL), HODO_OK);
        cr_assert_eq(rmt_law_cumulative(law, quantile, 4, back, NULL), HODO_OK);
        for (int i = 0; i < 4; i++) {
            if (!(quantile[i] > 1e-250 && fabs(back[i] - probability[i]) < 1e-9)) {
                continue; /* an atom, or below a double */
            }
            /* dF/d ln x = x rho by a central difference of order 4. */
            const double h = 1e-3;
            double x[5], f[5], density;
            for (int k = 0; k < 5; k++) {
                x[k] = quantile[i] * exp(h * (k - 2));
            }
            cr_assert_eq(rmt_law_cumulative(law, x, 5, f, NULL), HODO_OK);
            cr_assert_eq(rmt_law_density(law, &quantile[i], 1, &density, NULL), HODO_OK);
            near((f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * h), quantile[i] * density, 1e-9, 1e-7);
        }
        rmt_law_close(law);
    }
}

static const char *const resolved[] = {
    "jacobian --activation=relu --depth=7",
    "jacobian --activation=relu --depth=100",
    "jacobian --activation=relu --depth=3 --widths=3,1,2,1.5",
    "jacobian --activation=relu --depth=3 --widths=3,1,2,1.5 --weights=orthogonal",
    "jacobian --activation=hard-tanh --depth=100 --weights=orthogonal --length=0.15",
    "jacobian --activation=abrelu --shape=1,0.9 --depth=1",
    "jacobian --activation=abrelu --shape=1,0.5 --depth=5 --weights=orthogonal",
    "jacobian --activation=tanh --length=0.5 --depth=10",
    "jacobian --activation=tanh --length=0.0001 --depth=100 --weights=orthogonal",
    "jacobian --activation=silu --bias-variance=0.3 --depth=10 --weights=orthogonal",
    "jacobian --activation=gelu --bias-variance=0.17 --depth=2",
    "jacobian --activation=tanh --weight-variance=1.2 --depth=5",
    "jacobian-resnet --scale=1 --depth=2",
    "jacobian-resnet --scale=1.3 --depth=2",
};
static int resolved_indices[sizeof resolved / sizeof resolved[0]];

ParameterizedTestParameters(jacobian, mass_and_moments_by_quadrature)
{
    const size_t count = sizeof resolved / sizeof resolved[0];
    for (size_t i = 0; i < count; i++) {
        resolved_indices[i] = (int)i;
    }
    return cr_make_param_array(int, resolved_indices, count);
}

ParameterizedTest(int *index, jacobian, mass_and_moments_by_quadrature)
{
    rmt_law *law = open_law(resolved[*index]);
    rmt_integral *integral;
    hodo_error error = {0};
    double row[8], quadrature[8], atoms = 0;
    cr_assert_eq(rmt_integral_open(law, &integral, &error), HODO_OK, "%s", error.message);
    for (size_t i = 0; i < law->atom_count; i++) {
        atoms += law->atoms[i].mass;
    }
    near(rmt_integral_mass(integral) + atoms, 1, 1e-9, 0);
    cr_assert_eq(rmt_law_moments(law, 8, row, NULL), HODO_OK);
    rmt_integral_moments(integral, 8, quadrature);
    for (int k = 0; k < 8; k++) {
        near(row[k], quadrature[k], 0, 1e-9);
    }
    rmt_integral_close(integral);
    rmt_law_close(law);
}

/* Atoms of orthogonal networks. */
Test(jacobian, atoms)
{
    rmt_law *law = open_law("jacobian --activation=linear --depth=9 --weights=orthogonal");
    cr_assert(law->interval_count == 0 && law->atom_count == 1);
    near(law->atoms[0].place, 1, 1e-15, 0);
    near(law->atoms[0].mass, 1, 1e-15, 0);
    rmt_law_close(law);
    law = open_law("jacobian --activation=abrelu --shape=1,0.3 --depth=1 --weights=orthogonal");
    cr_assert(law->interval_count == 0 && law->atom_count == 2);
    near(law->atoms[0].place, 0.49 / 1.09, 0, 1e-14);
    near(law->atoms[1].place, 1.69 / 1.09, 0, 1e-14);
    rmt_law_close(law);
    law = open_law("jacobian --activation=hard-tanh --depth=10 --weights=orthogonal --length=0.15");
    const double p = erf(1 / sqrt(0.3));
    near(law->atoms[0].mass, 1 - p, 0, 1e-12);
    near(law->atoms[1].place, pow(p, -10), 0, 1e-12);
    near(law->atoms[1].mass, 1 - 10 * (1 - p), 0, 1e-12);
    rmt_law_close(law);
}

/* Hard-tanh networks tend to isometry at L (1/p - 1) fixed, with an error of order 1/L. */
Test(jacobian, tends_to_isometry)
{
    enum { DEPTH = 20000 };
    rmt_law *deep, *limit;
    const double q = 0.06, p = erf(1 / sqrt(2 * q)), variance = DEPTH * (erfc(1 / sqrt(2 * q)) / p);
    cr_assert_eq(rmt_law_open(&deep, NULL,
                              "jacobian --activation=hard-tanh --weights=orthogonal --depth=%d --length=%.17g",
                              DEPTH, q),
                 HODO_OK);
    cr_assert_eq(rmt_law_open(&limit, NULL, "isometry --variance=%.17g", variance), HODO_OK);
    near(limit->intervals[0].upper, M_E * variance, 0, 1e-13);
    near(deep->intervals[0].upper, limit->intervals[0].upper, 0, 2.0 / DEPTH);
    double moment[4], want[4];
    cr_assert_eq(rmt_law_moments(deep, 4, moment, NULL), HODO_OK);
    cr_assert_eq(rmt_law_moments(limit, 4, want, NULL), HODO_OK);
    near(want[1], 1 + variance, 0, 1e-14);
    for (int k = 0; k < 4; k++) {
        near(moment[k], want[k], 0, 20.0 / DEPTH);
    }
    for (double x = 0.05; x < limit->intervals[0].upper; x *= 1.3) {
        double f[2];
        cr_assert_eq(rmt_law_cumulative(deep, &x, 1, &f[0], NULL), HODO_OK);
        cr_assert_eq(rmt_law_cumulative(limit, &x, 1, &f[1], NULL), HODO_OK);
        near(f[0], f[1], 5.0 / DEPTH, 0);
    }
    rmt_law_close(deep);
    rmt_law_close(limit);
}

/* Edges at c = 1, the limit of depth, and a spectrum that closes about 1 as c falls. */
Test(jacobian, linear_resnet)
{
    rmt_law *law = open_law("jacobian-resnet --scale=1"),
            *deep = open_law("jacobian-resnet --scale=1 --depth=100000");
    near(law->intervals[0].lower, 0.0174, 5e-5, 0);
    near(law->intervals[0].upper, 7.76, 5e-3, 0);
    near(deep->intervals[0].lower, law->intervals[0].lower, 0, 1e-4);
    near(deep->intervals[0].upper, law->intervals[0].upper, 0, 1e-4);
    rmt_law_close(law);
    rmt_law_close(deep);
    for (double scale = 1e-2; scale > 1e-8; scale /= 10) {
        double density, moment[2], middle = 1;
        cr_assert_eq(rmt_law_open(&law, NULL, "jacobian-resnet --scale=%.17g", scale), HODO_OK);
        const double radius = 2 * scale * M_SQRT2; /* a semicircle of variance 2 c^2 */
        near(law->intervals[0].upper - 1, radius, 0, 3 * scale + 1e-8);
        cr_assert_eq(rmt_law_density(law, &middle, 1, &density, NULL), HODO_OK);
        near(density, 2 / (M_PI * radius), 0, 3 * scale);
        cr_assert_eq(rmt_law_moments(law, 2, moment, NULL), HODO_OK);
        near(moment[1], 1 + 2 * scale * scale, 0, 1e-15);
        rmt_law_close(law);
    }
    law = open_law("jacobian-resnet --scale=0");
    cr_assert(law->atom_count == 1 && law->interval_count == 0);
    rmt_law_close(law);
}

/* Off the edge of chaos the whole law is that of the critical one times chi^L. */
Test(jacobian, scales_by_the_susceptibility)
{
    rmt_law *law = open_law("jacobian --activation=relu --depth=6 --weight-variance=2.2");
    rmt_law *critical = open_law("jacobian --activation=relu --depth=6");
    const double scale = pow(1.1, 6), x = 3.3;
    double density, want, moment;
    const double place = x / scale;
    near(law->intervals[0].upper, scale * critical->intervals[0].upper, 0, 1e-13);
    cr_assert_eq(rmt_law_density(law, &x, 1, &density, NULL), HODO_OK);
    cr_assert_eq(rmt_law_density(critical, &place, 1, &want, NULL), HODO_OK);
    near(density, want / scale, 0, 1e-12);
    cr_assert_eq(rmt_law_moments(law, 1, &moment, NULL), HODO_OK);
    near(moment, scale, 0, 1e-13);
    rmt_law_close(law);
    rmt_law_close(critical);
}
