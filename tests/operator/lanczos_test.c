/* Lanczos and its quadrature against exact algebra: Gauss quadrature's degree, all eigenvalues at k = n. */
#include "operator/lanczos_quadrature.h"

#include "near.h"
#include "operator/wishart.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

enum { SIZE = 60, LARGE = 400, PROBES = 16 };
static const double false_alarm = 1e-4;

static double power_of(double x, const void *context)
{
    return pow(x, *(const double *)context);
}

Test(lanczos, all_steps_give_all_eigenvalues)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE], ritz[SIZE], weight[SIZE], residual[SIZE];
    const hodo_matrix a = wishart_take(arena, HODO_DOUBLE, SIZE, SIZE, 2, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    const hodo_matrix start = hodo_matrix_take(arena, HODO_DOUBLE, 2, SIZE, NULL);
    const hodo_probes probes = probes_of(1, HODO_SPHERE, 2);
    hodo_probes_draw(&probes, start);
    hodo_lanczos lanczos;
    cr_assert(hodo_lanczos_run(&operator, start, SIZE, arena, &lanczos, NULL) == HODO_OK);
    for (size_t s = 0; s < 2; s++) {
        cr_assert(lanczos.taken[s] == SIZE);
        cr_assert(hodo_lanczos_ritz(&lanczos, s, ritz, weight, residual, NULL) == HODO_OK);
        double mass = 0;
        for (size_t i = 0; i < SIZE; i++) {
            near(ritz[i], value[i], 1e-12, 0);
            mass += weight[i];
        }
        near(mass, 1, 1e-13, 0);
    }
    hodo_arena_free(arena);
}

