/* Measures: Cauchy transforms against closed forms in the plane and on the cut, moments, tables, bad input. */
#include "measures.h"

#include <stdlib.h>
#include <string.h>

TestSuite(measure, .init = quiet_gsl);

/* G is a sum of a hundred terms of size 1; near the cut the closed forms lose a few digits too. */
static const double cauchy_tolerance = 2e-13;

static double arcsine(double x)
{
    return 1 / (M_PI * sqrt((2 - x) * (2 + x)));
}

static double mirrored_wishart(double x) /* 4 minus a square Wishart's eigenvalue: hard at the upper edge */
{
    return sqrt(x / (4 - x)) / (2 * M_PI);
}

static double uniform(double x)
{
    (void)x;
    return 0.5;
}

static double complex semicircle_cauchy(double complex z)
{
    return 2 / (z + csqrt(z - 2) * csqrt(z + 2));
}

static double complex arcsine_cauchy(double complex z)
{
    return 1 / (csqrt(z - 2) * csqrt(z + 2));
}

static double complex wishart_cauchy(double complex z)
{
    return 2 / (z + csqrt(z) * csqrt(z - 4));
}

/* conj keeps to the upper side of the cut; compilers differ on the sign of the zero in 4 - z. */
static double complex mirrored_cauchy(double complex z)
{
    return -conj(wishart_cauchy(CMPLX(4 - creal(z), cimag(z))));
}

static double complex uniform_cauchy(double complex z)
{
    return (clog(z + 1) - clog(z - 1)) / 2;
}

typedef struct cauchy_case {
    const char *words; /* a law, or NULL: the density */
    plain_density density;
    rmt_interval interval;
    double complex (*cauchy)(double complex z);
} cauchy_case;

static const cauchy_case cauchy_cases[] = {
    {"semicircle", NULL, {0, 0, 0, 0}, semicircle_cauchy},
    {"marchenko-pastur --ratio=1", NULL, {0, 0, 0, 0}, wishart_cauchy},
    {NULL, arcsine, {-2, 2, -0.5, -0.5}, arcsine_cauchy},
    {NULL, mirrored_wishart, {0, 4, 0.5, -0.5}, mirrored_cauchy},
    {NULL, uniform, {-1, 1, 0, 0}, uniform_cauchy}, /* panels */
};

Test(measure, cauchy_transforms_are_those_of_closed_forms)
{
    static const double complex places[] = {0.3 + 0.2 * I, -1.3 + 1e-3 * I, 1.7 + 1e-9 * I, 5 + 3 * I,
                                            -40,           1e3 + 1e3 * I,   0.123,          0.987,
                                            4.5,           -2.5 + 0.1 * I};
    for (size_t c = 0; c < sizeof cauchy_cases / sizeof cauchy_cases[0]; c++) {
        const cauchy_case *it = &cauchy_cases[c];
        rmt_measure *measure = it->words != NULL ? measure_of_words(it->words)
                                                 : measure_of_density(it->density, it->interval);
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            const double complex z = CMPLX(creal(places[i]), cimag(places[i]));
            const rmt_cauchy got = rmt_measure_cauchy(measure, z);
            const double complex want = it->cauchy(z);
            near(creal(got.value), creal(want), cauchy_tolerance, cauchy_tolerance);
            near(cimag(got.value), cimag(want), cauchy_tolerance, cauchy_tolerance);
            /* differences along the real line, to fourth order */
            const double h = 2e-4;
            const double complex slope = (8 * (it->cauchy(z + h) - it->cauchy(z - h)) -
                                          (it->cauchy(z + 2 * h) - it->cauchy(z - 2 * h))) /
                                         (12 * h);
            near(cabs(got.derivative - slope), 0, 1e-8 + 1e-7 * cabs(slope), 0);
            const rmt_cauchy below = rmt_measure_cauchy(measure, conj(z + 0.5 * I));
            near(cabs(below.value - conj(it->cauchy(z + 0.5 * I))), 0, cauchy_tolerance, 0);
        }
        rmt_measure_free(measure);
    }
}

/* z = w^3 / (w - 1) with w = z G for the product of two square Gaussian matrices, down to the hard edge
 * x^(-2/3). */
Test(measure, panels_follow_an_edge_of_another_exponent)
{
    rmt_measure *measure = measure_of_words("fuss-catalan --order=2");
    for (double x = 3; x > 1e-30; x /= 97) {
        for (int side = 0; side < 3; side++) {
            const double complex z = side == 0   ? CMPLX(x, 0.0)
                                     : side == 1 ? CMPLX(x, x)
                                                 : CMPLX(-x, x / 10);
            const double complex w = z * rmt_measure_cauchy(measure, z).value;
            near(cabs(w * w * w / (z * (w - 1)) - 1), 0, 1e-10, 0);
        }
    }
    rmt_measure_free(measure);
}

