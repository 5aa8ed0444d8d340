#include "near.h"
#include "rmt/kernel/bfk_map.h"
#include "rmt/kernel/bfk_resnet_map.h"
#include "rmt/law/law.h"
#include "rmt/opened_law.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

/* Spectra of backward-to-feature kernels against closed forms, quadrature, and recursions that know no
 * spectrum. */

/* Sums of some hundred positive terms. */
#define ROUNDING 1e-12
/* What a density must keep where there is a closed form, near edges too. */
#define CLOSED_FORM 1e-8

static void quiet(void)
{
    gsl_set_error_handler_off();
}

TestSuite(bfk, .init = quiet);

/* int f dF by the midpoint rule in phi, ln x = middle + half cos(phi): f rho dx/dphi is analytic and periodic
 * in phi, so that the rule converges geometrically. Atoms included. */
static double integral(const rmt_law *law, double (*f)(double x, const void *context), const void *context)
{
    enum { NODES = 3000 };
    const double low = log(law->intervals[0].lower), high = log(law->intervals[0].upper);
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
        const double phi = M_PI * (i + 0.5) / NODES, x = exp((low + high) / 2 + (high - low) / 2 * cos(phi));
        sum += f(x, context) * density_at(law, x) * x * (high - low) / 2 * sin(phi) * M_PI / NODES;
    }
    for (size_t i = 0; i < law->atom_count; i++) {
        sum += law->atoms[i].mass * f(law->atoms[i].place, context);
    }
    return sum;
}

static double power(double x, const void *context)
{
    return pow(x, *(const double *)context);
}

static double resolvent(double x, const void *context)
{
    return 1 / (*(const double *)context - x);
}

static double logarithm(double x, const void *context)
{
    return log(*(const double *)context - x);
}

static const char *const lines[] = {"bfk --activation=linear --depth=2",
                                    "bfk --activation=linear --depth=3",
                                    "bfk --activation=linear --depth=7",
                                    "bfk --activation=linear --depth=40",
                                    "bfk --activation=linear --depth=1000",
                                    "bfk --activation=relu --depth=2",
                                    "bfk --activation=relu --depth=3",
                                    "bfk --activation=relu --depth=4",
                                    "bfk --activation=relu --depth=40",
                                    "bfk --activation=relu --depth=1000",
                                    "bfk-resnet --scale=0.05",
                                    "bfk-resnet --scale=0.7",
                                    "bfk-resnet --scale=1",
                                    "bfk-resnet --scale=3",
                                    "bfk-resnet --scale=12"};
enum { LINES = sizeof lines / sizeof lines[0] };

/* Density and atoms have mass 1 and the moments of the free recursions, to order 8. */
Test(bfk, moments_by_recursion_and_by_quadrature)
{
    for (size_t i = 0; i < LINES; i++) {
        rmt_law *law = open_law(lines[i]);
        double moment[8];
        cr_assert_eq(rmt_law_moments(law, 8, moment, NULL), HODO_OK);
        near(moment[0], 1, 0, ROUNDING);
        for (int k = 0; k <= 8; k++) {
            const double order = k;
            near(integral(law, power, &order), k == 0 ? 1 : moment[k - 1], 0, 1e-8);
        }
        rmt_law_close(law);
    }
}

/* The closed distribution function against the quadrature of the density; atoms and edges. */
Test(bfk, distribution_is_the_integral_of_the_density)
{
    for (size_t i = 0; i < LINES; i++) {
        rmt_law *law = open_law(lines[i]);
        const rmt_interval interval = law->intervals[0];
        const double atom = law->atom_count > 0 ? law->atoms[0].mass : 0;
        near(cumulative_at(law, interval.lower), atom, 0, 0);
        near(cumulative_at(law, interval.upper), 1, 0, 0);
        cr_assert_eq(cumulative_at(law, interval.lower * 0.5), 0);
        /* Gauss' midpoint rule in u = sqrt of the distance to the lower edge, up to the middle in ln x. */
        const double middle = sqrt(interval.lower * interval.upper), root = sqrt(middle - interval.lower);
        enum { NODES = 20000 };
        double sum = atom;
        for (int k = 0; k < NODES; k++) {
            const double u = root * (k + 0.5) / NODES;
            sum += density_at(law, interval.lower + u * u) * 2 * u * root / NODES;
        }
        near(cumulative_at(law, middle), sum, 2e-6, 0);
        rmt_law_close(law);
    }
}

