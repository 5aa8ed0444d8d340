#include "experiments/spectral-condition/muon/polar_map.h"

#include "base/eigenvalue.h"
#include "base/hash.h"
#include "experiments/spectral-condition/muon/muon_row.h"
#include "net/orthogonal.h"
#include "rmt/law/law.h"
#include "train/newton_schulz.h"

#include <math.h>

double polar_map(double s)
{
    for (int i = 0; i < 5; i++) {
        const double square = s * s;
        s *= 3.4445 + square * (-4.7750 + square * 2.0315);
    }
    return s;
}

void polar_map_band(double *least, double *greatest)
{
    enum { POINTS = 1 << 20 };
    *least = INFINITY;
    *greatest = -INFINITY;
    for (int i = 0; i <= POINTS; i++) {
        const double value = polar_map(pow(POLAR_MAP_LEAST, 1 - (double)i / POINTS));
        *least = fmin(*least, value);
        *greatest = fmax(*greatest, value);
    }
}

hodo_status polar_map_shares(double width, double *below, double *missed, hodo_error *error)
{
    /* Singular values s of a matrix of Frobenius norm 1: width s^2 has Marchenko and Pastur's law. */
    enum { POINTS = 4096 };
    double x[POINTS], cumulative[POINTS];
    const double lowest = 1e-8;
    rmt_law *law;
    hodo_status status = rmt_law_open(&law, error, "marchenko-pastur --ratio=1");
    if (status != HODO_OK) {
        return status;
    }
    for (int i = 0; i < POINTS; i++) {
        const double s = lowest * pow(1 / lowest, (double)i / (POINTS - 1));
        x[i] = width * s * s;
    }
    const double place = width * POLAR_MAP_LEAST * POLAR_MAP_LEAST;
    status = rmt_law_cumulative(law, &place, 1, below, error);
    status = status == HODO_OK ? rmt_law_cumulative(law, x, POINTS, cumulative, error) : status;
    rmt_law_close(law);
    *missed = status == HODO_OK ? cumulative[0] : NAN;
    for (int i = 1; status == HODO_OK && i < POINTS; i++) {
        const double middle = sqrt(sqrt(x[i] * x[i - 1]) / width);
        *missed += polar_map(middle) < POLAR_MAP_BELOW ? cumulative[i] - cumulative[i - 1] : 0;
    }
    return status;
}

/* A Haar matrix (side, side), double. */
static hodo_status haar(hodo_arena *scratch, const hodo_stream *stream, uint32_t tensor, size_t side,
                        hodo_matrix *q, hodo_error *error)
{
    *q = hodo_matrix_take(scratch, HODO_DOUBLE, side, side, error);
    if (q->data == NULL) {
        return HODO_NO_MEMORY;
    }
    hodo_random_normal_double(stream, tensor, 0, side * side, 1.0, q->data);
    return hodo_orthogonalise(*q, 1.0, 0, error);
}

/* s (side,) <- log-uniform over `decades`, norm 1. */
static void known_values(const hodo_stream *stream, double decades, size_t side, double *s)
{
    double squares = 0;
    hodo_random_uniform(stream, 2, 0, side, s);
    for (size_t i = 0; i < side; i++) {
        s[i] = pow(10, -decades * s[i]);
        squares += s[i] * s[i];
    }
    for (size_t i = 0; i < side; i++) {
        s[i] /= sqrt(squares);
    }
}

