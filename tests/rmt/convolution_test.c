/* Free convolutions against closed forms: densities, edges, atoms; moments by free cumulants and
 * S-transforms. */
#include "measures.h"

#include <gsl/gsl_poly.h>
#include <stdlib.h>
#include <string.h>

TestSuite(convolution, .init = quiet_gsl);

/* Newton ends at rounding; edges add some digits' loss at |dz/dW| small. */
static const double density_tolerance = 1e-11, edge_tolerance = 1e-12;

/* -Im g / pi of the root with the least imaginary part of a cubic; 0 when all are real. */
static double cubic_density(double a, double b, double c)
{
    gsl_complex z[3];
    (void)gsl_poly_complex_solve_cubic(a, b, c, &z[0], &z[1], &z[2]);
    return -fmin(GSL_IMAG(z[0]), fmin(GSL_IMAG(z[1]), GSL_IMAG(z[2]))) / M_PI;
}

Test(convolution, semicircles_add_their_variances)
{
    rmt_measure *one = measure_of_words("semicircle");
    rmt_convolution *sum = convolution_of(&rmt_convolution_add, one, one);
    size_t count;
    const rmt_interval *interval = rmt_convolution_intervals(sum, &count);
    cr_assert_eq(count, 1);
    near(interval->lower, -sqrt(8), 0, edge_tolerance);
    near(interval->upper, sqrt(8), 0, edge_tolerance);
    rmt_measure *result = convolved(&rmt_convolution_add, one, one);
    for (double x = -2.8; x < 2.82; x += 0.1) {
        const double want = sqrt(8 - x * x) / (4 * M_PI);
        near(density_at(sum, x), want, density_tolerance, 0);
        near(rmt_measure_density(result, x), want, density_tolerance, 0);
    }
    rmt_measure_free(result);
    rmt_convolution_close(sum);
    rmt_measure_free(one);
}

/* Free Poisson laws of one jump size add their rates: ratio r twice is jump r at rate 2/r, with an atom for r >
 * 2. */
Test(convolution, free_poisson_rates_add)
{
    static const double ratios[] = {0.3, 1, 1.9, 2, 4};
    for (size_t c = 0; c < sizeof ratios / sizeof ratios[0]; c++) {
        const double r = ratios[c];
        char words[64];
        (void)snprintf(words, sizeof words, "marchenko-pastur --ratio=%.17g", r);
        rmt_measure *one = measure_of_words(words);
        rmt_convolution *sum = convolution_of(&rmt_convolution_add, one, one);
        const double lower = pow(sqrt(r) - sqrt(2), 2), upper = pow(sqrt(r) + sqrt(2), 2);
        size_t count;
        const rmt_interval *interval = rmt_convolution_intervals(sum, &count);
        cr_assert_eq(count, 1);
        near(interval->lower, lower, edge_tolerance * upper, 0);
        near(interval->upper, upper, 0, edge_tolerance);
        near(interval->lower_exponent, r == 2 ? -0.5 : 0.5, 1e-9, 0);
        const rmt_atom *atom = rmt_convolution_atoms(sum, &count);
        cr_assert_eq(count, r > 2 ? 1 : 0);
        if (r > 2) {
            near(atom->place, 0, 0, 0);
            near(atom->mass, 1 - 2 / r, 1e-14, 0);
        }
        for (double part = 0.002; part < 1; part += 0.0499) {
            const double x = lower + part * (upper - lower);
            near(density_at(sum, x), sqrt((upper - x) * (x - lower)) / (2 * M_PI * r * x), density_tolerance,
                 density_tolerance);
        }
        rmt_convolution_close(sum);
        rmt_measure_free(one);
    }
}

