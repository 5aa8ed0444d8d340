#include "operator/largest_eigenvalue.h"

#include "base/skinny.h"
#include "operator/tridiagonal_top.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Length of the noise in a warm start, whose vector has length 1. It costs the first Ritz value about its
 * square, 1e-2, which the second step takes back, and its logarithm in the certificate. */
static const double noise_share = 0.1;

/* The second Ritz value tells a gap once its own residual is this share of it. */
static const double resolved = 0.125;

/* What is left of A q is rounding of it below this many eps of the size of T. Not n eps: a gap of 1e-8 may hide
 * below that where n = 10^5, and the certificate with it. Missing it does no harm: the space then grows by a
 * direction made of rounding, orthogonal to the rest. */
static const double rounding = 4.0;

/* The density of a standard normal is at most 1/sqrt(2 pi): P(|normal + shift| < t) <= t sqrt(2/pi) */
#define HALF_OF_SQRT_2_PI 1.2533141373155003

struct hodo_largest {
    size_t dimension, steps, taken;
    hodo_matrix basis;               /* (steps, dimension) */
    hodo_matrix noise, kept;         /* (1, dimension): z; the Ritz vector of the last run */
    hodo_matrix next, share;         /* (1, dimension) */
    hodo_matrix coefficients;        /* (1, steps) */
    double *dots, *alpha, *beta, *vector, *work; /* (steps,) */
    bool known;                      /* `kept` is one */
    double size;                     /* the largest row sum of |T| so far */
    double mass;                     /* c^2 */
};

hodo_largest *hodo_largest_take(hodo_arena *arena, size_t dimension, size_t steps, const hodo_stream *stream,
                                uint32_t tensor, hodo_error *error)
{
    if (dimension < 1 || steps < 1) {
        hodo_fail(error, HODO_INVALID, "%zu steps of Lanczos in dimension %zu: at least 1 of each", steps,
                  dimension);
        return NULL;
    }
    hodo_largest *largest = hodo_arena_zero(arena, 1, sizeof *largest, error);
    if (largest == NULL) {
        return NULL;
    }
    const size_t n = dimension, k = steps < n ? steps : n;
    double *numbers = hodo_arena_take(arena, k, 6 * sizeof *numbers, error);
    *largest = (hodo_largest){.dimension = n,
                              .steps = k,
                              .basis = hodo_matrix_take(arena, HODO_DOUBLE, k, n, error),
                              .noise = hodo_matrix_take(arena, HODO_DOUBLE, 1, n, error),
                              .kept = hodo_matrix_take(arena, HODO_DOUBLE, 1, n, error),
                              .next = hodo_matrix_take(arena, HODO_DOUBLE, 1, n, error),
                              .share = hodo_matrix_take(arena, HODO_DOUBLE, 1, n, error)};
    if (numbers == NULL || largest->basis.data == NULL || largest->noise.data == NULL ||
        largest->kept.data == NULL || largest->next.data == NULL || largest->share.data == NULL) {
        return NULL;
    }
    largest->coefficients = hodo_matrix_view(HODO_DOUBLE, numbers, 1, k);
    largest->dots = numbers + k;
    largest->alpha = numbers + 2 * k;
    largest->beta = numbers + 3 * k;
    largest->vector = numbers + 4 * k;
    largest->work = numbers + 5 * k;
    hodo_random_normal_double(stream, tensor, 0, n, 1.0, largest->noise.data);
    return largest;
}

hodo_largest *hodo_largest_beside(hodo_arena *arena, const hodo_largest *largest, hodo_error *error)
{
    hodo_largest *beside = hodo_arena_take(arena, 1, sizeof *beside, error);
    const hodo_matrix kept = hodo_matrix_take(arena, HODO_DOUBLE, 1, largest->dimension, error);
    if (beside == NULL || kept.data == NULL) {
        return NULL;
    }
    *beside = *largest;
    beside->kept = kept;
    beside->known = false;
    return beside;
}