/* On a diagonal, a start's weights are its squared entries. */
Test(lanczos, weights_of_a_diagonal)
{
    hodo_arena *arena = hodo_arena_alloc();
    const double value[5] = {-2, -0.5, 0, 1, 3};
    const hodo_matrix a = diagonal_take(arena, HODO_DOUBLE, 5, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    double entries[5] = {1, 2, 3, 4, 5}, ritz[5], weight[5];
    hodo_lanczos lanczos;
    cr_assert(hodo_lanczos_run(&operator, hodo_matrix_view(HODO_DOUBLE, entries, 1, 5), 5, arena, &lanczos,
                               NULL) == HODO_OK);
    cr_assert(hodo_lanczos_ritz(&lanczos, 0, ritz, weight, NULL, NULL) == HODO_OK);
    for (size_t i = 0; i < 5; i++) {
        near(ritz[i], value[i], 1e-14, 0);
        near(weight[i], entries[i] * entries[i] / 55, 1e-14, 0);
    }
    near(lanczos.square[0], 55, 0, 0);
    hodo_arena_free(arena);
}

/* A start within three eigenvectors: three steps, exact, and it does not disturb its neighbour in the block. */
Test(lanczos, invariant_space_ends_the_steps)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[8] = {1, 2, 3, 4, 5, 6, 7, 8}, ritz[8];
    const hodo_matrix a = diagonal_take(arena, HODO_DOUBLE, 8, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    double entries[16] = {0, 1, 0, 1, 0, 0, 1, 0, /* and all: */ 1, 1, 1, 1, 1, 1, 1, 1};
    hodo_lanczos lanczos;
    cr_assert(hodo_lanczos_run(&operator, hodo_matrix_view(HODO_DOUBLE, entries, 2, 8), 8, arena, &lanczos,
                               NULL) == HODO_OK);
    cr_assert(lanczos.taken[0] == 3 && lanczos.taken[1] == 8);
    cr_assert(hodo_lanczos_ritz(&lanczos, 0, ritz, NULL, NULL, NULL) == HODO_OK);
    near(ritz[0], 2, 1e-13, 0);
    near(ritz[1], 4, 1e-13, 0);
    near(ritz[2], 7, 1e-13, 0);
    cr_assert(hodo_lanczos_ritz(&lanczos, 1, ritz, NULL, NULL, NULL) == HODO_OK);
    for (size_t i = 0; i < 8; i++) {
        near(ritz[i], value[i], 1e-12, 0);
    }
    hodo_arena_free(arena);
}

/* An outlier of 100 over a bulk in [0, 1], as a Hessian has: in float and in a large dimension the steps go on
 * into the bulk, whose edge they find, and do not take it for rounding of the outlier. */
static hodo_status apply_outlier(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    (void)context, (void)error;
    const float *from = x.data;
    float *to = y.data;
    for (size_t i = 0; i < x.columns; i++) {
        to[i] = from[i] * (i == 0 ? 100.0f : (float)i / (float)x.columns);
    }
    return HODO_OK;
}

Test(lanczos, goes_below_an_outlier_in_float)
{
    enum { N = 300000, STEPS = 16 };
    hodo_arena *arena = hodo_arena_alloc();
    const hodo_operator a = {.apply = apply_outlier, .dimension = N, .precision = HODO_FLOAT};
    const hodo_probes probes = probes_of(5, HODO_RADEMACHER, 1);
    const hodo_matrix start = hodo_matrix_take(arena, HODO_FLOAT, 1, N, NULL);
    hodo_probes_draw(&probes, start);
    hodo_lanczos lanczos;
    double ritz[STEPS];
    cr_assert(hodo_lanczos_run(&a, start, STEPS, arena, &lanczos, NULL) == HODO_OK);
    cr_assert(lanczos.taken[0] == STEPS, "%zu steps", lanczos.taken[0]);
    cr_assert(hodo_lanczos_ritz(&lanczos, 0, ritz, NULL, NULL, NULL) == HODO_OK);
    near(ritz[STEPS - 1], 100, 1e-3, 0);
    near(ritz[STEPS - 2], 1, 0.02, 0); /* the edge of the bulk, within k^-2 */
    near(ritz[0], 0, 0.02, 0);
    hodo_arena_free(arena);
}

/* k steps integrate degree 2k - 1 exactly, and not 2k: with unit vectors as starts, against the traces. */
Test(lanczos_quadrature, exact_to_degree_2k_minus_1)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE];
    const hodo_matrix a = wishart_take(arena, HODO_DOUBLE, SIZE, SIZE, 3, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    const hodo_matrix units = units_take(arena, HODO_DOUBLE, SIZE);
    for (size_t k = 1; k <= 4; k++) {
        hodo_lanczos lanczos;
        cr_assert(hodo_lanczos_run(&operator, units, k, arena, &lanczos, NULL) == HODO_OK);
        for (size_t degree = 0; degree <= 2 * k; degree++) {
            double trace = 0, exact = 0, ritz[4], weight[4];
            for (size_t s = 0; s < SIZE; s++) {
                cr_assert(hodo_lanczos_ritz(&lanczos, s, ritz, weight, NULL, NULL) == HODO_OK);
                for (size_t i = 0; i < k; i++) {
                    trace += weight[i] * pow(ritz[i], (double)degree);
                }
                exact += pow(value[s], (double)degree);
            }
            if (degree < 2 * k) {
                near(trace, exact, 0, 1e-12);
            } else {
                cr_assert(trace < exact * (1 - 1e-5), "degree %zu after %zu steps: %g of %g", degree, k, trace,
                          exact);
            }
        }
    }
    hodo_arena_free(arena);
}