/* Atoms in, none out: +-1 twice is the arcsine law, whose hard edges are no critical points. */
Test(convolution, two_coins_are_the_arcsine_law)
{
    static const rmt_atom coin[] = {{-1, 0.5}, {1, 0.5}};
    rmt_measure *one = measure_of_atoms(coin, 2);
    rmt_convolution *sum = convolution_of(&rmt_convolution_add, one, one);
    size_t count;
    (void)rmt_convolution_atoms(sum, &count);
    cr_assert_eq(count, 0);
    const rmt_interval *interval = rmt_convolution_intervals(sum, &count);
    cr_assert_eq(count, 1);
    near(interval->lower, -2, 0, edge_tolerance);
    near(interval->upper, 2, 0, edge_tolerance);
    near(interval->upper_exponent, -0.5, 1e-9, 0);
    for (double x = -1.999; x < 2; x += 0.0771) {
        near(density_at(sum, x), 1 / (M_PI * sqrt(4 - x * x)), 0, density_tolerance);
    }
    rmt_convolution_close(sum);
    rmt_measure_free(one);
}

/* +-a and a semicircle: G = (W/(W^2 - a^2)), z = W + G (Pastur); edges where dz/dW = 0, that is
 * W^2 = (2 a^2 + 1 +- sqrt(8 a^2 + 1))/2; one interval for a <= 1 (a cusp x^(1/3) at 0 for a = 1), two for a >
 * 1, however narrow the gap. */
Test(convolution, two_atoms_and_a_semicircle_have_one_or_two_intervals)
{
    static const double places[] = {0.5, 0.99, 1, 1.01, 1.2, 3, 30};
    rmt_measure *noise = measure_of_words("semicircle");
    double classical_gap = 0;
    for (size_t c = 0; c < sizeof places / sizeof places[0]; c++) {
        const double a = places[c];
        const rmt_atom atoms[] = {{-a, 0.5}, {a, 0.5}};
        rmt_measure *coin = measure_of_atoms(atoms, 2);
        rmt_convolution *sum = convolution_of(&rmt_convolution_add, coin, noise);
        size_t count;
        const rmt_interval *interval = rmt_convolution_intervals(sum, &count);
        cr_assert_eq(count, a > 1 ? 2 : 1);
        const double far = sqrt((2 * a * a + 1 + sqrt(8 * a * a + 1)) / 2);
        near(interval[count - 1].upper, far + far / (far * far - a * a), edge_tolerance, edge_tolerance);
        if (a > 1) {
            const double near_square = (2 * a * a + 1 - sqrt(8 * a * a + 1)) / 2, w = sqrt(near_square);
            near(interval[1].lower, w + w / (near_square - a * a), edge_tolerance, 1e-9);
        }
        for (double x = 0.003; x < a + 2; x += 0.0937) {
            /* G^3 - 2 z G^2 + (z^2 - a^2 + 1) G - z = 0 */
            const double want = cubic_density(-2 * x, x * x - a * a + 1, -x);
            near(density_at(sum, x), want, 1e-9, 0); /* the cubic's own rounding near an edge */
            const double classical =
                (sqrt(fmax(0, 4 - (x - a) * (x - a))) + sqrt(fmax(0, 4 - (x + a) * (x + a)))) / (4 * M_PI);
            classical_gap = a < 2 ? fmax(classical_gap, fabs(want - classical)) : classical_gap;
        }
        rmt_convolution_close(sum);
        rmt_measure_free(coin);
    }
    /* The classical sum of independent variables would have been seen. */
    cr_assert(classical_gap > 0.05, "the classical convolution is within %g", classical_gap);
    rmt_measure_free(noise);
}

