/* The upper end of tridiagonal matrices: against LAPACK, and Christoffel's bound against measures whose mass
 * at the top is known. */
#include "operator/tridiagonal_top.h"

#include "base/eigenvalue.h"
#include "base/random.h"
#include "near.h"
#include "operator/lanczos.h"

#include <criterion/parameterized.h>

enum { MOST = 24 };

/* A random positive semidefinite T of `steps`, by T = L L^T; the eigenvalues by LAPACK. */
static void draw(uint64_t cell, size_t steps, double *alpha, double *beta, double *eigenvalues)
{
    const hodo_stream stream = hodo_stream_open(41, "tests/operator/tridiagonal", cell);
    double d[MOST], e[MOST], full[MOST * MOST] = {0};
    hodo_error error = {0};
    hodo_random_normal_double(&stream, 0, 0, steps, 1.0, d);
    hodo_random_uniform(&stream, 1, 0, steps, e);
    for (size_t j = 0; j < steps; j++) {
        alpha[j] = d[j] * d[j] + (j > 0 ? e[j - 1] * e[j - 1] : 0);
        beta[j] = fabs(d[j]) * e[j]; /* the last one is a residual */
    }
    for (size_t j = 0; j < steps; j++) {
        full[j * steps + j] = alpha[j];
        if (j > 0) {
            full[j * steps + j - 1] = beta[j - 1];
        }
    }
    cr_assert_eq(hodo_symmetric_eigenvalues(full, steps, eigenvalues, &error), HODO_OK);
}

/* LAPACK's error is a few n eps |T|. */
static const double rounding = 1e-13;

Test(tridiagonal_top, eigenvalues)
{
    for (uint64_t cell = 0; cell < 200; cell++) {
        const size_t steps = 1 + (size_t)cell % MOST;
        double alpha[MOST], beta[MOST], want[MOST];
        draw(cell, steps, alpha, beta, want);
        const hodo_tridiagonal t = {alpha, beta, steps};
        for (size_t rank = 0; rank < steps && rank < 3; rank++) {
            near(hodo_tridiagonal_eigenvalue(t, rank), want[steps - 1 - rank], rounding * want[steps - 1], 0);
        }
    }
}

/* T y = theta y, entry by entry, |y| = 1, for the two largest. */
Test(tridiagonal_top, vector)
{
    for (uint64_t cell = 0; cell < 400; cell++) {
        const size_t steps = 2 + (size_t)cell % (MOST - 1);
        double alpha[MOST], beta[MOST], values[MOST], y[MOST], work[MOST];
        draw(cell, steps, alpha, beta, values);
        const hodo_tridiagonal t = {alpha, beta, steps};
        for (size_t rank = 0; rank < 2; rank++) {
            const double top = hodo_tridiagonal_eigenvalue(t, 0), value = hodo_tridiagonal_eigenvalue(t, rank);
            double square = 0;
            const double residual = hodo_tridiagonal_residual(t, value, y, work);
            for (size_t j = 0; j < steps; j++) {
                const double image = alpha[j] * y[j] + (j > 0 ? beta[j - 1] * y[j - 1] : 0) +
                                     (j + 1 < steps ? beta[j] * y[j + 1] : 0);
                near(image, value * y[j], rounding * top, 0);
                square += y[j] * y[j];
            }
            near(square, 1, 1e-14, 0);
            near(residual, beta[steps - 1] * fabs(y[steps - 1]), 0, 0);
        }
    }
}

/* A diagonal operator and a start of known masses: after any number of steps the mass that the start has at the
 * largest eigenvalue is not excluded there, while a quarter more is once enough steps were taken, and before
 * the Ritz value is there: the bound is sharp. Power: with a polynomial too many the mass itself would be
 * excluded. */
enum { DIMENSION = 30 };

static hodo_status apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    (void)error;
    const double *eigenvalue = context;
    for (size_t s = 0; s < x.rows; s++) {
        for (size_t j = 0; j < x.columns; j++) {
            hodo_matrix_set(y, s, j, eigenvalue[j] * hodo_matrix_get(x, s, j));
        }
    }
    return HODO_OK;
}

Test(tridiagonal_top, mass)
{
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {0};
    size_t sharp = 0;
    for (uint64_t cell = 0; cell < 40; cell++) {
        double eigenvalue[DIMENSION], start[DIMENSION], square = 0;
        const hodo_stream stream = hodo_stream_open(42, "tests/operator/mass", cell);
        hodo_random_normal_double(&stream, 0, 0, DIMENSION, 1.0, start);
        start[0] *= 1e-3;
        for (size_t j = 0; j < DIMENSION; j++) {
            eigenvalue[j] = 1 / (1 + 0.1 * (double)j);
            square += start[j] * start[j];
        }
        const double mass = start[0] * start[0] / square;
        const hodo_operator known = {
            .apply = apply, .context = eigenvalue, .dimension = DIMENSION, .precision = HODO_DOUBLE};
        hodo_lanczos lanczos;
        cr_assert_eq(hodo_lanczos_run(&known, hodo_matrix_view(HODO_DOUBLE, start, 1, DIMENSION), 14, arena,
                                      &lanczos, &error),
                     HODO_OK);
        for (size_t steps = 1; steps <= 14; steps++) {
            const hodo_tridiagonal t = {lanczos.alpha, lanczos.beta, steps};
            const double top = hodo_tridiagonal_eigenvalue(t, 0), upper = hodo_tridiagonal_upper(t, top, mass);
            cr_assert_not(hodo_tridiagonal_excludes(t, 1.0, mass * (1 - 1e-6)), "%zu steps", steps);
            cr_assert(upper > 1 - 1e-9, "%zu steps: %.17g", steps, upper);
            const bool excluded = hodo_tridiagonal_excludes(t, 1.0, 1.25 * mass);
            sharp += excluded && top < 1 - 1e-12;
        }
    }
    cr_assert(sharp >= 20, "the bound was sharp %zu times", sharp);
    hodo_arena_free(arena);
}
