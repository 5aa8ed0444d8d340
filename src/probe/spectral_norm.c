#include "probe/spectral_norm.h"

#include "base/eigenvalue.h"
#include "operator/largest_eigenvalue.h"
#include "probe/mixed_product.h"

#include <math.h>

struct hodo_spectral_probe {
    size_t rows, columns;
    hodo_precision precision;
    hodo_largest *largest; /* of W^T W */
    double *image;         /* (rows,) */
    bool known;            /* there is a vector to start from */
    hodo_spectral_bounds bounds;
};

/* What is applied: y = f^2 M^T M x with M = W, or with M = g^T h, and f the power of two that brings M times
 * the first vector to order one, so that no square of an entry leaves the range of double. */
typedef struct product {
    bool factored;
    hodo_matrix w, g, h;
    double *image; /* (rows,) */
    double scale;  /* f; 0 until the first application */
} product;

static void choose_scale(product *p, size_t rows, const double *x)
{
    double most = 0;
    if (p->factored) {
        hodo_mixed_pair(1.0, p->h, x, p->g, p->image);
    } else {
        hodo_mixed_through(1.0, p->w, x, p->image);
    }
    for (size_t i = 0; i < rows; i++) {
        most = fmax(most, fabs(p->image[i]));
    }
    /* 2^1023 is the largest power: what is subnormal stays below 1, in range. */
    p->scale = most > 0 && isfinite(most) ? ldexp(1.0, ilogb(most) > -1023 ? -ilogb(most) : 1023) : 1.0;
}

static hodo_status apply(void *context, hodo_matrix x, hodo_matrix y, hodo_error *error)
{
    product *p = context;
    if (x.rows != 1) {
        return hodo_fail(error, HODO_INVALID, "%zu vectors for W^T W: give one", x.rows);
    }
    const double *from = x.data;
    if (p->scale == 0) {
        choose_scale(p, p->factored ? p->g.columns : p->w.rows, from);
    }
    if (p->factored) {
        hodo_mixed_pair(p->scale, p->h, from, p->g, p->image);
        hodo_mixed_pair(p->scale, p->g, p->image, p->h, y.data);
    } else if (p->scale == 1) {
        hodo_mixed_pair(1.0, p->w, from, p->w, y.data);
    } else {
        /* f <w_i, x> stays in range where <w_i, x>^2 may not; y is scaled again below. */
        hodo_mixed_pair(p->scale, p->w, from, p->w, y.data);
        hodo_matrix_scale(p->scale, y);
    }
    return HODO_OK;
}

static hodo_status check_tolerance(double tolerance, hodo_error *error)
{
    if (!(tolerance >= HODO_SPECTRAL_LEAST && tolerance < 1)) {
        return hodo_fail(error, HODO_INVALID,
                         "a relative tolerance of %g for a spectral norm: give one in [%g, 1)", tolerance,
                         HODO_SPECTRAL_LEAST);
    }
    return HODO_OK;
}

hodo_spectral_probe *hodo_spectral_probe_take(hodo_arena *arena, hodo_precision precision, size_t rows,
                                              size_t columns, hodo_error *error)
{
    if (rows < 1 || columns < 1) {
        hodo_fail(error, HODO_INVALID, "a matrix of %zu by %zu has no spectral norm: give it entries", rows,
                  columns);
        return NULL;
    }
    const hodo_stream stream = hodo_stream_open(0, "spectral norm", 0);
    hodo_spectral_probe *probe = hodo_arena_take(arena, 1, sizeof *probe, error);
    double *image = hodo_arena_take(arena, rows, sizeof *image, error);
    hodo_largest *largest = hodo_largest_take(arena, columns, HODO_SPECTRAL_STEPS, &stream, 0, error);
    if (probe == NULL || image == NULL || largest == NULL) {
        return NULL;
    }
    *probe = (hodo_spectral_probe){
        .rows = rows, .columns = columns, .precision = precision, .largest = largest, .image = image};
    return probe;
}

hodo_spectral_probe *hodo_spectral_probe_beside(hodo_arena *arena, const hodo_spectral_probe *probe,
                                                hodo_error *error)
{
    hodo_spectral_probe *beside = hodo_arena_take(arena, 1, sizeof *beside, error);
    hodo_largest *largest = hodo_largest_beside(arena, probe->largest, error);
    if (beside == NULL || largest == NULL) {
        return NULL;
    }
    *beside = *probe;
    beside->largest = largest;
    beside->known = false;
    return beside;
}

/* Warm: from the vector that is known, or as a first call, which is certified. */
static hodo_status run(hodo_spectral_probe *probe, product *p, double factor, bool warm, double tolerance,
                       double *norm, hodo_error *error)
{
    const hodo_largest_rule rule = warm && probe->known ? HODO_LARGEST_SEEN : HODO_LARGEST_CERTIFIED;
    const hodo_operator gram = {.apply = apply,
                                .context = p,
                                .dimension = probe->columns,
                                .precision = HODO_DOUBLE,
                                .nonnegative = true};
    hodo_largest_bounds squared = {.upper = INFINITY};
    p->image = probe->image;
    /* (1 + tolerance)^2 of the norm's square, but for rounding. */
    const hodo_status status =
        hodo_largest_run(probe->largest, &gram, rule, rule == HODO_LARGEST_SEEN,
                         fmin(tolerance * (2 + tolerance), 1 - HODO_SPECTRAL_LEAST), &squared, error);
    const double back = fabs(factor) / p->scale;
    probe->bounds = (hodo_spectral_bounds){.lower = back * sqrt(squared.lower),
                                           .upper = back * sqrt(squared.upper),
                                           .applications = squared.applications,
                                           .warm = squared.warm};
    *norm = probe->bounds.lower;
    probe->known = status == HODO_OK && squared.lower > 0;
    if (status == HODO_NUMERIC && squared.applications > 0) {
        return hodo_fail(
            error, HODO_NUMERIC,
            "||W||_* of a %zu by %zu matrix lies in [%.6g, %.6g] after %zu products, wanted to a relative "
            "%.3g: allow a larger tolerance",
            probe->rows, probe->columns, probe->bounds.lower, probe->bounds.upper, squared.applications,
            tolerance);
    }
    if (status == HODO_NUMERIC || (status == HODO_OK && !isfinite(*norm))) {
        return hodo_fail(error, HODO_NUMERIC,
                         "a %zu by %zu matrix has entries that are not finite: it has no spectral norm",
                         probe->rows, probe->columns);
    }
    return status;
}