/* S = 1/((1 + r u)(1 + q u)): x = (1 + u)(1 + r u)(1 + q u)/u is a cubic in u = x G - 1. */
Test(convolution, products_of_wisharts_are_cubic)
{
    static const double ratios[][2] = {{0.5, 0.5}, {0.3, 0.8}, {0.5, 2}, {1, 0.5}, {1, 1}, {2, 2}, {3, 1.5}};
    for (size_t c = 0; c < sizeof ratios / sizeof ratios[0]; c++) {
        const double r = ratios[c][0], q = ratios[c][1];
        char words[2][64];
        rmt_measure *measure[2];
        for (size_t j = 0; j < 2; j++) {
            (void)snprintf(words[j], sizeof words[j], "marchenko-pastur --ratio=%.17g", ratios[c][j]);
            measure[j] = measure_of_words(words[j]);
        }
        rmt_convolution *product = convolution_of(&rmt_convolution_multiply, measure[0], measure[1]);
        /* u^3 rq + u^2 (r + q + rq) + u (1 + r + q - x) + 1 */
        const double a = (r + q + r * q) / (r * q), b = 1 + r + q;
        size_t count;
        const rmt_interval *interval = rmt_convolution_intervals(product, &count);
        cr_assert_eq(count, 1);
        double lower = 0, upper = 0; /* critical values of x(u) */
        gsl_complex u[3];            /* dx/du = 0: 2 rq u^3 + (r + q + rq) u^2 - 1 = 0 */
        (void)gsl_poly_complex_solve_cubic(a / 2, 0, -1 / (2 * r * q), &u[0], &u[1], &u[2]);
        for (size_t k = 0; k < 3; k++) {
            const double v = GSL_REAL(u[k]), x = (1 + v) * (1 + r * v) * (1 + q * v) / v;
            upper = v > 0 ? x : upper;
            lower = v < 0 && fabs(GSL_IMAG(u[k])) < 1e-9 ? fmax(lower, x) : lower;
        }
        near(interval->upper, upper, 0, edge_tolerance);
        near(interval->lower, lower, 1e-12, 1e-9);
        const rmt_atom *atom = rmt_convolution_atoms(product, &count);
        cr_assert_eq(count, fmax(r, q) > 1 ? 1 : 0);
        if (count == 1) {
            near(atom->mass, 1 - 1 / fmax(r, q), 1e-14, 0);
        }
        for (double part = 0.01; part < 1; part += 0.0499) {
            const double x = lower + part * (upper - lower);
            near(density_at(product, x), cubic_density(a, (b - x) / (r * q), 1 / (r * q)) / x, 1e-10, 1e-10);
        }
        rmt_convolution_close(product);
        rmt_measure_free(measure[0]);
        rmt_measure_free(measure[1]);
    }
}

/* The Fuss-Catalan law of order s at angle phi in (0, pi/(s+1)). */
static void fuss_catalan(double s, double phi, double *x, double *density)
{
    *x = pow(sin((s + 1) * phi), s + 1) / (sin(phi) * pow(sin(s * phi), s));
    *density = pow(sin(phi), 2) * pow(sin(s * phi), s - 1) / (M_PI * pow(sin((s + 1) * phi), s));
}

/* A hard edge of exponent -2/3 and then -3/4: the result as a measure is convolved again. */
Test(convolution, square_wisharts_multiply_to_fuss_catalan_laws)
{
    rmt_measure *one = measure_of_words("marchenko-pastur --ratio=1");
    rmt_measure *before = measure_of_words("marchenko-pastur --ratio=1");
    for (int s = 2; s <= 3; s++) {
        rmt_convolution *product = convolution_of(&rmt_convolution_multiply, before, one);
        size_t count;
        const rmt_interval *interval = rmt_convolution_intervals(product, &count);
        cr_assert_eq(count, 1);
        near(interval->lower, 0, 0, 0);
        near(interval->lower_exponent, -s / (s + 1.0), 1e-9, 0);
        near(interval->upper, pow(s + 1, s + 1) / pow(s, s), 0, 1e-11);
        double x, want;
        for (double part = 0.02; part < 1; part += 0.07) {
            fuss_catalan(s, part * M_PI / (s + 1), &x, &want);
            near(density_at(product, x), want, 0, s == 2 ? 1e-11 : 1e-9);
        }
        for (double rest = 1e-2; rest > 1e-7; rest /= 10) { /* x down to 1e-22 */
            fuss_catalan(s, (1 - rest) * M_PI / (s + 1), &x, &want);
            near(density_at(product, x), want, 0, 1e-8); /* sin((s+1) phi) there loses 7 digits */
        }
        rmt_measure *after = convolved(&rmt_convolution_multiply, before, one);
        rmt_measure_free(before);
        before = after;
        rmt_convolution_close(product);
    }
    rmt_measure_free(before);
    rmt_measure_free(one);
}

