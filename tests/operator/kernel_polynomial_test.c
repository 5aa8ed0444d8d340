/* Chebyshev moments and what is made of them, against traces, quadrature and closed forms. */
#include "operator/kernel_polynomial.h"

#include "near.h"
#include "operator/lanczos_quadrature.h"
#include "operator/wishart.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

enum { SIZE = 50, LARGE = 400, PROBES = 16, COUNT = 41 };
static const double false_alarm = 1e-4;

static double trace_of(const double *value, size_t n, size_t k, double lower, double upper)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += cos((double)k * acos(2 * (value[i] - lower) / (upper - lower) - 1));
    }
    return sum / (double)n;
}

/* All unit vectors as probes: exact traces of T_k, odd and even counts, float and double. Power: the next
 * moment, or the same one on an interval that is 2 % wider, is off by far more than rounding. */
Test(chebyshev_moments, of_all_unit_vectors_are_traces)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE];
    for (int p = HODO_FLOAT; p <= HODO_DOUBLE; p++) {
        const double rounding = p == HODO_FLOAT ? 2e-5 : 1e-12;
        const hodo_matrix a = wishart_take(arena, (hodo_precision)p, SIZE, 2 * SIZE, 1, value);
        const hodo_operator operator= hodo_operator_dense(&a);
        const double lower = -0.1, upper = value[SIZE - 1] + 0.1;
        double off = 0, wider = 0;
        for (size_t count = 2; count <= COUNT; count += 13) {
            hodo_chebyshev_moments m;
            hodo_error error = {0};
            cr_assert(hodo_chebyshev_moments_of(&operator, units_take(arena, (hodo_precision)p, SIZE), lower,
                                                upper, count, arena, &m, &error) == HODO_OK,
                      "%s", error.message);
            for (size_t k = 0; k < count; k++) {
                double mean = 0;
                for (size_t s = 0; s < SIZE; s++) {
                    mean += m.moment[s * count + k] / SIZE;
                }
                near(mean, trace_of(value, SIZE, k, lower, upper), rounding, 0);
                off = fmax(off, fabs(mean - trace_of(value, SIZE, k + 1, lower, upper)));
                wider = fmax(wider, fabs(mean - trace_of(value, SIZE, k, lower, upper * 1.02)));
            }
        }
        cr_assert(off > 100 * rounding && wider > 100 * rounding);
    }
    hodo_arena_free(arena);
}

/* Lanczos' nodes give the same moments as the recurrence, from the same probes. */
Test(chebyshev_moments, are_those_of_lanczos_quadrature)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[LARGE];
    const hodo_matrix a = wishart_take(arena, HODO_DOUBLE, LARGE, 2 * LARGE, 2, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    const hodo_probes probes = probes_of(3, HODO_SPHERE, 3);
    hodo_quadrature q;
    hodo_chebyshev_moments by_nodes, by_recurrence;
    cr_assert(hodo_lanczos_quadrature(&operator, & probes, 20, arena, &q, NULL) == HODO_OK);
    cr_assert(hodo_quadrature_moments(&q, 0.05, 0, 40, arena, &by_nodes, NULL) == HODO_OK);
    cr_assert(hodo_chebyshev_moments_estimate(&operator, & probes, by_nodes.lower, by_nodes.upper, 40, arena,
                                              &by_recurrence, NULL) == HODO_OK);
    for (size_t i = 0; i < 3 * 40; i++) {
        near(by_nodes.moment[i], by_recurrence.moment[i], 1e-12, 0);
    }
    cr_assert(hodo_quadrature_moments(&q, 0.05, 0, 41, arena, &by_nodes, NULL) == HODO_INVALID);
    hodo_arena_free(arena);
}

