#include "probe/objective.h"

#include "base/real.h"

#include <math.h>

static hodo_status check_matrix(const char *what, hodo_matrix a, size_t rows, size_t columns,
                                hodo_precision precision, hodo_error *error)
{
    if (a.data == NULL || a.rows != rows || a.columns != columns) {
        return hodo_fail(error, HODO_MISMATCH, "the %s of an objective are %zu x %zu: give %zu x %zu", what,
                         a.rows, a.columns, rows, columns);
    }
    if (a.precision != precision) {
        return hodo_fail(error, HODO_MISMATCH,
                         "the %s of an objective are in %s and the network is not: convert them", what,
                         a.precision == HODO_FLOAT ? "float" : "double");
    }
    return HODO_OK;
}

hodo_status hodo_objective_check(const hodo_objective *objective, const hodo_network *network,
                                 hodo_error *error)
{
    const hodo_architecture *architecture = network->architecture;
    const size_t rows = objective->x.rows;
    if (rows == 0 || objective->loss.kind == NULL || !isfinite(objective->output_scale)) {
        return hodo_fail(error, HODO_INVALID,
                         "an objective of %zu rows, output scale %g and %s loss: at least 1 row, a finite "
                         "scale (1/gamma) and a loss",
                         rows, objective->output_scale, objective->loss.kind == NULL ? "no" : "a");
    }
    if (!(objective->loss.factor >= 0.0) || !isfinite(objective->loss.factor)) {
        return hodo_fail(error, HODO_INVALID,
                         "an objective whose loss has the factor %g: give a positive one, or 0 for the usual; "
                         "curvature counts on a convex loss",
                         objective->loss.factor);
    }
    hodo_status status = check_matrix("inputs", objective->x, rows, architecture->inputs, network->precision,
                                      error);
    if (status == HODO_OK) {
        status = check_matrix("targets", objective->y, rows, architecture->outputs, network->precision, error);
    }
    if (status == HODO_OK && objective->offset.data != NULL) {
        status = check_matrix("offsets", objective->offset, rows, architecture->outputs, network->precision,
                              error);
    }
    return status;
}

hodo_block hodo_objective_block(const hodo_objective *objective, size_t first, size_t batch)
{
    const size_t rows = objective->x.rows, left = rows - first, count = left < batch ? left : batch;
    hodo_block block = {.first = first,
                        .count = count,
                        .share = (double)count / (double)rows,
                        .x = hodo_matrix_rows(objective->x, first, count),
                        .y = hodo_matrix_rows(objective->y, first, count),
                        .offset = objective->offset};
    if (objective->offset.data != NULL) {
        block.offset = hodo_matrix_rows(objective->offset, first, count);
    }
    return block;
}

hodo_matrix hodo_block_filled(hodo_matrix rows, hodo_matrix filled)
{
    if (rows.rows == filled.rows) {
        return rows;
    }
    hodo_matrix_copy(rows, hodo_matrix_rows(filled, 0, rows.rows));
    for (size_t s = rows.rows; s < filled.rows; s++) {
        hodo_matrix_copy(hodo_matrix_rows(rows, rows.rows - 1, 1), hodo_matrix_rows(filled, s, 1));
    }
    return filled;
}

void hodo_objective_output(double scale, hodo_matrix f, hodo_matrix offset, hodo_matrix scaled)
{
    WITH_REAL(
        f.precision, for (size_t s = 0; s < scaled.rows; s++) {
            const real *from = (const real *)f.data + s * f.stride;
            const real *initial = offset.data != NULL ? (const real *)offset.data + s * offset.stride : NULL;
            real *to = (real *)scaled.data + s * scaled.stride;
            for (size_t c = 0; c < scaled.columns; c++) {
                to[c] = (real)scale * (from[c] - (initial != NULL ? initial[c] : 0));
            }
        });
}