/* s with z(s) = place on the real axis outside the support, by bisection in ln|s|: left or right of all of
 * it. */
static rmt_curve_point outside(const rmt_curve_map *map, double place)
{
    const double sign = place < 0 ? -1 : 1, edge = place < 0 ? map->lower : map->upper;
    double low = log(fabs(edge)), high = low + 40;
    rmt_curve_point point;
    for (int i = 0; i < 200; i++) {
        const double middle = (low + high) / 2;
        map->at(map->context, sign * exp(middle), &point);
        *(sign * (creal(point.place) - place) < 0 ? &low : &high) = middle;
    }
    return point;
}

/* g(-1) of T_v, by the map and by quadrature of the density (left of everything, so left of the ReLU's atom
 * too). */
Test(bfk, known_transforms)
{
    static const double linear[] = {0.36603, 0.31644, 0.29249, 0.27895}, relu[] = {.3904, .3603, .3480, .3418};
    for (size_t v = 2; v <= 5; v++) {
        for (int masked = 0; masked < 2; masked++) {
            const rmt_bfk_depth depth = {v, masked};
            rmt_curve_map map;
            cr_assert_eq(rmt_bfk_map(&depth, &map, NULL), HODO_OK);
            if (masked) {
                map.lower = -4.0 * (double)(v * v); /* right of the atom's s: start the search left of both */
            }
            const rmt_curve_point point = outside(&map, -2); /* z = -1 is -2 from 1 */
            const double known = masked ? relu[v - 2] : linear[v - 2];
            if (!masked) {
                near(-creal(point.transform), known, 6e-6, 0);
            }
            char line[64];
            (void)snprintf(line, sizeof line, "bfk --activation=%s --depth=%zu", masked ? "relu" : "linear", v);
            rmt_law *law = open_law(line);
            const double z = -1 / (double)v;
            const double by_density = -integral(law, resolvent, &z) / (double)v;
            near(by_density, known, masked ? 6e-5 : 6e-6, 0);
            if (!masked) {
                near(by_density, -creal(point.transform), 0, 1e-9);
                near(integral(law, logarithm, &(double){3 * law->intervals[0].upper}) + log((double)v),
                     creal(outside(&map, 3 * (double)v * law->intervals[0].upper - 1).potential), 0, 1e-9);
            }
            rmt_law_close(law);
        }
    }
    /* v = 1: K = I. */
    near(1 / (1 - -1.0), 0.5, 0, 0);
    const double time = 1;
    rmt_curve_map map;
    cr_assert_eq(rmt_bfk_resnet_map(&time, &map, NULL), HODO_OK);
    near(creal(outside(&map, 6).transform), .20787, 5e-6, 0);
    near(creal(outside(&map, -1).transform), -.56610, 5e-6, 0);
    rmt_law *law = open_law("bfk-resnet --scale=1");
    for (size_t i = 0; i < 2; i++) {
        const double z = i == 0 ? 6 : -1;
        near(integral(law, resolvent, &z), creal(outside(&map, z).transform), 0, 1e-9);
    }
    near(integral(law, logarithm, &(double){6}), creal(outside(&map, 6).potential), 0, 1e-9);
    rmt_law_close(law);
}

typedef struct known_value {
    const char *line;
    double x, density, cumulative;
} known_value;

/* Deep: by arithmetic of 40 digits, the branch followed from infinity (Im z = 10^4 V^2) down to the axis at
 * this x. */
static const known_value deep[] = {
    {"bfk --activation=linear --depth=100", 0.015, 25.064372490751301, 0.27319347809726752},
    {"bfk --activation=linear --depth=100", 30, 0.00033495474330580352, 0.99152204504346581},
    {"bfk --activation=relu --depth=100", 0.3, 0.19422253874936683, 0.8841437148168637},
    {"bfk --activation=linear --depth=1000", 0.0015, 250.5446005405179, 0.2731005471428633},
    {"bfk --activation=linear --depth=1000", 0.03, 2.7328682837489316, 0.83577464144245774},
    {"bfk --activation=linear --depth=1000", 1100, 1.2939557558617037e-7, 0.99999673019939644},
    {"bfk --activation=relu --depth=1000", 0.0015, 98.128893313519681, 0.51187550932625682},
    {"bfk --activation=relu --depth=1000", 300, 2.2870582485670862e-6, 0.99917243935468176},
};

