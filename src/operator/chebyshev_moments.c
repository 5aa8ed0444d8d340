#include "operator/chebyshev_moments.h"

#include "base/real.h"

#include <math.h>

/* |T_k v|^2 / |v|^2 may pass 1 by rounding, some k eps at most; a spectrum outside of the interval passes it by
 * factors within a few steps. */
static const double growth_allowed = 1e-2;

void hodo_spectral_interval_widen(double margin, double least, double *lower, double *upper)
{
    /* A multiple of the identity has no width: any interval around it serves. */
    const double some = 1e-3 * fmax(fabs(*lower), fabs(*upper));
    const double wider = fmax(margin * (*upper - *lower), some > 0 ? some : 1);
    *lower = fmax(least, *lower - wider);
    *upper += wider;
}

hodo_status hodo_spectral_interval(const hodo_operator *operator, const hodo_probes * probes, size_t steps,
                                   double margin, double *lower, double *upper, hodo_error *error)
{
    hodo_extremes extremes;
    const hodo_status status = hodo_lanczos_extremes(operator, probes, steps, &extremes, error);
    if (status != HODO_OK) {
        return status;
    }
    *lower = extremes.lowest - extremes.lowest_residual;
    *upper = extremes.highest + extremes.highest_residual;
    hodo_spectral_interval_widen(margin, operator->nonnegative ? 0 : - INFINITY, lower, upper);
    return HODO_OK;
}

/* next <- first here + second before + third next, in one pass; entries of all starts alike. */
static void recur(hodo_matrix here, double here_factor, hodo_matrix before, double before_factor,
                  hodo_matrix next, double next_factor)
{
    WITH_REAL(
        next.precision, for (size_t s = 0; s < next.rows; s++) {
            const real a = (real)here_factor;
            const real b = (real)before_factor;
            const real c = (real)next_factor;
            const real *t = (const real *)here.data + s * here.stride;
            const real *u = (const real *)before.data + s * before.stride;
            real *y = (real *)next.data + s * next.stride;
            for (size_t j = 0; j < next.columns; j++) {
                y[j] = c * y[j] + (a * t[j] + b * u[j]);
            }
        });
}

typedef struct recurrence {
    hodo_matrix block[3]; /* T_k-1 v, T_k v and room for T_k+1 v, in turn */
    double *square;       /* (starts,) |v|^2 */
    double *dots;         /* (starts,) */
} recurrence;

static hodo_status check_growth(double ratio, size_t k, const hodo_chebyshev_moments *m, hodo_error *error)
{
    if (!isfinite(ratio)) {
        return hodo_fail(error, HODO_NUMERIC,
                         "a Chebyshev recurrence gave %g at order %zu: the operator must give finite "
                         "numbers, on a spectrum inside [%g, %g]",
                         ratio, k, m->lower, m->upper);
    }
    if (ratio > 1 + growth_allowed) {
        return hodo_fail(error, HODO_NUMERIC,
                         "|T_%zu(A) v|^2 grew to %g |v|^2: the spectrum reaches beyond [%g, %g], widen "
                         "the interval",
                         k, ratio, m->lower, m->upper);
    }
    return HODO_OK;
}

/* Step k >= 1: block[k % 3] holds T_k v; makes moments 2k - 1 and 2k, checked. */
static hodo_status take_moments(const recurrence *r, size_t k, hodo_chebyshev_moments *m, hodo_error *error)
{
    const hodo_matrix here = r->block[k % 3], before = r->block[(k - 1) % 3];
    hodo_status status = HODO_OK;
    hodo_rows_dot(here, before, r->dots);
    for (size_t s = 0; s < m->probes; s++) {
        double *moment = m->moment + s * m->count;
        const double ratio = r->dots[s] / r->square[s];
        moment[2 * k - 1] = k == 1 ? ratio : 2 * ratio - moment[1];
    }
    hodo_rows_dot(here, here, r->dots);
    for (size_t s = 0; status == HODO_OK && s < m->probes; s++) {
        const double ratio = r->dots[s] / r->square[s];
        if (2 * k < m->count) {
            m->moment[s * m->count + 2 * k] = 2 * ratio - 1;
        }
        status = check_growth(ratio, k, m, error);
    }
    return status;
}

static hodo_status recur_all(const hodo_operator *operator, recurrence * r, hodo_chebyshev_moments *m,
                             hodo_error *error)
{
    const double centre = (m->upper + m->lower) / 2, half = (m->upper - m->lower) / 2;
    hodo_status status = HODO_OK;
    for (size_t k = 1; status == HODO_OK && 2 * k - 1 < m->count; k++) {
        const hodo_matrix here = r->block[(k - 1) % 3], next = r->block[k % 3];
        status = hodo_operator_apply(operator, here, next, error);
        if (status == HODO_OK) { /* T_1 v = B v; T_k+1 v = 2 B T_k v - T_k-1 v */
            const double twice = k == 1 ? 1 : 2;
            recur(here, -twice * centre / half, k == 1 ? here : r->block[(k + 1) % 3], k == 1 ? 0 : -1, next,
                  twice / half);
            status = take_moments(r, k, m, error);
        }
    }
    return status;
}