/* Two projections of rank p and q: free binomial; three atoms with masses that leave an isolated one. */
Test(convolution, atoms_follow_bercovici_and_voiculescu)
{
    static const rmt_atom first[] = {{-1, 0.2}, {1, 0.8}}, second[] = {{0, 0.3}, {2, 0.7}}, unit[] = {{3, 1}};
    rmt_measure *a = measure_of_atoms(first, 2), *b = measure_of_atoms(second, 2),
                *c = measure_of_atoms(unit, 1);
    rmt_convolution *sum = convolution_of(&rmt_convolution_add, a, b);
    size_t count;
    const rmt_atom *atom = rmt_convolution_atoms(sum, &count);
    cr_assert_eq(count, 2);
    near(atom[0].place, 1, 0, 0);
    near(atom[0].mass, 0.1, 1e-14, 0);
    near(atom[1].place, 3, 0, 0);
    near(atom[1].mass, 0.5, 1e-14, 0);
    rmt_convolution_close(sum);
    rmt_convolution *product = convolution_of(&rmt_convolution_multiply, b, b);
    atom = rmt_convolution_atoms(product, &count);
    cr_assert_eq(count, 2);
    near(atom[0].place, 0, 0, 0);
    near(atom[0].mass, 0.3, 1e-14, 0);
    near(atom[1].place, 4, 0, 0);
    near(atom[1].mass, 0.4, 1e-14, 0);
    /* 4 times a free binomial with p = q = 0.7: density sqrt((l+ - x) x)/(2 pi x (1 - x)), l+ = 4 p (1 - p) */
    const rmt_interval *interval = rmt_convolution_intervals(product, &count);
    cr_assert_eq(count, 1);
    near(interval->upper, 4 * 0.84, 0, edge_tolerance);
    near(interval->lower, 0, 0, 0);
    near(interval->lower_exponent, -0.5, 1e-9, 0);
    for (double x = 0.01; x < 0.84; x += 0.07) {
        near(4 * density_at(product, 4 * x), sqrt((0.84 - x) * x) / (2 * M_PI * x * (1 - x)), 0,
             density_tolerance);
    }
    rmt_convolution_close(product);
    /* One atom of mass 1 shifts or scales. */
    rmt_measure *shifted = convolved(&rmt_convolution_add, c, a),
                *scaled = convolved(&rmt_convolution_multiply, b, c);
    atom = rmt_measure_atoms(shifted, &count);
    cr_assert_eq(count, 2);
    near(atom[0].place, 2, 0, 0);
    near(atom[1].mass, 0.8, 1e-14, 0);
    atom = rmt_measure_atoms(scaled, &count);
    near(atom[1].place, 6, 0, 0);
    rmt_measure_free(scaled);
    rmt_measure_free(shifted);
    rmt_measure_free(c);
    rmt_measure_free(b);
    rmt_measure_free(a);
}

Test(convolution, what_cannot_be_convolved_is_refused)
{
    static const rmt_atom nothing[] = {{0, 1}};
    rmt_measure *one = measure_of_words("semicircle"), *zero = measure_of_atoms(nothing, 1);
    rmt_measure *positive = measure_of_words("marchenko-pastur --ratio=0.5");
    rmt_convolution *convolution = NULL;
    hodo_error error = {0};
    cr_assert_eq(rmt_convolution_open(&convolution, &rmt_convolution_multiply, positive, one, &error),
                 HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "second measure of a product reaches down to -2"));
    cr_assert_eq(rmt_convolution_open(&convolution, &rmt_convolution_multiply, zero, positive, &error),
                 HODO_INVALID);
    cr_assert_not_null(strstr(error.message, "atom at 0"));
    cr_assert_null(rmt_convolution_find("subtract", &error));
    double complex cauchy;
    convolution = convolution_of(&rmt_convolution_add, one, one);
    cr_assert_eq(rmt_convolution_cauchy(convolution, 5, &cauchy, &error), HODO_INVALID);
    cr_assert_eq(rmt_convolution_cauchy(convolution, CMPLX(0.1, -0.1), &cauchy, &error), HODO_INVALID);
    rmt_convolution_close(convolution);
    rmt_law *law = NULL;
    rmt_measure *measure = NULL;
    cr_assert_eq(rmt_law_open(&law, &error, "tracy-widom"), HODO_OK);
    cr_assert_eq(rmt_measure_of_law(&measure, law, &error), HODO_INVALID);
    rmt_law_close(law);
    rmt_measure_free(positive);
    rmt_measure_free(zero);
    rmt_measure_free(one);
}