/* The first vector of the basis, and the mass that it is known to have everywhere. */
static void begin(hodo_largest *largest, bool warm)
{
    const hodo_matrix first = hodo_matrix_rows(largest->basis, 0, 1);
    const double beside = warm ? sqrt((double)largest->dimension) / noise_share : 0, one = 1;
    hodo_matrix_copy(largest->noise, first);
    if (warm) {
        hodo_rows_add(&beside, largest->kept, first);
    }
    const double length = hodo_matrix_norm(first), scale = one / length;
    hodo_rows_scale(&scale, first);
    largest->mass = HODO_LARGEST_FAILURE * HALF_OF_SQRT_2_PI / length;
    largest->mass *= largest->mass;
    largest->size = 0;
    largest->taken = 0;
}

/* next <- next without its parts along the basis vectors taken so far, twice ("twice is enough"). */
static void orthogonalise(hodo_largest *largest, size_t count)
{
    const hodo_matrix basis = hodo_matrix_rows(largest->basis, 0, count);
    hodo_matrix repeated = largest->next, coefficients = largest->coefficients;
    repeated.rows = count;
    repeated.stride = 0; /* the same row beside every vector of the basis */
    coefficients.columns = count;
    coefficients.stride = count;
    for (int round = 0; round < 2; round++) {
        const double minus = -1;
        hodo_rows_dot(basis, repeated, largest->dots);
        memcpy(coefficients.data, largest->dots, count * sizeof *largest->dots);
        hodo_rows_back(1.0, coefficients, basis, largest->share);
        hodo_rows_add(&minus, largest->share, largest->next);
    }
}

/* One application: alpha and beta of step `taken`, and the next vector of the basis. */
static hodo_status step(hodo_largest *largest, const hodo_operator *operator, hodo_error *error)
{
    const size_t k = largest->taken;
    const hodo_matrix at = hodo_matrix_rows(largest->basis, k, 1);
    const hodo_status status = hodo_operator_apply(operator, at, largest->next, error);
    if (status != HODO_OK) {
        return status;
    }
    const double alpha = hodo_matrix_dot(at, largest->next);
    const double before = hodo_matrix_norm(largest->next);
    if (!isfinite(alpha) || !isfinite(before)) {
        return hodo_fail(error, HODO_NUMERIC, "an operator gave %g: it must give finite numbers",
                         isfinite(alpha) ? before : alpha);
    }
    orthogonalise(largest, k + 1);
    const double length = hodo_matrix_norm(largest->next);
    largest->size = fmax(largest->size, alpha + length + (k > 0 ? largest->beta[k - 1] : 0));
    const bool invariant = k + 1 == largest->dimension || length <= rounding * DBL_EPSILON * largest->size;
    largest->alpha[k] = alpha;
    largest->beta[k] = invariant ? 0 : length;
    largest->taken = k + 1;
    if (!invariant && k + 1 < largest->steps) {
        const hodo_matrix to = hodo_matrix_rows(largest->basis, k + 1, 1);
        const double scale = 1 / length;
        hodo_matrix_copy(largest->next, to);
        hodo_rows_scale(&scale, to);
    }
    return HODO_OK;
}

/* min(r, r^2 / gap) of the largest Ritz pair. The next eigenvalue may be as far above the second Ritz value
 * as that one's own residual. */
static double distance_seen(hodo_largest *largest, hodo_tridiagonal t, double top)
{
    const double residual = hodo_tridiagonal_residual(t, top, largest->vector, largest->work);
    if (t.steps == 1 || residual == 0) {
        return residual;
    }
    const double second = hodo_tridiagonal_eigenvalue(t, 1);
    const double its_own = hodo_tridiagonal_residual(t, second, largest->vector, largest->work);
    const double gap = top - second - its_own;
    return its_own <= resolved * gap && gap > residual ? residual * residual / gap : residual;
}

static bool enough(hodo_largest *largest, hodo_largest_rule rule, double tolerance, double *top)
{
    const hodo_tridiagonal t = {largest->alpha, largest->beta, largest->taken};
    *top = hodo_tridiagonal_eigenvalue(t, 0);
    if (t.beta[t.steps - 1] == 0) {
        return true;
    }
    return rule == HODO_LARGEST_CERTIFIED
               ? hodo_tridiagonal_excludes(t, *top * (1 + tolerance), largest->mass)
               : distance_seen(largest, t, *top) <= tolerance * *top;
}