/* excerpt: map */
/* U diag(s) V^T in float, five steps, and U^T Q V: its diagonal against s. */
static hodo_status known_rows(hodo_cell *cell, hodo_arena *scratch, const hodo_stream *stream, double decades,
                              hodo_error *error)
{
    const size_t side = (size_t)hodo_cell_integer(cell, "side");
    hodo_matrix u, v;
    hodo_newton_schulz_scratch steps;
    double *s = hodo_arena_take(scratch, side, sizeof *s, error);
    const hodo_matrix half = hodo_matrix_take(scratch, HODO_DOUBLE, side, side, error);
    const hodo_matrix core = hodo_matrix_take(scratch, HODO_DOUBLE, side, side, error);
    const hodo_matrix a = hodo_matrix_take(scratch, HODO_FLOAT, side, side, error);
    hodo_status status = haar(scratch, stream, 0, side, &u, error);
    status = status == HODO_OK ? haar(scratch, stream, 1, side, &v, error) : status;
    status = status == HODO_OK ? hodo_newton_schulz_take(scratch, HODO_FLOAT, side, side * side, &steps, error)
                               : status;
    if (status != HODO_OK || s == NULL || half.data == NULL || core.data == NULL || a.data == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    known_values(stream, decades, side, s);
    for (size_t i = 0; i < side * side; i++) {
        ((double *)half.data)[i] = ((const double *)u.data)[i] * s[i % side];
    }
    hodo_matrix_multiply(1.0, half, false, v, true, 0.0, core);
    hodo_matrix_convert(core, a);
    status = hodo_newton_schulz(a, HODO_NEWTON_SCHULZ_STEPS, &steps, error);
    hodo_matrix_convert(a, core);
    hodo_matrix_multiply(1.0, u, true, core, false, 0.0, half);
    hodo_matrix_multiply(1.0, half, false, v, false, 0.0, core);
    double leak = 0;
    for (size_t i = 0; status == HODO_OK && i < side; i++) {
        const muon_row row = {"value", side, 0, 0, s[i], hodo_matrix_get(core, i, i), polar_map(s[i])};
        status = muon_row_put(cell, row, error);
        for (size_t j = 0; j < side; j++) {
            leak = i != j ? fmax(leak, fabs(hodo_matrix_get(core, i, j))) : leak;
        }
    }
    const muon_row row = {"leak", side, 0, 0, decades, leak, 0};
    return status == HODO_OK ? muon_row_put(cell, row, error) : status;
}
/* end: map */

/* *share <- of the squared values (count,) the part below limit. */
static double share_below(const double *squares, size_t count, double limit)
{
    size_t below = 0;
    for (size_t i = 0; i < count; i++) {
        below += squares[i] < limit;
    }
    return (double)below / (double)count;
}

static hodo_status gaussian_rows(hodo_cell *cell, hodo_arena *scratch, const hodo_stream *stream, size_t width,
                                 hodo_error *error)
{
    const hodo_matrix w = hodo_matrix_take(scratch, HODO_FLOAT, width, width, error);
    const hodo_matrix copy = hodo_matrix_take(scratch, HODO_DOUBLE, width, width, error);
    double *squares = hodo_arena_take(scratch, width, sizeof *squares, error);
    hodo_newton_schulz_scratch steps;
    hodo_status status = hodo_newton_schulz_take(scratch, HODO_FLOAT, width, width * width, &steps, error);
    if (status != HODO_OK || w.data == NULL || copy.data == NULL || squares == NULL) {
        return status != HODO_OK ? status : HODO_NO_MEMORY;
    }
    muon_row below = {.what = "below", .width = width, .x = POLAR_MAP_LEAST};
    muon_row missed = {.what = "missed", .width = width, .x = POLAR_MAP_BELOW};
    hodo_random_normal_float(stream, 0, 0, width * width, 1.0f, w.data);
    hodo_matrix_convert(w, copy);
    const double frobenius = hodo_matrix_norm(w);
    status = hodo_squared_singular_values(copy.data, width, width, squares, error);
    below.value = share_below(squares, width, pow(POLAR_MAP_LEAST * frobenius, 2));
    status = status == HODO_OK ? hodo_newton_schulz(w, HODO_NEWTON_SCHULZ_STEPS, &steps, error) : status;
    hodo_matrix_convert(w, copy);
    status = status == HODO_OK ? hodo_squared_singular_values(copy.data, width, width, squares, error) : status;
    missed.value = share_below(squares, width, POLAR_MAP_BELOW * POLAR_MAP_BELOW);
    status = status == HODO_OK ? polar_map_shares((double)width, &below.theory, &missed.theory, error) : status;
    status = status == HODO_OK ? muon_row_put(cell, below, error) : status;
    return status == HODO_OK ? muon_row_put(cell, missed, error) : status;
}

hodo_status polar_map_rows(hodo_cell *cell, hodo_error *error)
{
    static const double decades[] = {1, 2, 4, 8};
    enum { MATRICES = sizeof decades / sizeof decades[0] };
    size_t squares;
    const int64_t *square = hodo_cell_integers(cell, "square", &squares);
    hodo_arena *scratch = hodo_arena_alloc();
    hodo_status status = scratch != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena");
    for (size_t i = 0; status == HODO_OK && i < MATRICES + squares; i++) {
        hodo_stream stream = *hodo_cell_stream(cell);
        stream.cell =
            hodo_hash_bytes(hodo_hash_text(stream.cell, i < MATRICES ? "known" : "square"),
                            i < MATRICES ? (const void *)&decades[i] : &square[i - MATRICES], sizeof(double));
        hodo_arena_reset(scratch);
        status = i < MATRICES ? known_rows(cell, scratch, &stream, decades[i], error)
                              : gaussian_rows(cell, scratch, &stream, (size_t)square[i - MATRICES], error);
    }
    hodo_arena_free(scratch);
    return status;
}

double polar_map_cost(const hodo_cell *cell)
{
    static const double decompose = 15; /* of a float GEMM's multiply-add: two sets of singular values */
    size_t squares;
    const int64_t *square = hodo_cell_integers(cell, "square", &squares);
    double sum = 2e7;
    for (size_t i = 0; i < squares; i++) {
        sum += (2 * decompose + 20) * pow((double)square[i], 3);
    }
    return sum;
}
