#include "experiments/spectral-condition/alignment/matrix_alignment.h"

#include "base/hash.h"
#include "experiments/spectral-condition/alignment/aligned_row.h"
#include "net/orthogonal.h"
#include "probe/alignment.h"
#include "rmt/finite/extreme_value.h"

#include <math.h>

/* The certified error of ||W||_*: a tenth of what a draw's alignment scatters by. */
static const double norm_tolerance = 1e-4;

matrix_shape matrix_shape_of(double ratio, size_t side)
{
    const double root = sqrt(ratio);
    return (matrix_shape){(size_t)fmax(1, round((double)side * root)),
                          (size_t)fmax(1, round((double)side / root))};
}

/* excerpt: matrix */
/* The mean over draws of one shape; draw i of shape s takes tensors 2 i and 2 i + 1 of the shape's own stream.
 * */
static hodo_status measure(const hodo_stream *stream, hodo_arena *scratch, matrix_shape shape, size_t draws,
                           bool orthogonal, double *mean, hodo_error *error)
{
    hodo_status status = HODO_OK;
    *mean = 0;
    for (size_t i = 0; status == HODO_OK && i < draws; i++) {
        hodo_arena_reset(scratch);
        const hodo_matrix w = hodo_matrix_take(scratch, HODO_DOUBLE, shape.fan_out, shape.fan_in, error);
        const hodo_matrix h = hodo_matrix_take(scratch, HODO_DOUBLE, 1, shape.fan_in, error);
        const hodo_matrix image = hodo_matrix_take(scratch, HODO_DOUBLE, 1, shape.fan_out, error);
        if (w.data == NULL || h.data == NULL || image.data == NULL) {
            return HODO_NO_MEMORY;
        }
        hodo_random_normal_double(stream, (uint32_t)(2 * i), 0, shape.fan_out * shape.fan_in, 1.0, w.data);
        hodo_random_normal_double(stream, (uint32_t)(2 * i + 1), 0, shape.fan_in, 1.0, h.data);
        double norm = NAN;
        status = orthogonal ? hodo_orthogonalise(w, 1.0, 0, error) : HODO_OK;
        status = status == HODO_OK ? hodo_spectral_norm(w, norm_tolerance, scratch, &norm, error) : status;
        *mean += hodo_alignment_of(w, norm, h, image) / (double)draws;
    }
    return status;
}
/* end: matrix */

hodo_status matrix_alignment_rows(hodo_cell *cell, hodo_error *error)
{
    size_t ratios;
    const double *ratio = hodo_cell_reals(cell, "ratio", &ratios);
    const size_t draws = (size_t)hodo_cell_integer(cell, "draws");
    hodo_arena *scratch = hodo_arena_alloc();
    hodo_status status = scratch != NULL ? HODO_OK : hodo_fail(error, HODO_NO_MEMORY, "no memory for an arena");
    for (size_t i = 0; status == HODO_OK && i < 2 * ratios; i++) {
        const matrix_shape shape = matrix_shape_of(ratio[i / 2], (size_t)hodo_cell_integer(cell, "side"));
        const bool orthogonal = i % 2 == 1;
        hodo_stream stream = *hodo_cell_stream(cell);
        stream.cell = hodo_hash_bytes(stream.cell, &shape, sizeof shape);
        stream.cell = hodo_hash_text(stream.cell, orthogonal ? "orthogonal" : "gaussian");
        double mean;
        status = measure(&stream, scratch, shape, draws, orthogonal, &mean, error);
        status = status == HODO_OK
                     ? aligned_row_put(cell,
                                       (aligned_row){.what = orthogonal ? "orthogonal" : "gaussian",
                                                     .fan_out = shape.fan_out,
                                                     .fan_in = shape.fan_in,
                                                     .batch = 1,
                                                     .value = mean,
                                                     .limit = NAN},
                                       error)
                     : status;
    }
    hodo_arena_free(scratch);
    return status;
}

double matrix_alignment_cost(const hodo_cell *cell)
{
    /* Multiply-adds of float GEMMs that an entry takes: drawn, and read about a hundred times for ||W||_* in
     * double. */
    static const double entry = 1000;
    size_t ratios;
    (void)hodo_cell_reals(cell, "ratio", &ratios);
    const double side = hodo_cell_real(cell, "side");
    return entry * side * side * 2 * (double)ratios * hodo_cell_real(cell, "draws");
}

hodo_status matrix_alignment_finite(matrix_shape shape, double *alignment, hodo_error *error)
{
    /* X of variance 1/fan_in: eigenvalues of X X^T follow Marchenko and Pastur of ratio fan_out/fan_in. */
    const double out = (double)shape.fan_out, in = (double)shape.fan_in;
    rmt_law *law;
    rmt_extreme_value largest;
    *alignment = NAN;
    hodo_status status = rmt_law_open(&law, error, "marchenko-pastur --ratio=%.17g", out / in);
    if (status != HODO_OK) {
        return status;
    }
    status = rmt_extreme_value_find(law, (int64_t)shape.fan_out, &largest, error);
    if (status == HODO_OK) {
        const double length = sqrt(2) * exp(lgamma((out + 1) / 2) - lgamma(out / 2)); /* of W h/||h|| */
        *alignment = length / sqrt(in * rmt_extreme_value_mean(&largest));
    }
    rmt_law_close(law);
    return status;
}
