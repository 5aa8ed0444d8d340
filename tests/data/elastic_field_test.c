/* Elastic fields: the factor against the covariance, the covariance against Gaussian smoothing in Fourier space
 * by FFTW, and the law of the stream's own fields. */
#include "base/planner.h"
#include "data/elastic_field.h"
#include "effort.h"
#include "near.h"
#include "strokes.h"

#include <fftw3.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum { SIDE = HODO_DIGIT_SIDE };

static double covariance(const hodo_elastic_factor *factor, int i, int j)
{
    double sum = 0.0;
    for (size_t k = 0; k < factor->rank; k++) {
        sum += (double)factor->rows[k][i] * (double)factor->rows[k][j];
    }
    return sum;
}

/* What the factor leaves out, 2^-24, and the rounding of its entries, whose squares sum to 1: 2^-23. */
static const double factor_tolerance = 3.0 * 0x1p-24;

static const double lengths[] = {0.5, 0.8, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 30.0, 1000.0};
enum { LENGTHS = sizeof lengths / sizeof lengths[0] };

Test(elastic_field, the_factor_squares_to_the_covariance)
{
    for (size_t l = 0; l < LENGTHS; l++) {
        hodo_elastic_factor factor;
        hodo_elastic_factorise(lengths[l], &factor);
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                const double d = (i - j) / (2.0 * lengths[l]);
                near(covariance(&factor, i, j), exp(-d * d), factor_tolerance, 0.0);
            }
        }
    }
}

/* White noise on a torus, multiplied in Fourier space by a Gaussian of standard deviation 1/length, has as its
 * covariance the inverse transform of the square of that; scaled to variance 1. */
static void smoothed_covariance(double length, int size, fftw_complex *lag)
{
    double total = 0.0;
    for (int a = 0; a < size; a++) {
        for (int b = 0; b < size; b++) {
            const double ka = 2.0 * M_PI / size * (a <= size / 2 ? a : a - size);
            const double kb = 2.0 * M_PI / size * (b <= size / 2 ? b : b - size);
            const double transfer = exp(-0.5 * length * length * (ka * ka + kb * kb));
            lag[a * size + b][0] = transfer * transfer;
            lag[a * size + b][1] = 0.0;
            total += transfer * transfer;
        }
    }
    hodo_planner_lock();
    fftw_plan plan = fftw_plan_dft_2d(size, size, lag, lag, FFTW_BACKWARD, FFTW_ESTIMATE);
    hodo_planner_unlock();
    fftw_execute(plan);
    hodo_planner_lock();
    fftw_destroy_plan(plan);
    hodo_planner_unlock();
    for (int k = 0; k < size * size; k++) {
        lag[k][0] /= total;
    }
}

/* Lengths for which neither the torus (exp(-(size - 27)^2/(4 length^2))) nor the lattice (exp(-pi^2 length^2))
 * shows. */
Test(elastic_field, covariance_is_that_of_smoothing_in_fourier_space)
{
    enum { SIZE = 128 };
    fftw_complex *lag = fftw_malloc(SIZE * SIZE * sizeof *lag);
    for (int l = 0; l < 3; l++) {
        const double length = (double[]){2.0, 4.0, 6.0}[l];
        smoothed_covariance(length, SIZE, lag);
        hodo_elastic_factor factor;
        hodo_elastic_factorise(length, &factor);
        for (int dy = 0; dy < SIDE; dy++) {
            for (int dx = 0; dx < SIDE; dx++) {
                const double product =
                    covariance(&factor, 0, dy) * covariance(&factor, SIDE - 1, SIDE - 1 - dx);
                near(product, lag[dy * SIZE + dx][0], 2.0 * factor_tolerance, 0.0);
            }
        }
    }
    fftw_free(lag);
}

/* Sums and differences of two values of the fields of images i and i + next: Gaussian, of variance
 * 2 amplitude^2 (1 +- correlation), so that their mean squares are chi-square and their means are normal,
 * exactly. Pairs across images are taken in every 8th image only, where no field is in two of them. */
typedef struct pair {
    int component, row, column, other_component, other_row, other_column, next;
} pair;

