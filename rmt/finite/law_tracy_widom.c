/* The Tracy-Widom laws as a row: density, distribution function and moments of rmt/finite/tracy_widom.h.
 *
 * A draw is the largest eigenvalue of the tridiagonal beta-Hermite ensemble (Dumitriu and Edelman 2002,
 * math-ph/0206043), which has the eigenvalues of the Gaussian matrix in 2m random numbers in place of m^2; and
 * the largest one sees only its first 10 m^(1/3) rows, for the eigenvector falls like the Airy function over
 * m^(1/3) rows (Edelman and Persson 2005, math-ph/0501068): O(m^(1/3)) in all. Centred and scaled at m + 1/2 -
 * 1/beta in place of m (Johnstone and Ma 2012, arXiv:1110.0108, for beta = 1), the law is reached at rate
 * m^(-2/3) instead of m^(-1/3). */
#include "rmt/finite/chi_draw.h"
#include "rmt/law/law_rows.h"
#include "rmt/finite/tracy_widom.h"

#include <inttypes.h>
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

/* Rows kept, in units of m^(1/3): Ai(10)^2 = 1e-20 is the weight of the eigenvector beyond them. */
#define ROWS_KEPT 10.0

static const int betas[] = {1, 2};

static hodo_status open_law(rmt_law *law, const rmt_law_setting *settings, hodo_error *error)
{
    const int64_t beta = settings[0].integer;
    if (beta != 1 && beta != 2) {
        return hodo_fail(error, HODO_INVALID,
                         "--beta: %" PRId64 " is neither 1 nor 2: give 1 for real, 2 for complex "
                         "matrices",
                         beta);
    }
    law->state = (void *)&betas[beta - 1]; /* never written through, nor freed */
    law->intervals[0] = (rmt_interval){-INFINITY, INFINITY, 0, 0};
    law->interval_count = 1;
    return HODO_OK;
}

static int beta_of(const rmt_law *law)
{
    return *(const int *)law->state;
}

static hodo_status density(const rmt_law *law, const double *x, size_t count, double *density,
                           hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        rmt_tracy_widom value = {0};
        status = rmt_tracy_widom_at(beta_of(law), x[i], &value, error);
        density[i] = value.density;
    }
    return status;
}

static hodo_status cumulative(const rmt_law *law, const double *x, size_t count, double *cumulative,
                              hodo_error *error)
{
    hodo_status status = HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < count; i++) {
        rmt_tracy_widom value = {0};
        status = rmt_tracy_widom_at(beta_of(law), x[i], &value, error);
        cumulative[i] = value.cumulative;
    }
    return status;
}

static hodo_status moments(const rmt_law *law, size_t order, double *moment, hodo_error *error)
{
    return rmt_tracy_widom_moments(beta_of(law), order, moment, error);
}

/* H = [N(0, 2) on the diagonal, chi_(beta (m - i)) beside it] / sqrt(2 beta), density of eigenvalues
 * prod |l_i - l_j|^beta exp(-(beta/2) sum l^2): the largest is about sqrt(2 m) + s / (sqrt(2) m^(1/6)). */
static hodo_status draw(const rmt_law *law, size_t width, const hodo_stream *stream, double *values,
                        hodo_error *error)
{
    const double beta = beta_of(law), m = (double)width;
    const double enough = ceil(ROWS_KEPT * cbrt(m));
    const size_t rows = enough < m ? (size_t)enough : width;
    double *diagonal = malloc(3 * rows * sizeof *diagonal);
    lapack_int *work = malloc(2 * rows * sizeof *work);
    if (diagonal == NULL || work == NULL) {
        free(diagonal);
        free(work);
        return hodo_fail(error, HODO_NO_MEMORY,
                         "no memory for a tridiagonal matrix of %zu rows: give a smaller width", rows);
    }
    double *beside = diagonal + rows, *found = beside + rows;
    lapack_int *block = work, *split = work + rows, count = 0, blocks = 0;
    hodo_random_normal_double(stream, 0, 0, rows, 1 / sqrt(beta), diagonal);
    for (size_t i = 0; i + 1 < rows; i++) {
        beside[i] = rmt_chi_draw(stream, 1, i, beta * (m - 1 - (double)i)) / sqrt(2 * beta);
    }
    const lapack_int n = (lapack_int)rows;
    const lapack_int failed =
        LAPACKE_dstebz('I', 'E', n, 0, 0, n, n, 0, diagonal, beside, &count, &blocks, found, block, split);
    const hodo_status status = failed == 0 && count == 1
                                   ? HODO_OK
                                   : hodo_fail(error, HODO_NUMERIC,
                                               "LAPACK found no largest eigenvalue of %zu rows: report this",
                                               rows);
    const double shifted = m + 0.5 - 1 / beta;
    values[0] = M_SQRT2 * pow(shifted, 1.0 / 6) * (found[0] - sqrt(2 * shifted));
    free(diagonal);
    free(work);
    return status;
}

static const rmt_law_parameter parameters[] = {
    {"beta", RMT_INTEGER, "1", "1|2", "1 for real, 2 for complex matrices"},
    {.name = NULL},
};

const rmt_law_row rmt_law_tracy_widom = {
    .name = "tracy-widom",
    .doc = "the largest eigenvalue of a large random matrix, centred and scaled",
    .parameters = parameters,
    .open = open_law,
    .density = density,
    .cumulative = cumulative,
    .moments = moments,
    .draw = draw,
    .extreme = true,
};