static hodo_status check(const hodo_operator *operator, hodo_matrix start, double lower, double upper,
                         size_t count, hodo_error *error)
{
    if (operator->dimension<1 || start.rows<1 || count<2) {
        return hodo_fail(error, HODO_INVALID,
                         "%zu Chebyshev moments from %zu starts in dimension %zu: at least 2 moments, "
                         "1 start and 1 dimension",
                         count, start.rows, operator->dimension);
    }
    if (!(lower < upper) || !isfinite(upper - lower)) {
        return hodo_fail(error, HODO_INVALID,
                         "a spectral interval [%g, %g]: its ends must be finite and ascend", lower, upper);
    }
    if (start.columns != operator->dimension || start.precision != operator->precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "starts of %zu entries for an operator of dimension %zu: give its dimension "
                         "and its precision",
                         start.columns, operator->dimension);
    }
    return HODO_OK;
}

static hodo_status begin(hodo_matrix start, recurrence *r, hodo_chebyshev_moments *m, hodo_error *error)
{
    hodo_matrix_copy(start, r->block[0]);
    hodo_rows_dot(start, start, r->square);
    for (size_t s = 0; s < start.rows; s++) {
        if (!(r->square[s] > 0) || !isfinite(r->square[s])) {
            return hodo_fail(error, HODO_NUMERIC, "start %zu has the squared norm %g: it must be positive", s,
                             r->square[s]);
        }
        m->moment[s * m->count] = 1;
    }
    return HODO_OK;
}

hodo_status hodo_chebyshev_moments_of(const hodo_operator *operator, hodo_matrix start, double lower,
                                      double upper, size_t count, hodo_arena *arena,
                                      hodo_chebyshev_moments *moments, hodo_error *error)
{
    hodo_status status = check(operator, start, lower, upper, count, error);
    if (status != HODO_OK) {
        return status;
    }
    *moments = (hodo_chebyshev_moments){.lower = lower, .upper = upper, .probes = start.rows, .count = count};
    moments->moment = hodo_arena_take(arena, start.rows * count, sizeof *moments->moment, error);
    hodo_arena *scratch = hodo_arena_alloc();
    recurrence r = {.square = NULL};
    if (moments->moment == NULL || scratch == NULL) {
        hodo_arena_free(scratch);
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu moments: take fewer", count);
    }
    r.square = hodo_arena_take(scratch, start.rows, sizeof *r.square, error);
    r.dots = hodo_arena_take(scratch, start.rows, sizeof *r.dots, error);
    status = r.square == NULL || r.dots == NULL ? HODO_NO_MEMORY : HODO_OK;
    for (size_t i = 0; status == HODO_OK && i < 3; i++) {
        r.block[i] = hodo_matrix_take(scratch, operator->precision, start.rows, start.columns, error);
        status = r.block[i].data == NULL ? HODO_NO_MEMORY : HODO_OK;
    }
    if (status == HODO_OK) {
        status = begin(start, &r, moments, error);
    }
    if (status == HODO_OK) {
        status = recur_all(operator, & r, moments, error);
    }
    hodo_arena_free(scratch);
    return status;
}

hodo_status hodo_chebyshev_moments_estimate(const hodo_operator *operator, const hodo_probes * probes,
                                            double lower, double upper, size_t count, hodo_arena *arena,
                                            hodo_chebyshev_moments *moments, hodo_error *error)
{
    hodo_arena *scratch = hodo_arena_alloc();
    if (scratch == NULL) {
        return hodo_fail(error, HODO_NO_MEMORY, "no memory for %zu probes: take fewer", probes->count);
    }
    const hodo_matrix start = hodo_matrix_take(scratch, operator->precision, probes->count, operator->dimension,
                                               error);
    hodo_status status = start.data == NULL ? HODO_NO_MEMORY : HODO_OK;
    if (status == HODO_OK) {
        hodo_probes_draw(probes, start);
        status = hodo_chebyshev_moments_of(operator, start, lower, upper, count, arena, moments, error);
    }
    hodo_arena_free(scratch);
    return status;
}

hodo_status hodo_chebyshev_without_atom(hodo_chebyshev_moments *moments, double place, double mass,
                                        hodo_error *error)
{
    if (!(mass >= 0 && mass < 1) || !(place >= moments->lower && place <= moments->upper)) {
        return hodo_fail(error, HODO_INVALID,
                         "an atom of mass %g at %g: its mass must be in [0, 1), its place in [%g, %g]", mass,
                         place, moments->lower, moments->upper);
    }
    const double half = (moments->upper - moments->lower) / 2;
    const double theta = acos(fmin(1, fmax(-1, (place - moments->lower) / half - 1)));
    for (size_t s = 0; s < moments->probes; s++) {
        for (size_t k = 0; k < moments->count; k++) {
            double *moment = &moments->moment[s * moments->count + k];
            *moment = (*moment - mass * cos((double)k * theta)) / (1 - mass);
        }
    }
    return HODO_OK;
}