/* Ritz values with their residual bounds, float and double: an eigenvalue within each, and the ends inside. */
Test(lanczos, residual_bounds_hold)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[LARGE], ritz[30], residual[30];
    for (int p = HODO_FLOAT; p <= HODO_DOUBLE; p++) {
        const double rounding = p == HODO_FLOAT ? 1e-5 : 1e-13;
        const hodo_matrix a = wishart_take(arena, (hodo_precision)p, LARGE, 2 * LARGE, 4, value);
        const hodo_operator operator= hodo_operator_dense(&a);
        const hodo_probes probes = probes_of(5, HODO_RADEMACHER, 1);
        const hodo_matrix start = hodo_matrix_take(arena, (hodo_precision)p, 1, LARGE, NULL);
        hodo_probes_draw(&probes, start);
        hodo_lanczos lanczos;
        cr_assert(hodo_lanczos_run(&operator, start, 30, arena, &lanczos, NULL) == HODO_OK);
        cr_assert(hodo_lanczos_ritz(&lanczos, 0, ritz, NULL, residual, NULL) == HODO_OK);
        for (size_t i = 0; i < 30; i++) {
            double nearest = INFINITY;
            for (size_t j = 0; j < LARGE; j++) {
                nearest = fmin(nearest, fabs(value[j] - ritz[i]));
            }
            near(nearest, 0, residual[i] + rounding, 0);
        }
        hodo_extremes ends;
        cr_assert(hodo_lanczos_extremes(&operator, & probes, 60, &ends, NULL) == HODO_OK);
        near(ends.highest, value[LARGE - 1], ends.highest_residual + rounding, 0);
        near(ends.lowest, value[0], ends.lowest_residual + rounding, 0);
        near(ends.highest, value[LARGE - 1], 1e-3, 0);
        near(ends.lowest, value[0], 1e-3, 0);
    }
    hodo_arena_free(arena);
}

/* Estimated against dense moments and F, within Student's quantile over probes; a law that is 20 % wider is
 * found.
 */
Test(lanczos_quadrature, agrees_with_the_dense_spectrum)
{
    static const double at[] = {0.2, 0.5, 1.0, 1.6, 2.2}, degrees[] = {1, 2, 3};
    const double limit = gsl_cdf_tdist_Qinv(false_alarm / 2 / (2 * 8), PROBES - 1);
    hodo_arena *arena = hodo_arena_alloc();
    double value[LARGE], f[5], se[5];
    const hodo_matrix a = wishart_take(arena, HODO_FLOAT, LARGE, 2 * LARGE, 6, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    for (int law = HODO_RADEMACHER; law <= HODO_SPHERE; law++) {
        const hodo_probes probes = probes_of(7, (hodo_probe_law)law, PROBES);
        hodo_quadrature quadrature;
        cr_assert(hodo_lanczos_quadrature(&operator, & probes, 60, arena, &quadrature, NULL) == HODO_OK);
        hodo_quadrature_cumulative(&quadrature, at, 5, f, se);
        bool wider_falls = false;
        for (size_t i = 0; i < 5; i++) {
            size_t below = 0, below_wider = 0;
            for (size_t j = 0; j < LARGE; j++) {
                below += value[j] <= at[i];
                below_wider += 1.2 * value[j] <= at[i];
            }
            /* Interpolation between nodes: within a node's weight, about 1 / 60. */
            near(f[i], (double)below / LARGE, limit * se[i] + 0.25 / 60, 0);
            wider_falls |= fabs(f[i] - (double)below_wider / LARGE) > limit * se[i] + 0.25 / 60;
        }
        cr_assert(wider_falls, "F has no power against a law that is 20 %% wider");
        for (size_t i = 0; i < 3; i++) {
            double mean, error, exact = 0, wider = 0;
            hodo_quadrature_mean(&quadrature, power_of, &degrees[i], &mean, &error);
            for (size_t j = 0; j < LARGE; j++) {
                exact += pow(value[j], degrees[i]) / LARGE;
                wider += pow(1.2 * value[j], degrees[i]) / LARGE;
            }
            near(mean, exact, limit * error + 1e-6, 0);
            cr_assert(fabs(mean - wider) > limit * error + 1e-6, "degree %g has no power", degrees[i]);
        }
    }
    hodo_arena_free(arena);
}

Test(lanczos_quadrature, results_are_a_pure_function_of_the_stream)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE];
    const hodo_matrix a = wishart_take(arena, HODO_FLOAT, SIZE, SIZE, 8, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    hodo_quadrature one, again, part, other;
    const hodo_probes probes = probes_of(1, HODO_RADEMACHER, 6), fewer = probes_of(1, HODO_RADEMACHER, 2);
    const hodo_probes others = probes_of(2, HODO_RADEMACHER, 6);
    cr_assert(hodo_lanczos_quadrature(&operator, & probes, 10, arena, &one, NULL) == HODO_OK);
    cr_assert(hodo_lanczos_quadrature(&operator, & probes, 10, arena, &again, NULL) == HODO_OK);
    cr_assert(hodo_lanczos_quadrature(&operator, & fewer, 10, arena, &part, NULL) == HODO_OK);
    cr_assert(hodo_lanczos_quadrature(&operator, & others, 10, arena, &other, NULL) == HODO_OK);
    cr_assert(memcmp(one.node, again.node, 60 * sizeof(double)) == 0);
    cr_assert(memcmp(one.node, part.node, 20 * sizeof(double)) ==
              0); /* a probe does not depend on its neighbours */
    cr_assert(memcmp(one.node, other.node, 60 * sizeof(double)) != 0);
    hodo_arena_free(arena);
}