Test(measure, moments_and_mass)
{
    static const double catalan[] = {1, 1, 2, 5, 14, 42, 132, 429, 1430};
    double moment[9];
    rmt_measure *measure = measure_of_words("marchenko-pastur --ratio=1");
    rmt_measure_moments(measure, 0, 8, moment);
    for (size_t k = 0; k <= 8; k++) {
        near(moment[k], catalan[k], 0, 1e-13);
    }
    rmt_measure_moments(measure, 1, 2, moment); /* about the mean */
    near(moment[1], 0, 1e-14, 0);
    near(moment[2], 1, 0, 1e-13);
    rmt_measure_free(measure);
}

/* The density of a table with 200 rows comes back to many digits, with edges given or found. */
Test(measure, a_table_comes_back)
{
    static const struct {
        const char *words;
        double tolerance;
    } cases[] = {{"semicircle", 1e-12},
                 {"marchenko-pastur --ratio=0.5", 1e-11},
                 {"marchenko-pastur --ratio=1", 1e-12},
                 {"marchenko-pastur --ratio=2", 1e-11},
                 {"fuss-catalan --order=2", 1e-10}};
    enum { ROWS = 200 };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        for (int given = 0; given < 2; given++) {
            hodo_error error = {0};
            rmt_law *law = NULL;
            rmt_measure *measure = NULL;
            double x[ROWS], density[ROWS];
            cr_assert_eq(rmt_law_open(&law, &error, "%s", cases[c].words), HODO_OK);
            cr_assert_eq(rmt_measure_grid(law->intervals, law->interval_count, ROWS, x, &error), HODO_OK);
            cr_assert_eq(rmt_law_density(law, x, ROWS, density, &error), HODO_OK);
            cr_assert_eq(rmt_measure_of_table(&measure, x, density, ROWS, law->intervals,
                                              given ? law->interval_count : 0, law->atoms, law->atom_count,
                                              &error),
                         HODO_OK, "%s: %s", cases[c].words, error.message);
            for (double part = 0.01; part < 1; part += 0.061) {
                const double at = law->intervals[0].lower +
                                  part * (law->intervals[0].upper - law->intervals[0].lower);
                double want;
                cr_assert_eq(rmt_law_density(law, &at, 1, &want, &error), HODO_OK);
                near(rmt_measure_density(measure, at), want, 0, cases[c].tolerance);
            }
            rmt_measure_free(measure);
            rmt_law_close(law);
        }
    }
}

/* An equidistant table that misses both edges is fitted too, to the digits that finding the edges leaves. */
Test(measure, a_plain_grid_is_fitted)
{
    enum { ROWS = 400 };
    double x[ROWS], density[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        x[i] = -2.1 + 4.2 * (double)i / (ROWS - 1);
        density[i] = fabs(x[i]) < 2 ? sqrt(4 - x[i] * x[i]) / (2 * M_PI) : 0;
    }
    hodo_error error = {0};
    rmt_measure *measure = NULL;
    cr_assert_eq(rmt_measure_of_table(&measure, x, density, ROWS, NULL, 0, NULL, 0, &error), HODO_OK, "%s",
                 error.message);
    near(rmt_measure_density(measure, 0.1234), sqrt(4 - 0.1234 * 0.1234) / (2 * M_PI), 0, 1e-4);
    rmt_measure_free(measure);
}

typedef struct bad_case {
    size_t row;
    double x, density;
    const char *message;
} bad_case;

Test(measure, bad_tables_are_refused)
{
    enum { ROWS = 40 };
    static const bad_case cases[] = {
        {7, 0, NAN, "row 8: density nan"},
        {7, NAN, 0.2, "row 8: density"},
        {7, 0.4, -0.1, "row 8: the density"},
        {7, 3, 0.1, "row 9: x = "},
        {20, 0, 0, NULL},
    };
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        double x[ROWS], density[ROWS];
        for (size_t i = 0; i < ROWS; i++) {
            x[i] = -2 * cos(M_PI * (double)i / (ROWS - 1));
            density[i] = sqrt(fmax(0, 4 - x[i] * x[i])) / M_PI; /* twice too high */
        }
        hodo_error error = {0};
        rmt_measure *measure = NULL;
        if (cases[c].message != NULL) {
            x[cases[c].row] = cases[c].x;
            density[cases[c].row] = cases[c].density;
        }
        cr_assert_eq(rmt_measure_of_table(&measure, x, density, ROWS, NULL, 0, NULL, 0, &error), HODO_INVALID);
        cr_assert_null(measure);
        const char *want = cases[c].message != NULL ? cases[c].message : "the mass is 2";
        cr_assert_not_null(strstr(error.message, want), "got '%s', want '%s'", error.message, want);
    }
    hodo_error error = {0};
    rmt_measure *measure = NULL;
    double x[4] = {0, 1, 2, 3}, density[4] = {0, 0.5, 0.5, 0};
    cr_assert_eq(rmt_measure_of_table(&measure, x, density, 4, NULL, 0, NULL, 0, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "give at least 8"));
    const rmt_atom atoms[] = {{1, 0.5}, {0, 0.5}};
    const rmt_measure_source source = {.atoms = atoms, .atom_count = 2};
    cr_assert_eq(rmt_measure_make(&measure, &source, &error), HODO_INVALID);
}