Test(chebyshev_moments, interval_holds_the_spectrum_and_one_that_does_not_is_found)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[LARGE], lower, upper;
    const hodo_matrix a = wishart_take(arena, HODO_FLOAT, LARGE, 2 * LARGE, 3, value);
    hodo_operator operator= hodo_operator_dense(&a);
    hodo_probes probes = probes_of(1, HODO_RADEMACHER, 4);
    hodo_chebyshev_moments m;
    hodo_error error = {0};
    for (uint64_t seed = 0; seed < 20; seed++) {
        probes = probes_of(seed, HODO_RADEMACHER, 2);
        cr_assert(hodo_spectral_interval(&operator, & probes, 16, HODO_INTERVAL_MARGIN, &lower, &upper, NULL) ==
                  HODO_OK);
        cr_assert(lower <= value[0] && upper >= value[LARGE - 1]);
        cr_assert(upper - lower < 1.25 * (value[LARGE - 1] - value[0]));
    }
    operator.nonnegative = true;
    cr_assert(hodo_spectral_interval(&operator, & probes, 4, 1, &lower, &upper, NULL) == HODO_OK);
    near(lower, 0, 0, 0);
    cr_assert(hodo_chebyshev_moments_estimate(&operator, & probes, 0, 0.98 * value[LARGE - 1], 256, arena, &m,
                                              &error) == HODO_NUMERIC);
    cr_assert(strstr(error.message, "widen") != NULL, "%s", error.message);
    hodo_arena_free(arena);
}

/* A point mass at 0.3: moments T_k(0.3) by hand. */
static hodo_chebyshev_moments point_mass(double *moment, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        moment[k] = cos((double)k * acos(0.3));
    }
    return (hodo_chebyshev_moments){-1, 1, 1, count, moment};
}

/* Jackson's series of a point mass is a density; the bare one is not (so the test can fail), and Jackson's
 * width is pi / K: its second moment in theta. */
Test(kernel_polynomial, jackson_is_positive_and_narrow)
{
    enum { K = 64, POINTS = 512 };
    double moment[K], x[POINTS], rho[POINTS], least[2], spread = 0;
    const hodo_chebyshev_moments m = point_mass(moment, K);
    const hodo_damping *const dampings[] = {&hodo_damping_jackson, &hodo_damping_none};
    for (size_t d = 0; d < 2; d++) {
        double mass = 0;
        least[d] = INFINITY;
        cr_assert(hodo_kernel_polynomial_grid(&m, dampings[d], POINTS, x, rho, NULL) == HODO_OK);
        for (size_t i = 0; i < POINTS; i++) {
            const double theta = acos(x[i]), measure = rho[i] * sin(theta) * M_PI / POINTS;
            least[d] = fmin(least[d], rho[i]);
            mass += measure;
            spread += d == 0 ? measure * pow(theta - acos(0.3), 2) : 0;
        }
        near(mass, 1, 1e-12, 0);
    }
    near(least[0], 0, 1, 0);
    cr_assert(least[0] >= -1e-12 && least[1] < -1);
    near(sqrt(spread), M_PI / K, 0, 0.05);
}

/* DCT-III on the grid is Clenshaw's sum; F is the integral of the density, 0 and 1 beyond the ends. */
Test(kernel_polynomial, grid_density_and_distribution_belong_together)
{
    enum { POINTS = 128 };
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE], x[POINTS], grid[POINTS], density[POINTS], se[POINTS];
    const hodo_matrix a = wishart_take(arena, HODO_DOUBLE, SIZE, 2 * SIZE, 4, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    const hodo_probes probes = probes_of(2, HODO_SPHERE, 5);
    hodo_chebyshev_moments m;
    cr_assert(hodo_chebyshev_moments_estimate(&operator, & probes, -0.2, 1.1 * value[SIZE - 1], COUNT, arena,
                                              &m, NULL) == HODO_OK);
    for (const hodo_damping *const *d = hodo_dampings; *d != NULL; d++) {
        near((*d)->factor(0, COUNT), 1, 1e-15, 0);
        cr_assert(hodo_kernel_polynomial_grid(&m, *d, POINTS, x, grid, NULL) == HODO_OK);
        cr_assert(hodo_kernel_polynomial_density(&m, *d, x, POINTS, density, se, NULL) == HODO_OK);
        for (size_t i = 0; i < POINTS; i++) {
            near(grid[i], density[i], 1e-11, 1e-11);
            const double h = 1e-5, at[2] = {x[i] - h, x[i] + h};
            double f[2];
            if (at[0] > m.lower + 0.01 && at[1] < m.upper - 0.01) {
                cr_assert(hodo_kernel_polynomial_cumulative(&m, *d, at, 2, f, NULL, NULL) == HODO_OK);
                near((f[1] - f[0]) / (2 * h), density[i], 1e-5, 1e-5);
            }
        }
        const double ends[] = {m.lower - 1, m.lower, m.upper, m.upper + 1};
        double f[4];
        cr_assert(hodo_kernel_polynomial_cumulative(&m, *d, ends, 4, f, NULL, NULL) == HODO_OK);
        for (size_t i = 0; i < 4; i++) {
            near(f[i], i < 2 ? 0 : 1, 1e-14, 0);
        }
        cr_assert(hodo_kernel_polynomial_density(&m, *d, ends, 4, density, NULL, NULL) == HODO_OK);
        cr_assert(density[0] == 0 && isinf(density[1]) && density[3] == 0);
        cr_assert(hodo_kernel_polynomial_grid(&m, *d, COUNT - 1, x, grid, NULL) == HODO_INVALID);
    }
    hodo_arena_free(arena);
}

