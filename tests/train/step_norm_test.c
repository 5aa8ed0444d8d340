#include "base/eigenvalue.h"
#include "linear_network.h"
#include "train/step_norm.h"

#include <string.h>

/* What a normalised step adds has the norm that was asked: by LAPACK and by plain sums, for every optimiser,
 * with few samples (the gradient's factors) and many (the gradient itself). */

/* The spectral norm's own tolerance, and in float the rounding of the weights that the step is read off, about
 * 1e-7 of weights 10 times the step. */
static const double tolerance[] = {[HODO_FLOAT] = 5e-6, [HODO_DOUBLE] = HODO_STEP_NORM_TOLERANCE};

static double spectral(const double *a, size_t rows, size_t columns)
{
    static double copy[LINEAR_MOST], squares[LINEAR_WIDEST];
    memcpy(copy, a, rows * columns * sizeof *copy);
    cr_assert(hodo_squared_singular_values(copy, rows, columns, squares, NULL) == HODO_OK);
    return sqrt(squares[rows - 1]);
}

static double frobenius(const double *a, size_t count)
{
    double total = 0;
    for (size_t e = 0; e < count; e++) {
        total += a[e] * a[e];
    }
    return sqrt(total);
}

static void check(const char *name, hodo_step_norm norm, hodo_precision precision, size_t samples)
{
    static double before[LINEAR_LAYERS][LINEAR_MOST], after[LINEAR_MOST];
    const double rates[LINEAR_LAYERS] = {0.3, 0, 0.4};
    linear_network linear;
    hodo_error error = {0};
    linear_start(&linear, precision, samples, 7);
    hodo_optimiser_settings settings = hodo_optimiser_find(name, &error);
    settings.norm = norm;
    hodo_optimiser *optimiser = hodo_optimiser_take(linear.arena, &settings, &linear.network, &error);
    cr_assert_not_null(optimiser, "%s", error.message);
    for (uint32_t t = 1; t <= 4; t++) {
        for (size_t k = 0; k < LINEAR_LAYERS; k += 2) {
            linear_copy(linear.network.weights[k], before[k]);
        }
        linear_batch(&linear, t);
        fine(hodo_optimiser_step(optimiser, linear.pass, rates, &error), error);
        for (size_t k = 0; k < LINEAR_LAYERS; k += 2) {
            const hodo_matrix w = linear.network.weights[k];
            const size_t count = w.rows * w.columns;
            linear_copy(w, after);
            for (size_t e = 0; e < count; e++) {
                after[e] -= before[k][e];
            }
            const double got = norm == HODO_NORM_SPECTRAL
                                   ? spectral(after, w.rows, w.columns)
                                   : frobenius(after, count) / frobenius(before[k], count);
            const bool clustered = norm == HODO_NORM_SPECTRAL && strcmp(name, "muon") == 0;
            const double within = clustered ? HODO_STEP_NORM_TOLERANCE_ORTHOGONAL : tolerance[precision];
            cr_assert(fabs(got / rates[k] - 1) <= within,
                      "%s, norm %d, precision %d, %zu samples, layer %zu, step %u: off by %.3g", name,
                      (int)norm, (int)precision, samples, k, t, got / rates[k] - 1);
        }
    }
    linear_end(&linear);
}

Test(step_norm, steps_have_the_norm_that_is_asked)
{
    static const size_t samples[] = {1, 2, 40}; /* layers (48, 9) and (6, 33): factors up to 3 and 2 samples */
    for (size_t i = 0; hodo_optimisers[i] != NULL; i++) {
        for (size_t n = 0; n < sizeof samples / sizeof samples[0]; n++) {
            for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
                const char *name = hodo_optimiser_name(hodo_optimisers[i]);
                check(name, HODO_NORM_SPECTRAL, (hodo_precision)precision, samples[n]);
                check(name, HODO_NORM_FROBENIUS_RELATIVE, (hodo_precision)precision, samples[n]);
            }
        }
    }
}

/* The factors of a gradient give what its matrix gives. */
Test(step_norm, factors_agree_with_the_matrix)
{
    for (int kind = HODO_NORM_SPECTRAL; kind <= HODO_NORM_FROBENIUS_RELATIVE; kind++) {
        for (int precision = HODO_FLOAT; precision <= HODO_DOUBLE; precision++) {
            linear_network linear;
            hodo_error error = {0};
            linear_start(&linear, (hodo_precision)precision, 2, 8);
            hodo_step_norms *norms =
                hodo_step_norms_take(linear.arena, &linear.network, (hodo_step_norm)kind,
                                     HODO_STEP_GRADIENT, &error);
            cr_assert_not_null(norms, "%s", error.message);
            linear_batch(&linear, 1);
            for (size_t k = 0; k < LINEAR_LAYERS; k += 2) {
                const hodo_matrix w = linear.network.weights[k];
                const hodo_matrix g = hodo_matrix_take(linear.arena, w.precision, w.rows, w.columns, &error);
                double from_rows, from_matrix;
                cr_assert(hodo_step_norms_factored(norms, linear.pass, k));
                hodo_gradient_weight(linear.pass, k, 0, 1.0, 0.0, g);
                fine(hodo_step_factor_of_gradient(norms, linear.pass, k, &from_rows, &error), error);
                fine(hodo_step_factor(norms, k, g, &from_matrix, &error), error);
                near(from_rows, from_matrix, 0, 2 * tolerance[precision]);
            }
            linear_end(&linear);
        }
    }
}

/* Samples that nearly cancel: g = (u, -u (1 + 1e-5)) on equal h. In float Gram matrices squared sums would
 * leave noise of 1e-7 where 1e-10 is wanted; the factors are multiplied in double. */
Test(step_norm, survives_samples_that_cancel)
{
    linear_network linear;
    hodo_error error = {0};
    linear_start(&linear, HODO_FLOAT, 2, 9);
    hodo_step_norms *norms =
        hodo_step_norms_take(linear.arena, &linear.network, HODO_NORM_FROBENIUS_RELATIVE,
                             HODO_STEP_GRADIENT, &error);
    for (size_t j = 0; j < 9; j++) {
        hodo_matrix_set(linear.x, 0, j, 0.1 * (double)(j + 1));
        hodo_matrix_set(linear.x, 1, j, 0.1 * (double)(j + 1));
    }
    for (size_t j = 0; j < 6; j++) {
        hodo_matrix_set(linear.slope, 0, j, 1.0 + (double)j);
        hodo_matrix_set(linear.slope, 1, j, -(1.0 + (double)j) * (1 + 1e-5));
    }
    fine(hodo_pass_forward(linear.pass, linear.x, NULL, &error), error);
    fine(hodo_pass_backward(linear.pass, linear.slope, &error), error);
    static double gradient[LINEAR_MOST], w[LINEAR_MOST];
    double factor;
    linear_gradient(&linear, 2, gradient);
    linear_copy(linear.network.weights[2], w);
    fine(hodo_step_factor_of_gradient(norms, linear.pass, 2, &factor, &error), error);
    near(factor, frobenius(w, 6 * 33) / frobenius(gradient, 6 * 33), 0, 1e-5);
    linear_end(&linear);
}
