#include "probe/accuracy.h"

#include <math.h>

size_t hodo_class_of(hodo_matrix f, size_t row)
{
    if (f.columns == 1) {
        return hodo_matrix_get(f, row, 0) > 0;
    }
    size_t best = 0;
    double most = hodo_matrix_get(f, row, 0);
    for (size_t c = 1; c < f.columns; c++) {
        const double value = hodo_matrix_get(f, row, c);
        if (value > most) {
            most = value;
            best = c;
        }
    }
    return best;
}

static hodo_status check(hodo_matrix f, const char *what, hodo_error *error)
{
    if (f.rows < 1 || f.columns < 1) {
        return hodo_fail(error, HODO_INVALID,
                         "%s (%zu, %zu) have no accuracy: give at least one row and column", what, f.rows,
                         f.columns);
    }
    for (size_t i = 0; i < f.rows; i++) {
        for (size_t c = 0; c < f.columns; c++) {
            const double value = hodo_matrix_get(f, i, c);
            if (!isfinite(value)) {
                return hodo_fail(error, HODO_NUMERIC,
                                 "%s: entry (%zu, %zu) is %g, of no class: lower the learning rate", what, i, c,
                                 value);
            }
        }
    }
    return HODO_OK;
}

hodo_status hodo_accuracy_labels(hodo_matrix f, const uint8_t *labels, double *accuracy, hodo_error *error)
{
    const hodo_status status = check(f, "outputs", error);
    const size_t classes = f.columns == 1 ? 2 : f.columns;
    size_t right = 0;
    for (size_t i = 0; status == HODO_OK && i < f.rows; i++) {
        if (labels[i] >= classes) {
            return hodo_fail(error, HODO_INVALID,
                             "label %u of row %zu, where the outputs tell %zu classes apart: labels "
                             "count from 0",
                             (unsigned)labels[i], i, classes);
        }
        right += hodo_class_of(f, i) == labels[i];
    }
    *accuracy = status == HODO_OK ? (double)right / (double)f.rows : NAN;
    return status;
}

hodo_status hodo_accuracy_targets(hodo_matrix f, hodo_matrix y, double *accuracy, hodo_error *error)
{
    hodo_status status = check(f, "outputs", error);
    if (status == HODO_OK && (y.rows != f.rows || y.columns != f.columns)) {
        status = hodo_fail(error, HODO_MISMATCH,
                           "outputs (%zu, %zu) and targets (%zu, %zu): give one target for each", f.rows,
                           f.columns, y.rows, y.columns);
    }
    status = status == HODO_OK ? check(y, "targets", error) : status;
    size_t right = 0;
    for (size_t i = 0; status == HODO_OK && i < f.rows; i++) {
        right += hodo_class_of(f, i) == hodo_class_of(y, i);
    }
    *accuracy = status == HODO_OK ? (double)right / (double)f.rows : NAN;
    return status;
}