/* The arcsine law has mu_k = 0 for k > 0, the semicircle on [-1, 1] mu_2 = -1/2: closed forms of F. Damping the
 * semicircle by Jackson's factor of another count is off. */
Test(kernel_polynomial, closed_forms)
{
    enum { K = 512 };
    double moment[K] = {1, 0, -0.5}, x[99], f[99];
    const hodo_chebyshev_moments m = {-1, 1, 1, K, moment};
    double bare = 0, jackson = 0;
    for (size_t i = 0; i < 99; i++) {
        x[i] = -0.98 + 0.02 * (double)i;
    }
    cr_assert(hodo_kernel_polynomial_cumulative(&m, &hodo_damping_none, x, 99, f, NULL, NULL) == HODO_OK);
    for (size_t i = 0; i < 99; i++) {
        bare = fmax(bare, fabs(f[i] - (0.5 + (x[i] * sqrt(1 - x[i] * x[i]) + asin(x[i])) / M_PI)));
    }
    near(bare, 0, 1e-14, 0);
    cr_assert(hodo_kernel_polynomial_cumulative(&m, &hodo_damping_jackson, x, 99, f, NULL, NULL) == HODO_OK);
    for (size_t i = 0; i < 99; i++) {
        jackson = fmax(jackson, fabs(f[i] - (0.5 + (x[i] * sqrt(1 - x[i] * x[i]) + asin(x[i])) / M_PI)));
    }
    /* 1 - g_2 = 2 (pi / K)^2 to leading order: sin(2 theta) / (2 pi) of it. */
    near(jackson, 2 * pow(M_PI / K, 2) / (2 * M_PI), 0, 0.05);
    moment[2] = 0;
    cr_assert(hodo_kernel_polynomial_cumulative(&m, &hodo_damping_jackson, x, 99, f, NULL, NULL) == HODO_OK);
    for (size_t i = 0; i < 99; i++) {
        near(f[i], 0.5 + asin(x[i]) / M_PI, 1e-14, 0);
    }
}

Test(chebyshev_moments, take_an_atom_out_exactly)
{
    double moment[64], rest[64];
    hodo_chebyshev_moments m = point_mass(moment, 64);
    for (size_t k = 0; k < 64; k++) { /* a quarter at -1 (the place 0 of [0, 2] below), the rest at 0.3 */
        rest[k] = moment[k];
        moment[k] = 0.25 * (k % 2 == 0 ? 1 : -1) + 0.75 * rest[k];
    }
    m.lower = 0;
    m.upper = 2;
    cr_assert(hodo_chebyshev_without_atom(&m, 0, 0.25, NULL) == HODO_OK);
    for (size_t k = 0; k < 64; k++) {
        near(moment[k], rest[k], 1e-13, 0);
    }
    cr_assert(hodo_chebyshev_without_atom(&m, 3, 0.25, NULL) == HODO_INVALID);
    cr_assert(hodo_chebyshev_without_atom(&m, 1, 1, NULL) == HODO_INVALID);
}

/* F by probes against the dense spectrum, within Student's quantile over probes and the resolution; a law that
 * is 20 % wider is found, and so are moments that are shifted by one. */