static const pair pairs[] = {
    {0, 14, 14, 0, 14, 15, 0}, {0, 14, 14, 0, 15, 14, 0}, {1, 14, 14, 1, 14, 18, 0}, {1, 14, 14, 1, 18, 14, 0},
    {0, 3, 5, 0, 6, 9, 0},     {1, 20, 4, 1, 12, 10, 0},  {0, 0, 0, 0, 0, 8, 0},     {1, 27, 27, 1, 19, 27, 0},
    {0, 0, 0, 0, 27, 27, 0},   {1, 0, 27, 1, 0, 0, 0},    {0, 14, 14, 1, 14, 14, 0}, {0, 2, 20, 1, 4, 21, 0},
    {0, 14, 14, 0, 14, 14, 1}, {1, 3, 25, 1, 3, 25, 1},   {0, 7, 7, 1, 7, 7, 1},     {0, 14, 14, 0, 14, 14, 2},
    {1, 9, 9, 1, 9, 9, 7},     {0, 27, 13, 0, 0, 13, 1},
};
enum { PAIRS = sizeof pairs / sizeof pairs[0], STATISTICS = 4 * PAIRS, REACH = 8 };

typedef double law(double squared_distance, double length);

static double stated_law(double r2, double length)
{
    return exp(-r2 / (4.0 * length * length));
}

static double unsquared_kernel_law(double r2, double length)
{
    return exp(-r2 / (2.0 * length * length));
}

typedef struct hypothesis {
    double amplitude, length;
    law *correlation;
    uint64_t sharing; /* so many images in a row are made to share a field; 1 for none */
} hypothesis;

static double two_sided(double below, double above)
{
    return fmin(1.0, 2.0 * fmin(below, above));
}

static const double true_amplitude = 1.5, true_length = 3.0;

/* The least p-value of all statistics, times their number. */
static double least_p(uint64_t seed, hypothesis claim)
{
    const size_t count = REACH * (size_t)(2500.0 * test_effort() + 1.0);
    const hodo_digit_deformation settings = {.amplitude = true_amplitude, .smoothing = true_length};
    hodo_digit_stream *stream = strokes_stream(&settings, seed);
    static float fields[REACH][2][HODO_DIGIT_PIXELS];
    static double sums[PAIRS][2], squares[PAIRS][2];
    memset(sums, 0, sizeof sums);
    memset(squares, 0, sizeof squares);
    for (size_t i = 0; i < count; i++) {
        float(*now)[HODO_DIGIT_PIXELS] = fields[i % REACH];
        hodo_digit_stream_field(stream, i / claim.sharing, now[0], now[1]);
        for (size_t k = 0; k < PAIRS; k++) {
            const pair *at = &pairs[k];
            if (at->next > 0 && i % REACH < REACH - 1) {
                continue;
            }
            const double one = (double)now[at->component][at->row * SIDE + at->column];
            const double other = (double)fields[(i + REACH - (size_t)at->next) % REACH][at->other_component]
                                               [at->other_row * SIDE + at->other_column];
            for (int sign = 0; sign < 2; sign++) {
                const double value = sign == 0 ? one + other : one - other;
                sums[k][sign] += value;
                squares[k][sign] += value * value;
            }
        }
    }
    hodo_digit_stream_free(stream);
    double least = 1.0;
    for (size_t k = 0; k < PAIRS; k++) {
        const pair *at = &pairs[k];
        const double dy = at->row - at->other_row, dx = at->column - at->other_column;
        const double terms = (double)(at->next > 0 ? count / REACH : count);
        const double correlation = at->component != at->other_component || at->next != 0
                                       ? 0.0
                                       : claim.correlation(dy * dy + dx * dx, claim.length);
        for (int sign = 0; sign < 2; sign++) {
            const double variance =
                2.0 * claim.amplitude * claim.amplitude * (sign == 0 ? 1.0 + correlation : 1.0 - correlation);
            const double chi = squares[k][sign] / variance, z = sums[k][sign] / sqrt(terms * variance);
            least = fmin(least, two_sided(gsl_cdf_chisq_P(chi, terms), gsl_cdf_chisq_Q(chi, terms)));
            least = fmin(least, two_sided(gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z)));
        }
    }
    return least * STATISTICS;
}

/* False alarm at most 1e-4: Bonferroni over 72 statistics. */
Test(elastic_field, fields_have_the_stated_law)
{
    const double p = least_p(21, (hypothesis){true_amplitude, true_length, stated_law, 1});
    cr_assert(p > 1e-4, "p = %g", p);
}

static const hypothesis wrong[] = {
    {1.05 * 1.5, 3.0, stated_law, 1},
    {1.5, 0.95 * 3.0, stated_law, 1},
    {1.5, 3.0, unsquared_kernel_law, 1},
    {1.5, 3.0, stated_law, 2}, /* what a block of two images a field would do */
};
enum { WRONG = sizeof wrong / sizeof wrong[0] };

Test(elastic_field, wrong_laws_and_shared_fields_would_be_found)
{
    for (size_t k = 0; k < WRONG; k++) {
        const double p = least_p(21, wrong[k]);
        cr_assert(p < 1e-9, "wrong law %zu: p = %g", k, p);
    }
}