/* The Ritz vector into `kept`, and the bounds. */
static void finish(hodo_largest *largest, double top, hodo_largest_bounds *bounds)
{
    const hodo_tridiagonal t = {largest->alpha, largest->beta, largest->taken};
    bounds->applications = t.steps;
    bounds->lower = top;
    if (!(top > 0)) { /* the zero operator */
        bounds->lower = bounds->upper = 0;
        return;
    }
    bounds->upper = hodo_tridiagonal_upper(t, top, largest->mass);
    hodo_tridiagonal_vector(t, top, largest->vector, largest->work);
    hodo_matrix weights = largest->coefficients;
    weights.columns = t.steps;
    weights.stride = t.steps;
    memcpy(weights.data, largest->vector, t.steps * sizeof *largest->vector);
    hodo_rows_back(1.0, weights, hodo_matrix_rows(largest->basis, 0, t.steps), largest->kept);
    const double scale = 1 / hodo_matrix_norm(largest->kept);
    hodo_rows_scale(&scale, largest->kept);
    largest->known = true;
}

static hodo_status check(const hodo_largest *largest, const hodo_operator *operator, double tolerance,
                         hodo_error *error)
{
    if (!(tolerance >= HODO_LARGEST_LEAST && tolerance < 1)) {
        return hodo_fail(error, HODO_INVALID,
                         "a relative tolerance of %g for a largest eigenvalue: give one in [%g, 1)", tolerance,
                         HODO_LARGEST_LEAST);
    }
    if (!operator->nonnegative) {
        return hodo_fail(error, HODO_INVALID,
                         "the operator may have negative eigenvalues: bounds on the largest need one that says "
                         "it is nonnegative");
    }
    if (operator->dimension != largest->dimension || operator->precision != HODO_DOUBLE) {
        return hodo_fail(error, HODO_MISMATCH,
                         "an operator of dimension %zu in %s, where dimension %zu in double was taken: take "
                         "another",
                         operator->dimension, operator->precision == HODO_DOUBLE ? "double" : "float",
                         largest->dimension);
    }
    return HODO_OK;
}

hodo_status hodo_largest_run(hodo_largest *largest, const hodo_operator *operator, hodo_largest_rule rule,
                             bool warm, double tolerance, hodo_largest_bounds *bounds, hodo_error *error)
{
    enum { EVERY = 16 }; /* T is looked at when it has grown by a 16th: its cost stays below a few % */
    hodo_status status = check(largest, operator, tolerance, error);
    if (status != HODO_OK) {
        return status;
    }
    /* The kept vector came of the same noise: a certificate has to do without it. */
    *bounds = (hodo_largest_bounds){.upper = INFINITY,
                                    .warm = warm && largest->known && rule == HODO_LARGEST_SEEN};
    begin(largest, bounds->warm);
    largest->known = false;
    double top = 0;
    for (size_t look = 1;;) {
        status = step(largest, operator, error);
        if (status != HODO_OK) {
            return status;
        }
        const size_t k = largest->taken;
        if (k < look && k < largest->steps && largest->beta[k - 1] > 0) {
            continue;
        }
        look = k + 1 + k / EVERY;
        const bool done = enough(largest, rule, tolerance, &top);
        if (done || k == largest->steps) {
            finish(largest, top, bounds);
            return done ? HODO_OK
                        : hodo_fail(error, HODO_NUMERIC,
                                    "the largest eigenvalue lies in [%.6g, %.6g] after %zu steps of Lanczos, "
                                    "wanted to a relative %.3g: allow more steps or a larger tolerance",
                                    bounds->lower, bounds->upper, k, tolerance);
        }
    }
}

void hodo_largest_forget(hodo_largest *largest)
{
    largest->known = false;
}

const double *hodo_largest_vector(const hodo_largest *largest)
{
    return largest->kept.data;
}
