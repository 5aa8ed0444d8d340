#include "rmt/spectrum/measured_spectrum.h"

#include "base/eigenvalue.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Entries that went through float32 on different ways differ by its rounding, 6e-8 of the largest, some times
 * over. */
static const double asymmetry_allowed = 1e-6;

/* Largest entries whose squares, summed and times eps^2, stay far inside the range of a double. */
static const double entry_least = 1e-140, entry_most = 1e140;

static hodo_status take(rmt_measured_spectrum *spectrum, size_t p, size_t n, bool singular, hodo_error *error)
{
    *spectrum = (rmt_measured_spectrum){.p = p, .n = n, .lambda = malloc(2 * p * sizeof(double))};
    spectrum->singular = singular && spectrum->lambda != NULL ? spectrum->lambda + p : NULL;
    return spectrum->lambda != NULL ? HODO_OK
                                    : hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu singular values", p);
}

/* Values below n eps of the largest are LAPACK's rounding, not the matrix's: the rank is that of Golub and Van
 * Loan (2013, section 5.5.8). They become 0, lest a matrix of low rank be given a bulk of rounding errors. */
static void clear_rounding(double *value, size_t p, size_t n)
{
    double largest = 0;
    for (size_t i = 0; i < p; i++) {
        largest = fmax(largest, fabs(value[i]));
    }
    for (size_t i = 0; i < p; i++) {
        value[i] = fabs(value[i]) > (double)n * DBL_EPSILON * largest ? value[i] : 0;
    }
}

/* Norms and ranks from the absolute values s (p,). */
static hodo_status sum_up(rmt_measured_spectrum *spectrum, const double *value, hodo_error *error)
{
    double sum = 0, largest = 0;
    for (size_t i = 0; i < spectrum->p; i++) {
        sum += fabs(value[i]);
        largest = fmax(largest, fabs(value[i]));
    }
    if (!(largest > 0)) {
        return hodo_fail(error, HODO_INVALID,
                         "all entries of the matrix are 0: it has no spectrum to speak of");
    }
    double squares = 0, entropy = 0;
    for (size_t i = 0; i < spectrum->p; i++) {
        const double share = fabs(value[i]) / sum, relative = value[i] / largest;
        squares += relative * relative; /* relative, so that no square under- or overflows */
        entropy -= share > 0 ? share * log(share) : 0;
    }
    spectrum->spectral_norm = largest;
    spectrum->frobenius_norm = largest * sqrt(squares);
    spectrum->stable_rank = squares;
    spectrum->effective_rank = exp(entropy);
    return HODO_OK;
}

/* The matrix with rows and columns exchanged, if it has more rows than columns. */
static hodo_status lay_down(rmt_matrix *matrix, hodo_error *error)
{
    const size_t rows = matrix->rows, columns = matrix->columns;
    if (rows <= columns) {
        return HODO_OK;
    }
    double *data = malloc(rows * columns * sizeof *data);
    if (data == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory to transpose %zu x %zu numbers", rows, columns);
    }
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) {
            data[j * rows + i] = matrix->data[i * columns + j];
        }
    }
    free(matrix->data);
    *matrix = (rmt_matrix){data, columns, rows};
    return HODO_OK;
}

static double largest_entry(const rmt_matrix *matrix)
{
    double largest = 0;
    for (size_t i = 0; i < matrix->rows * matrix->columns; i++) {
        largest = fmax(largest, fabs(matrix->data[i]));
    }
    return largest;
}

static hodo_status check_range(const rmt_matrix *matrix, hodo_error *error)
{
    const double largest = largest_entry(matrix);
    return largest == 0 || (largest >= entry_least && largest <= entry_most)
               ? HODO_OK
               : hodo_fail(error, HODO_INVALID,
                           "the largest entry is %g in size, outside %g..%g, where squares of "
                           "singular values are doubles: divide the matrix by it",
                           largest, entry_least, entry_most);
}

hodo_status rmt_measure_singular_values(rmt_matrix *matrix, rmt_measured_spectrum *spectrum, hodo_error *error)
{
    *spectrum = (rmt_measured_spectrum){.lambda = NULL};
    hodo_status status = check_range(matrix, error);
    status = status != HODO_OK ? status : lay_down(matrix, error);
    status = status != HODO_OK ? status : take(spectrum, matrix->rows, matrix->columns, true, error);
    status = status != HODO_OK ? status
                               : hodo_squared_singular_values(matrix->data, matrix->rows, matrix->columns,
                                                              spectrum->lambda, error);
    for (size_t i = 0; status == HODO_OK && i < spectrum->p; i++) {
        spectrum->singular[i] = sqrt(spectrum->lambda[i]);
    }
    if (status == HODO_OK) {
        clear_rounding(spectrum->singular, spectrum->p, spectrum->n);
    }
    for (size_t i = 0; status == HODO_OK && i < spectrum->p; i++) {
        spectrum->lambda[i] = spectrum->singular[i] > 0 ? spectrum->lambda[i] / (double)spectrum->n : 0;
    }
    status = status != HODO_OK ? status : sum_up(spectrum, spectrum->singular, error);
    if (status != HODO_OK) {
        rmt_measured_spectrum_free(spectrum);
    }
    return status;
}

static hodo_status check_symmetric(const rmt_matrix *matrix, hodo_error *error)
{
    const size_t n = matrix->rows;
    if (n != matrix->columns) {
        return hodo_fail(error, HODO_INVALID,
                         "a matrix of %zu x %zu has no eigenvalues: ask for its singular values, "
                         "without --eigenvalues",
                         n, matrix->columns);
    }
    const double largest = largest_entry(matrix);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            const double below = matrix->data[i * n + j], above = matrix->data[j * n + i];
            if (fabs(below - above) > asymmetry_allowed * largest) {
                return hodo_fail(error, HODO_INVALID,
                                 "the matrix is not symmetric: entry (%zu, %zu) is %g, (%zu, %zu) "
                                 "is %g: ask for its singular values, without --eigenvalues",
                                 i + 1, j + 1, below, j + 1, i + 1, above);
            }
        }
    }
    return HODO_OK;
}

hodo_status rmt_measure_eigenvalues(rmt_matrix *matrix, rmt_measured_spectrum *spectrum, hodo_error *error)
{
    *spectrum = (rmt_measured_spectrum){.lambda = NULL};
    hodo_status status = check_range(matrix, error);
    status = status != HODO_OK ? status : check_symmetric(matrix, error);
    status = status != HODO_OK ? status : take(spectrum, matrix->rows, matrix->rows, false, error);
    status = status != HODO_OK
                 ? status
                 : hodo_symmetric_eigenvalues(matrix->data, matrix->rows, spectrum->lambda, error);
    if (status == HODO_OK) {
        clear_rounding(spectrum->lambda, spectrum->p, spectrum->p);
    }
    status = status != HODO_OK ? status : sum_up(spectrum, spectrum->lambda, error);
    if (status != HODO_OK) {
        rmt_measured_spectrum_free(spectrum);
    }
    return status;
}

void rmt_measured_spectrum_free(rmt_measured_spectrum *spectrum)
{
    free(spectrum->lambda);
    spectrum->lambda = spectrum->singular = NULL;
}
