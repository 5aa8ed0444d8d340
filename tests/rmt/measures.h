/* Measures for the tests: laws by their words, lists of atoms, densities in closed form. */
#ifndef HODO_TESTS_RMT_MEASURES_H
#define HODO_TESTS_RMT_MEASURES_H

#include "near.h"
#include "rmt/convolution/convolution.h"
#include "rmt/convolution/measure.h"
#include "rmt/law/complex_log.h"

#include <gsl/gsl_errno.h>

static inline void quiet_gsl(void)
{
    (void)gsl_set_error_handler_off();
}

static inline rmt_measure *measure_of_words(const char *words)
{
    hodo_error error = {0};
    rmt_law *law = NULL;
    rmt_measure *measure = NULL;
    cr_assert_eq(rmt_law_open(&law, &error, "%s", words), HODO_OK, "%s", error.message);
    cr_assert_eq(rmt_measure_of_law(&measure, law, &error), HODO_OK, "%s: %s", words, error.message);
    rmt_law_close(law);
    return measure;
}

static inline rmt_measure *measure_of_atoms(const rmt_atom *atoms, size_t count)
{
    hodo_error error = {0};
    rmt_measure *measure = NULL;
    const rmt_measure_source source = {.atoms = atoms, .atom_count = count};
    cr_assert_eq(rmt_measure_make(&measure, &source, &error), HODO_OK, "%s", error.message);
    return measure;
}

/* A density on one interval; context is the function. */
typedef double (*plain_density)(double x);

static inline hodo_status density_of_plain(const void *context, const double *x, size_t count, double *density,
                                           hodo_error *error)
{
    (void)error;
    for (size_t i = 0; i < count; i++) {
        density[i] = (*(const plain_density *)context)(x[i]);
    }
    return HODO_OK;
}

static inline rmt_measure *measure_of_density(plain_density density, rmt_interval interval)
{
    hodo_error error = {0};
    rmt_measure *measure = NULL;
    const rmt_measure_source source = {
        .intervals = &interval, .interval_count = 1, .density = density_of_plain, .context = &density};
    cr_assert_eq(rmt_measure_make(&measure, &source, &error), HODO_OK, "%s", error.message);
    return measure;
}

static inline rmt_convolution *convolution_of(const rmt_convolution_operation *operation,
                                              const rmt_measure *first, const rmt_measure *second)
{
    hodo_error error = {0};
    rmt_convolution *convolution = NULL;
    cr_assert_eq(rmt_convolution_open(&convolution, operation, first, second, &error), HODO_OK, "%s",
                 error.message);
    return convolution;
}

static inline rmt_measure *convolved(const rmt_convolution_operation *operation, const rmt_measure *first,
                                     const rmt_measure *second)
{
    hodo_error error = {0};
    rmt_measure *measure = NULL;
    cr_assert_eq(rmt_convolve(&measure, operation, first, second, &error), HODO_OK, "%s", error.message);
    return measure;
}

static inline double density_at(const rmt_convolution *convolution, double x)
{
    hodo_error error = {0};
    double density = NAN;
    cr_assert_eq(rmt_convolution_density(convolution, &x, 1, &density, &error), HODO_OK, "%s", error.message);
    return density;
}

#endif