static hodo_status dense(hodo_spectral_probe *probe, hodo_matrix w, bool warm, double tolerance, double *norm,
                         hodo_error *error)
{
    if (w.rows != probe->rows || w.columns != probe->columns || w.precision != probe->precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "a %zu by %zu matrix for a probe of %zu by %zu: give one of its shape and precision",
                         w.rows, w.columns, probe->rows, probe->columns);
    }
    const hodo_status status = check_tolerance(tolerance, error);
    /* Squares of floats are in the range of double as they are. */
    product p = {.w = w, .scale = w.precision == HODO_FLOAT ? 1 : 0};
    return status != HODO_OK ? status : run(probe, &p, 1.0, warm, tolerance, norm, error);
}

static hodo_status factored(hodo_spectral_probe *probe, double alpha, hodo_matrix g, hodo_matrix h, bool warm,
                            double tolerance, double *norm, hodo_error *error)
{
    if (g.rows != h.rows || g.rows < 1 || g.columns != probe->rows || h.columns != probe->columns ||
        g.precision != probe->precision || h.precision != probe->precision) {
        return hodo_fail(
            error, HODO_MISMATCH,
            "g (%zu, %zu) and h (%zu, %zu) for a probe of %zu by %zu: give as many rows of each, and as "
            "many columns as it has rows and columns, in its precision",
            g.rows, g.columns, h.rows, h.columns, probe->rows, probe->columns);
    }
    if (!isfinite(alpha)) {
        return hodo_fail(error, HODO_NUMERIC, "a factor of %g before g^T h: give a finite one", alpha);
    }
    const hodo_status status = check_tolerance(tolerance, error);
    product p = {.factored = true, .g = g, .h = h};
    return status != HODO_OK ? status : run(probe, &p, alpha, warm, tolerance, norm, error);
}

hodo_status hodo_spectral_probe_norm(hodo_spectral_probe *probe, hodo_matrix w, double tolerance, double *norm,
                                     hodo_error *error)
{
    return dense(probe, w, true, tolerance, norm, error);
}

hodo_status hodo_spectral_probe_factored(hodo_spectral_probe *probe, double alpha, hodo_matrix g, hodo_matrix h,
                                         double tolerance, double *norm, hodo_error *error)
{
    return factored(probe, alpha, g, h, true, tolerance, norm, error);
}

hodo_status hodo_spectral_probe_certify(hodo_spectral_probe *probe, hodo_matrix w, double tolerance,
                                        double *norm, hodo_error *error)
{
    return dense(probe, w, false, tolerance, norm, error);
}

void hodo_spectral_probe_forget(hodo_spectral_probe *probe)
{
    probe->known = false;
}

hodo_spectral_bounds hodo_spectral_probe_bounds(const hodo_spectral_probe *probe)
{
    return probe->bounds;
}

const double *hodo_spectral_probe_vector(const hodo_spectral_probe *probe)
{
    return hodo_largest_vector(probe->largest);
}

/* By LAPACK, in double. */
static hodo_status exact(hodo_matrix w, hodo_arena *scratch, double *norm, hodo_error *error)
{
    const hodo_matrix copy = hodo_matrix_take(scratch, HODO_DOUBLE, w.rows, w.columns, error);
    double *squares = hodo_arena_take(scratch, w.rows, sizeof *squares, error);
    if (copy.data == NULL || squares == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_matrix_convert(w, copy);
    const hodo_status status = hodo_squared_singular_values(copy.data, w.rows, w.columns, squares, error);
    *norm = status == HODO_OK ? sqrt(squares[w.rows - 1]) : NAN;
    return status;
}

hodo_status hodo_spectral_norm(hodo_matrix w, double tolerance, hodo_arena *scratch, double *norm,
                               hodo_error *error)
{
    hodo_spectral_probe *probe = hodo_spectral_probe_take(scratch, w.precision, w.rows, w.columns, error);
    if (probe == NULL) {
        return w.rows < 1 || w.columns < 1 ? HODO_INVALID : HODO_NO_MEMORY;
    }
    const hodo_status status = hodo_spectral_probe_certify(probe, w, tolerance, norm, error);
    const bool ran_out = status == HODO_NUMERIC && probe->bounds.applications > 0;
    return ran_out ? exact(w, scratch, norm, error) : status;
}

hodo_status hodo_spectral_norm_factored(double alpha, hodo_matrix g, hodo_matrix h, double tolerance,
                                        hodo_arena *scratch, double *norm, hodo_error *error)
{
    hodo_spectral_probe *probe = hodo_spectral_probe_take(scratch, h.precision, g.columns, h.columns, error);
    if (probe == NULL) {
        return g.columns < 1 || h.columns < 1 ? HODO_INVALID : HODO_NO_MEMORY;
    }
    return factored(probe, alpha, g, h, false, tolerance, norm, error);
}
