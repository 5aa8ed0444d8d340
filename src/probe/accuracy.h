/* The share of samples that a network puts into the right class.
 *
 * With several outputs the class is the largest one, the first of them when several are equal; with one
 * output it is 1 where f > 0 and 0 elsewhere, so that the targets +1 and -1 are the labels 1 and 0
 * (HODO_SIGNS of data/dataset.h). A network that says 0 everywhere therefore has the accuracy of class 0. The
 * same rule reads a class off a row of targets, one-hot, centred or soft.
 */
#ifndef HODO_PROBE_ACCURACY_H
#define HODO_PROBE_ACCURACY_H

#include "base/matrix.h"
#include "base/status.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The class of one row of f (rows, outputs), which is finite. */
size_t hodo_class_of(hodo_matrix f, size_t row);

/* *accuracy <- the share of f's rows (rows, outputs) whose class is their label; NAN after an error.
 * HODO_INVALID for no row, or a label that no output stands for; HODO_NUMERIC when an output is not finite:
 * a diverged network has no accuracy. */
hodo_status hodo_accuracy_labels(hodo_matrix f, const uint8_t *labels /* (rows,) */, double *accuracy,
                                 hodo_error *error);

/* *accuracy <- the share of f's rows whose class is that of y's, both (rows, outputs), of either precision;
 * NAN after an error. HODO_MISMATCH for different shapes, HODO_INVALID for no row, HODO_NUMERIC when a
 * number is not finite. */
hodo_status hodo_accuracy_targets(hodo_matrix f, hodo_matrix y, double *accuracy, hodo_error *error);

#ifdef __cplusplus
}
#endif

#endif