Test(kernel_polynomial, agrees_with_the_dense_spectrum)
{
    static const double at[] = {0.2, 0.5, 1.0, 1.6, 2.2};
    const double limit = gsl_cdf_tdist_Qinv(false_alarm / 2 / 5, PROBES - 1), resolution = 0.003;
    hodo_arena *arena = hodo_arena_alloc();
    double value[LARGE], f[5], se[5], shifted[5];
    const hodo_matrix a = wishart_take(arena, HODO_FLOAT, LARGE, 2 * LARGE, 5, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    const hodo_probes probes = probes_of(7, HODO_RADEMACHER, PROBES);
    hodo_chebyshev_moments m;
    cr_assert(hodo_chebyshev_moments_estimate(&operator, & probes, 0, 1.05 * value[LARGE - 1], 256, arena, &m,
                                              NULL) == HODO_OK);
    cr_assert(hodo_kernel_polynomial_cumulative(&m, &hodo_damping_jackson, at, 5, f, se, NULL) == HODO_OK);
    for (size_t s = 0; s < PROBES; s++) {
        memmove(m.moment + s * m.count + 1, m.moment + s * m.count + 2, (m.count - 2) * sizeof *m.moment);
    }
    cr_assert(hodo_kernel_polynomial_cumulative(&m, &hodo_damping_jackson, at, 5, shifted, NULL, NULL) ==
              HODO_OK);
    bool wider_falls = false, shifted_falls = false;
    for (size_t i = 0; i < 5; i++) {
        size_t below = 0, wider = 0;
        for (size_t j = 0; j < LARGE; j++) {
            below += value[j] <= at[i];
            wider += 1.2 * value[j] <= at[i];
        }
        const double allowed = limit * se[i] + resolution;
        near(f[i], (double)below / LARGE, allowed, 0);
        wider_falls |= fabs(f[i] - (double)wider / LARGE) > allowed;
        shifted_falls |= fabs(shifted[i] - (double)below / LARGE) > allowed;
    }
    cr_assert(wider_falls && shifted_falls);
    hodo_arena_free(arena);
}

/* Signs are exact on a diagonal, whatever the function; directions on the sphere are not. */
Test(probes, signs_are_exact_on_a_diagonal)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[SIZE];
    for (size_t i = 0; i < SIZE; i++) {
        value[i] = (double)i / SIZE;
    }
    const hodo_matrix a = diagonal_take(arena, HODO_DOUBLE, SIZE, value);
    const hodo_operator operator= hodo_operator_dense(&a);
    double differ = 0;
    for (int law = HODO_RADEMACHER; law <= HODO_SPHERE; law++) {
        const hodo_probes probes = probes_of(1, (hodo_probe_law)law, 1);
        hodo_chebyshev_moments m;
        cr_assert(hodo_chebyshev_moments_estimate(&operator, & probes, 0, 1, 20, arena, &m, NULL) == HODO_OK);
        for (size_t k = 0; k < 20; k++) {
            if (law == HODO_RADEMACHER) {
                near(m.moment[k], trace_of(value, SIZE, k, 0, 1), 1e-13, 0);
            } else {
                differ = fmax(differ, fabs(m.moment[k] - trace_of(value, SIZE, k, 0, 1)));
            }
        }
    }
    cr_assert(differ > 1e-3);
    hodo_arena_free(arena);
}

Test(chebyshev_moments, refuses_bad_input)
{
    hodo_arena *arena = hodo_arena_alloc();
    double value[4] = {1, 2, 3, 4};
    const hodo_matrix a = diagonal_take(arena, HODO_DOUBLE, 4, value),
                      units = units_take(arena, HODO_DOUBLE, 4);
    hodo_operator operator= hodo_operator_dense(&a);
    hodo_chebyshev_moments m;
    hodo_error error = {0};
    cr_assert(hodo_chebyshev_moments_of(&operator, units, 0, 5, 0, arena, &m, &error) == HODO_INVALID);
    cr_assert(hodo_chebyshev_moments_of(&operator, units, 0, 5, 1, arena, &m, &error) == HODO_INVALID);
    cr_assert(hodo_chebyshev_moments_of(&operator, units, 5, 5, 8, arena, &m, &error) == HODO_INVALID);
    cr_assert(hodo_chebyshev_moments_of(&operator, units, 0, NAN, 8, arena, &m, &error) == HODO_INVALID);
    cr_assert(hodo_chebyshev_moments_of(&operator, units_take(arena, HODO_FLOAT, 4), 0, 5, 8, arena, &m,
                                        &error) == HODO_MISMATCH);
    operator.apply = nan_apply;
    cr_assert(hodo_chebyshev_moments_of(&operator, units, 0, 5, 8, arena, &m, &error) == HODO_NUMERIC);
    operator.dimension = 0;
    cr_assert(hodo_chebyshev_moments_of(&operator, units, 0, 5, 8, arena, &m, &error) == HODO_INVALID);
    hodo_arena_free(arena);
}
