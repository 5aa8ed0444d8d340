/* Measured spectra: the false-alarm rate of outliers, planted spikes on either side of the threshold of Baik,
 * Ben Arous and Peche, the scale under gross outliers, the exponent of a power law; wrong estimates must
 * fail. */
#include "base/eigenvalue.h"
#include "base/random.h"
#include "effort.h"
#include "near.h"
#include "rmt/spectrum/measured_spectrum.h"
#include "rmt/program/spectrum_judgement.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void quiet(void)
{
    (void)gsl_set_error_handler_off();
}
TestSuite(spectrum, .init = quiet);

#define TEST_FALSE_ALARM 1e-4

/* lambda (p,) of p x n noise of variance 1 whose first `spikes` rows are scaled by sqrt(1 + spike). */
static void draw(const char *name, uint64_t cell, size_t p, size_t n, size_t spikes, double spike,
                 double *lambda)
{
    const hodo_stream stream = hodo_stream_open(20251, name, cell);
    double *x = malloc(p * n * sizeof *x);
    hodo_random_normal_double(&stream, 0, 0, p * n, 1, x);
    for (size_t i = 0; i < spikes * n; i++) {
        x[i] *= sqrt(1 + spike);
    }
    cr_assert(hodo_squared_singular_values(x, p, n, lambda, NULL) == HODO_OK);
    for (size_t i = 0; i < p; i++) {
        lambda[i] /= (double)n;
    }
    free(x);
}

static size_t outliers_of(const double *lambda, size_t p, size_t n, double rate)
{
    rmt_spectrum_fit fit;
    hodo_error error = {0};
    cr_assert(rmt_spectrum_fit_bulk(lambda, p, n, rate, &fit, &error) == HODO_OK, "%s", error.message);
    const size_t outliers = fit.outliers;
    rmt_spectrum_fit_free(&fit);
    return outliers;
}

/* Is a count of `trials` with this probability? Two-sided. */
static bool is_binomial(unsigned count, double probability, unsigned trials)
{
    return gsl_cdf_binomial_P(count, probability, trials) > TEST_FALSE_ALARM / 2 &&
           (count == 0 || gsl_cdf_binomial_Q(count - 1, probability, trials) > TEST_FALSE_ALARM / 2);
}

/* Pure noise has an outlier at the stated rate. The scale matters: with the mean but without the correction for
 * it the rate at 20 x 30 is near 0.027, with the robust scale alone near 0.09; both would be seen. */
Test(spectrum, false_alarm_rate)
{
    enum { P = 20, N = 30 };
    const double rate = 0.05;
    const unsigned trials = (unsigned)(3000 * test_effort());
    unsigned found = 0;
    double lambda[P];
    for (unsigned t = 0; t < trials; t++) {
        draw("false-alarm", t, P, N, 0, 0, lambda);
        found += outliers_of(lambda, P, N, rate) > 0;
    }
    cr_assert(is_binomial(found, rate, trials), "%u of %u at %g", found, trials, rate);
    if (trials >= 3000) {
        cr_assert(!is_binomial((unsigned)(0.027 * trials), rate, trials));
        cr_assert(!is_binomial((unsigned)(0.088 * trials), rate, trials));
    }
}

/* A row of variance 1 + l separates above l = sqrt(p / n) = 0.71 (Baik, Ben Arous and Peche 2005): at 3 it is
 * always found, alone; at 0.2 hardly more often than noise is. */
Test(spectrum, spikes_on_either_side)
{
    enum { P = 100, N = 200, TRIALS = 60 };
    const double rate = 1e-2;
    unsigned extra = 0, below = 0;
    double lambda[P];
    for (unsigned t = 0; t < TRIALS; t++) {
        draw("above", t, P, N, 1, 3, lambda);
        const size_t found = outliers_of(lambda, P, N, rate);
        cr_assert(found >= 1, "trial %u", t);
        extra += found > 1;
        draw("below", t, P, N, 1, 0.2, lambda);
        below += outliers_of(lambda, P, N, rate) > 0;
    }
    cr_assert(extra == 0 || gsl_cdf_binomial_Q(extra - 1, rate, TRIALS) > TEST_FALSE_ALARM,
              "%u beside the spike", extra);
    /* Below the threshold the largest eigenvalue has noise's law in the limit; twice its rate is granted. */
    cr_assert(below == 0 || gsl_cdf_binomial_Q(below - 1, 2 * rate, TRIALS) > TEST_FALSE_ALARM, "%u below",
              below);
}

/* sigma^2 with 5% of the rows 5 to 11 times as large: the robust scale within its own wander, the mean far
 * off. */
