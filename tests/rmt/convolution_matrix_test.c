/* Free convolution against matrices: eigenvalues of A + U B U^T and A^(1/2) U B U^T A^(1/2), A and B diagonal
 * with exactly the given atoms, U uniform on the orthogonal group.
 *
 * Statistic: Re and Im of g(z) = tr((z - M)^-1)/m at four z above the bulk. Its bias is O(1/m) for orthogonal
 * U; 2 g at width 2m minus g at width m leaves O(1/m^2), below a tenth of the standard error here. Student's t
 * over the draws, two-sided, at a rate of 1e-4 for the whole suite shared by its 2 x 8 tests. Power: the laws
 * that are wrong here (the classical sum and product, and the other operation) must be refused. */
#include "measures.h"

#include "base/eigenvalue.h"
#include "base/random.h"
#include "effort.h"

#include <gsl/gsl_cdf.h>
#include <lapacke.h>
#include <stdlib.h>

TestSuite(convolution_matrix, .init = quiet_gsl);

enum { WIDTH = 60, PLACES = 4, STATISTICS = 2 * PLACES };
static const double false_alarm = 1e-4 / (2 * STATISTICS);

static const rmt_atom first_atoms[] = {{1, 0.5}, {2, 0.5}}, second_atoms[] = {{0.2, 0.3}, {1, 0.4}, {3, 0.3}};
enum { FIRST = 2, SECOND = 3 };

/* value[i] = eigenvalue i of a diagonal matrix with these atoms; width is a multiple of 10. */
static void fill_diagonal(const rmt_atom *atoms, size_t count, size_t width, double *value)
{
    size_t i = 0;
    for (size_t a = 0; a < count; a++) {
        for (const size_t end = i + (size_t)lround(atoms[a].mass * (double)width); i < end; i++) {
            value[i] = atoms[a].place;
        }
    }
    cr_assert_eq(i, width);
}

/* Eigenvalues of one draw. U is the Q of a Gaussian matrix, R's diagonal made positive. */
static void draw(bool product, size_t width, const hodo_stream *stream, uint32_t tensor, double *values)
{
    const size_t square = width * width;
    const lapack_int m = (lapack_int)width;
    double *u = malloc(3 * square * sizeof *u), *matrix = u + square, *scaled = matrix + square;
    double *tau = malloc(3 * width * sizeof *tau), *a = tau + width, *b = a + width;
    hodo_error error = {0};
    hodo_random_normal_double(stream, tensor, 0, square, 1, u);
    cr_assert_eq(LAPACKE_dgeqrf(LAPACK_ROW_MAJOR, m, m, u, m, tau), 0);
    fill_diagonal(first_atoms, FIRST, width, a);
    fill_diagonal(second_atoms, SECOND, width, b);
    /* The signs of R's diagonal go through U B U^T unseen, for B is diagonal. */
    cr_assert_eq(LAPACKE_dorgqr(LAPACK_ROW_MAJOR, m, m, m, u, m, tau), 0);
    for (size_t i = 0; i < width; i++) {
        for (size_t k = 0; k < width; k++) {
            scaled[i * width + k] = u[i * width + k] * b[k];
        }
    }
    for (size_t i = 0; i < width; i++) {
        for (size_t j = 0; j < width; j++) {
            double sum = 0;
            for (size_t k = 0; k < width; k++) {
                sum += scaled[i * width + k] * u[j * width + k];
            }
            matrix[i * width + j] = product ? sqrt(a[i]) * sum * sqrt(a[j]) : sum + (i == j ? a[i] : 0);
        }
    }
    cr_assert_eq(hodo_symmetric_eigenvalues(matrix, width, values, &error), HODO_OK, "%s", error.message);
    free(tau);
    free(u);
}

static const double complex places[PLACES] = {0.7 + 0.4 * I, 1.8 + 0.4 * I, 3.1 + 0.4 * I, 5 + 0.4 * I};