Test(bfk, deep_networks_from_infinity)
{
    for (size_t i = 0; i < sizeof deep / sizeof deep[0]; i++) {
        rmt_law *law = open_law(deep[i].line);
        near(density_at(law, deep[i].x), deep[i].density, 0, 1e-9); /* measured: 2e-10 at V = 1000 */
        near(cumulative_at(law, deep[i].x), deep[i].cumulative, 1e-10, 0);
        rmt_law_close(law);
    }
}

/* V = 2: T - 1 is a Wishart matrix, square (linear) or of m/2 columns (ReLU). */
Test(bfk, two_layers_are_wishart)
{
    rmt_law *linear = open_law("bfk --activation=linear --depth=2");
    rmt_law *relu = open_law("bfk --activation=relu --depth=2");
    near(linear->intervals[0].lower, 0.5, 0, 0);
    near(linear->intervals[0].upper, 2.5, 0, 1e-15);
    near(linear->intervals[0].lower_exponent, -0.5, 0, 0);
    cr_assert_eq(linear->atom_count, 0);
    const double low = (M_SQRT2 - 1) * (M_SQRT2 - 1), high = (M_SQRT2 + 1) * (M_SQRT2 + 1);
    near(relu->intervals[0].lower, (1 + low) / 2, 0, 1e-15);
    near(relu->intervals[0].upper, (1 + high) / 2, 0, 1e-15);
    near(relu->atoms[0].place, 0.5, 0, 0);
    near(relu->atoms[0].mass, 0.5, 0, 0);
    for (int i = 1; i < 200; i++) {
        /* Towards the edges, to 1e-14 of the hard one and 1e-7 of the soft ones: rounding is eps over the
         * distance there. */
        const double u = i / 200.0, upper = 1 - pow(10, -7 * (2 * u - 1)) / 2;
        const double share = i < 100 ? pow(10, -14 * (1 - 2 * u)) / 2 : upper;
        const double x = 0.5 + 2 * share, y = 2 * x - 1;
        near(density_at(linear, x), 2 * sqrt(y * (4 - y)) / (2 * M_PI * y), 0, CLOSED_FORM);
        const double phi = asin(sqrt(y / 4));
        near(cumulative_at(linear, x), (2 * phi + sin(2 * phi)) * M_1_PI, 1e-14, 0);
        const double w = low + (high - low) * (i < 100 ? pow(10, -7 * (1 - 2 * u)) / 2 : upper);
        near(density_at(relu, (1 + w) / 2), 2 * sqrt((w - low) * (high - w)) / (4 * M_PI * w), 0, CLOSED_FORM);
    }
    cr_assert_eq(density_at(linear, 0.5), INFINITY);
    cr_assert_eq(density_at(linear, 0.49), 0);
    cr_assert_eq(density_at(linear, 2.51), 0);
    cr_assert_eq(density_at(relu, 0.55), 0);
    cr_assert_eq(cumulative_at(relu, 0.55), 0.5);
    cr_assert_eq(cumulative_at(relu, 0.49), 0);
    rmt_law_close(linear);
    rmt_law_close(relu);
}

/* Exponents: density / distance^exponent tends to a constant at every edge. A wrong one, off by 1/2, would be
 * off by 10. */
Test(bfk, edge_exponents)
{
    for (size_t i = 0; i < LINES; i++) {
        rmt_law *law = open_law(lines[i]);
        const rmt_interval at = law->intervals[0];
        for (int end = 0; end < 2; end++) {
            const double edge = end ? at.upper : at.lower,
                         exponent = end ? at.upper_exponent : at.lower_exponent;
            const double step = (end ? -1 : 1) * fmin(edge, at.upper - at.lower) * 1e-6;
            const double ratio = density_at(law, edge + step / 100) / density_at(law, edge + step);
            near(ratio * pow(100, exponent), 1, 0, 0.01);
        }
        rmt_law_close(law);
    }
}