Test(spectrum, scale_under_outliers)
{
    enum { P = 200, N = 400, SPIKES = 10, TRIALS = 12 };
    const double wander = 2.2 / sqrt((double)P * N); /* measured on noise: 1.6 .. 2.0 / sqrt(p n) */
    double lambda[P], sum = 0;
    for (unsigned t = 0; t < TRIALS; t++) {
        rmt_spectrum_fit fit;
        draw("scale", t, P, N, SPIKES, 6 + t, lambda);
        cr_assert(rmt_spectrum_fit_bulk(lambda, P, N, 1e-3, &fit, NULL) == HODO_OK);
        near(fit.variance, 1, 4.5 * wander, 0);
        near((double)fit.outliers, SPIKES, 1, 0);
        sum += fit.variance;
        double mean = 0;
        for (size_t i = 0; i < P; i++) {
            mean += lambda[i] / P;
        }
        cr_assert(fabs(mean - 1) > 20 * wander, "the mean would have done: %g", mean);
        rmt_spectrum_fit_free(&fit);
    }
    near(sum / TRIALS, 1, 4.5 * wander / sqrt(TRIALS), 0);
}

static const size_t shapes[][2] = {{30, 30}, {40, 60}, {60, 40}, {50, 500}, {128, 129}, {200, 100}};

/* Pure noise of any shape: the scale, the edges, a distance of order 1/p, and the same spectrum when
 * transposed. */
Test(spectrum, noise_of_any_shape)
{
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++) {
        const size_t rows = shapes[k][0], columns = shapes[k][1], p = rows < columns ? rows : columns;
        const hodo_stream stream = hodo_stream_open(7, "shape", k);
        rmt_matrix matrix = {malloc(rows * columns * sizeof(double)), rows, columns};
        hodo_random_normal_double(&stream, 0, 0, rows * columns, 1.5, matrix.data);
        double frobenius = 0;
        for (size_t i = 0; i < rows * columns; i++) {
            frobenius += matrix.data[i] * matrix.data[i];
        }
        rmt_measured_spectrum spectrum;
        rmt_spectrum_judgement judgement;
        cr_assert(rmt_measure_singular_values(&matrix, &spectrum, NULL) == HODO_OK);
        cr_assert(spectrum.p == p && spectrum.n == rows + columns - p);
        near(spectrum.frobenius_norm, sqrt(frobenius), 0, 1e-13);
        near(spectrum.stable_rank, frobenius / pow(spectrum.singular[p - 1], 2), 0, 1e-12);
        cr_assert(spectrum.effective_rank > spectrum.stable_rank && spectrum.effective_rank < (double)p);
        cr_assert(rmt_spectrum_judge(&spectrum, 1e-4, &judgement, NULL) == HODO_OK);
        cr_assert(judgement.has_bulk && judgement.fit.outliers == 0);
        near(judgement.fit.variance, 2.25, 4.5 * 2.25 * 2.2 / sqrt((double)(rows * columns)), 0);
        near(judgement.fit.distance, 0, 3.5 / (double)p, 0); /* independent values would be 2.2 / sqrt(p) off */
        cr_assert(judgement.threshold > judgement.fit.upper);
        cr_assert(strcmp(rmt_spectrum_prefers_tail(&judgement), "yes") != 0);
        rmt_spectrum_judgement_free(&judgement);
        rmt_measured_spectrum_free(&spectrum);
        rmt_matrix_free(&matrix);
    }
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Values with density ~ x^-exponent above 1 and, for a share of them, uniform below. */
static void draw_pareto(uint64_t cell, size_t count, double exponent, double body, double *x)
{
    const hodo_stream stream = hodo_stream_open(11, "pareto", cell);
    double *u = malloc(2 * count * sizeof *u);
    hodo_random_uniform(&stream, 0, 0, 2 * count, u);
    for (size_t i = 0; i < count; i++) {
        x[i] = u[count + i] < body ? u[i] : pow(u[i], 1 / (1 - exponent));
    }
    qsort(x, count, sizeof *x, ascending);
    free(u);
}

static const double exponents[] = {1.8, 2.5, 3.5};

/* The exponent within its standard error; a wrong one, half a unit off, outside. */
Test(spectrum, exponent_recovered)
{
    enum { COUNT = 2000, TRIALS = 10 };
    static double x[COUNT];
    for (size_t k = 0; k < sizeof exponents / sizeof exponents[0]; k++) {
        double z_sum = 0;
        for (unsigned t = 0; t < TRIALS; t++) {
            rmt_power_law_tail tail;
            draw_pareto(100 * k + t, COUNT, exponents[k], t % 2 != 0 ? 0.5 : 0, x);
            cr_assert(rmt_power_law_tail_fit(x, COUNT, &tail, NULL) == HODO_OK);
            cr_assert(tail.plausible);
            /* Choosing x_min by the best fit widens the error a little: five standard errors hold 1e-4 of
             * all. */
            near(tail.exponent, exponents[k], 5 * tail.standard_error, 0);
            z_sum += (tail.exponent - exponents[k]) / tail.standard_error;
            cr_assert(fabs(tail.exponent - exponents[k] - 0.5) > 2 * tail.standard_error);
        }
        near(z_sum / TRIALS, 0, 5 / sqrt(TRIALS), 0);
    }
}