static void transform(const double *values, size_t width, double statistic[STATISTICS])
{
    for (size_t p = 0; p < PLACES; p++) {
        double complex sum = 0;
        for (size_t i = 0; i < width; i++) {
            sum += 1 / (places[p] - values[i]);
        }
        statistic[2 * p] = creal(sum) / (double)width;
        statistic[2 * p + 1] = cimag(sum) / (double)width;
    }
}

/* The largest |t| of a theory over the statistics. */
static double largest_t(const double complex *theory, const double *mean, const double *error)
{
    double most = 0;
    for (size_t k = 0; k < STATISTICS; k++) {
        const double want = k % 2 == 0 ? creal(theory[k / 2]) : cimag(theory[k / 2]);
        const double t = fabs(mean[k] - want) / error[k];
        most = t <= most ? most : t; /* NaN stays */
    }
    return most;
}

static void theory_of(bool product, double complex *theory)
{
    rmt_measure *first = measure_of_atoms(first_atoms, FIRST), *second = measure_of_atoms(second_atoms, SECOND);
    rmt_convolution *free_one = convolution_of(product ? &rmt_convolution_multiply : &rmt_convolution_add,
                                               first, second);
    for (size_t p = 0; p < PLACES; p++) {
        hodo_error error = {0};
        cr_assert_eq(rmt_convolution_cauchy(free_one, places[p], &theory[p], &error), HODO_OK, "%s",
                     error.message);
    }
    rmt_convolution_close(free_one);
    rmt_measure_free(second);
    rmt_measure_free(first);
}

/* Independent variables instead of free ones. */
static void classical_of(bool product, double complex *theory)
{
    for (size_t p = 0; p < PLACES; p++) {
        theory[p] = 0;
        for (size_t i = 0; i < FIRST; i++) {
            for (size_t j = 0; j < SECOND; j++) {
                const double a = first_atoms[i].place, b = second_atoms[j].place;
                theory[p] += first_atoms[i].mass * second_atoms[j].mass /
                             (places[p] - (product ? a * b : a + b));
            }
        }
    }
}

static void compare(bool product)
{
    const size_t draws = (size_t)fmax(10, round(60 * test_effort()));
    double mean[STATISTICS] = {0}, square[STATISTICS] = {0}, error[STATISTICS];
    double *values = malloc((size_t)2 * WIDTH * sizeof *values);
    const hodo_stream stream = hodo_stream_open(20240607, "convolution matrix test", product);
    for (size_t d = 0; d < draws; d++) {
        double narrow[STATISTICS], wide[STATISTICS];
        draw(product, WIDTH, &stream, (uint32_t)(2 * d), values);
        transform(values, WIDTH, narrow);
        draw(product, (size_t)2 * WIDTH, &stream, (uint32_t)(2 * d + 1), values);
        transform(values, (size_t)2 * WIDTH, wide);
        for (size_t k = 0; k < STATISTICS; k++) {
            const double x = 2 * wide[k] - narrow[k];
            mean[k] += x / (double)draws;
            square[k] += x * x / (double)draws;
        }
    }
    for (size_t k = 0; k < STATISTICS; k++) {
        error[k] = sqrt((square[k] - mean[k] * mean[k]) / (double)(draws - 1));
    }
    const double limit = gsl_cdf_tdist_Qinv(false_alarm / 2, (double)(draws - 1));
    double complex theory[PLACES], classical[PLACES], other[PLACES];
    theory_of(product, theory);
    theory_of(!product, other);
    classical_of(product, classical);
    const double t = largest_t(theory, mean, error);
    cr_assert(t <= limit, "free convolution: |t| = %g, above %g", t, limit);
    cr_assert(largest_t(classical, mean, error) > 3 * limit, "the classical law is not told apart: |t| = %g",
              largest_t(classical, mean, error));
    cr_assert(largest_t(other, mean, error) > 3 * limit, "the other operation is not told apart: |t| = %g",
              largest_t(other, mean, error));
    free(values);
}

Test(convolution_matrix, sums_of_turned_matrices)
{
    compare(false);
}

Test(convolution_matrix, products_of_turned_matrices)
{
    compare(true);
}