Test(lanczos_quadrature, takes_an_atom_out_exactly)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[40];
    for (size_t i = 0; i < 40; i++) {
        value[i] = i < 10 ? 0 : (double)i;
    }
    const hodo_matrix a = diagonal_take(arena, HODO_DOUBLE, 40, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    const hodo_probes probes = probes_of(1, HODO_RADEMACHER, 1); /* exact on a diagonal */
    hodo_quadrature q;
    cr_assert(hodo_lanczos_quadrature(&operator, & probes, 31, arena, &q, NULL) == HODO_OK);
    cr_assert(hodo_quadrature_without_lowest(&q, 0.25, NULL) == HODO_OK);
    near(q.weight[0], 0, 1e-12, 0);
    for (size_t i = 1; i < 31; i++) {
        near(q.weight[i], 1.0 / 30, 1e-12, 0);
    }
    cr_assert(hodo_quadrature_without_lowest(&q, 1, NULL) == HODO_INVALID);
    hodo_arena_free(arena);
}

Test(lanczos, refuses_bad_input)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[4] = {1, 2, 3, 4}, zero[4] = {0};
    const hodo_matrix a = diagonal_take(arena, HODO_DOUBLE, 4, value),
                      start = units_take(arena, HODO_DOUBLE, 4);
    hodo_operator operator= hodo_operator_dense(&a);
    const hodo_matrix nothing = hodo_matrix_view(HODO_DOUBLE, zero, 1, 4);
    hodo_lanczos lanczos;
    hodo_quadrature quadrature;
    hodo_error error = {0};
    cr_assert(hodo_lanczos_run(&operator, start, 0, arena, &lanczos, &error) == HODO_INVALID);
    cr_assert(hodo_lanczos_run(&operator, start, 5, arena, &lanczos, &error) == HODO_INVALID);
    cr_assert(hodo_lanczos_run(&operator, nothing, 2, arena, &lanczos, &error) == HODO_NUMERIC);
    cr_assert(hodo_lanczos_run(&operator, units_take(arena, HODO_FLOAT, 4), 2, arena, &lanczos, &error) ==
              HODO_MISMATCH);
    const hodo_probes none = probes_of(1, HODO_RADEMACHER, 0), one = probes_of(1, HODO_RADEMACHER, 1);
    cr_assert(hodo_lanczos_quadrature(&operator, & none, 2, arena, &quadrature, &error) == HODO_INVALID);
    operator.apply = nan_apply;
    cr_assert(hodo_lanczos_quadrature(&operator, & one, 2, arena, &quadrature, &error) == HODO_NUMERIC);
    operator.apply = NULL;
    cr_assert(hodo_lanczos_quadrature(&operator, & one, 2, arena, &quadrature, &error) == HODO_INVALID);
    operator.dimension = 0;
    cr_assert(hodo_lanczos_quadrature(&operator, & one, 2, arena, &quadrature, &error) == HODO_INVALID);
    hodo_arena_free(arena);
}