/* Uniform values have no power law: it is refused, or only a stub of them is left. */
Test(spectrum, no_power_law)
{
    enum { COUNT = 2000 };
    static double x[COUNT];
    rmt_power_law_tail tail;
    const hodo_stream stream = hodo_stream_open(11, "uniform", 0);
    hodo_random_uniform(&stream, 0, 0, COUNT, x);
    qsort(x, COUNT, sizeof *x, ascending);
    cr_assert(rmt_power_law_tail_fit(x, COUNT, &tail, NULL) == HODO_OK);
    cr_assert(!tail.plausible || tail.count < COUNT / 4 || tail.exponent > 6);
    for (size_t i = 0; i < COUNT; i++) {
        x[i] = 1;
    }
    cr_assert(rmt_power_law_tail_fit(x, COUNT, &tail, NULL) == HODO_INVALID);
    cr_assert(rmt_power_law_tail_fit(x, 5, &tail, NULL) == HODO_INVALID);
}

/* A matrix of Pareto eigenvalues: the tail is preferred to the bulk, with its exponent. */
Test(spectrum, heavy_tail_preferred)
{
    enum { P = 500 };
    double lambda[P];
    draw_pareto(999, P, 2.2, 0.3, lambda);
    rmt_measured_spectrum spectrum = {.p = P, .n = 2 * P, .lambda = lambda, .singular = lambda};
    rmt_spectrum_judgement judgement;
    cr_assert(rmt_spectrum_judge(&spectrum, 1e-3, &judgement, NULL) == HODO_OK);
    cr_assert_str_eq(rmt_spectrum_prefers_tail(&judgement), "yes");
    near(judgement.tail.exponent, 2.2, 5 * judgement.tail.standard_error, 0);
    cr_assert(judgement.fit.distance > 0.1); /* and the bulk law shows that it does not fit */
    rmt_spectrum_judgement_free(&judgement);
}

Test(spectrum, refusals)
{
    double lambda[10] = {0, 0, 0, 0, 1, 1, 1, 1, 1, 2};
    rmt_spectrum_fit fit;
    hodo_error error = {0};
    cr_assert(rmt_spectrum_fit_bulk(lambda, 10, 20, 1e-3, &fit, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "low rank") != NULL);
    lambda[0] = lambda[1] = lambda[2] = lambda[3] = 1;
    cr_assert(rmt_spectrum_fit_bulk(lambda, 7, 20, 1e-3, &fit, NULL) == HODO_INVALID);
    cr_assert(rmt_spectrum_fit_bulk(lambda, 10, 9, 1e-3, &fit, NULL) == HODO_INVALID);
    cr_assert(rmt_spectrum_fit_bulk(lambda, 10, 20, 0, &fit, NULL) == HODO_INVALID);
    cr_assert(rmt_spectrum_fit_bulk(lambda, 10, 20, NAN, &fit, NULL) == HODO_INVALID);
    rmt_matrix zeros = {calloc(16, sizeof(double)), 4, 4};
    rmt_measured_spectrum spectrum;
    cr_assert(rmt_measure_singular_values(&zeros, &spectrum, NULL) == HODO_INVALID);
    rmt_matrix_free(&zeros);
}

/* Squares of entries like 1e200 overflow, those of 1e-200 vanish: told, not computed as inf, nan or 0. */
Test(spectrum, entries_whose_squares_are_no_doubles)
{
    static const double scales[] = {1e200, 1e-200};
    for (size_t i = 0; i < 2; i++) {
        double data[] = {3, 1, 1, 2};
        for (size_t j = 0; j < 4; j++) {
            data[j] *= scales[i];
        }
        rmt_matrix matrix = {data, 2, 2};
        rmt_measured_spectrum spectrum;
        hodo_error error = {0};
        cr_assert(rmt_measure_singular_values(&matrix, &spectrum, &error) == HODO_INVALID);
        cr_assert(strstr(error.message, "divide") != NULL, "%s", error.message);
        cr_assert(rmt_measure_eigenvalues(&matrix, &spectrum, &error) == HODO_INVALID);
    }
}

/* All ones: one singular value, and eleven that are rounding, which are no bulk to have outliers. */
Test(spectrum, rounding_is_no_bulk)
{
    enum { P = 12 };
    double data[P * P];
    for (size_t i = 0; i < P * P; i++) {
        data[i] = 1;
    }
    rmt_matrix ones = {data, P, P};
    rmt_measured_spectrum spectrum;
    cr_assert(rmt_measure_singular_values(&ones, &spectrum, NULL) == HODO_OK);
    rmt_spectrum_fit fit;
    hodo_error error = {0};
    cr_assert(rmt_spectrum_fit_bulk(spectrum.lambda, P, P, 1e-3, &fit, &error) == HODO_INVALID);
    cr_assert(strstr(error.message, "low rank") != NULL, "%s", error.message);
    rmt_measured_spectrum_free(&spectrum);
}
